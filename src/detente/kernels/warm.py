"""Compile the kernels now, so that no later command waits for it: ``python -m detente.kernels.warm``.

Each kernel is compiled in a process of its own where there is a second processor: the compiler holds the interpreter,
so threads would only take turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable

import numpy as np

from detente.kernels.anew import anew
from detente.kernels.cache import (
    BALANCING,
    BOUNDING,
    DETERRING,
    FOLLOWING,
    KERNELS,
    PAIRING,
    PRUNING,
    SUCCEEDING,
    SWEEPING,
    TALLYING,
    cache_folder,
    ready,
)
from detente.kernels.problem import Goal, bounds_for, optima_for, parts_of, room_for
from detente.kernels.table import Table

_COMPILING = threading.Lock()


def warm(kernels: Iterable[str] = KERNELS) -> None:
    """Compile those of some kernels that are missing; who asks meanwhile waits for the same work."""
    with _COMPILING:
        missing = [kernel for kernel in kernels if not ready([kernel])]
        if len(missing) > 1 and cache_folder() is not None and (os.cpu_count() or 1) > 1:
            _side_by_side(missing)
        for kernel in missing:
            compile_one(kernel)


def load(kernels: Iterable[str]) -> None:
    """Have some kernels at hand in this process, compiled where they are missing."""
    held = [*kernels]
    warm(held)
    for kernel in held:
        compile_one(kernel)


def compile_one(kernel: str) -> None:
    """Compile one of `kernels.cache.KERNELS` by asking it for no draw at all."""
    from detente.kernels.bounds import bound
    from detente.kernels.maxima import room_for as room_for_points
    from detente.kernels.maxima import undominated
    from detente.kernels.search import search

    if kernel == PRUNING:
        points = np.zeros((0, 1), dtype=np.int64)
        undominated(points, 1, *room_for_points(points), 0)
        return
    if kernel in (PAIRING, SWEEPING, TALLYING):
        _compile_listing(kernel)
        return
    if kernel == DETERRING:
        _deter_nothing()
        return
    if kernel in (BALANCING, SUCCEEDING, FOLLOWING):
        _balance_nothing(kernel)
        return
    table = _smallest()
    parts, nothing = parts_of(table, table.allowed), np.zeros(1, dtype=bool)
    goal = Goal(0, True, table.scale, table.power, table.allowed[:, :1], nothing)
    bounds, optima, room = bounds_for(table, parts, None), optima_for(table, 1), room_for(table, parts)
    if kernel == BOUNDING:
        bound(table, goal, parts, bounds, room)
    else:
        search(table, goal, parts, bounds, optima, room, 1)


def _compile_listing(kernel: str) -> None:
    from detente.kernels import listing

    nothing = np.zeros((0, 2), dtype=np.int64)
    if kernel == PAIRING:
        listing.count_pairs(*listing.ranked(nothing, nothing))
        return
    if kernel == SWEEPING:
        listing.count_swept(*listing.swept(nothing, nothing))
        return
    none = np.zeros((0, 1, 1), dtype=np.int64)
    listing.tally(none, none, none, np.zeros((1, 1), dtype=np.int32), *listing.room_for(1, 1))


def _deter_nothing() -> None:
    from detente.kernels.moves import listed_moves
    from detente.kernels.threshold import thresholds

    nothing = np.zeros(0, dtype=np.int64)
    thresholds(listed_moves(1, [(nothing, nothing)]), np.zeros((0, 1, 1), dtype=np.int32), backend="compiled")


def _balance_nothing(kernel: str) -> None:
    from detente.kernels import succession_kernel
    from detente.kernels.cross_impact import consistent

    impact, start = np.zeros((1, 1), dtype=np.int32), np.array([0, 1], dtype=np.int64)
    after = np.zeros(1, dtype=np.int32)
    if kernel == BALANCING:
        consistent(impact, start, backend="compiled")
    elif kernel == SUCCEEDING:
        succession_kernel.successors(impact, start, start[:1], after)
    else:
        succession_kernel.follow(after)


def _side_by_side(kernels: Iterable[str]) -> None:
    """Wait for one process per kernel; what one fails to compile, this process compiles when it asks."""
    how, quiet = anew("detente.kernels.warm"), subprocess.DEVNULL
    if how is None:
        return
    running = [
        subprocess.Popen([*how.words, kernel], stdin=quiet, stdout=quiet, stderr=quiet, env=how.environment)
        for kernel in kernels
    ]
    try:
        for process in running:
            process.wait()
    finally:
        for process in running:
            process.kill()


def _smallest() -> Table:
    one = np.ones((1, 2), dtype=np.int64)
    return Table(
        start=np.array([0, 2], dtype=np.int64),
        gain=np.ones((1, 2, 2), dtype=np.int64),
        reserve=one,
        scale=one,
        power=np.ones((1, 2)),
        allowed=np.ones((1, 2), dtype=bool),
        forbid_start=np.zeros(1, dtype=np.int64),
        forbid_column=np.zeros(0, dtype=np.int64),
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            compile_one(name)
    else:
        warm()
