"""Consistent futures of a cross-impact matrix, and how many starts end in each (Weimer-Jehle 2006, TFSC 73:334-361)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.cross_impact import CrossImpact, matrix, starts
from detente.case.fault import TooLarge
from detente.kernels.cross_impact import TooManyConsistent, consistent
from detente.kernels.succession import Basins, basins, sampled

MOST_STARTS = 20_000_000
"""Scenarios that are all followed by succession; of more, a sample is."""
SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Future:
    """One consistent scenario.

    Parameters
    ----------
    variants
        Variant of each descriptor, from 1.
    impact_score
        Sum of the balances of its variants (total impact score).
    consistency
        Least lead of a variant over the best other one of its descriptor, 0 or more; None where no descriptor has two.
    weight
        Starts that global succession leads here, of `Futures.starts`.
    """

    variants: tuple[int, ...]
    impact_score: int
    consistency: int | None
    weight: int


@dataclass(frozen=True, slots=True)
class Futures:
    """Every consistent scenario of a matrix, in ascending order of variants.

    `starts` scenarios were followed, all there are where `exact`; `ringed` of them ended in a ring of scenarios.
    """

    combinations: int
    consistent: tuple[Future, ...]
    starts: int
    ringed: int
    exact: bool

    def share(self, weight: int) -> tuple[float, float]:
        """Return the share of the starts that a weight is, and its standard error; 0 where all were followed."""
        share = weight / self.starts
        return share, 0.0 if self.exact else float(np.sqrt(share * (1.0 - share) / self.starts))


def futures(model: CrossImpact, *, rng: np.random.Generator) -> Futures:
    """Return every consistent scenario, exactly, and its basin: exact up to 2e7 scenarios, else from a sample.

    Raises
    ------
    TooLarge
        When more scenarios are consistent than can be listed.

    Examples
    --------
    >>> from detente.case.cross_impact import Block, Descriptor, Variant
    >>> yes_no = (Variant("y", "yes"), Variant("n", "no"))
    >>> upon = ((1, -1), (-1, 1))
    >>> model = CrossImpact((Descriptor("A", "a", yes_no), Descriptor("B", "b", yes_no)), (Block("A", "B", upon),))
    >>> [found.variants for found in futures(model, rng=np.random.default_rng(1)).consistent]
    [(1, 1), (2, 2)]
    """
    impact, start = np.array(matrix(model), dtype=np.int64), np.array(starts(model), dtype=np.int64)
    try:
        found = consistent(impact, start)
    except TooManyConsistent as error:
        raise TooLarge(f"{error}; judge more pairs of descriptors") from error
    held, exact = _basins(model, impact, start, found, rng=rng)
    scores, values = _scores(impact, start, found)
    rows = zip(found.tolist(), scores, values, held.weight.tolist(), strict=True)
    listed = (Future(tuple(v + 1 for v in row), score, value, weight) for row, score, value, weight in rows)
    return Futures(model.combinations, tuple(listed), held.starts, held.ringed, exact)


def _basins(
    model: CrossImpact, impact: np.ndarray, start: np.ndarray, found: np.ndarray, *, rng: np.random.Generator
) -> tuple[Basins, bool]:
    if model.combinations <= MOST_STARTS:
        return basins(impact, start, found), True
    drawn = rng.integers(0, np.diff(start), (SAMPLE, len(start) - 1))
    return sampled(impact, start, found, drawn), False


def _scores(impact: np.ndarray, start: np.ndarray, found: np.ndarray) -> tuple[list[int], list[int | None]]:
    """Return total impact scores and consistency values; a scenario in which a variant falls behind is an error."""
    scores: list[int] = []
    values: list[int | None] = []
    for scenario in found:
        rows = start[:-1] + scenario
        balance = impact[rows].sum(axis=0)
        leads = [_lead(balance[a:b], v) for v, a, b in zip(scenario, start, start[1:], strict=False) if b - a > 1]
        scores.append(int(balance[rows].sum()))
        values.append(min(leads) if leads else None)
        if leads and min(leads) < 0:
            raise ValueError(f"{scenario.tolist()} is not consistent")
    return scores, values


def _lead(balance: np.ndarray, own: int) -> int:
    return int(balance[own] - np.delete(balance, own).max())


def as_rows(model: CrossImpact, found: Futures) -> dict[str, Any]:
    """Return descriptors, consistent scenarios and basins as plain data, the object of `detente scenarios FILE.scw`."""
    consistent_rows: list[dict[str, Any]] = []
    for row in found.consistent:
        share, se = found.share(row.weight)
        held = {"variants": list(row.variants), "impact_score": row.impact_score, "consistency": row.consistency}
        consistent_rows.append({**held, "weight": row.weight, "share": share, "share_se": se})
    ringed, ringed_se = found.share(found.ringed)
    return {
        "descriptors": [_descriptor(row) for row in model.descriptors],
        "combinations": found.combinations,
        "consistent": consistent_rows,
        "succession": {"starts": found.starts, "exact": found.exact, "in_rings": ringed, "in_rings_se": ringed_se},
    }


def _descriptor(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "variants": [
            {
                "id": variant.id,
                "name": variant.name,
                "indicators": [
                    {
                        "what": told.what,
                        "threshold": told.threshold,
                        "by": None if told.by is None else str(told.by),
                        "sources": list(told.sources),
                        "coded": told.coded,
                    }
                    for told in variant.indicators
                ],
            }
            for variant in row.variants
        ],
    }
