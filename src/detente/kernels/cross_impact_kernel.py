"""Consistent scenarios, compiled: depth first, with the bounds of `kernels.cross_impact`, which says what they are."""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner, kernel


@inner
def _next(start, able, chosen):
    """Return the descriptor to set next, with the fewest variants left; -1 where one has none, J where all are set."""
    descriptors = start.shape[0] - 1
    best, fewest = descriptors, able.shape[0] + 1
    for j in range(descriptors):
        if chosen[j] >= 0:
            continue
        left = 0
        for v in range(start[j], start[j + 1]):
            left += able[v]
        if left == 0:
            return -1
        if left < fewest:
            best, fewest = j, left
    return best


@inner
def _able(lead, able):
    """Fill ``able (V,)``: whether a variant can still catch up with every rival."""
    for v in range(able.shape[0]):
        able[v] = lead[0, v] >= 0
    for r in range(1, lead.shape[0]):
        for v in range(able.shape[0]):
            able[v] &= lead[r, v] >= 0


@inner
def _holds(chosen, lead, drop):
    """Whether all variants that are set can still catch up with their rivals once `drop` is taken off their lead."""
    for j in range(chosen.shape[0] - 1, -1, -1):
        v = chosen[j]
        if v >= 0:
            for r in range(lead.shape[0]):
                if lead[r, v] + drop[r, v] < 0:
                    return False
    return True


@kernel
def consistent(bounds, nodes, most, out):
    """Fill ``out (N, J)`` with consistent scenarios; return how many there are, also beyond N.

    Returns -1 once there are more than `most`, or more than `nodes` partial ones were looked at.

    At depth ``k`` the descriptor ``turn[k]`` is tried with its variants; ``lead[k]`` and ``able[k]`` are those before.
    """
    start, first, loss = bounds
    descriptors, (rivals, variants) = start.shape[0] - 1, first.shape
    lead = np.empty((descriptors + 1, rivals, variants), dtype=np.int32)
    able = np.zeros((descriptors + 1, variants), dtype=np.uint8)
    chosen = np.full(descriptors, -1, dtype=np.int64)
    turn, tried = np.zeros(descriptors, dtype=np.int64), np.zeros(descriptors, dtype=np.int64)
    lead[0] = first
    _able(lead[0], able[0])
    turn[0] = _next(start, able[0], chosen)
    if turn[0] < 0:
        return 0
    tried[0] = start[turn[0]]
    found, looked, k = 0, 0, 0
    while k >= 0:
        j, v = turn[k], tried[k]
        if v == start[j + 1]:
            chosen[j] = -1
            k -= 1
            continue
        tried[k] += 1
        if not able[k, v]:
            continue
        looked += 1
        if looked > nodes:
            return -1
        chosen[j] = v
        here, then, drop = lead[k], lead[k + 1], loss[v]
        if not _holds(chosen, here, drop):
            continue
        for r in range(rivals):
            for w in range(variants):
                then[r, w] = here[r, w] + drop[r, w]
        _able(then, able[k + 1])
        after = _next(start, able[k + 1], chosen)
        if after < 0:
            continue
        if k + 1 < descriptors:
            k += 1
            turn[k], tried[k] = after, start[after]
            continue
        if found < out.shape[0]:
            for d in range(descriptors):
                out[found, d] = chosen[d] - start[d]
        found += 1
        if found > most:
            return -1
    return found
