"""Which vectors no other vector dominates, compiled; the plain twin is `kernels.merge.undominated`.

Vectors come in falling order of their sums, so that none is dominated by a later one (skyline with presorting:
Chomicki, Godfrey, Gryz & Liang 2003). Each is compared with the efficient ones so far; one that dominates moves
forward, where it is met sooner.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import kernel


@kernel
def undominated(points, counted, keep, front, most):
    """Mark in `keep (n,)` the rows of ``points (n, P)`` that no earlier row is at least as good as for every party.

    Rows are distinct. Where they agree in the first `counted` columns, neither is better. ``front (n, P)`` is room to
    work in. Returns the number of comparisons; it ends, unfinished, with
    more than `most`.
    """
    size, looks, parties = 0, 0, points.shape[1]
    for n in range(points.shape[0]):
        if looks > most:
            break
        better = -1
        for k in range(size):
            dominates = True
            for p in range(parties):
                if front[k, p] < points[n, p]:
                    dominates = False
                    break
            if dominates:
                better = -1
                for p in range(counted):
                    if front[k, p] > points[n, p]:
                        better = k
                        break
                if better >= 0:
                    break
        looks += size if better < 0 else better + 1
        keep[n] = better < 0
        if better < 0:
            for p in range(parties):
                front[size, p] = points[n, p]
            size += 1
            continue
        to = better // 2
        for p in range(parties):
            front[better, p], front[to, p] = front[to, p], front[better, p]
    return looks


def room_for(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `keep` and `front` for points."""
    return np.zeros(len(points), dtype=bool), np.zeros_like(points)
