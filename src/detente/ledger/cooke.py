"""Cooke's classical model: experts weighed by how they answer seed questions whose answers are known.

Assessments ``(experts, items, levels)`` hold each expert's quantiles, NaN where none were given; realisations
``(items,)``, NaN where nobody knows yet: these are target questions, never seeds (Cooke 1991).

Four pitfalls are dealt with here: files write a missing value as -999.5 or -999.6; where experts answered different
numbers of seeds, all are tested at the power of the smallest; a realisation equal to a quantile falls in the lower bin;
a pool with optimised weights can score worse than the one with equal weights, so both are given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

MISSING = (-999.5, -999.6)
"""What .dtt and .rls files write where there is no value."""
OVERSHOOT = 0.1
"""Share of an item's range that is added at each end."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The experts' answers, as arrays, and what follows from them for every item.

    Parameters
    ----------
    levels
        ``(levels,)``: probabilities of the quantiles, rising, as 0.05, 0.5, 0.95.
    quantiles
        ``(experts, items, levels)``; on items with a logarithmic scale, their logarithms.
    realisations
        ``(items,)``, on the same scale.
    low, high
        ``(items,)``: the intrinsic range of each item.
    """

    levels: np.ndarray
    quantiles: np.ndarray
    realisations: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def seeds(self) -> np.ndarray:
        """``(items,)``: which items have a realisation."""
        return np.isfinite(self.realisations)

    @property
    def answered(self) -> np.ndarray:
        """``(experts, items)``: who answered what."""
        return np.asarray(np.isfinite(self.quantiles).all(axis=-1))

    @property
    def power(self) -> int:
        """The smallest number of seeds that any expert answered: the n of every calibration score."""
        return int((self.answered & self.seeds).sum(axis=-1).min())

    @property
    def bins(self) -> np.ndarray:
        """``(levels + 1,)``: the probability of falling between neighbouring quantiles."""
        return np.diff(self.levels, prepend=0.0, append=1.0)


@dataclass(frozen=True, slots=True)
class Scores:
    """Calibration and information of experts or pools ``(rows,)``; information over the seeds, and over all items."""

    calibration: np.ndarray
    information: np.ndarray
    information_all: np.ndarray

    @property
    def combined(self) -> np.ndarray:
        """Calibration times information over the seeds, the unnormalised weight."""
        return self.calibration * self.information


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """A pool of the experts: its weights ``(experts, items)``, quantiles ``(items, levels)``, cut-off and scores."""

    name: str
    weights: np.ndarray
    quantiles: np.ndarray
    cutoff: float
    calibration: float
    information: float


def panel(levels: ArrayLike, quantiles: ArrayLike, realisations: ArrayLike, log_scale: ArrayLike = False) -> Panel:
    """Return a panel from the numbers of a file; missing values may be NaN, -999.5 or -999.6.

    `log_scale` ``(items,)`` says which items are scored on logarithms.

    Raises
    ------
    ValueError
        When levels or an expert's quantiles do not rise, an item has no answer, a logarithmic one has a value of 0 or
        less, or an expert answered no seed.
    """
    share, held, came = (_without_codes(x) for x in (levels, quantiles, realisations))
    logs = np.broadcast_to(np.asarray(log_scale, dtype=bool), came.shape)
    held, came = _on_scale(held, logs[:, None]), _on_scale(came, logs)
    answered = np.asarray(np.isfinite(held).all(axis=-1))
    if not (np.diff(share) > 0.0).all() or share[0] <= 0.0 or share[-1] >= 1.0:
        raise ValueError("levels: they must rise between 0 and 1")
    if not (np.diff(held, axis=-1)[answered] > 0.0).all():
        raise ValueError("quantiles: those of an expert on one item must rise")
    if not answered.any(axis=0).all():
        raise ValueError("quantiles: every item must be answered by somebody")
    if not (answered & np.isfinite(came)).any(axis=1).all():
        raise ValueError("realisations: every expert must have answered an item whose realisation is known")
    ends = np.concatenate(
        [np.where(answered[..., None], held, np.nan).transpose(0, 2, 1).reshape(-1, came.size), came[None]]
    )
    low, high = np.nanmin(ends, axis=0), np.nanmax(ends, axis=0)
    more = OVERSHOOT * (high - low)
    return Panel(share, held, came, low - more, high + more)


def _without_codes(values: ArrayLike) -> np.ndarray:
    held = np.array(values, dtype=float)
    held[np.isin(held, MISSING)] = np.nan
    return held


def _on_scale(values: np.ndarray, logs: np.ndarray) -> np.ndarray:
    if (values <= 0.0)[np.broadcast_to(logs, values.shape)].any():
        raise ValueError("log_scale: an item on a logarithmic scale has a value of 0 or less")
    return np.where(logs, np.log(np.where(logs, values, 1.0)), values)


def scores(held: Panel, quantiles: np.ndarray | None = None) -> Scores:
    """Return the scores of the experts, or of other quantiles ``(rows, items, levels)`` on the same items."""
    told = held.quantiles if quantiles is None else quantiles
    known = np.isfinite(told).all(axis=-1)
    seeds = known & held.seeds
    each = information(held, told)
    return Scores(
        np.array([_calibration(held, told[row], seeds[row]) for row in range(len(told))]),
        np.nansum(np.where(seeds, each, 0.0), axis=-1) / seeds.sum(axis=-1),
        np.nansum(np.where(known, each, 0.0), axis=-1) / known.sum(axis=-1),
    )


def _calibration(held: Panel, told: np.ndarray, seeds: np.ndarray) -> float:
    """Return ``P(chi2_{k-1} > 2 n sum s ln(s/p))`` with n the smallest number of seeds anybody answered."""
    # A realisation equal to a quantile is not above it: it falls in the lower bin.
    place = (held.realisations[seeds, None] > told[seeds]).sum(axis=-1)
    share = np.bincount(place, minlength=held.bins.size) / seeds.sum()
    some = share > 0.0
    apart = float((share[some] * np.log(share[some] / held.bins[some])).sum())
    return float(chdtrc(held.bins.size - 1, max(0.0, 2.0 * held.power * apart)))


def information(held: Panel, quantiles: np.ndarray) -> np.ndarray:
    """Return ``(rows, items)``: ``ln(U - L) + sum p ln(p / width)``, 0 for one who only knows the range."""
    ends = [np.broadcast_to(end, quantiles.shape[:2])[..., None] for end in (held.low, held.high)]
    width = np.diff(np.concatenate([ends[0], quantiles, ends[1]], axis=-1), axis=-1)
    return np.log(held.high - held.low) + (held.bins * np.log(held.bins / width)).sum(axis=-1)


def decision_makers(held: Panel) -> tuple[DecisionMaker, ...]:
    """Return the pools with equal, global and item weights; the latter two with the cut-off that scores best.

    A better score on the seeds is no promise: compare them, and give all three.
    """
    found = scores(held)
    equal = _pooled(held, "equal", np.ones(held.answered.shape), 0.0)
    best = [
        max((_performance(held, found, name, float(cut)) for cut in np.unique(found.calibration)), key=_product)
        for name in ("global", "item")
    ]
    return (equal, *best)


def _product(made: DecisionMaker) -> float:
    return made.calibration * made.information


def _performance(held: Panel, found: Scores, name: str, cutoff: float) -> DecisionMaker:
    kept = found.calibration * (found.calibration >= cutoff)
    knows = found.information[:, None] if name == "global" else information(held, held.quantiles)
    return _pooled(held, name, np.broadcast_to(kept[:, None] * knows, held.answered.shape), cutoff)


def _pooled(held: Panel, name: str, weights: np.ndarray, cutoff: float) -> DecisionMaker:
    """Pool with weights ``(experts, items)``; who did not answer an item has none there."""
    given = np.where(held.answered, weights, 0.0)
    total = given.sum(axis=0)
    shares = np.divide(given, total, out=np.full(given.shape, np.nan), where=total > 0.0)
    told = np.stack([_mixed(held, item, shares[:, item]) for item in range(held.low.size)])
    judged = scores(held, told[None])
    return DecisionMaker(name, shares, told, cutoff, float(judged.calibration[0]), float(judged.information[0]))


def _mixed(held: Panel, item: int, shares: np.ndarray) -> np.ndarray:
    """Return the quantiles of the mixture of piecewise linear distributions on one item; NaN where nobody counts."""
    members = np.flatnonzero(shares > 0.0)
    if not members.size:
        return np.full(held.levels.shape, np.nan)
    ends = held.low[item], held.high[item]
    heights = np.concatenate([[0.0], held.levels, [1.0]])
    steps = [np.concatenate([ends[:1], held.quantiles[e, item], ends[1:]]) for e in members]
    knots = np.unique(np.concatenate(steps))
    mixture = sum(shares[e] * np.interp(knots, step, heights) for e, step in zip(members, steps, strict=True))
    return np.interp(held.levels, mixture, knots)
