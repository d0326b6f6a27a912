"""The compiled search over many draws: which zones are empty, and the optimal settlements of every solution concept.

``masks (Q, C)`` are the disjoint parts of `kernels.table.pieces`; a part whose bound cannot reach the
incumbent is skipped.
"""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner, kernel
from detente.kernels.search import (
    ANY,
    LEAST,
    MARGIN,
    NASH,
    SUM,
    bound_least,
    bound_nash,
    bound_sum,
    compare,
    copy,
    descend,
    rank_down,
    surplus_of,
    value_of,
)

FULL, GAP, ZONE, WITHOUT_LEVERAGE = 0, 1, 2, 3
EGALITARIAN_ROW, NASH_ROW, KALAI_SMORODINSKY_ROW, UTILITARIAN_ROW, WEIGHTED_NASH_ROW = 0, 1, 2, 3, 4


@inner
def _best(
    kind, start, gain, reserve, den, power, active, floor, masks, allowed, forbid_start, forbid_column,
    seed, seeded, cap, rows, sums,
):  # fmt: skip
    """Search all parts for one objective; returns ``(ties, value, open bound, nodes)`` and leaves the best in `seed`.

    `seed` must be a settlement with a strict gain for all when `kind` is NASH.
    """
    parts = masks.shape[0]
    parties = gain.shape[0]
    issues = start.size - 1
    coefficient = np.zeros((parts, parties))
    constant = np.zeros(parts)
    reach = np.empty(parts)
    for q in range(parts):
        reach[q] = -np.inf
    trial = np.zeros(issues, dtype=np.int64)
    surplus = np.zeros(parties, dtype=np.int64)
    best = np.zeros(parties, dtype=np.int64)
    rank_a, rank_b = np.zeros(parties, dtype=np.int64), np.zeros(parties, dtype=np.int64)
    value = -np.inf
    if seeded:
        surplus_of(seed, gain, reserve, best)
        value = value_of(kind, best, den, power, active)
    mask = np.empty(allowed.size, dtype=np.bool_)
    for q in range(parts):
        if kind == ANY and seeded:
            break
        for c in range(allowed.size):
            mask[c] = allowed[c] and masks[q, c]
        enough = value - MARGIN * (1.0 + abs(value)) if value > -np.inf else -np.inf
        if kind == NASH:
            copy(seed, trial)
            constant[q], reach[q], found = bound_nash(
                kind, start, gain, reserve, den, power, mask, forbid_start, forbid_column, coefficient[q], trial, enough
            )  # fmt: skip
        elif kind == SUM:
            copy(seed, trial)
            reach[q], found = bound_sum(
                kind, start, gain, reserve, den, power, mask, forbid_start, forbid_column, coefficient[q], trial,
                seeded, enough,
            )  # fmt: skip
        else:
            reach[q], found = bound_least(
                kind, start, gain, reserve, den, active, floor, mask, forbid_start, forbid_column, coefficient[q],
                trial, enough,
            )  # fmt: skip
        if found:
            surplus_of(trial, gain, reserve, surplus)
            here = value_of(kind, surplus, den, power, active)
            if here > value:
                value, seeded = here, True
                copy(trial, seed)
                copy(surplus, best)
    ties, nodes, rest = 0, 0, -np.inf
    more_rows = np.empty(rows.shape, dtype=np.int64)
    more_sums = np.empty(sums.shape, dtype=np.int64)
    order = np.zeros(parts, dtype=np.int64)
    rank_down(reach, order)
    for q in order:
        if reach[q] == -np.inf:
            continue
        if value > -np.inf and reach[q] < value - MARGIN * (1.0 + abs(value)):
            continue
        if kind == ANY and (seeded or reach[q] < -MARGIN):
            continue
        for c in range(allowed.size):
            mask[c] = allowed[c] and masks[q, c]
        n, here, left, used = descend(
            kind, start, gain, reserve, den, power, active, floor, mask, forbid_start, forbid_column,
            coefficient[q], constant[q], seed, seeded, cap, more_rows, more_sums,
        )  # fmt: skip
        nodes += used
        rest = max(rest, left)
        if n == 0:
            continue
        sign = 1
        if ties > 0:
            sign = compare(kind, here, value, more_sums[0], sums[0], den, active, rank_a, rank_b)
        if sign > 0:
            ties = 0
        if sign >= 0:
            for k in range(min(n, rows.shape[0] - ties)):
                copy(more_rows[k], rows[ties + k])
                copy(more_sums[k], sums[ties + k])
            ties += n
            value = max(here, value)
            seeded = True
            copy(rows[0], seed)
    if ties == 0 and seeded:
        # The node cap cut the search before it came back to the incumbent.
        copy(seed, rows[0])
        surplus_of(seed, gain, reserve, surplus)
        copy(surplus, sums[0])
        ties = 1
    return ties, value, rest, nodes


@kernel
def solve_block(
    start, gain, reserve, scale, power, masks, allowed, forbid_start, forbid_column, cap, mode,
    gap, ties, value, slack, pick, surplus, nodes,
):  # fmt: skip
    """Solve every draw of a block: fills ``gap (D,)`` and, per concept, ties, value, slack, pick, surplus.

    `mode` is FULL, WITHOUT_LEVERAGE, GAP (only ``gap``) or ZONE (only ``ties[d, 0]``: 1 not empty, 0 empty, -1 not
    decided). ``pick (D, M, K, I)`` and ``surplus (D, M, K, P)`` hold up to K tied settlements; ``ties (D, M)`` says how
    many there are (0: none), ``slack`` how far the best open bound lies above the value where the node cap was met.
    """
    draws, parties, _ = gain.shape
    issues = start.size - 1
    rows = np.zeros((pick.shape[2], issues), dtype=np.int64)
    sums = np.zeros((pick.shape[2], parties), dtype=np.int64)
    seed = np.zeros(issues, dtype=np.int64)
    anchor = np.zeros(issues, dtype=np.int64)
    den = np.ones(parties, dtype=np.int64)
    ideal = np.ones(parties, dtype=np.int64)
    active = np.ones(parties, dtype=np.bool_)
    weights = np.ones(parties)
    first, last = (-1, 0) if mode == ZONE else (0, 1 if mode == GAP else 5 + parties)
    # One call site: numba's time to compile grows with every one. Tasks: -1 zone only; 0 egalitarian; 1, 2 Nash and
    # Nash by leverage; 3 utilitarian; 4 ... the best of each party; last Kalai-Smorodinsky.
    for d in range(draws):
        positive, capped, gaining = True, False, 0
        for task in range(first, last):
            if task == 2 and mode == WITHOUT_LEVERAGE:
                continue
            kind, floor, row = SUM, True, -1
            for p in range(parties):
                weights[p], active[p], den[p] = 1.0, True, scale[d, p]
            if task == -1:
                kind = ANY
            elif task == 0:
                kind, floor, row = LEAST, False, EGALITARIAN_ROW
            elif task <= 2:
                kind, row = NASH if positive else LEAST, NASH_ROW if task == 1 else WEIGHTED_NASH_ROW
                for p in range(parties):
                    weights[p] = power[d, p] if task == 2 and positive else 1.0
            elif task == 3:
                row = UTILITARIAN_ROW
            elif task < 4 + parties:
                for p in range(parties):
                    weights[p], den[p] = 1.0 if p == task - 4 else 0.0, 1
                    if task == 4:
                        ideal[p] = 1
            else:
                # Where nobody can gain all of the zone is tied, and the sum, zero on all of it, lists it.
                kind, row = LEAST if gaining > 0 else SUM, KALAI_SMORODINSKY_ROW
                for p in range(parties):
                    if gaining > 0:
                        active[p], den[p] = ideal[p] > 0, max(ideal[p], 1)
            copy(anchor, seed)
            n, best, rest, used = _best(
                kind, start, gain[d], reserve[d], den, weights, active, floor, masks, allowed[d],
                forbid_start, forbid_column, seed, task > 0, cap, rows, sums,
            )  # fmt: skip
            nodes[d] += used
            if task == -1:
                ties[d, 0] = 1 if n > 0 else (0 if rest == -np.inf else -1)
            elif row < 0:
                p = task - 4
                capped |= rest > -np.inf
                ideal[p] = 0
                for k in range(min(n, rows.shape[0])):
                    ideal[p] = max(ideal[p], sums[k, p])
                gaining += 1 if ideal[p] > 0 else 0
            else:
                if row == KALAI_SMORODINSKY_ROW and capped:
                    rest = max(rest, best + 1.0)
                ties[d, row] = n
                # No settlement gives everyone a strict gain: the leximin settlements stand in, flagged by a NaN value.
                value[d, row] = best if positive or row == EGALITARIAN_ROW or task > 2 else np.nan
                slack[d, row] = max(0.0, rest - best) if rest > -np.inf else 0.0
                for k in range(min(n, rows.shape[0])):
                    copy(rows[k], pick[d, row, k])
                    copy(sums[k], surplus[d, row, k])
            if task == 0:
                gap[d] = best
                if n == 0 or best < 0.0:
                    break
                copy(rows[0], anchor)
                for p in range(parties):
                    positive &= sums[0, p] > 0
