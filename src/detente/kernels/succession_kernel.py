"""Global succession from every scenario, compiled; what it is, and the letters, in `kernels.succession`."""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner, kernel

WALKED, RINGED = -2, -1


@inner
def _best(first, last, at, balance):
    """Return the variant that a descriptor takes: the one it has where that is among the best, else the first best."""
    best = at
    for v in range(first, last):
        if balance[v] > balance[best]:
            best = v
    if balance[best] == balance[at]:
        return at
    for v in range(first, last):
        if balance[v] == balance[best]:
            return v
    return best


@kernel
def successors(impact, start, first, after):
    """Fill ``after (S,)`` with the numbers one step after a scenario ``first (J,)`` and those that come next in order.

    Balances change by one row at a time.
    """
    descriptors, variants = start.shape[0] - 1, impact.shape[0]
    picked = start[:-1] + first
    balance = np.zeros(variants, dtype=np.int32)
    for j in range(descriptors):
        for v in range(variants):
            balance[v] += impact[picked[j], v]
    for s in range(after.shape[0]):
        number = 0
        for j in range(descriptors):
            best = _best(start[j], start[j + 1], picked[j], balance)
            number = number * (start[j + 1] - start[j]) + best - start[j]
        after[s] = number
        j = descriptors - 1
        while j >= 0:
            old = picked[j]
            new = old + 1 if old + 1 < start[j + 1] else start[j]
            picked[j] = new
            for v in range(variants):
                balance[v] += impact[new, v] - impact[old, v]
            if new > old:
                break
            j -= 1


@kernel
def follow(after):
    """Turn ``after (S,)`` into where each scenario ends, -1 in a ring: every way is walked once, then written back."""
    size = after.shape[0]
    end = np.full(size, WALKED - 1, dtype=np.int32)
    way = np.empty(size, dtype=np.int32)
    for s in range(size):
        at, steps = s, 0
        while end[at] < WALKED:
            end[at] = WALKED
            way[steps] = at
            steps += 1
            at = after[at]
        goal = end[at]
        if goal == WALKED:
            goal = at if after[at] == at else RINGED
        for k in range(steps):
            end[way[k]] = goal
    for s in range(size):
        after[s] = end[s]
