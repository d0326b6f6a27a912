"""Pick the best of a list of surplus vectors, exactly, with all ties: the definitions of the solution concepts.

All take ``points (n, P)``, integer surpluses, and return the indices of every best row. Floats only narrow the list;
the decision is made with integers and fractions.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

NEAR = 1e-9
POWER_GRID = 10


def _narrow(points: np.ndarray, rough: np.ndarray, exact: Callable[[list[int]], Any]) -> np.ndarray:
    """Keep the rows whose rough value is near the best, then those whose exact value is best."""
    if not len(points):
        return np.zeros(0, dtype=np.int64)
    best = rough.max()
    if best == -np.inf:
        return np.zeros(0, dtype=np.int64)
    rows = np.flatnonzero(rough >= best - NEAR * (1.0 + abs(best)))
    if rows.size == 1:
        return rows
    known: dict[tuple[int, ...], Any] = {}
    keys = [tuple(points[row].tolist()) for row in rows]
    for key in keys:
        if key not in known:
            known[key] = exact(list(key))
    top = max(known.values())
    return rows[[known[key] == top for key in keys]]


def leximin(points: np.ndarray, scale: np.ndarray, active: np.ndarray) -> np.ndarray:
    """Rows with the leximin-largest ``S_p / scale_p`` over the active parties: raise the least, then the next."""
    index = np.flatnonzero(active)
    rough = (points[:, index] / scale[index]).min(axis=1) if len(points) else np.zeros(0)
    scales = [int(scale[p]) for p in index]

    def exact(point: list[int]) -> tuple[Fraction, ...]:
        return tuple(sorted(Fraction(point[p], s) for p, s in zip(index, scales, strict=True)))

    return _narrow(points, rough, exact)


def _exponents(power: np.ndarray) -> np.ndarray:
    return np.asarray(np.maximum(np.rint(power * POWER_GRID).astype(int), 1))


def shares(power: np.ndarray) -> np.ndarray:
    """Return powers ``(..., P)`` as they are read: on a grid of 1/10, adding up to one."""
    exponents = _exponents(power)
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True))


def nash(points: np.ndarray, power: np.ndarray) -> np.ndarray:
    """Rows with the largest ``prod S_p ** a_p`` among those with every S_p > 0; none if there is no such row.

    Powers are read on a grid of 1/10 so that ties can be decided in integers.
    """
    exponents, share = _exponents(power), shares(power)
    with np.errstate(divide="ignore", invalid="ignore"):
        rough = np.where((points > 0).all(axis=1), (np.log(points.astype(float)) * share).sum(axis=1), -np.inf)
    exponents //= np.gcd.reduce(exponents) or 1

    def exact(point: list[int]) -> int:
        value = 1
        for surplus, exponent in zip(point, exponents.tolist(), strict=True):
            value *= surplus**exponent
        return value

    return _narrow(points, rough, exact)


def total(points: np.ndarray, scale: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Rows with the largest ``sum k_p S_p / scale_p``."""
    rough = (points / scale * weight).sum(axis=1) if len(points) else np.zeros(0)
    factors = [Fraction(float(k)) / int(s) for k, s in zip(weight, scale, strict=True)]

    def exact(point: list[int]) -> Fraction:
        return sum((s * factor for s, factor in zip(point, factors, strict=True)), Fraction(0))

    return _narrow(points, rough, exact)
