"""The settlement map of a central case: settlements between any two parties, their frontiers, and what stands out.

Up to 20,000 settlements all are shown, one by one. Of more, the map shows how they spread, and one by one the zone, the
frontiers, the solutions and the offers.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor, log10
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble.acceptance import offered
from detente.ensemble.central import COUNT_SEED
from detente.kernels.table import BlockTooLarge
from detente.settlement import zone
from detente.settlement.cloud import MOST_POINTS, cloud, efficient, every_settlement, zone_columns
from detente.settlement.density import Density, density
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.pairs import Line, Pair, best_accepted, best_admissible, best_of, pairs
from detente.settlement.planes import bits, column_planes, numbers, utility_planes
from detente.settlement.space import Space, space
from detente.solutions.concepts import CONCEPTS, solutions

MOST_PARTIES = 8
"""Parties that a map can show: those who bargain first, then in the order of the file."""
MOST_TIES = 100
"""Tied settlements that are marked of each solution; the number of all is given."""
SCALE = (0.0, 100.0)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Settlements that one name stands for: a solution with its ties, an offer, a nearest miss."""

    id: str
    kind: str
    name: str
    ties: int
    columns: np.ndarray


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is shown: the space, the parties as places in it, the zone's settlements (None: too many), the lines."""

    space: Space
    parties: list[int]
    every: bool
    listed: np.ndarray | None
    lines: tuple[Pair, ...]
    marks: tuple[_Mark, ...]


def settlement_map(case: Case) -> dict[str, Any]:
    """Return the map of the central case of a case as known: points, frontiers of every two parties, marks, density.

    Points are planes (`settlement.planes`); `lines` and `marks` name them by their places. `points.every` says whether
    all settlements are among them, in mixed-radix order, or only those that stand out, with their `columns`. `density`
    is None where every settlement is a point.
    """
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    rng = np.random.default_rng(COUNT_SEED)
    scene = _scene(now, given)
    ends = _ends(given, scene.parties)
    spread = None if scene.every else density(given, scene.parties, ends, rng=rng)
    points, places = _points(scene)
    return {
        "ends": list(ends),
        "required": np.array(given.parties)[given.required].tolist(),
        "parties": [_party(given, p) for p in scene.parties],
        "issues": _issues(given),
        "settlements": {
            "total": zone.Count(zone.total(given)).to_dict(),
            "admissible": zone.admissible(given).to_dict(),
            "zone": zone.in_zone(given, rng=rng).to_dict(),
        },
        "points": points,
        "zone_listed": scene.listed is not None,
        "lines": [_line(scene, pair, places) for pair in scene.lines],
        "marks": [_mark(mark, places) for mark in scene.marks],
        "density": None if spread is None else _density(given, spread),
    }


def shown_parties(given: Space) -> list[int]:
    """Return the parties that have a utility, as places in the space: those who bargain first."""
    bargain = given.required & given.valued
    rank = np.where(bargain, 0, np.where(given.valued, 1, 2))
    order = np.argsort(rank, kind="stable")
    return [int(p) for p in order if given.valued[p] or given.covered[p]][:MOST_PARTIES]


def _scene(case: Case, given: Space) -> _Scene:
    parties = shown_parties(given)
    every = zone.total(given) <= MOST_POINTS
    if every:
        listed = every_settlement(given)
        held = cloud(given, listed)
        lines = pairs(parties, best_of(given, held, held.in_zone), best_of(given, held, held.admissible))
    else:
        listed = _zone(given)
        held = None if listed is None else cloud(given, listed)
        inside = best_accepted(given) if held is None else best_of(given, held, held.in_zone)
        lines = pairs(parties, inside, best_admissible(given))
    return _Scene(given, parties, every, listed, lines, (*_solutions(given), *_offers(case, given)))


def _zone(given: Space) -> np.ndarray | None:
    """Return the settlements of the zone, None where there are too many to list."""
    with suppress(BlockTooLarge):
        return zone_columns(given)
    return None


def _ends(given: Space, parties: list[int]) -> tuple[float, float]:
    """Return the ends of the axes: 0 and 100, or wider where worths on a raw scale are."""
    low, high = SCALE
    for p in parties:
        worth, scale = given.worth[0, p], int(given.scale[0, p])
        low = min(low, int(np.minimum.reduceat(worth, given.start[:-1]).sum()) / scale)
        high = max(high, int(np.maximum.reduceat(worth, given.start[:-1]).sum()) / scale)
    step = 10.0 ** floor(log10(high - low))
    return step * floor(low / step), step * ceil(high / step)


def _party(given: Space, p: int) -> dict[str, Any]:
    floor_ = float(given.reserve[0, p] / given.scale[0, p]) if given.valued[p] else None
    return {"id": given.parties[p], "required": bool(given.required[p]), "no_deal": floor_}


def _issues(given: Space) -> list[dict[str, Any]]:
    """Return the axes of the mixed-radix order: the issues of each, several where they interact, and their options."""
    found: list[dict[str, Any]] = []
    for i, name in enumerate(given.issues):
        columns = given.columns[int(given.start[i]) : int(given.start[i + 1])]
        found.append({"issues": name.split("+"), "options": [[option for _, option in pairs] for pairs in columns]})
    return found


def _solutions(given: Space) -> list[_Mark]:
    chosen = solutions(given)
    marks: list[_Mark] = []
    for concept in CONCEPTS:
        held = chosen[concept.id]
        picks = [given.pick(settlement.options) for settlement in held.settlements[:MOST_TIES]]
        marks.append(_Mark(concept.id, "solution", concept.name, held.ties, _columns(given, picks)))
    miss = zone.gap(given)
    if miss.value is not None and miss.value < 0:
        picks = [given.pick(settlement.options) for settlement in miss.settlements[:MOST_TIES]]
        marks.append(_Mark("nearest_miss", "nearest miss", "", len(miss.settlements), _columns(given, picks)))
    return marks


def _offers(case: Case, given: Space) -> list[_Mark]:
    """Return the offers that settle or defer every issue, tabled ones and illustrations."""
    marks: list[_Mark] = []
    for offer in case.offers:
        with suppress(KeyError):
            picks = _columns(given, [given.pick(offered(case, offer.id))])
            marks.append(_Mark(offer.id, "offer" if offer.tabled else "illustration", offer.name, 1, picks))
    return marks


def _columns(given: Space, picks: list[np.ndarray]) -> np.ndarray:
    return np.array([pick[: len(given.issues)] for pick in picks], dtype=np.int64).reshape(-1, len(given.issues))


class _Places:
    """Where settlements stand among the points of a map."""

    def __init__(self, scene: _Scene) -> None:
        self._first = scene.space.start[: len(scene.space.issues)]
        widths = np.diff(scene.space.start)[: len(scene.space.issues)].tolist()
        self._every = scene.every
        self._strides = [1]
        for width in reversed(widths[1:]):
            self._strides.insert(0, self._strides[0] * width)
        self.columns: np.ndarray = every_settlement(scene.space) if scene.every else self._shown(scene)
        self._where = {} if scene.every else {tuple(row): k for k, row in enumerate(self.columns.tolist())}

    def _shown(self, scene: _Scene) -> np.ndarray:
        lines = [line.columns for pair in scene.lines for line in (pair.zone, pair.admissible)]
        parts = [] if scene.listed is None else [scene.listed]
        return np.unique(np.concatenate([*parts, *lines, *(mark.columns for mark in scene.marks)]), axis=0)

    def of(self, columns: np.ndarray) -> list[int]:
        """Return the places of some settlements."""
        if self._every:
            return ((columns - self._first) @ np.array(self._strides)).tolist()
        return [self._where[tuple(row)] for row in columns.tolist()]


def _points(scene: _Scene) -> tuple[dict[str, Any], _Places]:
    places, given = _Places(scene), scene.space
    held = cloud(given, places.columns)
    whole = scene.listed is not None
    return {
        "count": len(places.columns),
        "every": scene.every,
        "columns": None if scene.every else column_planes(given, places.columns),
        "utility": utility_planes(given, places.columns, scene.parties),
        "accepts": {given.parties[p]: bits(held.accepts[:, p]) for p in np.flatnonzero(given.required)},
        "admissible": bits(held.admissible),
        "complete": bits(held.complete),
        "frontier": bits(efficient(given, held)) if whole else None,
    }, places


def _line(scene: _Scene, pair: Pair, places: _Places) -> dict[str, Any]:
    names = [scene.space.parties[p] for p in pair.parties]

    def told(line: Line) -> dict[str, Any]:
        return {"size": line.size, "points": places.of(line.columns)}

    return {"parties": names, "zone": told(pair.zone), "admissible": told(pair.admissible)}


def _mark(mark: _Mark, places: _Places) -> dict[str, Any]:
    return {
        "id": mark.id, "kind": mark.kind, "name": mark.name, "ties": mark.ties, "points": places.of(mark.columns),
    }  # fmt: skip


def _density(given: Space, spread: Density) -> dict[str, Any]:
    names = [given.parties[p] for p in spread.parties]
    pairs_ = [list(two) for two in combinations(names, 2)]
    rows = [{"parties": two, "counts": numbers(held)} for two, held in zip(pairs_, spread.counts, strict=True)]
    return {"drawn": spread.drawn, "exact": spread.exact, "squares": spread.counts.shape[1], "pairs": rows}
