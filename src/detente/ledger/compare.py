"""Is one forecaster better than another, or were they lucky: paired by question.

Snapshots of one question repeat each other, so the unit is the question: differences are averaged within it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

FEWEST = 2
MOST_FLIPPED = 16
"""Up to so many questions all 2^n signs are tried."""
CONFIDENCE = 0.95
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Comparison:
    """The paired difference of two forecasters' scores, first minus second: below 0 the first is better.

    Parameters
    ----------
    questions, rows
        How many questions count, and how many pairs of forecasts stand behind them.
    difference
        Mean over questions of the mean difference within each.
    se, low, high
        Its standard error and 95 % interval by Student's t; None with one question.
    p_value, p_exact
        Two-sided, by Student's t and by turning the sign of every question (exact; None beyond 16 questions).
    detectable
        The least true difference that a test at 5 % would find in four of five repetitions with so many questions.
    """

    questions: int
    rows: int
    difference: float
    se: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    p_exact: float | None = None
    detectable: float | None = None


def paired(first: ArrayLike, second: ArrayLike, questions: Sequence[str]) -> Comparison:
    """Compare two forecasters' scores ``(rows,)`` of the same forecasts, clustered by the question id of each row.

    Raises
    ------
    ValueError
        When the three differ in length, or are empty.
    """
    apart = np.asarray(first, dtype=float) - np.asarray(second, dtype=float)
    if not apart.size or len(questions) != apart.size:
        raise ValueError(f"{apart.size} differences and {len(questions)} question ids: as many of both, at least one")
    _, place, count = np.unique(np.asarray(questions, dtype=str), return_inverse=True, return_counts=True)
    means = np.bincount(place, weights=apart) / count
    n, difference = len(means), float(means.mean())
    if n < FEWEST:
        return Comparison(n, apart.size, difference)
    se = float(means.std(ddof=1) / np.sqrt(n))
    reach = float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2.0))
    return Comparison(
        n, apart.size, difference, se, difference - reach * se, difference + reach * se,
        p_value=_p_value(difference, se, n - 1),
        p_exact=_by_signs(means) if n <= MOST_FLIPPED else None,
        detectable=(reach + float(stdtrit(n - 1, POWER))) * se,
    )  # fmt: skip


def _p_value(difference: float, se: float, freedom: int) -> float:
    if se == 0.0:
        return 1.0 if difference == 0.0 else 0.0
    return float(2.0 * stdtr(freedom, -abs(difference) / se))


def _by_signs(means: np.ndarray) -> float:
    """Return the share of all signs of the questions that give a sum as far from 0 as the one seen."""
    sums = np.zeros(1)
    for mean in np.abs(means):
        sums = np.concatenate([sums + mean, sums - mean])
    seen = abs(means.sum())
    return float((np.abs(sums) >= seen - 1e-12 * max(1.0, seen)).mean())
