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
DUAL_STEPS = 48
TANGENT_STEPS = 12
TANGENT_GAP = 1e-3


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
def _lean(start, coefficient, gain, allowed, pick):
    """Pick per issue the allowed column of largest ``sum_p coefficient[p] * gain[p, c]``; return the sum of these.

    Minus infinity when an issue has no allowed column.
    """
    total = 0.0
    for i in range(start.size - 1):
        best, at = -np.inf, -1
        for c in range(start[i], start[i + 1]):
            if not allowed[c]:
                continue
            weight = 0.0
            for p in range(gain.shape[0]):
                weight += coefficient[p] * gain[p, c]
            if weight > best:
                best, at = weight, c
        if at < 0:
            return -np.inf
        pick[i] = at
        total += best
    return total


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
def _stands(pick, columns, forbid_start, forbid_column):
    """Whether a full settlement holds no forbidden combination."""
    held = np.zeros(columns, dtype=np.bool_)
    for i in range(pick.size):
        held[pick[i]] = True
    for f in range(forbid_start.size - 1):
        inside = True
        for k in range(forbid_start[f], forbid_start[f + 1]):
            inside &= held[forbid_column[k]]
        if inside:
            return False
    return True


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
    live = np.ones(forbid_start.size, dtype=np.bool_)
    for f in range(forbid_start.size - 1):
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


@inner
def _try(kind, pick, gain, reserve, den, power, active, floor, forbid_start, forbid_column, seed, state, surplus):
    """Keep `pick` as the seed when it is admissible and better; `state` holds (value, seeded)."""
    surplus_of(pick, gain, reserve, surplus)
    if floor:
        for p in range(surplus.size):
            if surplus[p] < 0:
                return
    value = value_of(kind, surplus, den, power, active)
    if value > state[0] and _stands(pick, gain.shape[1], forbid_start, forbid_column):
        state[0] = value
        state[1] = 1.0
        copy(pick, seed)


@inner
def bound_least(
    kind, start, gain, reserve, den, active, floor, allowed, forbid_start, forbid_column, coefficient, seed, enough
):
    """Multipliers on the simplex for the least s_p: ``min_p s_p <= sum_p l_p s_p``; returns (bound, seeded).

    Minimises the dual function: by its cutting planes for two active parties (Kelley 1960; in one dimension they end
    at the minimum after a few steps), by multiplicative weights (Plotkin, Shmoys & Tardos 1995, fractional packing) for
    more. Settlements met on the way seed the search. Stops early once the bound is below `enough`, or, when any
    settlement will do, at the first.
    """
    parties = gain.shape[0]
    trial = np.zeros(parties)
    pick = np.zeros(start.size - 1, dtype=np.int64)
    surplus = np.zeros(parties, dtype=np.int64)
    power = np.ones(parties)
    state = np.zeros(2)
    state[0] = -np.inf
    index = np.zeros(parties, dtype=np.int64)
    actives = 0
    for p in range(parties):
        if active[p]:
            index[actives] = p
            actives += 1
    logs = np.zeros(parties)
    best, met = np.inf, -np.inf
    share = 1.0
    # Two parties: `up` and `down` are the planes right and left of the minimum, as (height at 0, slope).
    up_height, up_slope, down_height, down_slope = 0.0, 0.0, 0.0, 0.0
    for step in range(DUAL_STEPS):
        for p in range(parties):
            trial[p] = 0.0
        if actives == 2:
            trial[index[0]], trial[index[1]] = share, 1.0 - share
        else:
            most = -np.inf
            for p in index[:actives]:
                most = max(most, logs[p])
            norm = 0.0
            for p in index[:actives]:
                trial[p] = np.exp(logs[p] - most)
                norm += trial[p]
            for p in index[:actives]:
                trial[p] /= norm
        value = 0.0
        for p in index[:actives]:
            trial[p] /= den[p]
            value -= trial[p] * reserve[p]
        reach = _lean(start, trial, gain, allowed, pick)
        if reach == -np.inf:
            return -np.inf, False
        value += reach
        if value < best:
            best = value
            copy(trial, coefficient)
        _try(kind, pick, gain, reserve, den, power, active, floor, forbid_start, forbid_column, seed, state, surplus)
        if actives <= 1 or best < enough or (kind == ANY and state[1] > 0.0):
            break
        if actives == 2:
            height = surplus[index[1]] / den[index[1]]
            slope = surplus[index[0]] / den[index[0]] - height
            if slope > 0.0:
                up_height, up_slope = height, slope
            else:
                down_height, down_slope = height, slope
            if step == 0:
                if slope <= 0.0:
                    break
                share = 0.0
                continue
            if (step == 1 and slope >= 0.0) or value <= met + MARGIN * (1.0 + abs(met)):
                break
            share = (down_height - up_height) / (up_slope - down_slope)
            met = up_height + share * up_slope
        else:
            widest = 1e-12
            for p in index[:actives]:
                widest = max(widest, abs(surplus[p] / den[p]))
            for p in index[:actives]:
                logs[p] -= 2.0 / np.sqrt(1.0 + step) * surplus[p] / den[p] / widest
    return best, state[1] > 0.0


@inner
def bound_nash(kind, start, gain, reserve, den, power, allowed, forbid_start, forbid_column, coefficient, seed, enough):
    """Tangent of ``sum a_p ln s_p`` at a point found by Frank and Wolfe (1956); returns (constant, bound, seeded).

    `seed` must be a settlement with all surpluses positive. At any s* > 0:
    ``sum a ln s <= sum a ln s* - sum a + sum a s / s*``. Stops early once the bound is below `enough`.
    """
    parties = gain.shape[0]
    trial = np.zeros(parties)
    pick = np.zeros(start.size - 1, dtype=np.int64)
    surplus = np.zeros(parties, dtype=np.int64)
    active = np.ones(parties, dtype=np.bool_)
    surplus_of(seed, gain, reserve, surplus)
    point = np.zeros(parties)
    for p in range(parties):
        point[p] = surplus[p] / den[p]
    state = np.ones(2)
    state[0] = value_of(kind, surplus, den, power, active)
    best, constant = np.inf, 0.0
    target = np.zeros(parties)
    for _ in range(TANGENT_STEPS):
        base = 0.0
        for p in range(parties):
            trial[p] = power[p] / point[p] / den[p]
            base += power[p] * np.log(point[p]) - power[p]
        reach = _lean(start, trial, gain, allowed, pick)
        if reach == -np.inf:
            return 0.0, -np.inf, False
        value = base + reach
        for p in range(parties):
            value -= trial[p] * reserve[p]
        if value < best:
            best, constant = value, base
            copy(trial, coefficient)
        _try(kind, pick, gain, reserve, den, power, active, True, forbid_start, forbid_column, seed, state, surplus)
        for p in range(parties):
            target[p] = surplus[p] / den[p]
        low, high = 0.0, 1.0
        for _ in range(30):
            middle = 0.5 * (low + high)
            slope = 0.0
            for p in range(parties):
                here = point[p] + middle * (target[p] - point[p])
                slope += np.inf if here <= 0.0 and target[p] > point[p] else 0.0
                if here <= 0.0:
                    slope = -np.inf
                    break
                slope += power[p] * (target[p] - point[p]) / here
            if slope > 0.0:
                low = middle
            else:
                high = middle
        if low < 1e-9:
            break
        here = 0.0
        for p in range(parties):
            point[p] += low * (target[p] - point[p])
            here += power[p] * np.log(point[p])
        if best - here < TANGENT_GAP or best < enough:
            break
    return constant, best, state[1] > 0.0


@inner
def bound_sum(
    kind, start, gain, reserve, den, power, allowed, forbid_start, forbid_column, coefficient, seed, seeded, enough
):
    """Multipliers m >= 0 of the zone: there ``sum (k_p + m_p) s_p`` bounds ``sum k_p s_p``; returns (bound, seeded).

    One party below its no-deal value at first: cutting planes as in `bound_least`; several: subgradient steps.
    """
    parties = gain.shape[0]
    trial = np.zeros(parties)
    extra = np.zeros(parties)
    pick = np.zeros(start.size - 1, dtype=np.int64)
    surplus = np.zeros(parties, dtype=np.int64)
    active = np.ones(parties, dtype=np.bool_)
    state = np.zeros(2)
    state[0] = -np.inf
    if seeded:
        surplus_of(seed, gain, reserve, surplus)
        state[0], state[1] = value_of(kind, surplus, den, power, active), 1.0
    best = np.inf
    # The planes right and left of the minimum, as (height at 0, slope).
    single, met = -1, -np.inf
    up_height, up_slope, down_height, down_slope = 0.0, 0.0, 0.0, 0.0
    for step in range(DUAL_STEPS):
        value = 0.0
        for p in range(parties):
            trial[p] = (power[p] + extra[p]) / den[p]
            value -= trial[p] * reserve[p]
        reach = _lean(start, trial, gain, allowed, pick)
        if reach == -np.inf:
            return -np.inf, False
        value += reach
        if value < best:
            best = value
            copy(trial, coefficient)
        _try(kind, pick, gain, reserve, den, power, active, True, forbid_start, forbid_column, seed, state, surplus)
        below, norm = 0, 1e-12
        for p in range(parties):
            norm += (surplus[p] / den[p]) ** 2
            if surplus[p] < 0:
                below += 1
                if step == 0:
                    single = p
        if (step == 0 and below == 0) or best < enough:
            break
        if step == 0 and below > 1:
            single = -1
        if single >= 0:
            slope = surplus[single] / den[single]
            if slope < 0.0:
                down_height, down_slope = value - extra[single] * slope, slope
            else:
                up_height, up_slope = value - extra[single] * slope, slope
                if slope == 0.0:
                    break
            if value <= met + MARGIN * (1.0 + abs(met)):
                break
            if up_slope == 0.0:
                extra[single] = 2.0 * extra[single] + 1.0
                continue
            extra[single] = (down_height - up_height) / (up_slope - down_slope)
            met = up_height + extra[single] * up_slope
            continue
        length = max(best - state[0], 1e-3) / norm if state[1] > 0.0 else 1.0 / np.sqrt(norm) / (1.0 + step)
        for p in range(parties):
            extra[p] = max(0.0, extra[p] - length * surplus[p] / den[p])
    return best, state[1] > 0.0
