"""Settlements visited one by one as pairs of halves, compiled: a count, and in how many draws each is accepted.

A settlement is a row of a left and a column of a right table of partial sums. It leaves a party no less than its
no-deal value when the right sum is not under what the left one lacks. Instead of the sums, places in the rising order
of the right table are compared: they are small, so that many comparisons go at once, and exact. The plain twins are in
`kernels.count` and `kernels.acceptability`.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner, kernel

CHUNK = 4096
"""Right halves that are looked at together, so that they stay in the fastest memory."""
SMALL = 2**15 - 1
"""Places that fit into 16 bits."""


@inner
def _below(rising, wanted):
    """Return how many of some rising numbers are less than the one wanted, by halving."""
    low, high = 0, rising.size
    while low < high:
        middle = (low + high) // 2
        if rising[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def _passing(place, needed, low, size, passes):
    """Set ``passes[:size]``: whether all of ``place[:, low + r]`` reach what is `needed`."""
    for r in range(size):
        passes[r] = True
    for p in range(needed.size):
        least = needed[p]
        if least == 0:
            continue
        for r in range(size):
            passes[r] &= place[p, low + r] >= least


@kernel
def count_pairs(needed, reach, place, passes):
    """Count the pairs of a head and a tail that suit every party.

    ``needed (H, P)`` places; ``place (P, T)`` of the tails, which come in falling order of a further party; ``reach
    (H,)``: how many of them suit that one; ``passes (CHUNK,)`` is room to work in.
    """
    total = 0
    for h in range(reach.size):
        low = 0
        while low < reach[h]:
            size = min(passes.size, reach[h] - low)
            _passing(place, needed[h], low, size, passes)
            for r in range(size):
                total += passes[r]
            low += size
    return total


@kernel
def count_swept(needed, reach, place, tree):
    """Count the pairs of a head and a tail that suit both of two parties, by a sweep over one and places of the other.

    ``place (T,)`` of the tails, which come in falling order of the first party; ``reach (H,)``: how many of them suit
    that one, in rising order; ``needed (H,)``: the least place that suits the second; ``tree (T + 1,)`` zeros, in which
    the tails passed so far are counted by place (Fenwick 1994, Software: Practice and Experience 24, 327-336).
    """
    total, passed = 0, 0
    for h in range(reach.size):
        while passed < reach[h]:
            at = place[passed] + 1
            while at < tree.size:
                tree[at] += 1
                at += at & -at
            passed += 1
        total += passed
        at = needed[h]
        while at > 0:
            total -= tree[at]
            at -= at & -at
    return total


@kernel
def tally(left, rising, order, counts, place, needed, passes):
    """Add to ``counts (L, R)`` the draws in which a settlement leaves no party under its no-deal value.

    ``left (D, P, L)`` less the no-deal values; ``rising (D, P, R)``: the right sums in rising order, and ``order (D, P,
    R)`` where they stood. ``place (P, R)``, ``needed (P,)`` and ``passes (R,)`` are room to work in.
    """
    parties, heads, tails = rising.shape[1], left.shape[2], rising.shape[2]
    for d in range(left.shape[0]):
        for p in range(parties):
            for r in range(tails):
                place[p, order[d, p, r]] = r
        for h in range(heads):
            hopeless = False
            for p in range(parties):
                least = _below(rising[d, p], -left[d, p, h])
                hopeless |= least == tails
                needed[p] = least
            if hopeless:
                continue
            _passing(place, needed, 0, tails, passes)
            for r in range(tails):
                counts[h, r] += passes[r]


def ranked(heads: np.ndarray, tails: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return what `count_pairs` takes for ``heads (H, P)`` and ``tails (T, P)``, of two parties or more."""
    falling = tails[np.argsort(-tails[:, 0], kind="stable")]
    reach = np.searchsorted(-falling[:, 0], heads[:, 0], side="right")
    rising = np.sort(falling[:, 1:], axis=0)
    parties = range(rising.shape[1])
    place = np.stack([np.searchsorted(rising[:, p], falling[:, p + 1]) for p in parties])
    needed = np.stack([np.searchsorted(rising[:, p], -heads[:, p + 1]) for p in parties], axis=1)
    return needed.astype(np.int32), reach, place.astype(np.int32), np.zeros(CHUNK, dtype=bool)


def swept(heads: np.ndarray, tails: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return what `count_swept` takes for ``heads (H, 2)`` and ``tails (T, 2)``."""
    needed, reach, place, _ = ranked(heads, tails)
    order = np.argsort(reach)
    return needed[order, 0], reach[order], place[0], np.zeros(len(tails) + 1, dtype=np.int32)


def room_for(parties: int, tails: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the room that `tally` works in."""
    kind = np.int16 if tails <= SMALL else np.int32
    return np.zeros((parties, tails), dtype=kind), np.zeros(parties, dtype=kind), np.zeros(tails, dtype=bool)
