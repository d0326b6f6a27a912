"""Linear bounds on an objective over every part of the settlements, compiled; letters as in `kernels.objective`.

Every objective f is bounded by a linear function, ``f(x) <= constant + sum_p k_p S_p(x)``, which is separable over
issues: its largest value over a part is a sum of largest values, one per issue. The ``k_p`` are prices of the parties'
surpluses: Lagrangian multipliers for the least surplus and for the sum in the zone, the tangent of the logarithm for
the Nash product (valid at any point, by its concavity). Settlements that maximise a bound seed the search.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner, kernel
from detente.kernels.objective import MARGIN, copy, surplus_of, value_of
from detente.kernels.problem import ANY, LEAST, NASH, SUM

STEPS = 48
TANGENT_STEPS = 12
TANGENT_GAP = 1e-3
HALVINGS = 30


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
def _stands(pick, held, forbid_start, forbid_column):
    """Whether a full settlement holds no forbidden combination; `held (C,)` is room to work in, left all False."""
    for i in range(pick.size):
        held[pick[i]] = True
    stands = True
    for f in range(forbid_start.size - 1):
        inside = True
        for k in range(forbid_start[f], forbid_start[f + 1]):
            inside &= held[forbid_column[k]]
        stands &= not inside
    for i in range(pick.size):
        held[pick[i]] = False
    return stands


@inner
def _step_length(point, target, power):
    """Return how far from `point` towards `target` the sum of a_p ln s_p is largest, in [0, 1], by halving."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        slope = 0.0
        for p in range(point.size):
            here = point[p] + middle * (target[p] - point[p])
            if here <= 0.0:
                slope = -np.inf
                break
            slope += power[p] * (target[p] - point[p]) / here
        if slope > 0.0:
            low = middle
        else:
            high = middle
    return low


@inner
def _tighten(
    kind, start, gain, reserve, den, power, active, floor, allowed, forbid_start, forbid_column,
    known, top, seed, coefficient, room,
):  # fmt: skip
    """Lower the bound of one part step by step; returns ``(constant, bound, known, top)``, the bound -inf if empty.

    `seed` is the best settlement so far, of value `top`, where one is `known`; it is left as the best. The prices are
    ``origin + at * along``. On a line (two parties for the least surplus, one party under its no-deal value for the
    sum) the dual function is minimised by its cutting planes (Kelley 1960), which end there after a few steps; for more
    parties by multiplicative weights (least; Plotkin, Shmoys & Tardos 1995) or subgradients (sum); the Nash product by
    the method of Frank and Wolfe (1956), for which `seed` must give everyone a strict gain. Stops early once the bound
    cannot reach the incumbent, or, when any settlement will do, at the first.
    """
    parties = gain.shape[0]
    trial, origin, along, point, target = room.trial, room.origin, room.along, room.point, room.target
    pick, surplus = room.pick, room.surplus
    actives = 0
    for p in range(parties):
        if active[p]:
            actives += 1
    straight, at, end = kind == SUM, 0.0, np.inf
    if kind == LEAST or kind == ANY:
        straight, end = actives == 2, 1.0
    if kind == NASH:
        surplus_of(seed, gain, reserve, surplus)
    sign = -1.0
    for p in range(parties):
        along[p] = 0.0
        origin[p] = power[p]
        if kind == LEAST or kind == ANY:
            origin[p] = 1.0 / actives if active[p] else 0.0
            if straight and active[p]:
                origin[p] = 1.0 if sign < 0.0 else 0.0
                along[p] = sign
                sign = 1.0
        if kind == NASH:
            point[p] = surplus[p] / den[p]
    # The planes right and left of the minimum, as (height at 0, slope), and the minimum of their maximum.
    up_height, up_slope, down_height, down_slope, met = 0.0, 0.0, 0.0, 0.0, -np.inf
    bound, constant = np.inf, 0.0
    for step in range(TANGENT_STEPS if kind == NASH else STEPS):
        base, value = 0.0, 0.0
        for p in range(parties):
            if kind == NASH:
                origin[p] = power[p] / point[p]
                base += power[p] * (np.log(point[p]) - 1.0)
            trial[p] = (origin[p] + at * along[p]) / den[p]
            value -= trial[p] * reserve[p]
        reach = _lean(start, trial, gain, allowed, pick)
        if reach == -np.inf:
            return 0.0, -np.inf, known, top
        value += base + reach
        if value < bound:
            bound, constant = value, base
            copy(trial, coefficient)
        surplus_of(pick, gain, reserve, surplus)
        below, lowest, square = 0, 0, 1e-12
        for p in range(parties):
            target[p] = surplus[p] / den[p]
            square += target[p] ** 2
            if target[p] < 0.0:
                below, lowest = below + 1, p
        if below == 0 or not floor:
            here = value_of(kind, surplus, den, power, active)
            if here > top and _stands(pick, room.held, forbid_start, forbid_column):
                known, top = True, here
                copy(pick, seed)
        enough = -MARGIN if kind == ANY else top - MARGIN * (1.0 + abs(top)) if known else -np.inf
        if bound < enough or (kind == ANY and known) or (kind != NASH and kind != SUM and actives <= 1):
            break
        if kind == NASH:
            length = _step_length(point, target, power)
            here = 0.0
            for p in range(parties):
                point[p] += length * (target[p] - point[p])
                here += power[p] * np.log(point[p])
            if length < MARGIN or bound - here < TANGENT_GAP:
                break
            continue
        if kind == SUM and step == 0:
            straight = below <= 1
            along[lowest] = 1.0
        if straight:
            slope = 0.0
            for p in range(parties):
                slope += along[p] * target[p]
            if (at == 0.0 and slope >= 0.0) or (at == end and slope <= 0.0) or value <= met + MARGIN * (1 + abs(met)):
                break
            if slope < 0.0:
                down_height, down_slope = value - at * slope, slope
            else:
                up_height, up_slope = value - at * slope, slope
                if slope == 0.0:
                    break
            if up_slope == 0.0:
                at = min(end, 2.0 * at + 1.0)
                continue
            at = (down_height - up_height) / (up_slope - down_slope)
            met = up_height + at * up_slope
        elif kind == SUM:
            length = max(bound - top, 1e-3) / square if known else 1.0 / np.sqrt(square) / (1.0 + step)
            for p in range(parties):
                origin[p] = max(power[p], origin[p] - length * target[p])
        else:
            widest, norm = 1e-12, 0.0
            for p in range(parties):
                if active[p]:
                    widest = max(widest, abs(target[p]))
            for p in range(parties):
                origin[p] *= np.exp(-2.0 / np.sqrt(1.0 + step) * target[p] / widest) if active[p] else 0.0
                norm += origin[p]
            for p in range(parties):
                origin[p] /= norm
    return constant, bound, known, top


@kernel
def bound(table, goal, parts, bounds, room):
    """Bound a goal over every part of every wanted draw.

    Takes `kernels.problem.Goal`, `Parts`, `Room` and `Bounds` to be filled; these may begin with incumbents, and NASH
    needs one that gives everyone a strict gain.
    """
    for d in range(goal.wanted.size):
        if not goal.wanted[d]:
            continue
        gain, reserve, den, power, active = table.gain[d], table.reserve[d], goal.den[d], goal.power[d], goal.active[d]
        known, top = bounds.known[d], -np.inf
        if known:
            surplus_of(bounds.seed[d], gain, reserve, room.surplus)
            top = value_of(goal.kind, room.surplus, den, power, active)
        for q in range(parts.masks.shape[0]):
            if goal.kind == ANY and known:
                continue
            for c in range(room.mask.size):
                room.mask[c] = table.allowed[d, c] and parts.masks[q, c]
            bounds.constant[d, q], bounds.reach[d, q], known, top = _tighten(
                goal.kind, table.start, gain, reserve, den, power, active, goal.floor, room.mask, table.forbid_start,
                table.forbid_column, known, top, bounds.seed[d], bounds.coefficient[d, q], room,
            )  # fmt: skip
        bounds.known[d], bounds.top[d] = known, top
