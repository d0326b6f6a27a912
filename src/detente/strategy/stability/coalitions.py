"""What parties can do together: joint moves that every one of them prefers, and whether the others deter them.

Coalition stability after Inohara & Hipel (2008, from memory), with one difference: opponents sanction by moves of single
parties, not of coalitions of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


def joint_moves(found: Stability, walks: Walks, members: Sequence[int], state: int) -> tuple[JointMove, ...]:
    """Return the improvements of a coalition from a state of the first draw, each with a shortest sequence.

    Members move in legal sequences of their own; every member prefers the end to the state. A state without any is
    Nash-stable for the coalition; under another concept it is stable when that concept deters them all.
    """
    members = tuple(members)
    gain = _all_better(found, members, state)
    ways = walks.reached(state, _rules(found, members))
    return tuple(
        JointMove(members, state, t, way, _deterred(found, walks, members, (state, t)))
        for t, way in sorted(ways.items())
        if gain[t]
    )


def _rules(found: Stability, movers: tuple[int, ...], *, improving: bool = False) -> Rules:
    return Rules(movers, found.level[0] if improving else None, found.sanction == "once")


def _all_better(found: Stability, members: tuple[int, ...], state: int) -> np.ndarray:
    level = found.level[0, list(members)]
    return np.asarray((level > level[:, [state]]).all(axis=0))


def _deterred(found: Stability, walks: Walks, members: tuple[int, ...], move: tuple[int, int]) -> tuple[str, ...]:
    state, target = move
    gain = _all_better(found, members, state)
    against = tuple(k for k in range(len(found.graph.parties)) if k not in members)
    ends = [t for t in walks.reached(target, _rules(found, against)) if not gain[t]]
    firm = any(not gain[list(walks.reached(t, _rules(found, members)))].any() for t in ends)
    own = any(not gain[t] for t in walks.reached(target, _rules(found, against, improving=True)))
    held = dict(zip(CONCEPTS, (False, bool(ends), firm, own), strict=True))
    return tuple(concept for concept, deters in held.items() if deters)
