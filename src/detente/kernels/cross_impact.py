"""Consistent scenarios of a cross-impact matrix, exactly (Weimer-Jehle 2006, Technological Forecasting 73:334-361).

A matrix ``impact (V, V)`` says how much each variant (row) promotes or hinders each other one (column). Variants stand
descriptor by descriptor: those of descriptor ``j`` are ``start[j] <= v < start[j + 1]``. A scenario picks one variant
per descriptor; the *balance* of a variant is the sum of its column over the rows that are picked. A scenario is
consistent when no variant of any descriptor has a larger balance than the one that is picked, ties allowed. A block of
a descriptor upon itself counts like any other.

Search: descriptors are set one after another. By how much variant ``v`` can lead its rival ``w`` in the end is bounded
by what is certain, ``impact[v, v] - impact[v, w]``, plus, over the other descriptors, ``impact[x, v] - impact[x, w]``
of the variant ``x`` that is set, or the largest such difference where none is. A branch in which a variant that is set
can no longer catch up with a rival, or a descriptor has none that could, holds nothing consistent. The descriptor with
the fewest variants left is set next.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels import cross_impact_twin
from detente.kernels.size import consistent_by_kernel

MOST_CONSISTENT = 1 << 20
"""Consistent scenarios that are listed."""
MOST_NODES = 500_000_000
"""Partial scenarios that are looked at, compiled: about a minute."""
TWIN_NODES = 20_000_000


class TooManyConsistent(ValueError):
    """More scenarios are consistent than are listed, or more partial ones would have to be looked at."""


class Bounds(NamedTuple):
    """A matrix made ready for the search.

    Rivals of a variant are the others of its descriptor in turn, ``R`` of them; itself where it has fewer.
    ``start (J + 1,)``; ``lead (R, V)``: by how much a variant can lead a rival while nothing is set;
    ``loss (V, R, V)``, never positive: by how much setting a variant (first index) lowers that.
    """

    start: np.ndarray
    lead: np.ndarray
    loss: np.ndarray


def consistent(impact: np.ndarray, start: np.ndarray, *, backend: str | None = None) -> np.ndarray:
    """Return every consistent scenario as variants from 0 within each descriptor, ``(N, J)``, in ascending order.

    Parameters
    ----------
    impact, start
        As in the head of this file; whole numbers.
    backend
        ``twin``, ``compiled`` or None for the size rule.

    Raises
    ------
    TooManyConsistent

    Examples
    --------
    >>> consistent(np.array([[0, 0, 1, -1], [0, 0, -1, 1], [2, -2, 0, 0], [-2, 2, 0, 0]]), np.array([0, 2, 4])).tolist()
    [[0, 0], [1, 1]]
    """
    bounds = bounds_for(impact, start)
    if backend is None:
        backend = "compiled" if consistent_by_kernel(_combinations(start)) else "twin"
    if backend == "twin":
        found = cross_impact_twin.consistent(bounds, MOST_CONSISTENT, TWIN_NODES)
    else:
        found = _compiled(bounds)
    if found is None:
        told = f"more than {MOST_CONSISTENT:,} scenarios may be consistent"
        raise TooManyConsistent(f"{told}: of most pairs the matrix says too little, or nothing")
    return found[np.lexsort(found.T[::-1])]


def _combinations(start: np.ndarray) -> int:
    total = 1
    for size in np.diff(start).tolist():
        total *= size
    return total


def _compiled(bounds: Bounds) -> np.ndarray | None:
    from detente.kernels import cross_impact_kernel

    room = 1024
    while room <= MOST_CONSISTENT:
        out = np.empty((room, len(bounds.start) - 1), dtype=np.int16)
        count = cross_impact_kernel.consistent(bounds, MOST_NODES, MOST_CONSISTENT, out)
        if count < 0:
            return None
        if count <= room:
            return out[:count]
        room = 1 << int(count - 1).bit_length()
    return None


def bounds_for(impact: np.ndarray, start: np.ndarray) -> Bounds:
    """Return the bounds of a matrix."""
    sizes, impact = np.diff(start), impact.astype(np.int32)
    variants, rivals = len(impact), max(1, int(sizes.max()) - 1)
    own = np.repeat(np.arange(len(sizes)), sizes)
    first, size = start[own], sizes[own]
    lead = np.zeros((rivals, variants), dtype=np.int32)
    loss = np.zeros((variants, rivals, variants), dtype=np.int32)
    for r in range(rivals):
        step = np.where(r + 1 < size, r + 1, 0)
        apart = impact - impact[:, first + (np.arange(variants) - first + step) % size]
        gain = np.maximum.reduceat(apart, start[:-1], axis=0)
        loss[:, r] = np.where(own[:, None] == own, 0, apart - gain[own])
        gain[own, np.arange(variants)] = np.diagonal(apart)
        lead[r] = gain.sum(axis=0)
    return Bounds(start.astype(np.int64), lead, loss)
