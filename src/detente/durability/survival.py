"""How long a deal like this one lasts: the survival of its reference class, with intervals whose basis is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.durability.curves import Curve, curves, published
from detente.durability.reference import Association, ReferenceClass
from detente.kernels.ranges import not_negative, positive, share

MONTHS = (6, 12, 24, 60)
MONTHS_PER_YEAR = 12.0
COVER = 0.9
"""Share of samples whose interval holds the true share; the ends are 5 % and 95 % points, as of every Quantity."""
CREDIBLE = 10.0
"""Curves whose Akaike criterion is further above the best are not part of the spread of models (a convention)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its ends and what they rest on."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    basis: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The survival of a reference class at some times.

    Parameters
    ----------
    months
        ``(T,)``.
    survival
        By the best curve, with the sampling interval of the class.
    published
        ``(T,)``: the published share at or before each time; NaN where none is.
    models
        ``(2, T)``: least and largest share among curves that fit about as well; the spread of models.
    curve
        The best curve.
    of
        The class.
    """

    months: np.ndarray
    survival: Interval
    published: np.ndarray
    models: np.ndarray
    curve: Curve
    of: ReferenceClass

    def rows(self) -> list[dict[str, Any]]:
        """Return a plain row for each time."""
        interval = self.survival
        return [
            {
                "months": float(month),
                "survival": float(interval.value[k]),
                "low": float(interval.low[k]),
                "high": float(interval.high[k]),
                "published": None if np.isnan(self.published[k]) else float(self.published[k]),
                "models": [float(self.models[0, k]), float(self.models[1, k])],
                "basis": interval.basis,
                "reference_class": self.of.id,
                "source": self.of.source,
            }
            for k, month in enumerate(self.months)
        ]


def baseline(of: ReferenceClass, months: Sequence[float] = MONTHS) -> Baseline:
    """Return the survival of a class at some months, by the curve that fits best.

    Examples
    --------
    >>> from detente.durability.reference import reference_class
    >>> baseline(reference_class("peace_agreements")).survival.value.round(2).tolist()
    [0.83, 0.77, 0.72, 0.67]
    """
    when = not_negative("months", months)
    years = when / MONTHS_PER_YEAR
    found = curves(of)
    best = found[0]
    fit = [curve.at(years) for curve in found if (curve.aic or 0.0) <= (best.aic or 0.0) + CREDIBLE]
    steps = published(of, years) if of.curve else np.full(when.shape, np.nan)
    spread = np.array([np.min(fit, axis=0), np.max(fit, axis=0)])
    return Baseline(when, sampling(best.at(years), of.cases), steps, spread, best, of)


def sampling(value: ArrayLike, cases: int) -> Interval:
    """Return a share among so many cases with its binomial interval after Wilson.

    It takes every case as seen until then. Where some were censored before, fewer were seen and the interval is too
    narrow; Greenwood's formula would need the numbers at risk, which are not published. Source: Wilson 1927, Journal of
    the American Statistical Association 22 (from memory).

    Examples
    --------
    >>> found = sampling(0.5, 100)
    >>> round(float(found.low), 3), round(float(found.high), 3), found.basis
    (0.419, 0.581, 'binomial (Wilson), n = 100, 90 %, censoring ignored')
    """
    held = share("value", value)
    basis = f"binomial (Wilson), n = {cases}, {COVER:.0%}, censoring ignored".replace("%", " %")
    return Interval(held, *wilson(held, cases), basis)


def wilson(held: np.ndarray, cases: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the interval of shares, each among its number of cases; see `sampling`."""
    z, n = NormalDist().inv_cdf(0.5 + COVER / 2.0), positive("cases", cases)
    weight = 1.0 + z**2 / n
    middle = (held + z**2 / (2.0 * n)) / weight
    half = z / weight * np.sqrt(held * (1.0 - held) / n + z**2 / (4.0 * n**2))
    return middle - half, middle + half


def with_frailty(interval: Interval, frailty: ArrayLike) -> Interval:
    """Return the interval of a case whose hazard is `frailty` times that of the class: every share to that power.

    `frailty` is a judgement about the case; drawn, it broadcasts against the interval, as ``(draws, 1)`` against times.
    """
    factor = positive("frailty", frailty)
    ends = (interval.value**factor, interval.low**factor, interval.high**factor)
    return Interval(*ends, f"{interval.basis}; hazard times a judged frailty")


def hazard_ratio(row: Association) -> Interval:
    """Return the hazard ratio of an association with its interval, ``exp(b -+ z se)``."""
    z = NormalDist().inv_cdf(0.5 + COVER / 2.0)
    ends = np.exp(row.coefficient + z * row.se * np.array([0.0, -1.0, 1.0]))
    return Interval(ends[0], ends[1], ends[2], f"Cox model, normal interval from se, {COVER:.0%}".replace("%", " %"))


def widened(interval: Interval, of: ReferenceClass, features: Sequence[str]) -> Interval:
    """Return the interval, wider for features of the case that stood beside more or fewer breakdowns; its value stays.

    The only use of the associations: a case that has a feature lies among the cases that have it, and how hard those
    were is not known. They never move the value, for what a provision would do cannot be read from them
    (`of.warning`). Off unless features are named. Each end moves by the end of the hazard ratio that moves it outwards.

    Raises
    ------
    ValueError
        When the class has no association of that id.
    """
    low, high = interval.low, interval.high
    for feature in features:
        ratio = hazard_ratio(_association(of, feature))
        low = np.minimum(low, low**ratio.high)
        high = np.maximum(high, high**ratio.low)
    if not features:
        return interval
    named = ", ".join(features)
    return Interval(interval.value, low, high, f"{interval.basis}; widened for {named}: associations, not effects")


def _association(of: ReferenceClass, feature: str) -> Association:
    for row in of.associations:
        if row.id == feature:
            return row
    raise ValueError(f'{of.id} has no association "{feature}"; there are {", ".join(of.ids) or "none"}')
