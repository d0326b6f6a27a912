"""What opens the zone: the smallest sets of concessions that make it hold a settlement, all of them, exactly.

Every move only widens what all accept, so a set opens the zone when a part of it does. What a largest set that does not
open leaves out is then *needed*: every opening set has one of it (Reiter 1987, hitting sets). The sets of each size
that hit what is known to be needed are tested in batches, all of them, until some open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.kernels import solve as search
from detente.scenarios.concessions import POINTS, Ground, ground
from detente.settlement import zone
from detente.settlement.judge import judge

MOST_SETS = 2_000_000
"""Sets of one size that are tested at most."""
LISTED = 50
"""Sets that are shown at most; the number of all is always given."""


@dataclass(frozen=True, slots=True)
class Openings:
    """The smallest opening sets, ``sets (N, k)`` as places among the moves.

    `size` is None where no set opens the zone, or where there are more sets of the next size than are tested: `tested`
    is then the size up to which it is proven that nothing opens, and None where that holds of every size.
    """

    size: int | None
    sets: np.ndarray
    tested: int | None


NOTHING = np.zeros((1, 0), dtype=np.int64)


def openings(held: Ground, *, most: int = MOST_SETS) -> Openings:
    """Return the smallest sets of moves that open the zone, all ties, in the order of the moves."""
    count = len(held.moves)
    if held.zones(NOTHING)[0] == 1:
        return Openings(0, NOTHING, None)
    if held.zones(np.arange(count)[None, :])[0] != 1:
        return Openings(None, NOTHING[:0], None)
    # Two orders of growing leave out different moves: what the last ones are needed for, and the first ones.
    needed = [_left_out(held, range(count)), _left_out(held, range(count - 1, -1, -1))]
    for size in range(1, count + 1):
        asked = _hitting(needed, count, size, most)
        if asked is None:
            return Openings(None, NOTHING[:0], size - 1)
        found = asked[held.zones(asked) == 1]
        if len(found):
            return Openings(size, found[np.lexsort(found.T[::-1])], None)
    raise ValueError("all moves together open the zone, and no set of them does")


def _left_out(held: Ground, order: Sequence[int]) -> frozenset[int]:
    """Return what a largest set that does not open leaves out: a part of it is needed.

    Moves are taken in blocks while that opens nothing; a block that does is halved.
    """
    kept, left = list[int](), list[int]()
    waiting = [list(order)]
    while waiting:
        block = waiting.pop()
        if held.zones(np.array([[*kept, *block]]))[0] != 1:
            kept += block
        elif len(block) == 1:
            left += block
        else:
            half = len(block) // 2
            waiting += [block[half:], block[:half]]
    return frozenset(left)


def _hitting(needed: Sequence[frozenset[int]], count: int, size: int, most: int) -> np.ndarray | None:
    """Return the sets of a size that meet everything needed, ``(N, size)`` rising; None for too many.

    They are built from the least member that they have of the smallest thing needed.
    """
    first, *others = sorted((sorted(need) for need in needed), key=len)
    pools = [[m for m in range(count) if m not in first[: k + 1]] for k in range(len(first))]
    if sum(comb(len(pool), size - 1) for pool in pools) > most:
        return None
    parts: list[np.ndarray] = []
    for member, pool in zip(first, pools, strict=True):
        rest = chain.from_iterable(combinations(pool, size - 1))
        held = np.fromiter(rest, dtype=np.int64).reshape(comb(len(pool), size - 1), size - 1)
        parts.append(np.column_stack([np.full(len(held), member), held]))
    found = np.concatenate(parts)
    for need in others:
        found = found[np.isin(found, need).any(axis=1)]
    return np.sort(found, axis=1)


def opens(case: Case, *, points: float = POINTS, whole: bool = False, most: int = MOST_SETS) -> dict[str, Any]:
    """Return what opens the central zone of a case as known: size, all smallest sets, who pays, the nearest miss.

    With `whole` a settlement has to leave nothing open. At most `most` sets of one size are tested.
    """
    held = ground(case, points=points, whole=whole)
    found = openings(held, most=most)
    miss = zone.gap(held.space)
    return {
        "whole": whole,
        "points": points,
        "moves": len(held.moves),
        "size": found.size,
        "tested": found.tested,
        "count": len(found.sets),
        "sets": [_set_row(held, members) for members in found.sets[:LISTED]] if found.size else [],
        "nearest_miss": None if whole or miss.value is None or miss.value >= 0.0 else _miss(miss),
    }


def _miss(gap: zone.Gap) -> dict[str, Any]:
    return {"gap": gap.value, "short": gap.short, "settlements": [row.to_dict() for row in gap.settlements]}


def _set_row(held: Ground, members: np.ndarray) -> dict[str, Any]:
    """Return a set with a settlement that it opens, and what that is worth to each as things stand, in points.

    The settlement is that with the largest least surplus after the moves, the first of ties. `surplus` is counted with
    the views and no-deal values of today: below 0 the party pays so many points.
    """
    solved = search.solve(held.table(members[None, :]), kept=1)
    pick = solved.pick[0, search.EGALITARIAN, 0].astype(np.int64)
    given = held.space
    rows = np.flatnonzero(given.required & given.valued)
    points = (given.worth[0][:, pick].sum(axis=1) - given.reserve[0]) / given.scale[0]
    return {
        "moves": [held.moves[m].to_dict() for m in members],
        "options": judge(given, pick).options,
        "surplus": {given.parties[p]: float(points[p]) for p in rows},
        "crossed": sorted({given.parties[p] for p in np.flatnonzero(given.required) if given.barred[0, p, pick].any()}),
    }
