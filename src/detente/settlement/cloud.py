"""Settlements one by one: what each is worth to every party, who accepts it, and how they lie in order.

Where a case has few enough settlements a cloud holds all of them, in mixed-radix order: the options of the last issue
follow one another, then those of the issue before it. The place of a settlement then says its options.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.nouns import OPEN
from detente.kernels import merge
from detente.kernels.roll import roll
from detente.settlement.interactions import without_switches
from detente.settlement.space import Space, table

MOST_POINTS = 20_000
"""Settlements that a cloud shows one by one; of more, density and frontiers are shown, and the zone if it has fewer."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """Settlements of one draw, ``columns (n, I)`` with one column per issue, judged for all parties of the space.

    ``sums (n, P)`` int64: salience x worth, exact; ``accepts (n, P)``: no binding red line of the party's own, and no
    less than its no-deal value where it has one; ``admissible (n,)``: no exclusion; ``complete (n,)``: nothing left
    open. `in_zone (n,)`: admissible, and every required party accepts.
    """

    columns: np.ndarray
    sums: np.ndarray
    accepts: np.ndarray
    admissible: np.ndarray
    complete: np.ndarray
    in_zone: np.ndarray


def every_settlement(space: Space) -> np.ndarray:
    """Return all settlements in mixed-radix order, ``(n, I)`` columns; `zone.total` says how many that are."""
    widths = np.diff(space.start)[: len(space.issues)].tolist()
    return np.indices(widths).reshape(len(widths), -1).T + space.start[: len(space.issues)]


def zone_columns(space: Space, *, most: int = MOST_POINTS) -> np.ndarray | None:
    """Return every settlement of the zone, ``(n, I)`` columns; None where there are more than `most` or too many ways.

    Raises `BlockTooLarge` where exclusions link the issues in more ways than are followed exactly.
    """
    found = roll(table(space), most=most)
    if found is None:
        return None
    held = found[:, : len(space.issues)]
    return held[np.lexsort(held.T[::-1])]


def cloud(space: Space, columns: np.ndarray) -> Cloud:
    """Judge settlements of a space of one draw."""
    taken = space.switched(columns)
    sums = np.zeros((len(columns), len(space.parties)), dtype=np.int64)
    barred = np.zeros(sums.shape, dtype=bool)
    for own in taken.T:
        sums += space.worth[0][:, own].T
        barred |= space.barred[0][:, own].T
    accepts = ~barred & ((sums >= space.reserve[0]) | ~space.valued)
    stands = _stand(space, columns)
    unsettled = np.array([any(option == OPEN for _, option in pairs) for pairs in space.columns])
    return Cloud(
        columns=columns,
        sums=sums,
        accepts=accepts,
        admissible=stands,
        complete=np.asarray(~unsettled[columns].any(axis=1)),
        in_zone=stands & accepts[:, space.required].all(axis=1),
    )


def told(space: Space, held: Cloud, parties: list[int]) -> np.ndarray:
    """Return which settlements have a utility to all of some parties, ``(n,)``.

    What a settlement leaves open is worth a party's no-deal value: one without has no utility of it.
    """
    return held.complete if not space.valued[parties].all() else np.ones(len(held.columns), dtype=bool)


def efficient(space: Space, held: Cloud) -> np.ndarray:
    """Return which settlements of the zone are on the frontier of all required parties with a no-deal value, ``(n,)``.

    Right where the cloud holds the whole zone.
    """
    found = np.zeros(len(held.columns), dtype=bool)
    inside = np.flatnonzero(held.in_zone)
    rows = np.flatnonzero(space.required & space.valued)
    if inside.size:
        best, _ = merge.efficient(held.sums[np.ix_(inside, rows)])
        found[inside[best]] = True
    return found


def _stand(space: Space, columns: np.ndarray) -> np.ndarray:
    """Return which settlements hold no exclusion."""
    plain = without_switches(space)
    issue_of = np.repeat(np.arange(len(space.issues)), np.diff(plain.start))
    found = np.ones(len(columns), dtype=bool)
    for forbidden in plain.forbidden:
        found &= ~np.all([columns[:, issue_of[column]] == column for column in forbidden], axis=0)
    return found
