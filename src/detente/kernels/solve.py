"""One door to the search: twin or compiled code by the size rule, draws split over threads, near ties settled.

`solve` gives the optimal settlements of every solution concept per draw, `zones` only which zones are empty. Answers do
not depend on the number of threads, the block size or the backend.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from detente.kernels import merge, select
from detente.kernels.cache import ready
from detente.kernels.table import Table, pieces

EGALITARIAN, NASH, KALAI_SMORODINSKY, UTILITARIAN, WEIGHTED_NASH = range(5)
MODELS = 5
FULL, GAP, ZONE, WITHOUT_LEVERAGE = 0, 1, 2, 3
KEPT = 8
NODE_CAP = 2_000_000
BLOCK = 256
BELOW = (0.5, 2.0, 8.0, 32.0, None)
"""Points under the no-deal values within which the twin looks for the gap of an empty zone, one after the other."""
TWIN_DRAWS = 400
READY_DRAWS = 30
TWIN_PARTIES = 2

Progress = Callable[[int], None]


class Solved(NamedTuple):
    """Optimal settlements per draw and concept (rows `EGALITARIAN` ... `WEIGHTED_NASH`).

    ``gap (D,)``: largest least surplus in points, -inf where every settlement is barred; the zone is empty iff it is
    negative. ``ties (D, M)``: number of tied optima, 0 where there is none; ``pick (D, M, K, I)`` and
    ``surplus (D, M, K, P)`` hold the first K of them; ``flagged (D, M)``: leximin stands in because no settlement gives
    everyone a strict gain; ``slack (D, M)``: 0 where proven, else the distance to the best open bound.
    """

    gap: np.ndarray
    ties: np.ndarray
    pick: np.ndarray
    surplus: np.ndarray
    flagged: np.ndarray
    slack: np.ndarray
    nodes: np.ndarray


def compiled(draws: int, parties: int) -> bool:
    """Decide whether compiled code pays: the size rule.

    A few draws of one or two parties are faster in the twin; somewhat more of them only while there is no machine code
    yet, since nobody should wait for a compiler to see a first answer.
    """
    if parties > TWIN_PARTIES or draws > TWIN_DRAWS:
        return True
    return draws > READY_DRAWS and ready()


def threads_available() -> int:
    """Return how many threads to use by default."""
    return max(1, min(8, os.cpu_count() or 1))


def solve(
    table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP,
    kept: int = KEPT, by_leverage: bool = True, progress: Progress | None = None,
) -> Solved:  # fmt: skip
    """Solve all draws of a table, keeping up to `kept` ties each.

    `backend` is ``twin``, ``compiled`` or None for the size rule. Without `by_leverage` the row `WEIGHTED_NASH` stays
    empty.
    """
    draws, parties, _ = table.gain.shape
    solved = _empty(draws, parties, table.issues, kept)
    _run(table, solved, FULL if by_leverage else WITHOUT_LEVERAGE, backend, threads, cap, progress)
    _settle_near_ties(table, solved)
    return solved


def zones(
    table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP,
    progress: Progress | None = None,
) -> np.ndarray:  # fmt: skip
    """Return per draw whether the zone holds a settlement: 1 yes, 0 proven empty, -1 not decided (node cap)."""
    out = _empty(table.draws, table.gain.shape[1], table.issues, 1)
    _run(table, out, ZONE, backend, threads, cap, progress)
    return out.ties[:, 0].copy()


def gaps(table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP) -> np.ndarray:
    """Return per draw the largest least surplus in points; -inf where every settlement is barred."""
    out = _empty(table.draws, table.gain.shape[1], table.issues, 1)
    _run(table, out, GAP, backend, threads, cap, None)
    return out.gap


def _run(
    table: Table, out: Solved, mode: int, backend: str | None, threads: int | None, cap: int, progress: Progress | None
) -> None:  # fmt: skip
    draws, parties, _ = table.gain.shape
    chosen = backend or ("compiled" if compiled(draws, parties) else "twin")

    def over(work: Callable[[Table, Solved, int, int], None]) -> None:
        _over_blocks(draws, lambda rows: work(table.rows(rows), _rows_of(out, rows), cap, mode), threads, progress)

    if chosen == "compiled":
        over(_run_compiled)
        return
    try:
        over(_run_twin)
    except merge.FrontTooLarge:
        if backend == "twin":
            raise
        over(_run_compiled)


def _empty(draws: int, parties: int, issues: int, kept: int) -> Solved:
    return Solved(
        gap=np.full(draws, -np.inf),
        ties=np.zeros((draws, MODELS), dtype=np.int64),
        pick=np.full((draws, MODELS, kept, issues), -1, dtype=np.int64),
        surplus=np.zeros((draws, MODELS, kept, parties), dtype=np.int64),
        flagged=np.zeros((draws, MODELS), dtype=bool),
        slack=np.zeros((draws, MODELS)),
        nodes=np.zeros(draws, dtype=np.int64),
    )


def _rows_of(solved: Solved, rows: slice) -> Solved:
    return Solved(*(array[rows] for array in solved))


def _over_blocks(draws: int, work: Callable[[slice], None], threads: int | None, progress: Progress | None) -> None:
    slices = [slice(low, min(low + BLOCK, draws)) for low in range(0, draws, BLOCK)]
    count = threads_available() if threads is None else threads
    if count == 1 or len(slices) == 1:
        for rows in slices:
            work(rows)
            if progress:
                progress(rows.stop - rows.start)
        return
    with ThreadPoolExecutor(count) as pool:
        for rows, _ in zip(slices, pool.map(work, slices), strict=True):
            if progress:
                progress(rows.stop - rows.start)


def _run_compiled(table: Table, out: Solved, cap: int, mode: int) -> None:
    from detente.kernels.draws import solve_block

    value = np.zeros(out.ties.shape)
    arrays = (table.start, table.gain, table.reserve, table.scale, table.power, _parts(table), table.allowed)
    solve_block(
        *arrays, table.forbid_start, table.forbid_column, cap, mode,
        out.gap, out.ties, value, out.slack, out.pick, out.surplus, out.nodes,
    )  # fmt: skip
    out.flagged[:] = np.isnan(value)


def _parts(table: Table) -> np.ndarray:
    """Return the parts of `kernels.table.pieces` for the columns that any draw allows."""
    return pieces(table, np.asarray(table.allowed.any(axis=0)))


def _run_twin(table: Table, out: Solved, cap: int, mode: int) -> None:
    del cap  # the twin is always complete
    machines: merge.Machines = {}
    witness: np.ndarray | None = None
    for draw in range(table.draws):
        here = _rows_of(out, slice(draw, draw + 1))
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


def _settle_near_ties(table: Table, solved: Solved) -> None:
    """Compare in integers what the search could not tell apart in floats, and sort ties into canonical order."""
    for draw, row in np.argwhere(solved.ties > 1):
        n = min(int(solved.ties[draw, row]), solved.pick.shape[2])
        points, picks = solved.surplus[draw, row, :n].copy(), solved.pick[draw, row, :n].copy()
        winners = np.arange(n)
        if row == UTILITARIAN:
            winners = select.total(points, table.scale[draw], np.ones(points.shape[1]))
        elif row in (NASH, WEIGHTED_NASH) and not solved.flagged[draw, row]:
            winners = select.nash(points, np.ones(points.shape[1]) if row == NASH else table.power[draw])
        winners = winners[np.lexsort(picks[winners].T[::-1])]
        solved.ties[draw, row] -= n - winners.size
        solved.pick[draw, row], solved.surplus[draw, row] = -1, 0
        solved.pick[draw, row, : winners.size] = picks[winners]
        solved.surplus[draw, row, : winners.size] = points[winners]
