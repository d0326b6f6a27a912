"""Venues by explicit criteria: the share of all weights under which each place comes out best.

Nobody is asked for weights. Every set of weights that sums to 1 is a point of the simplex, each counts alike, and a
place is worth the share of the simplex in which its weighted score is the highest (the acceptability index of rank 1,
Lahdelma & Salminen 2001, with no knowledge of the weights). With up to three criteria the region is a point, an
interval or a convex polygon, and its share is a rational number, computed exactly; with more it is sampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case

EXACT_CRITERIA = 3
SAMPLES = 100_000
BLOCK = 10_000
BEST, FULL = 1e-9, 100.0
HOSTS = ("principal", "mediator")
"""Roles of a host that are flagged: the place is not neutral ground."""
WEAK = (
    "Evidence that a venue decides anything is weak: what is scored here makes talks easier to hold, and nothing here"
    " says that it raises the chance of a deal."
)
NO_CRITERIA = (
    "the case has no venues with criteria to compare; add `venue_criteria`, and a score of each venue for each"
)
Point = tuple[Fraction, ...]
ZERO, ONE = Fraction(0), Fraction(1)
CORNERS: dict[int, list[Point]] = {1: [()], 2: [(ZERO,), (ONE,)], 3: [(ZERO, ZERO), (ONE, ZERO), (ZERO, ONE)]}
"""Number of criteria -> corners of the weight space, in the weights of all criteria but the last."""


@dataclass(frozen=True, slots=True)
class VenueShare:
    """How a place fares under all weights.

    Parameters
    ----------
    share, se
        Of the weight space in which it comes out best, ties shared; its sampling error, 0 where it is exact.
    dominated_by
        Ids of places that are as good on every criterion and better on one.
    host, flag
        The party of the case on whose soil it lies, and its role where that is `principal` or `mediator`.
    """

    id: str
    name: str
    scores: dict[str, float]
    share: float
    se: float
    dominated_by: tuple[str, ...]
    host: str | None
    flag: str | None


@dataclass(frozen=True, slots=True)
class Venues:
    """Places compared by criteria; `exact` says whether the shares are, `evidence` how far they carry."""

    criteria: tuple[str, ...]
    exact: bool
    samples: int
    venues: tuple[VenueShare, ...]
    evidence: str = WEAK

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain values."""
        rows = [{name: getattr(row, name) for name in VenueShare.__slots__} for row in self.venues]
        return {
            "criteria": list(self.criteria),
            "exact": self.exact,
            "samples": self.samples,
            "evidence": self.evidence,
            "venues": [{**row, "dominated_by": list(row["dominated_by"])} for row in rows],
        }


def compare_venues(case: Case, criteria: Sequence[str] | None = None, *, rng: np.random.Generator) -> Venues:
    """Compare the venues of a case by some of its criteria, all by default.

    Raises
    ------
    Unanswerable
        When the case names no criteria or no venues, or a criterion is not among those it names.
    """
    better = {row.id: row.better for row in case.venue_criteria}
    chosen = tuple(better) if criteria is None else tuple(criteria)
    unknown = [name for name in chosen if name not in better]
    if unknown:
        raise Unanswerable(f"no criterion {unknown[0]!r}; venue_criteria are {', '.join(better)}")
    if not case.venues or not chosen:
        raise Unanswerable(NO_CRITERIA)
    worth = [[_worth(venue.scores[name], better[name]) for name in chosen] for venue in case.venues]
    exact = len(chosen) <= EXACT_CRITERIA
    share, se = (exact_shares(worth), np.zeros(len(worth))) if exact else sampled_shares(worth, rng=rng)
    roles = {party.id: party.role for party in case.parties}
    rows = [
        VenueShare(
            venue.id,
            venue.name,
            {name: venue.scores[name] for name in chosen},
            float(share[k]),
            float(se[k]),
            tuple(case.venues[j].id for j in dominators(worth, k)),
            venue.host,
            role if (role := roles.get(venue.host or "")) in HOSTS else None,
        )
        for k, venue in enumerate(case.venues)
    ]
    return Venues(chosen, exact, 0 if exact else SAMPLES, tuple(rows))


def _worth(score: float, better: str) -> float:
    return score if better == "high" else FULL - score


def dominators(worth: Sequence[Sequence[float]], place: int) -> list[int]:
    """Return the rows that are as good as a row on every criterion and better on one."""
    own = worth[place]
    return [
        j
        for j, other in enumerate(worth)
        if all(a >= b for a, b in zip(other, own, strict=True)) and tuple(other) != tuple(own)
    ]


def exact_shares(worth: Sequence[Sequence[float]]) -> list[Fraction]:
    """Return the share of the weight simplex in which each row has the highest weighted sum, equal rows sharing.

    Parameters
    ----------
    worth
        ``(places, criteria)``, of one to three criteria; more is better. Floats are taken as the rationals they are.

    Notes
    -----
    The region of a row is the simplex cut by one half-space for every other row, ``sum_c w_c (v_kc - v_jc) >= 0``.
    Simplex and half-spaces are rational, so each cut moves corners to rational points, and length or area follow
    from the corners. Regions of different rows meet in sets of area 0.

    Examples
    --------
    >>> [str(share) for share in exact_shares([[10, 0], [0, 10], [6, 6]])]
    ['2/5', '2/5', '1/5']
    """
    rows = [tuple(Fraction(value) for value in row) for row in worth]
    alike = {row: rows.count(row) for row in rows}
    areas = {row: _area(_region(row, [other for other in alike if other != row])) for row in alike}
    total = sum(areas.values())
    if total != 1:
        raise ValueError("the regions do not fill the weight space")
    return [areas[row] / alike[row] for row in rows]


def _region(row: Point, others: Sequence[Point]) -> list[Point]:
    """Return the corners of a row's region, in order around it; weights of all criteria but the last."""
    if len(row) not in CORNERS:
        raise ValueError(f"{len(row)} criteria; exact are one to {EXACT_CRITERIA}")
    region = CORNERS[len(row)]
    for other in others:
        gain = [a - b for a, b in zip(row, other, strict=True)]
        region = _cut(region, [g - gain[-1] for g in gain[:-1]], gain[-1])
    return region


def _cut(region: list[Point], slope: Sequence[Fraction], level: Fraction) -> list[Point]:
    """Return the part of a convex region with ``slope . w + level >= 0`` (Sutherland & Hodgman 1974)."""
    height = [sum((s * x for s, x in zip(slope, point, strict=True)), level) for point in region]
    if len(region) == 1:
        return region if height[0] >= 0 else []
    kept: list[Point] = []
    for k, (point, high) in enumerate(zip(region, height, strict=True)):
        before, low = region[k - 1], height[k - 1]
        if (high >= 0) != (low >= 0) and high != low:
            share = low / (low - high)
            kept.append(tuple(a + share * (b - a) for a, b in zip(before, point, strict=True)))
        if high >= 0:
            kept.append(point)
    return kept


def _area(region: list[Point]) -> Fraction:
    """Return the share of the simplex: 1 for the point, the length of an interval, twice the area of a polygon."""
    if not region:
        return Fraction(0)
    if len(region[0]) == 0:
        return Fraction(1)
    if len(region[0]) == 1:
        ends = [point[0] for point in region]
        return max(ends) - min(ends)
    return abs(sum((region[k - 1][0] * p[1] - p[0] * region[k - 1][1] for k, p in enumerate(region)), Fraction(0)))


def sampled_shares(
    worth: Sequence[Sequence[float]], samples: int = SAMPLES, *, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the same for any number of criteria, from uniform weights, with sampling errors, each ``(places,)``."""
    values = np.asarray(worth, dtype=float)
    first, second = np.zeros(len(values)), np.zeros(len(values))
    for start in range(0, samples, BLOCK):
        weights = rng.standard_exponential((min(BLOCK, samples - start), values.shape[1]))
        sums = (weights / weights.sum(axis=1, keepdims=True)) @ values.T
        best = sums >= sums.max(axis=1, keepdims=True) - BEST
        won = best / best.sum(axis=1, keepdims=True)
        first += won.sum(axis=0)
        second += (won**2).sum(axis=0)
    share = first / samples
    return share, np.sqrt(np.maximum(second / samples - share**2, 0.0) / samples)
