"""The compiled search over many draws, for one objective. What is asked in which order stands in `kernels.branch`."""

from __future__ import annotations

import numpy as np

from detente.kernels.bounds import bound_least, bound_nash, bound_sum
from detente.kernels.compiled import kernel
from detente.kernels.search import (
    ANY,
    MARGIN,
    NASH,
    SUM,
    compare,
    copy,
    descend,
    rank_down,
    surplus_of,
    value_of,
)


@kernel
def optimise(
    kind, start, gain, reserve, den, power, active, floor, masks, allowed, forbid_start, forbid_column,
    wanted, seed, seeded, cap, ties, value, rest, pick, surplus, nodes,
):  # fmt: skip
    """Optimise one objective in every draw that is `wanted (D,)`; shapes as in `kernels.table.Table`.

    ``den, power, active (D, P)`` make the objective of each draw; ``masks (Q, C)`` are the disjoint parts of
    `kernels.table.pieces`, each bounded on its own and searched unless its bound cannot reach the incumbent.
    ``seed (D, I)`` holds a settlement to begin with (used when `seeded`; NASH needs one with a strict gain for all) and
    is left as the best. Fills ``ties (D,)``, ``value (D,)``, ``rest (D,)`` (the best open bound; -inf where proven),
    ``pick (D, K, I)`` and ``surplus (D, K, P)`` with up to K ties, and adds to ``nodes (D,)``.

    One function on purpose: numba optimises the code of an inner function anew in every function around it.
    """
    parts, columns = masks.shape
    _, kept, issues = pick.shape
    parties = gain.shape[1]
    coefficient = np.zeros((parts, parties))
    constant = np.zeros(parts)
    reach = np.zeros(parts)
    order = np.zeros(parts, dtype=np.int64)
    trial = np.zeros(issues, dtype=np.int64)
    sums = np.zeros(parties, dtype=np.int64)
    best = np.zeros(parties, dtype=np.int64)
    rank_a, rank_b = np.zeros(parties, dtype=np.int64), np.zeros(parties, dtype=np.int64)
    more_pick = np.zeros((kept, issues), dtype=np.int64)
    more_sums = np.zeros((kept, parties), dtype=np.int64)
    mask = np.zeros(columns, dtype=np.bool_)
    for d in range(wanted.size):
        if not wanted[d]:
            continue
        worth, floor_at, unit, weight, takes = gain[d], reserve[d], den[d], power[d], active[d]
        known, top = seeded, -np.inf
        if known:
            surplus_of(seed[d], worth, floor_at, best)
            top = value_of(kind, best, unit, weight, takes)
        for q in range(parts):
            reach[q] = -np.inf
            if kind == ANY and known:
                continue
            for c in range(columns):
                mask[c] = allowed[d, c] and masks[q, c]
            enough = top - MARGIN * (1.0 + abs(top)) if top > -np.inf else -np.inf
            copy(seed[d], trial)
            if kind == NASH:
                constant[q], reach[q], found = bound_nash(
                    kind, start, worth, floor_at, unit, weight, mask, forbid_start, forbid_column, coefficient[q],
                    trial, enough,
                )  # fmt: skip
            elif kind == SUM:
                reach[q], found = bound_sum(
                    kind, start, worth, floor_at, unit, weight, mask, forbid_start, forbid_column, coefficient[q],
                    trial, known, enough,
                )  # fmt: skip
            else:
                reach[q], found = bound_least(
                    kind, start, worth, floor_at, unit, takes, floor, mask, forbid_start, forbid_column, coefficient[q],
                    trial, enough,
                )  # fmt: skip
            if found:
                surplus_of(trial, worth, floor_at, sums)
                here = value_of(kind, sums, unit, weight, takes)
                if here > top:
                    top, known = here, True
                    copy(trial, seed[d])
        rank_down(reach, order)
        for q in order:
            if reach[q] == -np.inf:
                continue
            if top > -np.inf and reach[q] < top - MARGIN * (1.0 + abs(top)):
                continue
            if kind == ANY and (known or reach[q] < -MARGIN):
                continue
            for c in range(columns):
                mask[c] = allowed[d, c] and masks[q, c]
            n, here, left, used = descend(
                kind, start, worth, floor_at, unit, weight, takes, floor, mask, forbid_start, forbid_column,
                coefficient[q], constant[q], seed[d], known, cap, more_pick, more_sums,
            )  # fmt: skip
            nodes[d] += used
            rest[d] = max(rest[d], left)
            if n == 0:
                continue
            sign = 1
            if ties[d] > 0:
                sign = compare(kind, here, top, more_sums[0], surplus[d, 0], unit, takes, rank_a, rank_b)
            if sign > 0:
                ties[d] = 0
            if sign >= 0:
                for k in range(min(n, kept - ties[d])):
                    copy(more_pick[k], pick[d, ties[d] + k])
                    copy(more_sums[k], surplus[d, ties[d] + k])
                ties[d] += n
                top, known = max(here, top), True
                copy(pick[d, 0], seed[d])
        if ties[d] == 0 and known:
            # The node cap cut the search before it came back to the incumbent.
            copy(seed[d], pick[d, 0])
            surplus_of(seed[d], worth, floor_at, surplus[d, 0])
            ties[d] = 1
        value[d] = top
