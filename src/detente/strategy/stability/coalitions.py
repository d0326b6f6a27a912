"""What parties can do together: joint moves that every one of them prefers, and whether the others deter them.

Coalition stability after Inohara & Hipel (2008, from memory), with one difference: opponents sanction by moves of
single parties, not of coalitions of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from detente.strategy.stability.judge import CONCEPTS, Stability
from detente.strategy.stability.walks import Rules, Step, Walks

MOST_PARTIES = 6
"""Parties of which every coalition is looked at; of more, those that are named and everybody together."""


@dataclass(frozen=True, slots=True)
class JointMove:
    """A way for a coalition to a state that all its members prefer.

    `deterred` lists the concepts under which the opponents have an answer that leaves some member no better off.
    """

    members: tuple[int, ...]
    source: int
    target: int
    steps: tuple[Step, ...]
    deterred: tuple[str, ...]


def coalitions_of(parties: Sequence[str], named: Iterable[tuple[int, ...]] = ()) -> tuple[tuple[int, ...], ...]:
    """Return the coalitions of two parties or more that are looked at: those named, else all of up to six parties."""
    asked = tuple(tuple(sorted(members)) for members in named if len(members) > 1)
    if asked:
        return tuple(dict.fromkeys(asked))
    count = len(parties)
    sizes = range(2, count + 1) if count <= MOST_PARTIES else (count,)
    return tuple(members for size in sizes for members in combinations(range(count), size))


class Reaches:
    """Which states sequences of some parties lead to, by start; each found once."""

    def __init__(self, found: Stability, walks: Walks) -> None:
        self.found = found
        self.walks = walks
        self._held: dict[tuple[tuple[int, ...], bool, int], np.ndarray] = {}

    def ways(self, movers: tuple[int, ...], start: int, *, improving: bool = False) -> dict[int, tuple[Step, ...]]:
        """Return the states reached with a shortest sequence to each."""
        wish = self.found.level[0] if improving else None
        return self.walks.reached(start, Rules(movers, wish, self.found.sanction == "once"))

    def ends(self, movers: tuple[int, ...], start: int, *, improving: bool = False) -> np.ndarray:
        """Return the states reached, as indices."""
        key = (movers, improving, start)
        if key not in self._held:
            self._held[key] = np.array([*self.ways(movers, start, improving=improving)], dtype=np.int64)
        return self._held[key]


def joint_moves(reaches: Reaches, members: Sequence[int], state: int) -> tuple[JointMove, ...]:
    """Return the improvements of a coalition from a state of the first draw, each with a shortest sequence.

    Members move in legal sequences of their own; every member prefers the end to the state. A state without any is
    Nash-stable for the coalition; under another concept it is stable when that concept deters them all.
    """
    members = tuple(members)
    ways = reaches.ways(members, state)
    level = reaches.found.level[0, list(members)]
    gain = np.asarray((level > level[:, [state]]).all(axis=0))
    targets = [t for t in sorted(ways) if gain[t]]
    deterred = _deterred(reaches, members, targets, gain)
    return tuple(JointMove(members, state, t, ways[t], held) for t, held in zip(targets, deterred, strict=True))


def _deterred(
    reaches: Reaches, members: tuple[int, ...], targets: Sequence[int], gain: np.ndarray
) -> list[tuple[str, ...]]:  # fmt: skip
    """Return the concepts that deter each joint move; `gain (S,)`: the states that all members prefer to the start."""
    against = tuple(k for k in range(len(reaches.found.graph.parties)) if k not in members)

    @cache
    def stuck(t: int) -> bool:
        return not gain[reaches.ends(members, t)].any()

    found: list[tuple[str, ...]] = []
    for target in targets:
        ends = reaches.ends(against, target)
        ends = ends[~gain[ends]]
        own = reaches.ends(against, target, improving=True)
        held = (False, bool(ends.size), any(map(stuck, ends.tolist())), not gain[own].all())
        found.append(tuple(concept for concept, deters in zip(CONCEPTS, held, strict=True) if deters))
    return found
