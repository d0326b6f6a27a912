"""Legal sequences of moves, followed one by one from a state: the shortest way to every state that they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from detente.case.fault import TooLarge
from detente.kernels.moves import Moves

MOST_MOVES = 200_000
"""Moves that one search follows."""


class Step(NamedTuple):
    """A move of a party from one state to another; all by index from 0."""

    party: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Which sequences are legal: who moves, by improvements of these levels ``(P, S)`` only, each of them once only."""

    movers: tuple[int, ...]
    improving: np.ndarray | None = None
    once: bool = False


class _Node(NamedTuple):
    """A state on the way, who may not move next, who came, and the place in the trail where it came from."""

    state: int
    past: frozenset[int]
    mover: int
    before: int


def _steps(trail: Sequence[_Node], at: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    while trail[at].before >= 0:
        node = trail[at]
        steps.append(Step(node.mover, trail[node.before].state, node.state))
        at = node.before
    return tuple(reversed(steps))


class Walks:
    """Moves looked up state by state."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self._after = [_after(moves, p) for p in range(moves.parties)]

    def targets(self, party: int, state: int) -> np.ndarray:
        """Return where a party can move to, ascending."""
        moves, own = self.moves, int(self.moves.group[party, state])
        start, after = self._after[party]
        classes = [own, *after[start[own] : start[own + 1]].tolist()]
        first, member = moves.first[party], moves.member[party]
        found = np.sort(np.concatenate([member[first[c] : first[c + 1]] for c in classes]))
        return found[found != state]

    def reached(
        self, start: int, rules: Rules, goal: np.ndarray | None = None
    ) -> dict[int, tuple[Step, ...]]:  # fmt: skip
        """Return the states that legal sequences from a state lead to, at least one move on, with a shortest one.

        With a `goal`, bool ``(S,)``, the search ends at the first state in it, which is then the only one returned.

        Raises
        ------
        TooLarge
            When there are more moves to follow than `MOST_MOVES`.
        """
        trail = [_Node(start, frozenset(), -1, -1)]
        first: dict[int, int] = {}
        seen: dict[frozenset[int], np.ndarray] = {}
        for at, node in enumerate(trail):
            for k in rules.movers:
                if k in node.past:
                    continue
                past = node.past | {k} if rules.once else frozenset({k})
                if past not in seen:
                    seen[past] = np.zeros(self.moves.states, dtype=bool)
                met = seen[past]
                fresh = self._next(k, node.state, rules)
                fresh = fresh[~met[fresh]]
                met[fresh] = True
                for t in fresh.tolist():
                    first.setdefault(t, len(trail))
                    trail.append(_Node(t, past, k, at))
                    if goal is not None and goal[t]:
                        return {t: _steps(trail, len(trail) - 1)}
            if len(trail) > MOST_MOVES:
                raise TooLarge(f"more than {MOST_MOVES:,} moves to follow from state {start + 1}; ask of other states")
        return {t: _steps(trail, n) for t, n in first.items()} if goal is None else {}

    def _next(self, party: int, state: int, rules: Rules) -> np.ndarray:
        targets = self.targets(party, state)
        if rules.improving is None:
            return targets
        level = rules.improving[party]
        return targets[level[targets] > level[state]]


def _after(moves: Moves, party: int) -> tuple[np.ndarray, np.ndarray]:
    """Return per class of a party where its row begins, and in a row the classes that it leads to."""
    start = moves.start[party]
    out = moves.before[start[0] : start[-1]]
    into = np.repeat(np.arange(start.size - 1), np.diff(start))
    order = np.argsort(out, kind="stable")
    return np.searchsorted(out[order], np.arange(start.size)), into[order]


def others(parties: Sequence[str], party: int) -> tuple[int, ...]:
    """Return everybody but one party, by index."""
    return tuple(k for k in range(len(parties)) if k != party)
