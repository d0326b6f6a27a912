"""The plain twin of the search: every draw by merging its frontier, from which every solution concept picks."""

from __future__ import annotations

import numpy as np

from detente.kernels import merge, select
from detente.kernels.solved import (
    EGALITARIAN,
    GAP,
    KALAI_SMORODINSKY,
    NASH,
    UTILITARIAN,
    WEIGHTED_NASH,
    WITHOUT_LEVERAGE,
    ZONE,
    Solved,
)
from detente.kernels.table import Table

BELOW = (0.5, 2.0, 8.0, 32.0, None)
"""Points under the no-deal values within which the gap of an empty zone is looked for, one after the other."""


def solve(table: Table, out: Solved, cap: int, mode: int) -> None:
    """Fill `out` for every draw of a table; raises `merge.FrontTooLarge` where a frontier does not fit."""
    del cap  # the twin is always complete
    machines: merge.Machines = {}
    witness: np.ndarray | None = None
    for draw in range(table.draws):
        here = out.rows(slice(draw, draw + 1))
        if mode == ZONE and witness is not None and _inside(table, draw, witness):
            here.ties[0, 0] = 1
            continue
        front = merge.merge(table, draw=draw, floor=True, machines=machines)
        if mode == ZONE:
            here.ties[0, 0] = len(front.points) > 0
            witness = merge.settlements(front, np.array([0]), limit=1)[0] if len(front.points) else witness
            continue
        for below in BELOW:
            if not len(front.points):
                front = merge.merge(
                    table, draw=draw, floor=below is not None, below=below or 0.0, machines=machines
                )  # fmt: skip
        if len(front.points):
            _solve_draw(table, draw, front, here, mode)


def _inside(table: Table, draw: int, settlement: np.ndarray) -> bool:
    """Whether an admissible settlement of another draw is in the zone of this one."""
    surplus = table.gain[draw][:, settlement].sum(axis=1) - table.reserve[draw]
    return bool(table.allowed[draw][settlement].all() and (surplus >= 0).all())


def _solve_draw(table: Table, draw: int, front: merge.Front, out: Solved, mode: int) -> None:
    points, scale = front.points, table.scale[draw]
    fair = select.leximin(points, scale, np.ones(scale.size, dtype=bool))
    out.gap[0] = (points[fair[0]] / scale).min()
    if mode == GAP:
        return
    chosen = {EGALITARIAN: fair}
    if out.gap[0] >= 0:
        chosen |= _concepts(points, scale, table.power[draw], out)
    if mode == WITHOUT_LEVERAGE:
        chosen.pop(WEIGHTED_NASH, None)
        out.flagged[0, WEIGHTED_NASH] = False
    shared = merge.counts(front)
    for row, winners in chosen.items():
        kept = out.pick.shape[2]
        tied = [merge.settlements(front, np.array([point]), limit=kept) for point in winners]
        out.ties[0, row] = sum(int(n) for n in shared[winners])
        picks = np.concatenate(tied)[:kept]
        out.pick[0, row, : len(picks)] = picks
        sums = np.repeat(points[winners], [len(t) for t in tied], axis=0)[:kept]
        out.surplus[0, row, : len(picks)] = sums


def _concepts(points: np.ndarray, scale: np.ndarray, power: np.ndarray, out: Solved) -> dict[int, np.ndarray]:
    """Return the winning rows of every concept that needs the zone."""
    everyone = np.ones(scale.size, dtype=bool)
    ideal = points.max(axis=0)
    gains = ideal > 0
    found = {
        UTILITARIAN: select.total(points, scale, np.ones(scale.size)),
        KALAI_SMORODINSKY: select.leximin(points, np.where(gains, ideal, 1), gains)
        if gains.any()
        else np.arange(len(points)),
    }
    for row, weights in ((NASH, np.ones(scale.size)), (WEIGHTED_NASH, power)):
        found[row] = select.nash(points, weights)
        if not found[row].size:
            found[row] = select.leximin(points, scale, everyone)
            out.flagged[0, row] = True
    return found
