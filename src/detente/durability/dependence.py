"""Several approvals at once: the chance of all under a stated dependence, and what no dependence can exceed."""

from __future__ import annotations

import math

import numpy as np

from detente.case.ratification import ALIKE, INDEPENDENT, INDEPENDENTLY, ONE_FACTOR, Dependence
from detente.durability.distinct import distinct

REACH = 9.0
"""Standard deviations of the common factor over which it is integrated: beyond lies less than 10^-18."""
WIDEST_STEP, PER_SLOPE = 0.05, 0.5


COMONOTONE = Dependence(ALIKE)


def one_factor(rho: float) -> Dependence:
    """Return the dependence by one Gaussian factor: 0 is independence, 1 comonotone."""
    return Dependence(ONE_FACTOR, rho)


def joint(probability: np.ndarray, dependence: Dependence = INDEPENDENT) -> np.ndarray:
    """Return the chance that all steps pass, ``(D,)``, from ``probability (D, steps)``.

    For the factor ``integral of phi(z) prod_s Phi((q_s - sqrt(rho) z) / sqrt(1 - rho)) dz`` with ``q_s`` the normal
    quantile of the step's probability, by the trapezoid rule, whose error falls exponentially for such integrands. NaN
    where a step is unknown and none is sure to fail.
    """
    held = np.asarray(probability, dtype=float)
    if held.shape[1] == 0:
        return np.ones(len(held))
    if dependence.kind == ALIKE or dependence.rho == 1.0:
        found = held.min(axis=1)
    elif dependence.kind == INDEPENDENTLY or dependence.rho == 0.0:
        found = held.prod(axis=1)
    else:
        rows, back = distinct(held)
        found = np.clip(_by_factor(rows, dependence.rho), *frechet(rows))[back]
    return np.where((held == 0.0).any(axis=1), 0.0, found)


def _by_factor(probability: np.ndarray, rho: float) -> np.ndarray:
    from scipy.special import ndtr, ndtri

    width = min(WIDEST_STEP, PER_SLOPE * math.sqrt((1.0 - rho) / rho))
    z = np.linspace(-REACH, REACH, 2 * math.ceil(REACH / width) + 1)
    weight = np.exp(-0.5 * z * z)
    weight /= weight.sum()
    passes = np.ones((len(probability), z.size))
    for step in ndtri(probability).T:
        passes *= ndtr((step[:, None] - math.sqrt(rho) * z) / math.sqrt(1.0 - rho))
    return passes @ weight


def frechet(probability: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the largest chance that all steps pass under any dependence, each ``(D,)``.

    ``max(0, sum p - (n - 1)) <= P(all) <= min p`` (Fréchet 1935, from memory). An unknown step is between 0 and 1.
    """
    held = np.asarray(probability, dtype=float)
    if held.shape[1] == 0:
        return np.ones(len(held)), np.ones(len(held))
    least = np.where(np.isnan(held), 0.0, held)
    most = np.where(np.isnan(held), 1.0, held)
    return np.maximum(0.0, 1.0 - (1.0 - least).sum(axis=1)), most.min(axis=1)
