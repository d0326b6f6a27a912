"""The plain twin of the search: every draw by merging its frontier, from which every solution concept picks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels import merge, select
from detente.kernels.probe import Probe, probe
from detente.kernels.size import TWIN_POINT_LIMIT
from detente.kernels.solved import (
    EGALITARIAN,
    GAP,
    INHABITED,
    KALAI_SMORODINSKY,
    NASH,
    UTILITARIAN,
    WEIGHTED_NASH,
    WITHOUT_LEVERAGE,
    ZONE,
    Solved,
)
from detente.kernels.table import Step, Table, machine, pieces

BELOW = (0.5, 2.0, 8.0, 32.0, None)
"""Points under the no-deal values within which the gap of an empty zone is looked for, one after the other, where no
settlement that was probed is admissible."""
CERTAIN = 1e-6
"""Points by which a bound in floats must miss zero to prove a zone empty."""
LISTED = 64
_NOTHING = merge.Front(np.zeros((0, 0), dtype=np.int64), ())


class Merging(NamedTuple):
    """The machine of all columns that some draw allows, and how many partial settlements a step may look at."""

    steps: list[Step]
    limit: int


def solve(table: Table, out: Solved, cap: int, mode: int, *, limit: int = TWIN_POINT_LIMIT) -> None:
    """Fill `out` for every draw of a table; raises one of `merge.TOO_LARGE` where it does not fit."""
    del cap  # the twin is always complete
    anywhere = np.asarray(table.allowed.any(axis=0))
    parts, how = pieces(table, anywhere), Merging(machine(table, anywhere), limit)
    for draw in range(table.draws):
        here = out.rows(slice(draw, draw + 1))
        bounds = probe(table, draw, parts)
        if mode == ZONE:
            here.ties[0, 0] = _not_empty(table, draw, bounds, how)
            continue
        front = _frontier(table, draw, bounds, how) if mode != INHABITED else _in_zone(table, draw, bounds, how)
        if len(front.points):
            _solve_draw(table, draw, front, here, mode)


def _not_empty(table: Table, draw: int, bounds: Probe, how: Merging) -> bool:
    if bounds.reached >= 0.0:
        return True
    return bounds.most >= -CERTAIN and len(_front(table, draw, how).points) > 0


def _frontier(table: Table, draw: int, bounds: Probe, how: Merging) -> merge.Front:
    """Return the frontier of the zone; where that is empty, of a set that holds the settlements of least shortfall."""
    zone = _in_zone(table, draw, bounds, how)
    if len(zone.points):
        return zone
    if bounds.reached > -np.inf:
        return _front(table, draw, how, below=CERTAIN - bounds.reached)
    front = zone
    for below in BELOW:
        if not len(front.points):
            front = _front(table, draw, how, floor=below is not None, below=below or 0.0)
    return front


def _in_zone(table: Table, draw: int, bounds: Probe, how: Merging) -> merge.Front:
    return _NOTHING if bounds.most < -CERTAIN else _front(table, draw, how)


def _front(
    table: Table, draw: int, how: Merging, *, floor: bool = True, below: float = 0.0
) -> merge.Front:  # fmt: skip
    return merge.merge(table, draw=draw, floor=floor, below=below, steps=how.steps, limit=how.limit)


def _solve_draw(table: Table, draw: int, front: merge.Front, out: Solved, mode: int) -> None:
    points, scale = front.points, table.scale[draw]
    fair = select.leximin(points, scale, np.ones(scale.size, dtype=bool))
    out.gap[0] = (points[fair[0]] / scale).min()
    if mode == GAP:
        return
    chosen = {EGALITARIAN: fair}
    if out.gap[0] >= 0:
        chosen |= _concepts(points, scale, table.power[draw], out)
    if mode in (WITHOUT_LEVERAGE, INHABITED):
        chosen.pop(WEIGHTED_NASH, None)
        out.flagged[0, WEIGHTED_NASH] = False
    shared = merge.counts(front)
    kept = out.pick.shape[2]
    listed = _listed(front, chosen, shared, kept)
    for row, winners in chosen.items():
        out.ties[0, row] = sum(int(n) for n in shared[winners])
        picks, of = listed[row]
        out.pick[0, row, : len(picks)] = picks
        out.surplus[0, row, : len(picks)] = points[of]


def _listed(
    front: merge.Front, chosen: dict[int, np.ndarray], shared: np.ndarray, kept: int
) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Return the first settlements of the winners of every concept, and the point of each; all in one pass if few."""
    winners = np.concatenate(list(chosen.values()))
    if sum(shared[winners]) > min(LISTED, kept):
        return {row: merge.listed(front, points, limit=kept) for row, points in chosen.items()}
    picks, of = merge.settlements(front, winners, limit=LISTED)
    ends = np.cumsum([sum(shared[points]) for points in chosen.values()])[:-1].astype(int)
    return dict(zip(chosen, zip(np.split(picks, ends), np.split(of, ends), strict=True), strict=True))


def _concepts(points: np.ndarray, scale: np.ndarray, power: np.ndarray, out: Solved) -> dict[int, np.ndarray]:
    """Return the winning rows of every concept that needs the zone."""
    everyone = np.ones(scale.size, dtype=bool)
    ideal = points.max(axis=0)
    out.ideal[0] = ideal
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
