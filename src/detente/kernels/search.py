"""Exact branch and bound over settlements, compiled; letters as in `kernels.objective`.

The bound of a part (`kernels.bounds`) is linear in the surpluses, hence separable over issues, so that a node is
bounded in O(1). Nodes are pruned only when their bound is *strictly* worse than the incumbent, so every tie is visited.
What is asked in which order stands in `kernels.branch`; the plain twin is `kernels.merge`.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner, kernel
from detente.kernels.objective import MARGIN, compare, copy, order_fractions, rank_down, surplus_of, value_of
from detente.kernels.problem import ANY, LEAST, NASH


@inner
def _lay_out(start, gain, den, active, coefficient, uses, room):
    """Order issues and options for the descent, and sum what the issues below a depth can still add.

    Issues that exclusions link come first, then those of larger range of the bound; options by falling weight
    ``sum_p k_p gain_p``, the columns of issue i in ``room.ranked[start[i]:start[i] + width[i]]``.
    """
    issues = start.size - 1
    widest = 0.0
    for i in range(issues):
        n = 0
        for c in range(start[i], start[i + 1]):
            if not room.mask[c]:
                continue
            weight, plain = 0.0, 0.0
            for p in range(den.size):
                weight += coefficient[p] * gain[p, c]
                if active[p]:
                    plain += gain[p, c] / den[p]
            room.weight[c], room.plain[c] = weight, plain
            at = start[i] + n
            while at > start[i] and room.weight[room.ranked[at - 1]] < weight:
                room.ranked[at] = room.ranked[at - 1]
                at -= 1
            room.ranked[at] = c
            n += 1
        room.width[i] = n
        room.spread[i] = room.weight[room.ranked[start[i]]] - room.weight[room.ranked[start[i] + n - 1]]
        widest = max(widest, room.spread[i])
    for i in range(issues):
        room.spread[i] += (uses[start[i + 1]] - uses[start[i]]) * (widest + 1.0)
    rank_down(room.spread, room.order)
    for depth in range(issues - 1, -1, -1):
        i = room.order[depth]
        first = room.ranked[start[i]]
        room.ahead[depth] = room.ahead[depth + 1] + room.weight[first]
        plain = room.plain[first]
        for p in range(den.size):
            room.ahead_gain[depth, p] = gain[p, first]
        for k in range(start[i] + 1, start[i] + room.width[i]):
            plain = max(plain, room.plain[room.ranked[k]])
            for p in range(den.size):
                room.ahead_gain[depth, p] = max(room.ahead_gain[depth, p], gain[p, room.ranked[k]])
        room.ahead_plain[depth] = room.ahead_plain[depth + 1] + plain
        for p in range(den.size):
            room.ahead_gain[depth, p] += room.ahead_gain[depth + 1, p]


@inner
def _viable(kind, floor, gain, den, active, target, depth, column, room):
    """Whether each party alone can still get what the goal demands, if `column` is taken at `depth`."""
    for p in range(den.size):
        most = room.sums[depth, p] + gain[p, column] + room.ahead_gain[depth + 1, p]
        if floor and most < 0:
            return False
        if kind == NASH and most <= 0:
            return False
        if kind == LEAST and active[p] and most / den[p] < target:
            return False
    return True


@inner
def _open_bound(start, depth, reach, room):
    """Return the best bound of what is not visited yet: `reach` of the node at hand, and all nodes to its right."""
    for e in range(depth):
        i = room.order[e]
        if room.position[e] + 1 < room.width[i]:
            column = room.ranked[start[i] + room.position[e] + 1]
            reach = max(reach, room.so_far[e] + room.weight[column] + room.ahead[e + 1])
    return reach


@inner
def _second(best, den, active, order):
    """Return the least s_p but one among the active parties, of which there are two or more."""
    order_fractions(best, den, active, order)
    return best[order[1]] / den[order[1]]


@inner
def _keep(pick, leaf, ties, picks, surpluses):
    """Put a tie among the `ties` kept ones in canonical order; the first stay where there is no room for all."""
    place = min(ties, picks.shape[0])
    while place > 0 and _precedes(pick, picks[place - 1]):
        place -= 1
        if place + 1 < picks.shape[0]:
            copy(picks[place], picks[place + 1])
            copy(surpluses[place], surpluses[place + 1])
    if place < picks.shape[0]:
        copy(pick, picks[place])
        copy(leaf, surpluses[place])


@inner
def _precedes(pick, other):
    for i in range(pick.size):
        if pick[i] != other[i]:
            return pick[i] < other[i]
    return False


@inner
def _descend(
    kind, start, gain, reserve, den, power, active, floor, forbid_start, coefficient, constant, uses, linked,
    cap, known, top, ties, picks, surpluses, room,
):  # fmt: skip
    """Depth-first search of one part; returns ``(known, value of the best, its ties, open bound, nodes)``.

    `top` is the value and ``room.best (P,)`` the surplus of the incumbent where one is `known`, with `ties` optima of
    that value found in earlier parts. The open bound is -inf when the search was complete.
    """
    issues, parties = start.size - 1, den.size
    actives = 0
    room.so_far[0], room.so_far_plain[0] = constant, 0.0
    for p in range(parties):
        room.sums[0, p] = -reserve[p]
        room.so_far[0] -= coefficient[p] * reserve[p]
        if active[p]:
            room.so_far_plain[0] -= reserve[p] / den[p]
            actives += 1
    second = -np.inf
    if known and kind == LEAST and actives > 1:
        second = _second(room.best, den, active, room.rank_b)
    for f in range(room.met.size):
        room.met[f] = 0
    room.position[0] = -1
    nodes, depth = np.int64(0), np.int64(0)
    while depth >= 0:
        i = room.order[depth]
        if room.position[depth] >= 0:
            held = room.ranked[start[i] + room.position[depth]]
            for k in range(uses[held], uses[held + 1]):
                room.met[linked[k]] -= 1
        room.position[depth] += 1
        if room.position[depth] >= room.width[i]:
            depth -= 1
            continue
        nodes += 1
        column = room.ranked[start[i] + room.position[depth]]
        reach = room.so_far[depth] + room.weight[column] + room.ahead[depth + 1]
        margin = MARGIN * (1.0 + abs(top)) if known else MARGIN
        target = top - margin if kind != ANY else -MARGIN
        if reach < target:
            depth -= 1
            continue
        if nodes > cap:
            return known, top, ties, _open_bound(start, depth, reach, room), nodes
        viable = _viable(kind, floor, gain, den, active, target, depth, column, room)
        if viable and kind == LEAST and actives > 1 and reach <= top + margin:
            # Nothing better in the least surplus: ties must also reach the next, so the sum must be large enough.
            whole = room.so_far_plain[depth] + room.plain[column] + room.ahead_plain[depth + 1]
            wanted = top + (actives - 1) * second
            viable = whole >= wanted - MARGIN * (1.0 + abs(wanted))
        # The held column is taken back at the next visit of this depth, so it is entered even when not viable.
        for k in range(uses[column], uses[column + 1]):
            f = linked[k]
            room.met[f] += 1
            viable &= room.met[f] < forbid_start[f + 1] - forbid_start[f]
        if not viable:
            continue
        room.pick[i] = column
        for p in range(parties):
            room.sums[depth + 1, p] = room.sums[depth, p] + gain[p, column]
        if depth < issues - 1:
            room.so_far[depth + 1] = room.so_far[depth] + room.weight[column]
            room.so_far_plain[depth + 1] = room.so_far_plain[depth] + room.plain[column]
            depth += 1
            room.position[depth] = -1
            continue
        leaf = room.sums[issues]
        value = value_of(kind, leaf, den, power, active)
        if value == -np.inf:
            continue
        sign = compare(kind, value, top, leaf, room.best, den, active, room.rank_a, room.rank_b) if known else 1
        if sign < 0:
            continue
        if sign > 0:
            ties, known, top = 0, True, value
            copy(leaf, room.best)
            if kind == LEAST and actives > 1:
                second = _second(leaf, den, active, room.rank_a)
        if kind != LEAST:
            top = max(top, value)
        _keep(room.pick, leaf, ties, picks, surpluses)
        ties += 1
        if kind == ANY:
            break
    return known, top, ties, -np.inf, nodes


@kernel
def search(table, goal, parts, bounds, optima, room, cap):
    """Find the optima of a goal in every wanted draw, part by part, the most promising first.

    Takes `kernels.problem.Goal`, `Parts`, `Bounds` as `kernels.bounds.bound` filled them, `Optima` to be filled, `Room`
    and the largest number of nodes for a draw. Where the cap cut the search before it came back to the incumbent, that
    is the optimum told.
    """
    for d in range(goal.wanted.size):
        if not goal.wanted[d]:
            continue
        gain, reserve, den, power, active = table.gain[d], table.reserve[d], goal.den[d], goal.power[d], goal.active[d]
        known, top, ties = bounds.known[d], bounds.top[d], optima.ties[d]
        if known:
            surplus_of(bounds.seed[d], gain, reserve, room.best)
        rank_down(bounds.reach[d], room.parts)
        for q in room.parts:
            reach = bounds.reach[d, q]
            if reach == -np.inf or (known and reach < top - MARGIN * (1.0 + abs(top))):
                continue
            if goal.kind == ANY and (known or reach < -MARGIN):
                continue
            for c in range(room.mask.size):
                room.mask[c] = table.allowed[d, c] and parts.masks[q, c]
            _lay_out(table.start, gain, den, active, bounds.coefficient[d, q], parts.uses[q], room)
            known, top, ties, left, nodes = _descend(
                goal.kind, table.start, gain, reserve, den, power, active, goal.floor, table.forbid_start,
                bounds.coefficient[d, q], bounds.constant[d, q], parts.uses[q], parts.linked[q],
                cap - optima.nodes[d], known, top, ties, optima.pick[d], optima.surplus[d], room,
            )  # fmt: skip
            optima.nodes[d] += nodes
            optima.rest[d] = max(optima.rest[d], left)
        if ties == 0 and known:
            ties = 1
            copy(bounds.seed[d], optima.pick[d, 0])
            surplus_of(bounds.seed[d], gain, reserve, optima.surplus[d, 0])
        optima.ties[d], optima.value[d] = ties, top
