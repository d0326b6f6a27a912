"""The dual of entropy pooling by projected Newton steps: numbers only, no names.

``min_q KL(q || p)`` with ``E_q[z] = 0`` for equalities and ``E_q[z] <= 0`` for inequalities has the dual
``min_l log sum_j p_j exp(-l . z_j)``, l free for equalities and not negative for inequalities, and
``q_j ~ p_j exp(-l . z_j)``. Its gradient is ``-E_q[z]``, its Hessian the covariance of z under q. Sources: Meucci
2008, Fully Flexible Views; the projection after Bertsekas 1982, SIAM Journal on Control and Optimization 20(2) (both
from memory).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

TOLERANCE = 1e-13
MOST_STEPS = 100
MOST_HALVINGS = 40
RIDGE = 1e-12
LEAST_VARIANCE = 1e-30
WORTH = 0.02
"""A covariance serves for further steps as long as each leaves no more than this share of the miss."""
FAR = 1e4
"""A multiplier beyond this, per standard deviation of its row, runs away: the views cannot all be met."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Probabilities ``(J,)``, multipliers ``(V,)``, steps taken, and whether the views are met."""

    q: np.ndarray
    multipliers: np.ndarray
    steps: int
    converged: bool


def solve(prior: np.ndarray, z: np.ndarray, bounded: np.ndarray) -> Solved:
    """Solve the dual.

    Parameters
    ----------
    prior
        ``(J,)``, above 0, sums to one.
    z
        ``(V, J)``: rows less their targets, of about unit scale.
    bounded
        ``(V,)`` bool: inequalities ``E_q[z] <= 0``.
    """
    at = _State.of(prior, z, np.zeros(len(z)), bounded)
    curvature: np.ndarray | None = None
    for step in range(MOST_STEPS):
        if at.error <= TOLERANCE:
            return Solved(at.q, at.multipliers, step, True)
        if np.abs(at.multipliers).max() > FAR:
            break
        fresh = curvature is None
        curvature = _curvature(z, at) if curvature is None else curvature
        found = _search(prior, z, bounded, at, _direction(curvature, at, bounded))
        if found is None and fresh:
            break
        if found is None or found.error > WORTH * at.error:
            curvature = None
        at = found or at
    return Solved(at.q, at.multipliers, MOST_STEPS, at.error <= 100.0 * TOLERANCE)


@dataclass(frozen=True, slots=True)
class _State:
    """Multipliers ``(V,)``, the probabilities they tilt to, the dual's value, ``E_q[z]``, and how far off it is."""

    multipliers: np.ndarray
    q: np.ndarray
    value: float
    excess: np.ndarray
    error: float

    @classmethod
    def of(cls, prior: np.ndarray, z: np.ndarray, multipliers: np.ndarray, bounded: np.ndarray) -> _State:
        q, value = _tilt(prior, z, multipliers)
        excess = z @ q
        return cls(multipliers, q, value, excess, _error(excess, multipliers, bounded))


def _tilt(prior: np.ndarray, z: np.ndarray, multipliers: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the tilted probabilities and the dual's value."""
    power = multipliers @ z
    shift = power.min()
    weight = prior * np.exp(shift - power)
    total = weight.sum()
    return weight / total, float(np.log(total) - shift)


def _error(excess: np.ndarray, multipliers: np.ndarray, bounded: np.ndarray) -> float:
    """Return by how much the conditions of an optimum are missed: equalities, inequalities, complementary slackness."""
    loose = bounded & (multipliers <= 0.0)
    return float(np.where(loose, np.maximum(excess, 0.0), np.abs(excess)).max())


def _curvature(z: np.ndarray, at: _State) -> np.ndarray:
    """Return the covariance ``(V, V)`` of the rows."""
    root = z * np.sqrt(at.q)
    return root @ root.T - np.outer(at.excess, at.excess)


def _direction(curvature: np.ndarray, at: _State, bounded: np.ndarray) -> np.ndarray:
    """Return the Newton step of the free multipliers, 0 for the others."""
    free = ~bounded | (at.multipliers > 0.0) | (at.excess > 0.0)
    move = np.zeros(len(free))
    move[free] = _newton_step(curvature[np.ix_(free, free)], at.excess[free])
    return move


def _newton_step(hessian: np.ndarray, excess: np.ndarray) -> np.ndarray:
    scale = np.sqrt(np.maximum(np.diag(hessian), LEAST_VARIANCE))
    standard = hessian / np.outer(scale, scale)
    try:
        return np.linalg.solve(standard + RIDGE * np.eye(len(scale)), excess / scale) / scale
    except np.linalg.LinAlgError:
        return np.linalg.lstsq(standard, excess / scale, rcond=None)[0] / scale


def _search(prior: np.ndarray, z: np.ndarray, bounded: np.ndarray, at: _State, move: np.ndarray) -> _State | None:
    """Return the first step along the projected arc that lowers the dual enough; None when none does."""
    for k in range(MOST_HALVINGS):
        tried = at.multipliers + 0.5**k * move
        found = _State.of(prior, z, np.where(bounded, np.maximum(tried, 0.0), tried), bounded)
        gained = float(at.excess @ (found.multipliers - at.multipliers))
        # near the optimum the value no longer tells steps apart: a step that meets the views better is taken
        flat = abs(found.value - at.value) <= 1e-14 * max(1.0, abs(found.value))
        if (flat and found.error < at.error) or found.value <= at.value - 1e-4 * gained < at.value:
            return found
    return None
