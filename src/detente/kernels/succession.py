"""Where scenarios of a cross-impact matrix settle by global succession (Weimer-Jehle 2006, section on succession).

In a step every descriptor takes its variant with the largest balance at once; one whose variant is among the best keeps
it, and of others that tie the first is taken. A scenario that does not move is consistent. The *weight* of a consistent
scenario is the number of starts that end in it; starts that end in a ring of several scenarios end in none. Letters and
the matrix as in `kernels.cross_impact`; scenarios are numbered with the last descriptor running fastest.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from detente.kernels.size import succeeded_by_kernel
from detente.kernels.solve import threads_available

CHUNK = 1 << 14
MOST_STEPS = 1 << 16


class Basins(NamedTuple):
    """Starts per consistent scenario ``weight (N,)``, how many end in a ring, and how many there were."""

    weight: np.ndarray
    ringed: int
    starts: int


def basins(impact: np.ndarray, start: np.ndarray, found: np.ndarray, *, backend: str | None = None) -> Basins:
    """Return the weights of the consistent scenarios `found` ``(N, J)``, from every scenario there is.

    Examples
    --------
    >>> impact = np.array([[0, 0, 1, -1], [0, 0, -1, 1], [2, -2, 0, 0], [-2, 2, 0, 0]])
    >>> found = basins(impact, np.array([0, 2, 4]), np.array([[0, 0], [1, 1]]))
    >>> found.weight.tolist(), found.ringed, found.starts
    ([1, 1], 2, 4)
    """
    sizes = np.diff(start)
    total = int(np.prod(sizes))
    if backend is None:
        backend = "compiled" if succeeded_by_kernel(total) else "twin"
    after = np.empty(total, dtype=np.int32)
    if backend == "twin":
        for at in range(0, total, CHUNK):
            numbers = np.arange(at, min(at + CHUNK, total))
            after[numbers] = numbered(step(impact, start, unnumbered(numbers, sizes)), sizes)
        return _weighed(ended(after), numbered(found, sizes))
    from detente.kernels import succession_kernel

    _fill(impact, start, after)
    succession_kernel.follow(after)
    return _weighed(after, numbered(found, sizes))


def _fill(impact: np.ndarray, start: np.ndarray, after: np.ndarray) -> None:
    """Fill ``after (S,)`` with the number of the scenario one step after each, on all processors."""
    from detente.kernels.succession_kernel import successors

    impact, start, sizes = np.ascontiguousarray(impact, np.int32), start.astype(np.int64), np.diff(start)
    workers = threads_available()
    cuts = np.linspace(0, after.size, workers + 1).astype(np.int64)

    def part(at: int) -> None:
        if cuts[at + 1] > cuts[at]:
            successors(impact, start, unnumbered(cuts[at : at + 1], sizes)[0], after[cuts[at] : cuts[at + 1]])

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(part, range(workers)))


def _weighed(end: np.ndarray, numbers: np.ndarray) -> Basins:
    """Count the starts that end in each of some scenarios."""
    count = np.bincount(end[end >= 0], minlength=end.size)[numbers] if numbers.size else np.zeros(0, dtype=np.int64)
    return Basins(count, int(end.size - count.sum()), int(end.size))


def step(impact: np.ndarray, start: np.ndarray, scenarios: np.ndarray) -> np.ndarray:
    """Return the scenarios ``(N, J)`` after one step of global succession."""
    rows = start[:-1] + scenarios
    balance = impact[rows[:, 0]].copy()
    for j in range(1, rows.shape[1]):
        balance += impact[rows[:, j]]
    best = np.maximum.reduceat(balance, start[:-1], axis=1)
    keeps = np.take_along_axis(balance, rows, axis=1) == best
    top = balance == np.repeat(best, np.diff(start), axis=1)
    first = np.where(top, np.arange(start[-1]), start[-1])
    return np.where(keeps, scenarios, np.minimum.reduceat(first, start[:-1], axis=1) - start[:-1])


def ended(after: np.ndarray) -> np.ndarray:
    """Return where each scenario ends, following ``after (S,)``; -1 in a ring. Steps are doubled until all have ended.

    >>> ended(np.array([0, 0, 1, 4, 3])).tolist()
    [0, 0, 0, -1, -1]
    """
    end = after
    for _ in range(max(1, int(after.size).bit_length())):
        end = end[end]
    return np.where(after[end] == end, end, -1)


def sampled(impact: np.ndarray, start: np.ndarray, found: np.ndarray, starts: np.ndarray) -> Basins:
    """Return the same from some starts ``(N, J)``; a start in a ring is known when it comes back to where it was."""
    index = {tuple(row): n for n, row in enumerate(found.tolist())}
    weight = np.zeros(len(found), dtype=np.int64)
    now, mark, lap = starts, starts, 1
    for steps in range(1, MOST_STEPS + 1):
        then = step(impact, start, now)
        still = (then == now).all(axis=1)
        for row in now[still].tolist():
            weight[index[tuple(row)]] += 1
        going = ~still & ~(then == mark).all(axis=1)
        now, mark = then[going], mark[going]
        if steps == lap:
            mark, lap = now, 2 * lap
        if not len(now):
            break
    return Basins(weight, int(len(starts) - weight.sum()), len(starts))


def numbered(scenarios: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the numbers of scenarios ``(N, J)``, the last descriptor running fastest."""
    number = np.zeros(len(scenarios), dtype=np.int64)
    for j, size in enumerate(sizes.tolist()):
        number = number * size + scenarios[:, j]
    return number


def unnumbered(numbers: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return scenarios ``(N, J)`` by number.

    >>> unnumbered(np.array([0, 4]), np.array([2, 3])).tolist()
    [[0, 0], [1, 1]]
    """
    found = np.empty((len(numbers), len(sizes)), dtype=np.int64)
    left = numbers
    for j in range(len(sizes) - 1, -1, -1):
        left, found[:, j] = np.divmod(left, sizes[j])
    return found
