"""The compiled search, one solution concept after the other, each over all draws of a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.kernels import problem
from detente.kernels.problem import Goal, Optima, Parts, Room, bounds_for, optima_for, parts_of, room_for
from detente.kernels.solved import (
    BARGAIN,
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
)
from detente.kernels.table import Table, pieces

LEAST_SLACK = float(np.finfo(np.float64).tiny)
"""What is not proven has some slack, if next to none."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is the same for every objective: the table, its parts, the room for ties, the node cap."""

    table: Table
    parts: Parts
    kept: int
    cap: int
    room: Room

    def best(
        self, kind: int, wanted: np.ndarray, *, floor: bool = True, seed: np.ndarray | None = None,
        den: np.ndarray | None = None, power: np.ndarray | None = None, active: np.ndarray | None = None,
    ) -> Optima:  # fmt: skip
        """Optimise one objective in the `wanted` draws; by default every party counts alike, in points."""
        from detente.kernels.bounds import bound
        from detente.kernels.search import search

        shape = self.table.scale.shape
        goal = Goal(
            kind, floor,
            den=self.table.scale if den is None else den,
            power=np.ones(shape) if power is None else power,
            active=np.ones(shape, dtype=bool) if active is None else active,
            wanted=wanted,
        )  # fmt: skip
        bounds, optima = bounds_for(self.table, self.parts, seed), optima_for(self.table, self.kept)
        bound(self.table, goal, self.parts, bounds, self.room)
        search(self.table, goal, self.parts, bounds, optima, self.room, self.cap)
        return optima


def solve(table: Table, out: Solved, cap: int, mode: int) -> None:
    """Fill `out` for every draw of a table by branch and bound, with at most `cap` nodes for each objective."""
    table = table.plain()
    parts = parts_of(table, pieces(table, np.asarray(table.allowed.any(axis=0))))
    ask = Question(table, parts, out.pick.shape[2], cap, room_for(table, parts))
    everywhere = np.ones(table.draws, dtype=bool)
    if mode == ZONE:
        found = ask.best(problem.ANY, everywhere)
        out.ties[:, 0] = np.where(found.ties > 0, 1, np.where(found.rest == -np.inf, 0, -1))
        return
    if mode == BARGAIN:
        _bargain(ask, out)
        return
    if mode == INHABITED:
        some = ask.best(problem.ANY, everywhere)
        asked = some.ties > 0
        out.slack[~asked & (some.rest > -np.inf), EGALITARIAN] = np.inf
        fair = ask.best(problem.LEAST, asked, seed=some.pick[:, 0])
    else:
        asked, fair = everywhere, ask.best(problem.LEAST, everywhere, floor=False)
    out.gap[asked] = fair.value[asked]
    _keep(out, EGALITARIAN, fair, asked)
    if mode == GAP:
        return
    zone = out.gap >= 0.0
    strict = zone & (fair.surplus[:, 0] > 0).all(axis=1)
    anchor = fair.pick[:, 0]
    powers = [(NASH, np.ones(table.scale.shape))]
    if mode == FULL:
        powers.append((WEIGHTED_NASH, table.power))
    for row, power in powers:
        _keep(out, row, ask.best(problem.NASH, strict, power=power, seed=anchor), strict)
        _keep(out, row, fair, zone & ~strict)
        out.flagged[:, row] = zone & ~strict
    most = ask.best(problem.SUM, zone, seed=anchor)
    _keep(out, UTILITARIAN, most, zone)
    ideal, capped = _ideal(ask, zone, anchor)
    out.ideal[:] = ideal
    gains = zone & (ideal > 0).any(axis=1)
    even = ask.best(problem.LEAST, gains, den=np.maximum(ideal, 1), active=ideal > 0, seed=anchor)
    even.rest[capped] = np.maximum(even.rest, even.value + 1.0)[capped]
    _keep(out, KALAI_SMORODINSKY, even, gains)
    # Where nobody can gain all of the zone is tied, and so is the sum of surpluses, zero on all of it.
    _keep(out, KALAI_SMORODINSKY, most, zone & ~gains)


def _bargain(ask: Question, out: Solved) -> None:
    """Fill the row of the Nash solution alone; `flagged` where nothing gives everyone a strict gain."""
    table = ask.table
    above = replace(ask, table=table._replace(reserve=table.reserve + 1))
    gains = above.best(problem.ANY, np.ones(table.draws, dtype=bool))
    strict = gains.ties > 0
    _keep(out, NASH, ask.best(problem.NASH, strict, seed=gains.pick[:, 0]), strict)
    out.flagged[:, NASH] = ~strict
    out.slack[~strict & (gains.rest > -np.inf), NASH] = np.inf


def _ideal(ask: Question, zone: np.ndarray, anchor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best surplus of every party in the zone, ``(D, P)``, and where a search met the node cap."""
    draws, parties = ask.table.scale.shape
    ideal = np.zeros((draws, parties), dtype=np.int64)
    capped = np.zeros(draws, dtype=bool)
    unit = np.ones((draws, parties), dtype=np.int64)
    for p in range(parties):
        alone = np.zeros((draws, parties))
        alone[:, p] = 1.0
        best = ask.best(problem.SUM, zone, den=unit, power=alone, seed=anchor)
        ideal[:, p] = np.where(zone, best.surplus[:, :, p].max(axis=1), 0)
        capped |= best.rest > -np.inf
    return np.maximum(ideal, 0), capped


def _keep(out: Solved, row: int, found: Optima, wanted: np.ndarray) -> None:
    """Write the optima of some draws into the row of a concept."""
    kept = out.pick.shape[2]
    none = np.arange(kept)[None, :] >= found.ties[:, None]
    out.ties[wanted, row] = found.ties[wanted]
    out.pick[wanted, row] = np.where(none[:, :, None], -1, found.pick)[wanted]
    out.surplus[wanted, row] = np.where(none[:, :, None], 0, found.surplus)[wanted]
    # Where the best open bound is the value itself, there may still be ties, or a better leximin: that is not proven.
    cut = found.rest > -np.inf
    more = found.rest - np.where(cut, found.value, 0.0)
    out.slack[wanted, row] = np.where(cut, np.maximum(more, LEAST_SLACK), 0.0)[wanted]
