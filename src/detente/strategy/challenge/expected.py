"""Chances, expected utilities and risk exponents of the challenge model (Scholz, Calbert & Smith 2011).

Letters as printed: ``E_ij`` is what i expects of challenging j; ``U_s``, ``U_f``, ``U_q`` its utility of success,
failure and status quo; ``d = |x_i - x_j| / range``. Arrays over pairs are ``(N, N)``, challenger first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.averages import weighted_median
from detente.strategy.challenge.variant import Variant


class Stage(NamedTuple):
    """The table of one round: capability, salience (0-1) and position of N actors, each ``(N,)``."""

    capability: np.ndarray
    salience: np.ndarray
    position: np.ndarray

    @property
    def distance(self) -> np.ndarray:
        """Distances as shares of the present range of positions, ``(N, N)``."""
        apart = np.abs(self.position[:, None] - self.position)
        span = apart.max(initial=0.0)
        return apart / span if span > 0 else apart


def chances(stage: Stage, exponent: np.ndarray, votes: str) -> np.ndarray:
    """Return the chance that i wins against j, ``(N, N)``; 0 where no vote is cast.

    Actor k votes ``c_k s_k (|x_k - x_j|^r_k - |x_k - x_i|^r_k)``, for i where that is positive.
    """
    reach = stage.distance ** exponent[:, None]
    pro = np.zeros_like(reach)
    for weight, far in zip(stage.capability * stage.salience, reach, strict=True):
        pro += weight * np.maximum(far[None, :] - far[:, None], 0.0)
    cast = pro + pro.T if votes == "pair" else np.full_like(pro, 2.0 * pro.sum())
    return np.divide(pro, cast, out=np.zeros_like(pro), where=cast > 0)


def expected(stage: Stage, chance: np.ndarray, exponent: np.ndarray, q: float) -> np.ndarray:
    """Return what i expects of challenging j, ``E_ij``, with an exponent per pair ``(N, N)``.

    ``E = s_j (P U_s + (1-P) U_f) + (1-s_j) U_s - Q U_q - (1-Q) (T U_b + (1-T) U_w)``. Between actors who agree it is 0.
    """
    d, r = stage.distance, np.broadcast_to(exponent, chance.shape)
    success, failure, stay = 2.0 - 4.0 * (0.5 - d / 2) ** r, 2.0 - 4.0 * (0.5 + d / 2) ** r, 2.0 - 4.0 * 0.5**r
    resists = stage.salience[None, :]
    found = resists * (chance * success + (1.0 - chance) * failure) + (1.0 - resists) * success - q * stay
    if q < 1.0:
        found -= (1.0 - q) * _drift(stage, r)
    return np.where(d > 0, found, 0.0)


def _drift(stage: Stage, r: np.ndarray) -> np.ndarray:
    """Return ``T U_b + (1-T) U_w``, of a status quo that moves to the median (from memory: verify before citing).

    T is 1 where the median is nearer to i than j is, 0 where it is farther, one half where it is as far.
    """
    middle = weighted_median(stage.capability * stage.salience, stage.position)
    apart = np.abs(stage.position[:, None] - stage.position)
    away = np.abs(stage.position - middle)[:, None]
    span = apart.max(initial=0.0) or 1.0
    step = (away + apart) / (4.0 * span)
    nearer = (1.0 + np.sign(apart - away)) / 2.0
    return nearer * (2.0 - 4.0 * (0.5 - step) ** r) + (1.0 - nearer) * (2.0 - 4.0 * (0.5 + step) ** r)


def risk_exponents(stage: Stage, variant: Variant) -> np.ndarray:
    """Return the risk exponents ``(N,)`` between 1/2 and 2, from how much the others gain by challenging each actor.

    ``R_i = (2 S_i - max S - min S) / (max S - min S)``, ``r_i = (1 - R_i/3) / (1 + R_i/3)``, ``S_i = sum_j E_ji`` at
    exponent 1.
    """
    flat = np.ones_like(stage.position)
    danger = expected(stage, chances(stage, flat, variant.votes), flat[:, None], variant.q).sum(axis=0)
    span = danger.max() - danger.min()
    risk = (2.0 * danger - danger.max() - danger.min()) / span if span > 0 else np.zeros_like(danger)
    return (1.0 - risk / 3.0) / (1.0 + risk / 3.0)


def both_sides(stage: Stage, exponent: np.ndarray, variant: Variant) -> tuple[np.ndarray, np.ndarray]:
    """Return, as i sees it, what i expects of challenging j and what j expects of challenging i, each ``(N, N)``."""
    chance = chances(stage, exponent, variant.votes)
    own = expected(stage, chance, exponent[:, None], variant.q)
    if variant.exponents == "own":
        return own, own.T
    return own, expected(stage, chance, exponent[None, :], variant.q).T
