"""One step of ratification for one settlement: is it needed, on what basis is it judged, and how likely is a yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from detente.case.nouns import Case
from detente.case.quantity import Quantity, exactly
from detente.case.ratification import (
    BY_UTILITY,
    REFERENDUM,
    UNANIMITY,
    VOTE,
    WAIT,
    Bloc,
    RatificationStep,
    Rule,
)
from detente.durability.consent import (
    HIGH,
    LEVELS,
    LOW,
    MID,
    accepts,
    needed,
    refuse_unvalued,
    reversions,
    says_when_it_refuses,
    speaks_for,
    with_reversions,
)
from detente.durability.polls import poll_parameters, referendum
from detente.durability.schedule import mean
from detente.durability.votes import Quorum, add_up, bloc_seats, free_seats, qualified_majority, reaches, unanimous
from detente.settlement.space import Space

NOT_NEEDED, GIVEN, POLL, UTILITY, RED_LINES, VOTES, UNKNOWN = BASES = (
    "not_needed",
    "given",
    "poll",
    "utility",
    "red_lines",
    "vote",
    "unknown",
)
MAJORITY = 0.5


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """What a step comes to. ``probability, low, high (D,)``: chance of a yes in every draw; NaN and 0-1 where unknown.

    `of` is the party whose signature it confirms. `basis` is one of `BASES`; a step that the settlement does not touch
    counts as given. `polls` holds the wordings that were used.
    """

    id: str
    name: str
    of: str | None
    needed: bool
    basis: str
    probability: np.ndarray
    low: np.ndarray
    high: np.ndarray
    polls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A settlement in a space of a case, as `consent` takes it; `worth` is what parties have without it."""

    case: Case
    space: Space
    columns: np.ndarray
    worth: Mapping[str, Quantity | None]


def question(case: Case, space: Space, columns: np.ndarray) -> Question:
    """Return the question of one settlement; raises `ValueError` where the space was built without reversions."""
    refuse_unvalued(case, space)
    return Question(with_reversions(case), space, columns, reversions(case))


def judge_step(step: RatificationStep, asked: Question) -> StepVerdict:
    """Judge one step: by the polls that speak of this settlement, else by utility or red lines, else by its votes."""
    if not needed(step, asked.space, asked.columns):
        return _verdict(step, asked, NOT_NEEDED, dict.fromkeys(LEVELS, 1.0))
    if step.rule.kind == WAIT:
        return _verdict(step, asked, GIVEN, dict.fromkeys(LEVELS, 1.0))
    if step.rule.kind in BY_UTILITY:
        return _by_party(step, asked)
    if any(b.party is not None and b.party not in asked.space.parties for b in step.rule.blocs):
        return _unknown(step, asked)
    return _verdict(step, asked, VOTES, {level: _votes(step.rule, asked, level) for level in LEVELS})


def _by_party(step: RatificationStep, asked: Question) -> StepVerdict:
    """Judge by polls or, where none speaks of the settlement, by utility; without one by red lines alone."""
    if any(speaks_for(poll, asked.case, asked.space, asked.columns) for poll in step.polls):
        return _by_polls(step, asked)
    party = step.by
    if party is None or not says_when_it_refuses(asked.case, asked.space, party):
        return _unknown(step, asked)
    worth = asked.worth.get(party)
    said = {level: accepts(asked.space, party, asked.columns, worth, level).astype(float) for level in LEVELS}
    if asked.space.valued[asked.space.parties.index(party)]:
        return _verdict(step, asked, UTILITY, said)
    if step.rule.kind == REFERENDUM:
        # A public that nobody asked: its red lines tell what it refuses, nothing tells what it would vote for.
        said = {LOW: 0.0, MID: np.where(said[MID] > 0.0, np.nan, 0.0), HIGH: said[HIGH]}
    return _verdict(step, asked, RED_LINES, said)


def _by_polls(step: RatificationStep, asked: Question) -> StepVerdict:
    """Average over the polls that speak of the settlement; the range spans all of them."""
    rule = step.rule
    wording = poll_parameters().wording if rule.wording is None else rule.wording
    threshold = rule.threshold if rule.kind == REFERENDUM else MAJORITY
    used = [poll for poll in step.polls if speaks_for(poll, asked.case, asked.space, asked.columns)]
    found = [referendum(poll, threshold, wording) for poll in used]
    value = float(np.mean([chance.value for chance in found]))
    ends = (min(chance.low for chance in found), value, max(chance.high for chance in found))
    told = tuple(poll.wording or str(poll.date) for poll in used)
    return _verdict(step, asked, POLL, dict(zip(LEVELS, ends, strict=True)), told)


def _votes(rule: Rule, asked: Question, level: str) -> np.ndarray | float:
    """Return the chance of a yes of a body: in every draw where a party's acceptance decides, else one for all."""
    if all(bloc.party is None for bloc in rule.blocs):
        return _votes_alone(rule, level)

    def yes(bloc: Bloc) -> np.ndarray:
        if bloc.party is None:
            return np.full(asked.space.draws, _chance(bloc, level))
        return accepts(asked.space, bloc.party, asked.columns, asked.worth.get(bloc.party), level).astype(float)

    return _tallied(rule, level, yes)


@cache
def _votes_alone(rule: Rule, level: str) -> float:
    """Return the chance of a yes of a body whose members vote as coded, whatever the settlement and the draw."""
    return float(_tallied(rule, level, lambda bloc: np.array([_chance(bloc, level)]))[0])


def _tallied(rule: Rule, level: str, yes: Callable[[Bloc], np.ndarray]) -> np.ndarray:
    if rule.kind == VOTE:
        return reaches(add_up([_seats(bloc, level, yes) for bloc in rule.blocs]), rule.needed)
    said = np.column_stack([yes(bloc) for bloc in rule.blocs])
    if rule.kind == UNANIMITY:
        return unanimous(said)
    states, people = [bloc.seats for bloc in rule.blocs], [bloc.population for bloc in rule.blocs]
    return qualified_majority(states, people, said, Quorum(rule.states, rule.population, rule.blocking))


def _seats(bloc: Bloc, level: str, yes: Callable[[Bloc], np.ndarray]) -> np.ndarray:
    """Return the probability of every number of yes seats of a bloc; its chance of a yes is averaged over its range."""
    if bloc.together or bloc.yes is None:
        return bloc_seats(bloc.seats, yes(bloc))
    if level == MID:
        return free_seats(bloc.seats, bloc.yes)
    return bloc_seats(bloc.seats, np.array([getattr(bloc.yes, level)]), together=False)


def _chance(bloc: Bloc, level: str) -> float:
    """Return the chance that a bloc says yes as one: its mean, or an end of its range."""
    yes = bloc.yes or exactly(1.0)
    return mean(yes) if level == MID else float(getattr(yes, level))


def _unknown(step: RatificationStep, asked: Question) -> StepVerdict:
    return _verdict(step, asked, UNKNOWN, dict(zip(LEVELS, (0.0, np.nan, 1.0), strict=True)))


def _verdict(
    step: RatificationStep, asked: Question, basis: str, chance: Mapping[str, float | np.ndarray],
    polls: tuple[str, ...] = (),
) -> StepVerdict:  # fmt: skip
    low, mid, high = (np.broadcast_to(np.asarray(chance[k], dtype=float), asked.space.draws) for k in LEVELS)
    name = step.body or (asked.case.party(step.by).name if step.by else step.id)
    if (low > mid + 1e-12).any() or (mid > high + 1e-12).any():
        raise AssertionError(f"the range of {step.id} does not hold its value")
    return StepVerdict(step.id, name, step.of, basis != NOT_NEEDED, basis, mid, low, high, polls)
