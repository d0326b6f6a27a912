"""The inverse question: what would a party have to prefer for a state to be stable, and which change is the smallest.

With all other preferences as they are, a state is stable for a party from its threshold on (`kernels.threshold`). So
the smallest change lifts this one state to that level, past every state between. No change of the party's ranking is
smaller, counted in pairs of states whose order changes: any stable ranking must put the state at least level with some
state that is now at the threshold or above, and each state between the two, or level with the lower one, has to change
its order to the one or to the other. (The question is that of Kinsara, Kilgour & Hipel 2015, from memory.)

The changes of all parties together make the state an equilibrium, under SEQ too, where sanctioners act on preferences
of their own: to lift a state takes no improvement away but those out of it, and opponents who have come to the state
have already deterred.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.strategy.stability.judge import CONCEPTS, Stability, stable


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of one party's preferences that makes a state stable for it.

    Parameters
    ----------
    passed
        States that the party prefers to the state now and may not afterwards, worst first; none where it is stable.
    level_with
        Those of them that it may still like just as much.
    left
        States that it likes just as much as the state now, and less afterwards.
    """

    party: int
    passed: tuple[int, ...] = ()
    level_with: tuple[int, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def pairs(self) -> int:
        """Pairs of states whose order changes."""
        return len(self.passed) + len(self.left)


def changes(found: Stability, state: int, concept: str) -> tuple[Change, ...]:
    """Return per party the smallest change that makes a state of the first draw stable for it under a concept.

    Raises
    ------
    AssertionError
        When the changes together do not make the state an equilibrium.
    """
    rows = tuple(_change(found, party, state, concept) for party in range(len(found.graph.parties)))
    lifted = found.level[0].copy()
    for row in rows:
        if row.passed:
            lifted[row.party, state] = lifted[row.party, row.level_with[0]]
    again = stable(found.graph, lifted, sanction=found.sanction)
    if not again.equilibria[0, CONCEPTS.index(concept), state]:
        raise AssertionError(f"the changes do not make state {state + 1} an equilibrium under {concept}")
    return rows


def _change(found: Stability, party: int, state: int, concept: str) -> Change:
    level = found.level[0, party]
    top = int(found.threshold[0, CONCEPTS.index(concept), party, state])
    between = np.flatnonzero((level > level[state]) & (level <= top))
    if not between.size:
        return Change(party)
    passed = between[np.argsort(level[between], kind="stable")]
    left = np.setdiff1d(np.flatnonzero(level == level[state]), [state])
    return Change(party, *(tuple(held.tolist()) for held in (passed, np.flatnonzero(level == top), left)))
