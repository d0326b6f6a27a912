"""Two frontiers for a pair of parties: the best for these two, and the best for them that all required parties accept.

With more than two parties the first runs outside the zone as a rule: whoever walks along it walks through settlements
that a third party refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.kernels import merge
from detente.settlement.cloud import Cloud, told
from detente.settlement.space import Space, table
from detente.settlement.zone import frontier

LISTED = 1000
"""Settlements of a frontier that are listed at most; the number of all is always given."""
DRAWN = 200
"""Settlements of a frontier that are listed at most where there are too many settlements to show each."""


@dataclass(frozen=True, slots=True)
class Line:
    """A frontier of two parties: how many settlements are on it, ``columns (k, I)`` of those listed, end to end.

    `size` is None where it could not be drawn exactly within the limits.
    """

    size: int | None
    columns: np.ndarray


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties, places in the space, with the frontier of the zone and that of all admissible settlements."""

    parties: tuple[int, int]
    zone: Line
    admissible: Line


Best = Callable[[list[int]], Line]


def pairs(parties: list[int], zone: Best, admissible: Best) -> tuple[Pair, ...]:
    """Return both frontiers of every two of some parties."""
    return tuple(Pair(two, zone([*two]), admissible([*two])) for two in combinations(parties, 2))


def best_of(space: Space, held: Cloud, within: np.ndarray, most: int = LISTED) -> Best:
    """Return what finds the frontier of two parties among the settlements of a cloud that are ``within (n,)`` bool."""

    def best(two: list[int]) -> Line:
        rows = np.flatnonzero(within & told(space, held, two))
        if not rows.size:
            return Line(0, held.columns[:0])
        chosen, group = merge.efficient(held.sums[rows][:, two])
        return Line(len(chosen), held.columns[rows[chosen]][evenly(group, most)])

    return best


def best_admissible(space: Space, most: int = DRAWN) -> Best:
    """Return what finds the frontier of two parties among all admissible settlements, red lines not looked at.

    For parties of which one has no no-deal value only settlements that leave nothing open count.
    """

    def best(two: list[int]) -> Line:
        whole = table(space, red_lines=False, comprehensive=not space.valued[two].all())
        own = {name: getattr(space, name)[:, two] for name in ("reserve", "scale")}
        held = whole._replace(gain=np.ascontiguousarray(space.worth[:, two]), power=space.leverage[:, two], **own)
        with suppress(*merge.TOO_LARGE):
            front = merge.merge(held, floor=False)
            return _line(space, front, most)
        return Line(None, np.zeros((0, len(space.issues)), dtype=np.int64))

    return best


def best_accepted(space: Space) -> Best:
    """Return what finds the frontier of two required parties in a zone too large to list; of others none is found."""

    def best(two: list[int]) -> Line:
        names = (space.parties[two[0]], space.parties[two[1]])
        if set(names) <= set(space.signers):
            with suppress(*merge.TOO_LARGE):
                found = frontier(space, zone=True, parties=names)
                picks = [space.pick(held.options)[: len(space.issues)] for held in found.settlements]
                return Line(found.size, np.array(picks).reshape(-1, len(space.issues)))
        return Line(None, np.zeros((0, len(space.issues)), dtype=np.int64))

    return best


def evenly(group: np.ndarray, most: int) -> np.ndarray:
    """Return the places of at most `most` of the settlements that share points, both ends among them.

    Settlements come point by point, ``group (n,)`` rising. Of more than fit one of each point, evenly taken.
    """
    if len(group) <= most:
        return np.arange(len(group))
    firsts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    return firsts[np.linspace(0, len(firsts) - 1, min(len(firsts), most)).astype(int)]


def _line(space: Space, front: merge.Front, most: int) -> Line:
    nothing = np.zeros((0, len(space.issues)), dtype=np.int64)
    if not len(front.points):
        return Line(0, nothing)
    size = int(sum(merge.counts(front)))
    order = np.argsort(-front.points[:, 0], kind="stable")
    shown = order[np.linspace(0, len(order) - 1, min(len(order), most)).astype(int)]
    picks, _ = merge.settlements(front, shown, limit=most, each=1 if size > most else None)
    return Line(size, picks[:, : len(space.issues)])
