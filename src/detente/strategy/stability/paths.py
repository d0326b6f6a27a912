"""How the conflict can get from a state, the status quo, to others: by any moves, and by improvements alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.strategy.stability.judge import Stability
from detente.strategy.stability.walks import Rules, Step, Walks


@dataclass(frozen=True, slots=True)
class Path:
    """A state and the shortest legal sequences that lead to it; None where there is none, empty at the start itself."""

    target: int
    by_moves: tuple[Step, ...] | None
    by_improvements: tuple[Step, ...] | None


def paths(found: Stability, walks: Walks, start: int, targets: Iterable[int]) -> tuple[Path, ...]:
    """Return how to get from a state to each of some others in the first draw; no party moves twice in a row.

    Status quo analysis (Li, Kilgour & Hipel 2005, from memory): a state that only moves against a mover's own interest
    lead to will hardly come about, however stable.
    """
    everybody = tuple(range(len(found.graph.parties)))
    moves = {start: ()} | walks.reached(start, Rules(everybody))
    better = {start: ()} | walks.reached(start, Rules(everybody, found.level[0]))
    # A way round that comes back is longer than staying.
    moves[start] = better[start] = ()
    return tuple(Path(t, moves.get(t), better.get(t)) for t in targets)
