"""What the search optimises, compiled: surpluses of a settlement, its value, and the exact comparison of two.

Letters: ``D`` draws, ``P`` parties with a no-deal value, ``I`` issues, ``C`` columns (options of all issues in a row;
issue ``i`` owns columns ``start[i]:start[i+1]``), ``Q`` parts of `kernels.table.pieces`. ``gain[d, p, c]`` are integer
part-worths, ``reserve[d, p]`` the no-deal value in the same unit, so that the surplus of a settlement is the integer
``S_p = sum(gain) - reserve``; ``den[d, p]`` turns it into the unit of the objective: ``s_p = S_p / den_p``.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner
from detente.kernels.exact import compare_fractions
from detente.kernels.problem import ANY, LEAST, NASH

MARGIN = 1e-9


@inner
def copy(source, target):
    """Copy one array into another. Plain loops here and below: numba compiles them far faster than array calls."""
    for k in range(source.size):
        target[k] = source[k]


@inner
def rank_down(values, order):
    """Fill `order` with the indices by descending value, equal values in order of index."""
    for k in range(values.size):
        at = k
        while at > 0 and values[order[at - 1]] < values[k]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = k


@inner
def surplus_of(pick, gain, reserve, out):
    """Set the integer surplus of the settlement `pick` for every party."""
    for p in range(gain.shape[0]):
        total = -reserve[p]
        for i in range(pick.size):
            total += gain[p, pick[i]]
        out[p] = total


@inner
def order_fractions(surplus, den, active, order):
    """Fill `order` with the active parties by ascending S_p / den_p, exactly; return how many."""
    n = 0
    for p in range(surplus.size):
        if not active[p]:
            continue
        at = n
        while at > 0:
            q = order[at - 1]
            if compare_fractions(surplus[p], den[p], surplus[q], den[q]) >= 0:
                break
            order[at] = q
            at -= 1
        order[at] = p
        n += 1
    return n


@inner
def compare(kind, value, best_value, surplus, best, den, active, order, best_order):
    """Compare a leaf with the incumbent: 1 better, 0 tie (or too near to tell in floats), -1 worse."""
    if kind == LEAST:
        n = order_fractions(surplus, den, active, order)
        order_fractions(best, den, active, best_order)
        for k in range(n):
            p, q = order[k], best_order[k]
            sign = compare_fractions(surplus[p], den[p], best[q], den[q])
            if sign != 0:
                return sign
        return 0
    if value > best_value + MARGIN * (1.0 + abs(best_value)):
        return 1
    return 0 if value >= best_value - MARGIN * (1.0 + abs(best_value)) else -1


@inner
def value_of(kind, surplus, den, power, active):
    """Return the objective of a leaf in floats; -inf where the Nash product is not positive."""
    if kind == ANY:
        return 0.0
    if kind == LEAST:
        least = np.inf
        for p in range(surplus.size):
            if active[p]:
                least = min(least, surplus[p] / den[p])
        return least
    total = 0.0
    for p in range(surplus.size):
        if kind == NASH:
            if surplus[p] <= 0:
                return -np.inf
            total += power[p] * np.log(surplus[p] / den[p])
        else:
            total += power[p] * surplus[p] / den[p]
    return total
