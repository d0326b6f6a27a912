"""Exact branch and bound over settlements, compiled, one draw at a time.

Letters: ``D`` draws, ``P`` parties with a no-deal value, ``I`` issues, ``C`` columns (options of all issues in a row;
issue ``i`` owns columns ``start[i]:start[i+1]``). ``gain[d, p, c]`` are integer part-worths, ``reserve[d, p]`` the
no-deal value in the same unit, so that the surplus of a settlement is the integer ``S_p = sum(gain) - reserve``;
``scale[d, p]`` turns it into points: ``s_p = S_p / scale``. ``allowed[d, c]`` leaves out barred columns.

Every objective f is bounded by a linear function, ``f(x) <= c0 + sum_p c_p S_p(x)``, which is separable over issues, so
that a node is bounded in O(1): Lagrangian multipliers for the least surplus and the sum, the tangent of the logarithm
for the Nash product (valid by its concavity at any point). Nodes are pruned only when their bound is *strictly* worse
than the incumbent, so every tie is visited. The plain twin is `kernels.merge`.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner
from detente.kernels.exact import compare_fractions

LEAST, NASH, SUM, ANY = 0, 1, 2, 3
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
def _weigh(coefficient, gain, weight):
    """Set ``weight[c] = sum_p coefficient[p] * gain[p, c]``."""
    for c in range(gain.shape[1]):
        total = 0.0
        for p in range(gain.shape[0]):
            total += coefficient[p] * gain[p, c]
        weight[c] = total


@inner
def surplus_of(pick, gain, reserve, out):
    """Set the integer surplus of the settlement `pick` for every party."""
    for p in range(gain.shape[0]):
        total = -reserve[p]
        for i in range(pick.size):
            total += gain[p, pick[i]]
        out[p] = total


@inner
def _order_fractions(surplus, den, active, order):
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
        n = _order_fractions(surplus, den, active, order)
        _order_fractions(best, den, active, best_order)
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


@inner
def descend(
    kind, start, gain, reserve, den, power, active, floor, allowed, forbid_start, forbid_column,
    coefficient, constant, seed, seeded, cap, out_pick, out_surplus,
):  # fmt: skip
    """Depth-first branch and bound of one draw; returns ``(ties, best value, open bound, nodes)``.

    `coefficient` and `constant` give the linear bound; `seed` is a known settlement (used when `seeded`). With `floor`
    only settlements in the zone (all surpluses >= 0) count. `ties` may exceed the rows of `out_pick`: the rest is only
    counted. ``open bound`` is -inf when the search was complete, else the best bound of what was not visited.
    """
    parties, columns = gain.shape
    issues = start.size - 1
    weight = np.zeros(columns)
    _weigh(coefficient, gain, weight)
    plain = np.zeros(columns)
    unit = np.zeros(parties)
    actives = 0
    for p in range(parties):
        if active[p]:
            unit[p] = 1.0 / den[p]
            actives += 1
    _weigh(unit, gain, plain)

    # Only exclusions whose columns are all allowed can be met: those of column c are linked[uses[c]:uses[c + 1]].
    uses = np.zeros(columns + 1, dtype=np.int64)
    linked = np.zeros(forbid_column.size, dtype=np.int64)
    live = np.zeros(forbid_start.size, dtype=np.bool_)
    for f in range(forbid_start.size - 1):
        live[f] = True
        for k in range(forbid_start[f], forbid_start[f + 1]):
            live[f] &= allowed[forbid_column[k]]
        if live[f]:
            for k in range(forbid_start[f], forbid_start[f + 1]):
                uses[forbid_column[k]] += 1
    for c in range(columns):
        uses[c + 1] += uses[c]
    for f in range(forbid_start.size - 2, -1, -1):
        if live[f]:
            for k in range(forbid_start[f], forbid_start[f + 1]):
                uses[forbid_column[k]] -= 1
                linked[uses[forbid_column[k]]] = f

    # Issues that exclusions link first, then by decreasing range of the bound; options by decreasing bound.
    spread = np.zeros(issues)
    widest = 0.0
    width = np.zeros(issues, dtype=np.int64)
    ranked = np.zeros((issues, columns), dtype=np.int64)
    for i in range(issues):
        low, high = np.inf, -np.inf
        n = 0
        for c in range(start[i], start[i + 1]):
            if not allowed[c]:
                continue
            low, high = min(low, weight[c]), max(high, weight[c])
            at = n
            while at > 0 and weight[ranked[i, at - 1]] < weight[c]:
                ranked[i, at] = ranked[i, at - 1]
                at -= 1
            ranked[i, at] = c
            n += 1
        width[i] = n
        spread[i] = high - low
        if n == 0:
            return 0, -np.inf, -np.inf, 0
        widest = max(widest, spread[i])
    for i in range(issues):
        spread[i] += (uses[start[i + 1]] - uses[start[i]]) * (widest + 1.0)
    order = np.zeros(issues, dtype=np.int64)
    rank_down(spread, order)

    # What the issues below a depth can still add: to the bound, to the plain sum, to each party.
    rest = np.zeros(issues + 1)
    rest_plain = np.zeros(issues + 1)
    top = np.zeros((issues + 1, parties), dtype=np.int64)
    for depth in range(issues - 1, -1, -1):
        i = order[depth]
        rest[depth] = rest[depth + 1] + weight[ranked[i, 0]]
        best_plain = -np.inf
        for k in range(width[i]):
            best_plain = max(best_plain, plain[ranked[i, k]])
        rest_plain[depth] = rest_plain[depth + 1] + best_plain
        for p in range(parties):
            most = gain[p, ranked[i, 0]]
            for k in range(1, width[i]):
                most = max(most, gain[p, ranked[i, k]])
            top[depth, p] = top[depth + 1, p] + most

    met = np.zeros(forbid_start.size, dtype=np.int64)
    sums = np.zeros((issues + 1, parties), dtype=np.int64)
    bound = np.zeros(issues + 1)
    total = np.zeros(issues + 1)
    bound[0] = constant
    for p in range(parties):
        sums[0, p] = -reserve[p]
        bound[0] += coefficient[p] * -reserve[p]
        total[0] += unit[p] * -reserve[p]

    ties = 0
    best_value, second = -np.inf, -np.inf
    best = np.zeros(parties, dtype=np.int64)
    rank_a, rank_b = np.zeros(parties, dtype=np.int64), np.zeros(parties, dtype=np.int64)
    pick = np.zeros(issues, dtype=np.int64)
    if seeded:
        surplus_of(seed, gain, reserve, best)
        best_value = value_of(kind, best, den, power, active)
        if kind == LEAST and actives > 1:
            _order_fractions(best, den, active, rank_b)
            second = best[rank_b[1]] / den[rank_b[1]]

    position = np.zeros(issues, dtype=np.int64)
    for i in range(issues):
        position[i] = -1
    nodes = 0
    depth = 0
    open_bound = -np.inf
    while depth >= 0:
        i = order[depth]
        if position[depth] >= 0:
            held = ranked[i, position[depth]]
            for k in range(uses[held], uses[held + 1]):
                met[linked[k]] -= 1
        position[depth] += 1
        if position[depth] >= width[i]:
            position[depth] = -1
            depth -= 1
            continue
        nodes += 1
        column = ranked[i, position[depth]]
        reach = bound[depth] + weight[column] + rest[depth + 1]
        margin = MARGIN * (1.0 + abs(best_value)) if best_value > -np.inf else MARGIN
        target = best_value - margin if kind != ANY else -MARGIN
        if reach < target:
            position[depth] = -1
            depth -= 1
            continue
        if nodes > cap:
            open_bound = reach
            for e in range(depth):
                j = order[e]
                if position[e] + 1 < width[j]:
                    open_bound = max(open_bound, bound[e] + weight[ranked[j, position[e] + 1]] + rest[e + 1])
            break
        viable = True
        for p in range(parties):
            most = sums[depth, p] + gain[p, column] + top[depth + 1, p]
            if floor and most < 0:
                viable = False
            if kind == NASH and most <= 0:
                viable = False
            if kind == LEAST and active[p] and most / den[p] < target:
                viable = False
        if viable and kind == LEAST and actives > 1 and reach <= best_value + margin:
            whole = total[depth] + plain[column] + rest_plain[depth + 1]
            wanted = best_value + (actives - 1) * second
            if whole < wanted - MARGIN * (1.0 + abs(wanted)):
                viable = False
        # The held column is taken back at the next visit of this depth, so it is entered even when not viable.
        for k in range(uses[column], uses[column + 1]):
            f = linked[k]
            met[f] += 1
            if met[f] == forbid_start[f + 1] - forbid_start[f]:
                viable = False
        if not viable:
            continue
        pick[i] = column
        for p in range(parties):
            sums[depth + 1, p] = sums[depth, p] + gain[p, column]
        if depth < issues - 1:
            bound[depth + 1] = bound[depth] + weight[column]
            total[depth + 1] = total[depth] + plain[column]
            depth += 1
            position[depth] = -1
            continue
        leaf = sums[issues]
        value = value_of(kind, leaf, den, power, active)
        if value == -np.inf:
            continue
        if best_value == -np.inf:
            sign = 1
        else:
            sign = compare(kind, value, best_value, leaf, best, den, active, rank_a, rank_b)
        if sign < 0:
            continue
        if sign > 0:
            ties = 0
            best_value = value
            copy(leaf, best)
            if kind == LEAST and actives > 1:
                _order_fractions(best, den, active, rank_a)
                second = best[rank_a[1]] / den[rank_a[1]]
        if kind != LEAST and value > best_value:
            best_value = value
        if ties < out_pick.shape[0]:
            copy(pick, out_pick[ties])
            copy(leaf, out_surplus[ties])
        ties += 1
        if kind == ANY:
            break
    return ties, best_value, open_bound, nodes
