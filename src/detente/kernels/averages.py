"""Weighted means and medians, of the same letters: weights and values of one shape, NaN where there is no value."""

from __future__ import annotations

import numpy as np


def weighted_mean(weight: np.ndarray, value: np.ndarray, *, axis: int = 0) -> np.ndarray:
    """Return ``sum w x / sum w`` along an axis over the values that are there; NaN where nothing weighs.

    >>> weighted_mean(np.array([1.0, 3.0, 5.0]), np.array([0.0, 100.0, np.nan])).item()
    75.0
    """
    known = ~np.isnan(value)
    held = weight * known
    total = held.sum(axis=axis)
    summed = (held * np.where(known, value, 0.0)).sum(axis=axis)
    return np.divide(summed, total, out=np.full(np.shape(total), np.nan), where=total > 0)


def weighted_median(weight: np.ndarray, value: np.ndarray) -> float:
    """Return the value at which half of the weight is reached; halfway to the next where it is reached exactly.

    >>> weighted_median(np.array([1.0, 1.0, 3.0]), np.array([0.0, 10.0, 40.0]))
    40.0
    >>> weighted_median(np.array([1.0, 1.0]), np.array([0.0, 10.0]))
    5.0
    """
    known = ~np.isnan(value) & (weight > 0)
    if not known.any():
        return float("nan")
    order = np.argsort(value[known], kind="stable")
    held, values = weight[known][order], value[known][order]
    reached = np.cumsum(held) / held.sum()
    slack = 1e-12
    low = int(np.searchsorted(reached, 0.5 - slack))
    high = low + 1 if reached[low] <= 0.5 + slack and low + 1 < len(values) else low
    return float(values[low] + values[high]) / 2.0
