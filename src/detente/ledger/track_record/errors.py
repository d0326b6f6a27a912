"""Errors of models over cases that are over: means with bootstrap intervals, and paired with the baselines.

Issues of one case hang together, so the case is the unit: errors are averaged within it first, cases are drawn again
in the bootstrap, and the paired test compares case by case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from detente.ledger.compare import Comparison, paired
from detente.ledger.track_record.told import BASELINES, Told

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over cases with its 95 % bootstrap interval; with one case there is none."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Errors:
    """How one model did.

    Parameters
    ----------
    model
        Its id.
    cases, issues
        How many it said something of.
    error
        Mean absolute error on scales of 0-100.
    hit
        Share of issues on which its settlement holds the agreed option, by case; None where no issue has options.
    against
        Baseline -> the paired difference of the errors, model minus baseline, on the issues that both answer.
    """

    model: str
    cases: int
    issues: int
    error: Mean
    hit: Mean | None
    against: dict[str, Comparison]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return asdict(self)


def errors(rows: Sequence[Told], models: Sequence[str], resamples: int, *, rng: np.random.Generator) -> list[Errors]:
    """Return the errors of every model that says anything, in the order given.

    All models see the same resampled cases, so that their intervals do not differ by chance alone.
    """
    sources = [*dict.fromkeys(row.source for row in rows)]
    again = rng.integers(0, len(sources), size=(resamples, len(sources)))
    found: list[Errors] = []
    for model in models:
        said = [row for row in rows if model in row.errors]
        if not said:
            continue
        hits = [(row.source, row.hits[model]) for row in said if model in row.hits]
        wrong = [(row.source, row.errors[model]) for row in said]
        found.append(
            Errors(
                model,
                len({row.source for row in said}),
                len(said),
                _mean(wrong, sources, again),
                _mean(hits, sources, again) if hits else None,
                {base: held for base in BASELINES if base != model and (held := _beside(said, model, base))},
            )
        )
    return found


def _mean(pairs: Sequence[tuple[str, float]], sources: Sequence[str], again: np.ndarray) -> Mean:
    """Return the mean over sources of the means within each, and percentiles of it over resampled sources."""
    by = np.full(len(sources), np.nan)
    for k, source in enumerate(sources):
        own = [value for name, value in pairs if name == source]
        by[k] = np.mean(own) if own else np.nan
    value = float(np.nanmean(by))
    if np.isfinite(by).sum() < 2:
        return Mean(value, None, None)
    drawn = by[again]
    there = np.isfinite(drawn)
    counts = there.sum(axis=1)
    means = np.where(there, drawn, 0.0).sum(axis=1)[counts > 0] / counts[counts > 0]
    low, high = np.quantile(means, (0.5 - CONFIDENCE / 2.0, 0.5 + CONFIDENCE / 2.0))
    return Mean(value, float(low), float(high))


def _beside(said: Sequence[Told], model: str, base: str) -> Comparison | None:
    both = [row for row in said if base in row.errors]
    if not both:
        return None
    own, other = ([row.errors[name] for row in both] for name in (model, base))
    return paired(own, other, [row.source for row in both])
