"""Which vectors no other vector dominates, compiled; the plain twin is `kernels.merge.undominated`.

Vectors come in falling order of their sums, so that none is dominated by a later one (skyline with presorting:
Chomicki, Godfrey, Gryz & Liang 2003). Each is compared with the efficient ones so far; one that dominates moves
forward, where it is met sooner.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import kernel


@kernel
def undominated(points, keep, front):
    """Mark in `keep (n,)` the rows of ``points (n, P)`` that no earlier row is at least as good as for every party.

    Rows are distinct. ``front (n, P)`` is room to work in.
    """
    size, parties = 0, points.shape[1]
    for n in range(points.shape[0]):
        better = -1
        for k in range(size):
            dominates = True
            for p in range(parties):
                if front[k, p] < points[n, p]:
                    dominates = False
                    break
            if dominates:
                better = k
                break
        keep[n] = better < 0
        if better < 0:
            for p in range(parties):
                front[size, p] = points[n, p]
            size += 1
            continue
        to = better // 2
        for p in range(parties):
            front[better, p], front[to, p] = front[to, p], front[better, p]


def room_for(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `keep` and `front` for points."""
    return np.zeros(len(points), dtype=bool), np.zeros_like(points)
