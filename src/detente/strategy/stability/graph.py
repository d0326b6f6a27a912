"""A graph model made ready to be judged: numbered states, and who can move where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.document import dotted
from detente.case.fault import Fault, InputFaults, TooLarge, Unanswerable
from detente.case.graph import BACK, FORWARD, NO, YES, ConflictGraph, DecisionMaker, grouped
from detente.case.graph_check import bits, count, faults, state_bits
from detente.kernels.moves import Moves, TooManyMoves, listed_moves, option_moves
from detente.kernels.size import threshold_fits
from detente.kernels.states import meets


@dataclass(frozen=True, slots=True)
class Graph:
    """States and moves.

    Parameters
    ----------
    parties
        Names of the P decision makers.
    moves
        Who can move where; states count from 0 there, and from 1 wherever people read them.
    bits
        In option form, per state ``(S,)`` the options that are taken; option ``k`` is bit ``2^k``.
    options
        In option form, the names of the options in the order of the bits.
    names
        In explicit form, the names of the states.
    """

    parties: tuple[str, ...]
    moves: Moves
    bits: np.ndarray | None = None
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Number of states."""
        return self.moves.states

    def label(self, state: int) -> str:
        """Return a state, from 0, as Y and N per option, or by its name."""
        if self.bits is None:
            return self.names[state]
        taken = int(self.bits[state])
        return "".join(YES if taken >> k & 1 else NO for k in range(len(self.options)))

    def find(self, word: str) -> int:
        """Return the state, from 0, that a number from 1, a Y/N text or a name stands for.

        Raises
        ------
        Unanswerable
            When there is none.
        """
        if self.bits is not None and len(word) == len(self.options) and set(word) <= {YES, NO}:
            key = sum(1 << k for k, c in enumerate(word) if c == YES)
            at = int(np.searchsorted(self.bits, key))
            if at < self.size and self.bits[at] == key:
                return at
            raise Unanswerable(f"{word} is not feasible; the states are numbered 1 to {self.size:,}")
        if word in self.names:
            return self.names.index(word)
        if word.isdecimal() and len(word) < 10 and 1 <= int(word) <= self.size:
            return int(word) - 1
        raise Unanswerable(f"no state {word[:80]!r}; the states are numbered 1 to {self.size:,}")


def graph_of(conflict: ConflictGraph) -> Graph:
    """Return a conflict as states and moves, options decision maker by decision maker.

    Raises
    ------
    InputFaults
        With every fault of the record.
    TooLarge
        When there are too many states for so many parties, or options that go one way only give too many moves.
    """
    found = faults(conflict)
    if found:
        told = (Fault(dotted(f.place), None, f.message, f.hint, f.limit) for f in found)
        raise InputFaults(conflict.title, tuple(told))
    conflict = grouped(conflict)
    size = count(conflict)
    if not threshold_fits(size, len(conflict.makers)):
        raise TooLarge(f"{size:,} states are too many for {len(conflict.makers)} decision makers; split the conflict")
    parties = tuple(maker.name for maker in conflict.makers)
    if conflict.explicit:
        moves = listed_moves(len(conflict.states), [_listed(maker) for maker in conflict.makers])
        return Graph(parties, moves, names=conflict.states)
    states = state_bits(conflict)
    try:
        moves = _option_moves(conflict, states)
    except TooManyMoves as error:
        raise TooLarge(f"{error}; let some of them go both ways, or split the conflict") from error
    return Graph(parties, moves, states, tuple(choice.name for choice in conflict.options))


def _option_moves(conflict: ConflictGraph, states: np.ndarray) -> Moves:
    makers = conflict.makers
    own = np.array([sum(1 << k for k in maker.options) for maker in makers], dtype=np.int64)
    forward, back = (
        np.int64(sum(1 << k for k, choice in enumerate(conflict.options) if choice.direction == way))
        for way in (FORWARD, BACK)
    )
    sees = np.ones((len(makers), states.size), dtype=bool)
    for p, maker in enumerate(makers):
        for pattern in maker.misperceived:
            sees[p] &= ~meets(states, *bits(pattern))
    return option_moves(states, own, own & forward, own & back, sees)


def _listed(maker: DecisionMaker) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(maker.moves, dtype=np.int64).reshape(-1, 2) - 1
    return pairs[:, 0], pairs[:, 1]


def state_graph(states: Sequence[str], moves: Mapping[str, Sequence[tuple[str, str]]]) -> Graph:
    """Return the graph of named states and, for every party, the moves that it can make.

    Parameters
    ----------
    states
        Distinct names of the S states.
    moves
        Party -> pairs of names, from and to.

    Raises
    ------
    InputFaults
        When a name is unknown or stands twice, or a move leads nowhere.

    Examples
    --------
    >>> talks = ["no deal", "signed", "broken by A"]
    >>> graph = state_graph(talks, {"A": [("signed", "broken by A")], "B": [("broken by A", "no deal")]})
    >>> graph.parties, graph.find("signed")
    (('A', 'B'), 1)
    """
    number = {name: s for s, name in enumerate(states, start=1)}
    makers = tuple(
        DecisionMaker(party, moves=tuple((number.get(a, 0), number.get(b, 0)) for a, b in pairs))
        for party, pairs in moves.items()
    )
    return graph_of(ConflictGraph("state graph", makers, states=tuple(states)))
