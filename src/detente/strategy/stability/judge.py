"""Which states are stable: for whom, under which concept, in how many draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.fault import TooLarge
from detente.kernels.size import once_fits
from detente.kernels.threshold import CANONICAL, GMR, NASH, ONCE, SEQ, SMR, levels, moves_held, thresholds
from detente.strategy.stability.graph import Graph

CONCEPTS = ("nash", "gmr", "smr", "seq")
"""Ids of the concepts in the order of every array: Nash stability, general and symmetric metarationality, sequential
stability."""
WITHIN = ((NASH, SEQ), (SEQ, GMR), (NASH, SMR), (SMR, GMR))
"""What is stable under the first is stable under the second."""
SANCTIONS = (CANONICAL, ONCE)


@dataclass(frozen=True, slots=True)
class Stability:
    """What is stable in D draws of the preferences of P parties over S states.

    Parameters
    ----------
    level
        What a party prefers ``(D, P, S)``: 0 for the worst, equal for ties.
    threshold
        The level from which on a state is stable for a party, ``(D, 4, P, S)``; -1 where it cannot move. Concepts as
        in `CONCEPTS`.
    sanction
        ``canonical``: opponents move in legal sequences, none twice in a row; ``once``: none twice.
    """

    graph: Graph
    level: np.ndarray
    threshold: np.ndarray
    sanction: str = CANONICAL

    @property
    def stable(self) -> np.ndarray:
        """Whether a state is stable ``(D, 4, P, S)``."""
        return np.asarray(self.threshold <= self.level[:, None])

    @property
    def equilibria(self) -> np.ndarray:
        """Whether a state is stable for all parties ``(D, 4, S)``."""
        return np.asarray(self.stable.all(axis=2))

    @property
    def shares(self) -> np.ndarray:
        """Share of the draws in which a state is stable for a party ``(4, P, S)``."""
        return self.stable.mean(axis=0)

    @property
    def equilibrium_shares(self) -> np.ndarray:
        """Share of the draws in which a state is stable for all parties ``(4, S)``."""
        return self.equilibria.mean(axis=0)


def stable(graph: Graph, payoffs: np.ndarray, *, sanction: str = CANONICAL) -> Stability:
    """Return which states are stable for whom: Nash, GMR, SMR, SEQ (Fang, Hipel & Kilgour 1993, chapter 3).

    Parameters
    ----------
    payoffs
        What a party gets in a state, ``(P, S)`` or in every draw ``(D, P, S)``; only the order counts.
    sanction
        ``canonical``, or ``once`` for parity with programs in which no opponent moves twice in a sanction.

    Raises
    ------
    ValueError
        When the shape does not fit the graph, or a payoff is no finite number.
    TooLarge
        When sanctions of one move each are asked for, of too many moves.

    Examples
    --------
    >>> from detente.strategy.stability.graph import state_graph
    >>> talks = ["no deal", "signed", "broken by A"]
    >>> graph = state_graph(talks, {"A": [("signed", "broken by A")], "B": [("broken by A", "no deal")]})
    >>> found = stable(graph, np.array([[0, 5, 9], [3, 5, 0]]))
    >>> found.stable[0, :, 0, 1].tolist(), found.equilibria[0, 3].tolist()
    ([False, True, True, True], [True, True, False])
    """
    payoffs = np.asarray(payoffs)
    payoffs = payoffs[None] if payoffs.ndim == 2 else payoffs
    wanted = (len(graph.parties), graph.size)
    if payoffs.ndim != 3 or payoffs.shape[1:] != wanted:
        raise ValueError(f"payoffs of shape {payoffs.shape} for {wanted[0]} parties and {wanted[1]} states")
    if not np.isfinite(payoffs).all():
        raise ValueError("a payoff is no finite number")
    if sanction not in SANCTIONS:
        raise ValueError(f"no sanction {sanction!r}; these are {', '.join(SANCTIONS)}")
    if sanction == ONCE and not once_fits(moves_held(graph.moves), len(graph.parties)):
        raise TooLarge("the moves are too many to be followed with every opponent moving once; use canonical sanctions")
    level = levels(payoffs)
    found = Stability(graph, level, thresholds(graph.moves, level, sanction=sanction), sanction)
    held = found.stable
    if any((held[:, narrow] & ~held[:, wide]).any() for narrow, wide in WITHIN):
        raise AssertionError("a state is stable under a narrow concept and not under the wider one")
    return found
