"""One door to the search: numpy or compiled code by the size rule, draws split over threads, near ties settled.

`solve` gives the optimal settlements of every solution concept per draw, `zones` only which zones are empty. Answers do
not depend on the number of threads, the block size or the backend.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import numpy as np

from detente.kernels import branch, merge, select, size, twin
from detente.kernels.batch import solve as batch
from detente.kernels.size import FEW_POINTS, FIRST_NODES, NODE_CAP, few_points, impatient, least_block
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
    WITHOUT_LEVERAGE,
    ZONE,
    Solved,
    unsolved,
)
from detente.kernels.table import Table

__all__ = [
    "EGALITARIAN",
    "KALAI_SMORODINSKY",
    "NASH",
    "UTILITARIAN",
    "WEIGHTED_NASH",
    "Solved",
    "bargains",
    "gaps",
    "inhabited",
    "solve",
    "threads_available",
    "zones",
]

KEPT = 8
BLOCK = 512
"""Draws that a thread takes at a time at most."""

Way = Callable[[Table, Solved, int, int], None]
"""A way to solve: fills the answers of a table's draws, with a node cap, in a mode."""


def threads_available() -> int:
    """Return how many threads to use by default."""
    return max(1, min(8, os.cpu_count() or 1))


def solve(
    table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP,
    kept: int = KEPT, by_leverage: bool = True,
) -> Solved:  # fmt: skip
    """Solve all draws of a table, keeping up to `kept` ties each.

    `backend` is ``twin``, ``batch``, ``compiled`` or None for the size rule; a batch of more than two parties, or too
    large for numpy, is compiled. Without `by_leverage` the row `WEIGHTED_NASH` stays empty.
    """
    solved = unsolved(table, kept)
    _run(table, solved, FULL if by_leverage else WITHOUT_LEVERAGE, backend, threads, cap)
    _settle_near_ties(table, solved)
    return solved


def bargains(
    table: Table, *, threads: int | None = None, cap: int = NODE_CAP, kept: int = KEPT
) -> tuple[np.ndarray, Solved]:  # fmt: skip
    """Return per draw whether the zone holds a settlement, as `zones`, and the Nash solutions of those that do.

    Much faster than `solve` where only these are asked: nothing else is optimised. Only the row `NASH` is filled; a
    draw in which nothing gives everyone a strict gain is `flagged` and has none.
    """
    found = zones(table, backend="compiled", threads=threads, cap=cap)
    rows = np.flatnonzero(found == 1)
    part, inside = table.rows(rows), unsolved(table.rows(rows), kept)
    _run(part, inside, BARGAIN, "compiled", threads, cap)
    _settle_near_ties(part, inside)
    solved = unsolved(table, kept)
    solved.put(rows, inside)
    return found, solved


def inhabited(
    table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP, kept: int = KEPT
) -> Solved:  # fmt: skip
    """Solve, as `solve` without leverage does, the draws whose zone was shown to hold a settlement, and no others.

    Faster than `solve` where many zones are empty: how far these are from a settlement is not asked, so that their gap
    is -inf and their rows are empty.
    """
    solved = unsolved(table, kept)
    _run(table, solved, INHABITED, backend, threads, cap)
    _settle_near_ties(table, solved)
    return solved


def zones(table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP) -> np.ndarray:
    """Return per draw whether the zone holds a settlement: 1 yes, 0 proven empty, -1 not decided (node cap)."""
    out = unsolved(table, 1)
    _run(table, out, ZONE, backend, threads, cap)
    return out.ties[:, 0].copy()


def gaps(table: Table, *, backend: str | None = None, threads: int | None = None, cap: int = NODE_CAP) -> np.ndarray:
    """Return per draw the largest least surplus in points; -inf where every settlement is barred."""
    out = unsolved(table, 1)
    _run(table, out, GAP, backend, threads, cap)
    return out.gap


def _run(table: Table, out: Solved, mode: int, backend: str | None, threads: int | None, cap: int) -> None:
    """Fill `out` with the chosen backend.

    A draw or so is merged while there is no machine code, where that takes little: nobody waits for a compiler then.
    Branch and bound takes three turns, so that few draws end unproven: all with few nodes; what is left by merging,
    where that takes little; the rest with all nodes. Merging hardly leaves the interpreter: a second thread would wait.
    """
    draws, parties, _ = table.gain.shape
    every, count = np.arange(draws), threads_available() if threads is None else threads

    def over(
        way: Way, rows: np.ndarray, nodes: int, *, least: int = least_block(parties), workers: int = count
    ) -> None:
        _over_blocks(rows, lambda own: _fill(way, table, out, own, (nodes, mode)), least, workers)

    if backend == size.TWIN:
        over(twin.solve, every, cap, workers=1)
        return
    if parties <= size.BATCH_PARTIES and (backend or size.backend(draws, parties)) == size.BATCH:
        with suppress(*merge.TOO_LARGE):
            over(batch.solve if draws >= size.BATCH_DRAWS and parties else twin.solve, every, cap, workers=1)
            return
    elif backend is None and impatient(draws):
        with suppress(*merge.TOO_LARGE):
            over(partial(twin.solve, limit=FEW_POINTS), every, cap, workers=1)
            return
    over(branch.solve, every, min(cap, FIRST_NODES))
    if cap <= FIRST_NODES:
        return
    if mode != BARGAIN and few_points(parties):
        over(_few, np.flatnonzero(_unproven(out, mode)), cap, workers=1)
    over(_anew, np.flatnonzero(_unproven(out, mode)), cap, least=1)


def _few(table: Table, out: Solved, cap: int, mode: int) -> None:
    """Solve by merging each draw of which that takes little, and leave the others as unproven as they are."""
    for draw in range(table.draws):
        one = slice(draw, draw + 1)
        fresh = unsolved(table.rows(one), out.pick.shape[2])
        with suppress(*merge.TOO_LARGE):
            twin.solve(table.rows(one), fresh, cap, mode, limit=few_points(table.reserve.shape[1]))
            out.put(one, fresh)


def _anew(table: Table, out: Solved, cap: int, mode: int) -> None:
    """Search every draw once more, and forget what a shorter search took it for."""
    fresh = unsolved(table, out.pick.shape[2])
    branch.solve(table, fresh, cap, mode)
    out.put(slice(None), fresh)


def _fill(way: Way, table: Table, out: Solved, rows: np.ndarray, how: tuple[int, int]) -> None:
    """Solve some draws one way, with a node cap and a mode, and write what it finds."""
    part, found = table.rows(rows), Solved(*(held[rows] for held in out))
    way(part, found, *how)
    out.put(rows, found)


def _unproven(out: Solved, mode: int) -> np.ndarray:
    """Return in which draws a search met its node cap."""
    return np.asarray(out.ties[:, 0] < 0 if mode == ZONE else (out.slack > 0).any(axis=1))


def _over_blocks(rows: np.ndarray, work: Callable[[np.ndarray], None], least: int, threads: int) -> None:
    """Do some work for the rows in blocks of `least` at least, on several threads where there are several blocks."""
    size = min(BLOCK, max(least, -(-rows.size // threads)))
    blocks = [rows[low : low + size] for low in range(0, rows.size, size)]
    if threads == 1 or len(blocks) <= 1:
        for own in blocks:
            work(own)
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, blocks):
            pass


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
