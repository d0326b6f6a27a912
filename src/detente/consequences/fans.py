"""Fans: quantiles of an indicator over draws, for each scenario and for their mixture by probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, share

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
SUM_TO_ONE = 1e-9


@dataclass(frozen=True, slots=True)
class Fan:
    """Mean, standard error of it, and quantiles at `LEVELS` on the first axis, of values over draws.

    `quantile_se` is the largest standard error of a quantile: half the distance between the quantiles at
    ``p - sqrt(p (1 - p) / n)`` and ``p + sqrt(p (1 - p) / n)``, whatever the distribution (Woodruff 1952).
    """

    mean: np.ndarray
    se: np.ndarray
    quantiles: np.ndarray
    quantile_se: np.ndarray


def fan(values: np.ndarray) -> Fan:
    """Return the fan of ``values (D, ...)``."""
    return Fan(values.mean(axis=0), _error(values), *_parted(quantiles(values, _levels(len(values)))))


def quantiles(values: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    """Return quantiles on the first axis of ``values (D, ...)``, linear between order statistics.

    The definition of ``numpy.quantile``, whose care for all others costs more than the sort of a few hundred draws.
    """
    ordered = np.sort(values, axis=0)
    place = np.asarray(levels) * (len(values) - 1)
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, len(values) - 1)
    part = (place - below).reshape(-1, *[1] * (values.ndim - 1))
    return ordered[below] + part * (ordered[above] - ordered[below])


def _error(values: np.ndarray) -> np.ndarray:
    """Return the standard error of the mean over draws; not a number for a single draw."""
    spread = values.std(axis=0, ddof=1) if len(values) > 1 else np.full(values.shape[1:], np.nan)
    return spread / np.sqrt(len(values))


def _levels(draws: int) -> list[float]:
    """Return the levels, then one standard error below and above each."""
    level = np.array(LEVELS)
    error = np.sqrt(level * (1.0 - level) / draws)
    return [*LEVELS, *np.clip([level - error, level + error], 0.0, 1.0).ravel().tolist()]


def _parted(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return quantiles at `LEVELS` and the largest of their standard errors, from those at `_levels`."""
    own, below, above = np.split(found, 3)
    return own, np.asarray((above - below).max(axis=0) / 2.0)


def mixture_fan(values: Sequence[np.ndarray], chance: ArrayLike) -> Fan:
    """Return the fan of a mixture of scenarios, each ``(D, ...)``, by the probability of each.

    Its mean is the sum of probability times scenario mean, to the bit: the law of total expectation. The standard error
    is that of common draws: of the mean over scenarios within each draw; that of quantiles counts no more than these.

    Raises
    ------
    ValueError
        When the probabilities do not sum to one, or are not one for each scenario.
    """
    weight = probabilities(chance, len(values))
    mean = sum_of([p * held.mean(axis=0) for p, held in zip(weight, values, strict=True)])
    within = sum_of([p * held for p, held in zip(weight, values, strict=True)])
    likely = [(p, held) for p, held in zip(weight, values, strict=True) if p > 0.0]
    each = np.concatenate([np.full(len(held), p / len(held)) for p, held in likely])
    found = weighted_quantiles(np.concatenate([held for _, held in likely]), each, _levels(len(within)))
    return Fan(mean, _error(within), *_parted(found))


def probabilities(chance: ArrayLike, count: int) -> np.ndarray:
    """Return probabilities of scenarios, refused when they do not sum to one."""
    weight = share("probabilities", chance)
    if weight.shape != (count,):
        raise ValueError(f"probabilities: {weight.size} are given for {count} scenarios; give one for each")
    if abs(weight.sum() - 1.0) > SUM_TO_ONE:
        raise ValueError(f"probabilities: they sum to {weight.sum():.12g}, not 1; name what is missing as a scenario")
    return weight


def weighted_quantiles(values: np.ndarray, weight: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    """Return the least value whose cumulated weight reaches each level, ``(L, ...)`` of ``values (D, ...)``.

    Examples
    --------
    >>> weighted_quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.5, 0.25, 0.25]), [0.25, 0.5, 0.9]).tolist()
    [1.0, 2.0, 3.0]
    """
    flat = values.reshape(len(values), -1)
    order = np.argsort(flat, axis=0, kind="stable")
    reached = np.cumsum(not_negative("weight", weight)[order], axis=0)
    found = np.empty((len(levels), flat.shape[1]))
    for column in range(flat.shape[1]):
        total = reached[-1, column]
        # what is added up one by one falls short by rounding, which must not push a quantile to the next value
        at = np.searchsorted(reached[:, column], np.asarray(levels) * total - 1e-12 * total)
        found[:, column] = flat[order[np.minimum(at, len(flat) - 1), column], column]
    return found.reshape(len(levels), *values.shape[1:])


def sum_of(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return the sum of arrays, in their order."""
    return np.add.reduce(parts)
