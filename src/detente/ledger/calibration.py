"""Were the probabilities what they said: shares by bin, and the Brier score taken apart in two ways.

Probabilities ``(n,)`` of binary events and what happened ``(n,)`` of 0 and 1. The score is the half-form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

BINS = 10


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Forecasts of ``low <= p < high`` (the last bin holds 1): how many, their mean, and the share that happened."""

    low: float
    high: float
    n: int
    mean_p: float | None
    frequency: float | None


@dataclass(frozen=True, slots=True)
class Murphy:
    """Brier score = reliability - resolution + uncertainty, over groups of equal probabilities (Murphy 1973)."""

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Corp:
    """Brier score = miscalibration - discrimination + uncertainty, after isotonic recalibration.

    No bins are chosen by hand (Dimitriadis, Gneiting & Jordan 2021).
    """

    miscalibration: float
    discrimination: float
    uncertainty: float


def calibration(p: ArrayLike, happened: ArrayLike, bins: int = BINS) -> tuple[CalibrationBin, ...]:
    """Return the bins of equal width, empty ones too: a bin of two forecasts proves little, so each has its count."""
    told, came = _events(p, happened)
    edges = np.arange(bins + 1) / bins
    place = np.clip(np.searchsorted(edges, told, side="right") - 1, 0, bins - 1)
    return tuple(_bin(edges[k], edges[k + 1], told[place == k], came[place == k]) for k in range(bins))


def _bin(low: float, high: float, told: np.ndarray, came: np.ndarray) -> CalibrationBin:
    means = (float(told.mean()), float(came.mean())) if told.size else (None, None)
    return CalibrationBin(float(low), float(high), told.size, *means)


def murphy(p: ArrayLike, happened: ArrayLike) -> Murphy:
    """Return Murphy's decomposition over distinct probabilities, in which nothing is lost to binning."""
    told, came = _events(p, happened)
    value, count, share = _groups(told, came)
    base = came.mean()
    return Murphy(
        reliability=float((count * (value - share) ** 2).sum() / told.size),
        resolution=float((count * (share - base) ** 2).sum() / told.size),
        uncertainty=float(base * (1.0 - base)),
    )


def corp(p: ArrayLike, happened: ArrayLike) -> Corp:
    """Return the decomposition by isotonic recalibration (pool adjacent violators)."""
    from scipy.optimize import isotonic_regression

    told, came = _events(p, happened)
    value, count, share = _groups(told, came)
    better = np.asarray(isotonic_regression(share, weights=count).x)
    base = came.mean()
    spread = base * (1.0 - base)
    recalibrated = float((count * (better * (better - 2.0 * share) + share)).sum() / told.size)
    score = float((count * (value * (value - 2.0 * share) + share)).sum() / told.size)
    return Corp(score - recalibrated, float(spread) - recalibrated, float(spread))


def _groups(told: np.ndarray, came: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct probabilities, how often each was said, and the share of those that happened."""
    value, place, count = np.unique(told, return_inverse=True, return_counts=True)
    return value, count.astype(float), np.bincount(place, weights=came) / count


def _events(p: ArrayLike, happened: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    told, came = np.asarray(p, dtype=float), np.asarray(happened, dtype=float)
    if not told.size or told.shape != came.shape:
        raise ValueError(f"{told.size} probabilities and {came.size} outcomes: as many of both are needed, and one")
    return told, came


def skill(score: Any, reference: Any) -> float | None:
    """Return ``1 - score / reference``: 1 is perfect, 0 no better than the reference; None where that is 0.

    >>> skill(0.1, 0.4), skill(0.1, 0.0)
    (0.75, None)
    """
    return None if not reference else 1.0 - float(score) / float(reference)
