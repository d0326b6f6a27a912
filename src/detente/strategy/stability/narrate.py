"""Why a state is stable for a party or not: every improvement, who answers it, and by which sequence of moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.strategy.stability.judge import CONCEPTS, Stability
from detente.strategy.stability.walks import Rules, Step, Walks, others


@dataclass(frozen=True, slots=True)
class Answer:
    """What opponents can do about one improvement.

    Parameters
    ----------
    improvement
        The state that the mover would go to.
    deters
        Whether the answer leaves the mover no better off than before.
    steps
        The opponents' moves; empty where none helps. For SMR, moves that would deter but for the escape.
    escape
        Where the mover would go on to after them, better off again; None where it cannot.
    """

    improvement: int
    deters: bool
    steps: tuple[Step, ...] = ()
    escape: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A state as one party sees it under one concept: stable when every improvement is deterred."""

    party: int
    state: int
    concept: str
    stable: bool
    answers: tuple[Answer, ...]


def story(found: Stability, walks: Walks, party: int, state: int, concept: str) -> Story:
    """Return the story of one verdict of the first draw; indices from 0.

    Raises
    ------
    AssertionError
        When the moves that are found do not bear out the verdict.
    """
    level = found.level[0]
    targets = walks.targets(party, state)
    better = targets[level[party, targets] > level[party, state]]
    answers = tuple(_answer(found, walks, Question(party, state, concept, int(to))) for to in better)
    stable = bool(found.threshold[0, CONCEPTS.index(concept), party, state] <= level[party, state])
    if stable != all(answer.deters for answer in answers):
        raise AssertionError(f"{concept} of state {state + 1} for {found.graph.parties[party]} is not borne out")
    return Story(party, state, concept, stable, answers)


@dataclass(frozen=True, slots=True)
class Question:
    """Whether an improvement of a party from a state is deterred under a concept."""

    party: int
    state: int
    concept: str
    to: int


def _answer(found: Stability, walks: Walks, asked: Question) -> Answer:
    """Search the opponents' sequences after one improvement for one that deters."""
    if asked.concept == "nash":
        return Answer(asked.to, deters=False)
    level, mine = found.level[0], found.level[0, asked.party]
    improving = level if asked.concept == "seq" else None
    rules = Rules(others(found.graph.parties, asked.party), improving, found.sanction == "once")
    worse = mine <= mine[asked.state]
    if asked.concept != "smr":
        steps = _first(walks, asked.to, rules, worse)
        return Answer(asked.to, bool(steps), steps)
    # The Nash threshold of a state is the best that its party can move on to.
    stuck = worse & (found.threshold[0, CONCEPTS.index("nash"), asked.party] <= mine[asked.state])
    steps = _first(walks, asked.to, rules, stuck)
    if steps:
        return Answer(asked.to, True, steps)
    steps = _first(walks, asked.to, rules, worse)
    return Answer(asked.to, False, steps, _best(walks, asked.party, steps[-1].target, mine) if steps else None)


def _first(walks: Walks, start: int, rules: Rules, goal: np.ndarray) -> tuple[Step, ...]:
    return next(iter(walks.reached(start, rules, goal).values()), ())


def _best(walks: Walks, party: int, state: int, level: np.ndarray) -> int:
    targets = walks.targets(party, state)
    return int(targets[np.argmax(level[targets])])
