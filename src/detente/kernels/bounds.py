"""Linear bounds on every objective over one part, and settlements met on the way; letters as in `kernels.search`."""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner
from detente.kernels.search import ANY, MARGIN, copy, surplus_of, value_of

DUAL_STEPS = 48
TANGENT_STEPS = 12
TANGENT_GAP = 1e-3


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
    power = np.zeros(parties)
    for p in range(parties):
        power[p] = 1.0
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
    active = np.zeros(parties, dtype=np.bool_)
    for p in range(parties):
        active[p] = True
    surplus_of(seed, gain, reserve, surplus)
    point = np.zeros(parties)
    for p in range(parties):
        point[p] = surplus[p] / den[p]
    state = np.zeros(2)
    state[1] = 1.0
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
    active = np.zeros(parties, dtype=np.bool_)
    for p in range(parties):
        active[p] = True
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
