"""In how many draws every settlement is accepted, where all settlements can be listed (SMAA-2 for settlements).

Lahdelma & Salminen (2001) count how often an alternative is acceptable over the draws of the preferences; here every
settlement is one. Answers do not depend on threads, blocks or backend.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import prod
from typing import NamedTuple

import numpy as np

from detente.kernels.count import middle
from detente.kernels.size import LISTED_CELLS, LISTED_SETTLEMENTS, tallied_by_kernel
from detente.kernels.solve import threads_available
from detente.kernels.table import Table, forbidden_sets

BARRED = -(2**60)
"""Stands for a red line: no sum with it is zero or more."""
DRAWS = 32
"""Draws whose tables of partial sums are made together."""


class Tally(NamedTuple):
    """``counts (L, R)`` draws that accept, of `draws` looked at; 0 where an exclusion is held.

    The settlement of a cell has the columns ``left[l]`` on the first issues and ``right[r]`` on the others.
    """

    counts: np.ndarray
    draws: int
    left: np.ndarray
    right: np.ndarray

    def settlements(self, cells: np.ndarray) -> np.ndarray:
        """Return the settlements of some cells of the flattened counts, ``(n, I)`` columns."""
        rows, columns = np.divmod(cells, self.counts.shape[1])
        return np.column_stack([self.left[rows], self.right[columns]])


def fits(widths: np.ndarray) -> bool:
    """Return whether all settlements can be judged one by one, from the number of columns of every issue."""
    return 0 < prod(widths.tolist()) <= LISTED_SETTLEMENTS


def tally(table: Table, *, backend: str | None = None, threads: int | None = None, block: int = DRAWS) -> Tally:
    """Count for every settlement the draws in which no surplus is negative and no column is barred.

    Of the draws the first ones, as many as fit: 2**30 settlements x draws. The settlements must fit (`fits`). `backend`
    is ``twin``, ``compiled`` or None for the size rule.
    """
    widths = np.diff(table.start).tolist()
    size = prod(widths)
    draws = min(table.draws, LISTED_CELLS // size)
    cut = middle(widths)
    left, right = _choices(table.start, 0, cut), _choices(table.start, cut, table.issues)
    chosen = backend or ("compiled" if tallied_by_kernel(size * draws) else "twin")
    workers = min(threads_available() if threads is None else threads, -(-draws // block))

    def every(first: int) -> np.ndarray:
        counts = np.zeros((len(left), len(right)), dtype=np.int32)
        for low in range(first * block, draws, workers * block):
            _add(table.rows(slice(low, min(low + block, draws))), cut, counts, chosen)
        return counts

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        counts = np.add.reduce(list(pool.map(every, range(max(workers, 1)))), axis=0)
    counts[_excluded(table, left, right)] = 0
    return Tally(counts, draws, left, right)


def _choices(start: np.ndarray, low: int, high: int) -> np.ndarray:
    """Return every choice of columns on the issues from `low` to `high`, ``(n, issues)``."""
    choices = np.zeros((1, 0), dtype=np.int64)
    for i in range(low, high):
        columns = np.arange(start[i], start[i + 1])
        choices = np.column_stack([np.repeat(choices, columns.size, axis=0), np.tile(columns, len(choices))])
    return choices


def _add(table: Table, cut: int, counts: np.ndarray, backend: str) -> None:
    gain = np.where(table.allowed[:, None, :], table.gain, BARRED // table.issues)
    heads = _sums(gain, table.start[: cut + 1], -table.reserve)
    tails = _sums(gain, table.start[cut:], np.zeros_like(table.reserve))
    if backend == "twin":
        for head, tail in zip(heads, tails, strict=True):
            counts += (head[:, :, None] + tail[:, None, :] >= 0).all(axis=0)
        return
    from detente.kernels import listing

    order = np.argsort(tails, axis=2)
    rising = np.take_along_axis(tails, order, axis=2)
    listing.tally(heads, rising, order, counts, *listing.room_for(*tails.shape[1:]))


def _sums(gain: np.ndarray, start: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Return the sum of every choice of columns on some issues, ``(D, P, n)``, in the order of `_choices`."""
    total = base[:, :, None]
    for low, high in zip(start[:-1], start[1:], strict=True):
        total = (total[:, :, :, None] + gain[:, :, None, low:high]).reshape(*base.shape, -1)
    return total


def _excluded(table: Table, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return which pairs hold an exclusion, ``(L, R)``."""
    found = np.zeros((len(left), len(right)), dtype=bool)
    for held in forbidden_sets(table):
        on = [np.isin(half, list(held)).sum(axis=1) for half in (left, right)]
        found |= on[0][:, None] + on[1][None, :] == len(held)
    return found
