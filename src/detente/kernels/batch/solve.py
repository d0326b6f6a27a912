"""Every solution concept for all draws of one or two parties at once, goal by goal.

The least surplus comes first: it says which zones are empty. Then come the concepts that need a zone, all in one
search, and last that of Kalai and Smorodinsky, which needs the best surplus of each party. Of a draw with too many
partial settlements, as where many settlements tie, the frontier is merged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.kernels import select, twin
from detente.kernels.batch import objectives
from detente.kernels.batch.breadth import MARGIN, Best, Objectives, best, together
from detente.kernels.batch.objectives import BOTH, FIRST, SECOND, Field
from detente.kernels.batch.prices import corners
from detente.kernels.batch.support import layout
from detente.kernels.solved import (
    EGALITARIAN,
    FULL,
    GAP,
    INHABITED,
    KALAI_SMORODINSKY,
    NASH,
    UTILITARIAN,
    WEIGHTED_NASH,
    ZONE,
    Solved,
    unsolved,
)
from detente.kernels.table import Table

Choice = Callable[[int, np.ndarray], np.ndarray]
"""The best of some surpluses ``(n, P)`` of a draw, exactly: their indices."""


def solve(table: Table, out: Solved, cap: int, mode: int) -> None:
    """Fill `out` for every draw of a table of one or two parties; raises one of `merge.TOO_LARGE` as the twin does."""
    rows = np.flatnonzero(np.logical_or.reduceat(table.allowed, table.start[:-1], axis=1).all(axis=1))
    if not rows.size:
        return
    part = table.rows(rows)
    found = unsolved(part, out.pick.shape[2])
    left = np.flatnonzero(_solve(part, found, mode))
    if left.size:
        rest = unsolved(part.rows(left), out.pick.shape[2])
        twin.solve(part.rows(left), rest, cap, mode)
        found.put(left, rest)
    out.put(rows, found)


def _solve(table: Table, out: Solved, mode: int) -> np.ndarray:
    """Fill `out` and return which draws were given up."""
    held, batch = layout(table), _Batch(table, out, np.zeros(table.draws, dtype=bool))
    if not held.possible:
        return batch.left
    field = Field(held, corners(held))
    some = np.flatnonzero(field.seen.reach[0] > -np.inf)
    if mode in (ZONE, INHABITED):
        some = _inhabited(field, batch, some)
    if mode == ZONE:
        out.ties[some, 0] = 1
        return batch.left
    _least(field, batch, some)
    zone = np.flatnonzero((out.gap >= 0.0) & ~batch.left)
    if mode != GAP and zone.size:
        if table.reserve.shape[1] == 1:
            batch.alone(zone, mode)
        else:
            _concepts(field, batch, zone, mode)
    return batch.left


def _inhabited(field: Field, batch: _Batch, some: np.ndarray) -> np.ndarray:
    """Return the draws whose zone holds a settlement: by the corners, by the bound, by a search of what is left."""
    shown = (field.seen.point[:, :, some] >= 0.0).all(axis=1).any(axis=0)
    open_ = some[~shown & (field.seen.reach[:, some] >= -MARGIN).all(axis=0)]
    found = batch.best(field, objectives.anything(field, open_))
    return np.union1d(some[shown], open_[found.problem])


def _least(field: Field, batch: _Batch, some: np.ndarray) -> None:
    """Fill the row of the egalitarian concept, and the gap."""
    found = batch.best(field, objectives.least(field, some))
    batch.keep(EGALITARIAN, some, found, batch.fairest)
    out = batch.out
    out.gap[some] = (out.surplus[some, EGALITARIAN, 0] / batch.table.scale[some]).min(axis=1)


def _concepts(field: Field, batch: _Batch, zone: np.ndarray, mode: int) -> None:
    """Fill the rows of the concepts that need a zone, of two parties."""
    table, out = batch.table, batch.out
    fair = out.surplus[:, EGALITARIAN, 0].T
    strict = zone[(fair[:, zone] > 0).all(axis=0)]
    powers = {NASH: np.ones(table.power.shape)} | ({WEIGHTED_NASH: table.power} if mode == FULL else {})
    shares = [select.shares(power).T for power in powers.values()]
    edges = objectives.crossings(field, zone, strict, shares)
    asked = [objectives.product(field, strict, fair, *how) for how in zip(shares, edges.products, strict=True)]
    asked += [objectives.total(field, zone, fair, of, edges.floors) for of in (BOTH, FIRST, SECOND)]
    *products, most, first, second = _each(field, batch, asked)
    for (row, power), found in zip(powers.items(), products, strict=True):
        batch.keep(row, strict, found, lambda d, points, of=power: select.nash(points, of[d]))
        batch.stand_in(row, np.setdiff1d(zone, strict))
    batch.keep(UTILITARIAN, zone, most, batch.largest)
    out.ideal[zone] = np.column_stack([_most(found, p, zone.size) for p, found in enumerate((first, second))])
    _kalai_smorodinsky(field, batch, zone, (first, second))


def _each(field: Field, batch: _Batch, asked: list[Objectives]) -> list[Best]:
    """Search several objectives at once and return what is found for each."""
    found = batch.best(field, together(asked))
    ends = np.cumsum([0, *(goal.draw.size for goal in asked)])
    places = np.searchsorted(found.problem, ends)
    return [
        found._replace(
            problem=found.problem[low:high] - first, surplus=found.surplus[low:high], pick=found.pick[low:high]
        )
        for first, low, high in zip(ends[:-1], places[:-1], places[1:], strict=True)
    ]


def _most(found: Best, party: int, problems: int) -> np.ndarray:
    """Return the best surplus of a party in each problem."""
    most = np.zeros(problems, dtype=np.int64)
    np.maximum.at(most, found.problem, found.surplus[:, party])
    return most


def _kalai_smorodinsky(field: Field, batch: _Batch, zone: np.ndarray, alone: tuple[Best, Best]) -> None:
    """Fill the row of Kalai and Smorodinsky: where one party gains, its best; where nobody does, all of the zone."""
    out, gains = batch.out, batch.out.ideal[zone] > 0
    both = zone[gains.all(axis=1) & ~batch.left[zone]]
    found = batch.best(field, objectives.even(field, both, out.ideal.T, out.surplus[:, EGALITARIAN, 0].T))
    batch.keep(KALAI_SMORODINSKY, both, found, batch.evenest)
    for p, own in enumerate(alone):
        only = np.flatnonzero(gains[:, p] & ~gains[:, 1 - p])
        mine = np.isin(own.problem, only)
        part = own._replace(
            problem=np.searchsorted(only, own.problem[mine]), surplus=own.surplus[mine], pick=own.pick[mine]
        )
        batch.keep(KALAI_SMORODINSKY, zone[only], part, batch.evenest)
    batch.same(KALAI_SMORODINSKY, UTILITARIAN, zone[~gains.any(axis=1)])


@dataclass(frozen=True, slots=True)
class _Batch:
    """A table, its answers as they are filled in, and which draws were given up ``(D,)``."""

    table: Table
    out: Solved
    left: np.ndarray

    def best(self, field: Field, asked: Objectives) -> Best:
        """Search, and note the draws that are given up."""
        found = best(field.held, asked)
        self.left[asked.draw[found.left]] = True
        return found

    def fairest(self, draw: int, points: np.ndarray) -> np.ndarray:
        scale = self.table.scale[draw]
        return select.leximin(points, scale, np.ones(scale.size, dtype=bool))

    def largest(self, draw: int, points: np.ndarray) -> np.ndarray:
        scale = self.table.scale[draw]
        return select.total(points, scale, np.ones(scale.size))

    def evenest(self, draw: int, points: np.ndarray) -> np.ndarray:
        ideal = self.out.ideal[draw]
        return select.leximin(points, np.maximum(ideal, 1), ideal > 0)

    def keep(self, row: int, draws: np.ndarray, found: Best, choice: Choice) -> None:
        """Write what is best in some draws into the row of a concept, ties in canonical order."""
        count = np.bincount(found.problem, minlength=draws.size)
        first = np.searchsorted(found.problem, np.arange(draws.size))
        out, single = self.out, count == 1
        out.ties[draws[single], row] = 1
        out.pick[draws[single], row, 0] = found.pick[first[single]]
        out.surplus[draws[single], row, 0] = found.surplus[first[single]]
        for problem in np.flatnonzero(count > 1):
            near = slice(first[problem], first[problem] + count[problem])
            self._tied(row, int(draws[problem]), found.surplus[near], found.pick[near], choice)

    def _tied(self, row: int, draw: int, points: np.ndarray, picks: np.ndarray, choice: Choice) -> None:
        found = choice(draw, points)
        found = found[np.lexsort(picks[found].T[::-1])]
        held = found[: self.out.pick.shape[2]]
        self.out.ties[draw, row] = found.size
        self.out.pick[draw, row, : held.size], self.out.surplus[draw, row, : held.size] = picks[held], points[held]

    def same(self, row: int, other: int, draws: np.ndarray) -> None:
        """Give a concept what another one has."""
        for held in (self.out.ties, self.out.pick, self.out.surplus):
            held[draws, row] = held[draws, other]

    def stand_in(self, row: int, draws: np.ndarray) -> None:
        """Let the egalitarian concept stand in where nothing gives everyone a strict gain."""
        self.same(row, EGALITARIAN, draws)
        self.out.flagged[draws, row] = True

    def alone(self, draws: np.ndarray, mode: int) -> None:
        """Answer every concept for a single party: its best settlements."""
        self.out.ideal[draws] = self.out.surplus[draws, EGALITARIAN, 0]
        for row in (UTILITARIAN, KALAI_SMORODINSKY):
            self.same(row, EGALITARIAN, draws)
        for row in (NASH, WEIGHTED_NASH) if mode == FULL else (NASH,):
            self.same(row, EGALITARIAN, draws)
            self.out.flagged[draws, row] = self.out.ideal[draws, 0] == 0
