"""Who blocks together: the smallest sets of parties that no settlement suits, and whose leaving opens the zone.

A coalition blocks when no settlement is acceptable to all of its members (Shapley & Shubik 1954, for voting). Blocking
is kept by larger coalitions, so the smallest ones say all; a set opens the zone when it meets every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.kernels import solve as search
from detente.settlement.space import Space, table

MOST_PARTIES = 12


@dataclass(frozen=True, slots=True)
class Coalitions:
    """Smallest blocking coalitions, and the smallest sets of parties whose leaving opens the zone, by party ids.

    Both are empty when the zone is not. `undecided` counts coalitions for which the search met its limit; they are
    taken not to block.
    """

    blocking: tuple[tuple[str, ...], ...]
    opening: tuple[tuple[str, ...], ...]
    undecided: int

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "blocking": [list(members) for members in self.blocking],
            "opening": [list(members) for members in self.opening],
            "undecided": self.undecided,
        }


def coalitions(space: Space) -> Coalitions | None:
    """Return who blocks together in a space of one draw; None with more than twelve required parties."""
    required = np.flatnonzero(space.required)
    if required.size > MOST_PARTIES:
        return None
    blocking: list[frozenset[int]] = []
    undecided = 0
    for size in range(required.size + 1):
        asked = [
            frozenset(members)
            for members in combinations(required.tolist(), size)
            if not any(known.issubset(members) for known in blocking)
        ]
        found = _zones(space, asked)
        undecided += int((found < 0).sum())
        blocking += [members for members, state in zip(asked, found, strict=True) if state == 0]
    named = [tuple(space.parties[p] for p in sorted(members)) for members in blocking]
    opening = [tuple(space.parties[p] for p in members) for members in _openings(blocking, required.tolist())]
    return Coalitions(tuple(named), tuple(opening), undecided)


def _zones(space: Space, coalitions: list[frozenset[int]]) -> np.ndarray:
    """Return per coalition whether some settlement suits all members: 1 yes, 0 proven no, -1 not decided."""
    if not coalitions:
        return np.zeros(0, dtype=np.int64)
    whole = table(space, red_lines=False)
    members = np.array([[p in held for p in range(len(space.parties))] for held in coalitions])
    signers = np.flatnonzero(space.required & space.valued)
    # A party outside the coalition asks for no more than the worst settlement gives.
    least = np.minimum.reduceat(whole.gain[0], whole.start[:-1], axis=1).sum(axis=1)
    lines = (space.barred[0][None] & members[:, :, None] & space.required[None, :, None]).any(axis=1)
    count = len(coalitions)
    asked = whole._replace(
        gain=np.repeat(whole.gain, count, axis=0),
        reserve=np.where(members[:, signers], whole.reserve, np.minimum(least, whole.reserve[0])),
        scale=np.repeat(whole.scale, count, axis=0),
        power=np.repeat(whole.power, count, axis=0),
        allowed=~lines,
    )
    return search.zones(asked)


def _openings(blocking: list[frozenset[int]], parties: list[int]) -> list[tuple[int, ...]]:
    """Return the smallest sets that meet every blocking coalition; none when the empty coalition blocks."""
    if not blocking or frozenset() in blocking:
        return []
    found: list[tuple[int, ...]] = []
    for size in range(1, len(parties) + 1):
        for members in combinations(parties, size):
            held = set(members)
            if all(held & block for block in blocking) and not any(held.issuperset(known) for known in found):
                found.append(members)
    return found
