"""What one ratifier says to a settlement, in every draw: by its utility, by its red lines, or by a poll.

Settlements are columns of a space: ``(I,)`` for one, or ``(D, I)`` for one per draw. Of the latter the step that is
judged must make the same (`alike`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from detente.case.nouns import Case, NoDeal, Predicate
from detente.case.quantity import Quantity
from detente.case.ratification import BY_UTILITY, UNANIMITY, Poll, RatificationStep
from detente.durability.distinct import groups
from detente.settlement.classify import holds
from detente.settlement.space import Space

LOW, MID, HIGH = LEVELS = ("low", "mid", "high")
"""Everything that is uncertain outside the draws at its least, its middle, its most favourable to a yes."""


def with_reversions(case: Case) -> Case:
    """Return the case in which every ratifier's reversion is its no-deal value, so that its space can value it.

    Nobody becomes required: who signs, and the zone, stay as they are.
    """
    held = {row.party for row in case.no_deal}
    worth = {s.by: s for s in case.ratification if s.by is not None and s.by not in held and s.reversion is not None}
    added = [NoDeal(party, step.reversion, why=f"reversion in {step.id}") for party, step in worth.items()]
    return replace(case, no_deal=(*case.no_deal, *added)) if added else case


def alike(step: RatificationStep, case: Case, space: Space, columns: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the rows of settlements ``(N, I)`` in groups of which a step and its polls make the same.

    So many settlements can be judged at once: within a group only what parties accept differs.
    """
    asked = [] if step.when is None else [step.when]
    asked += [when for poll in step.polls for when in _asked_about(poll, case)]
    yield from groups(np.column_stack([np.ones(len(columns)), *(holds(when, space, columns) for when in asked)]))


def needed(step: RatificationStep, space: Space, columns: np.ndarray) -> bool:
    """Return whether a settlement touches what the step has a say in."""
    return step.when is None or _holds(step.when, space, columns)


def speaks_for(poll: Poll, case: Case, space: Space, columns: np.ndarray) -> bool:
    """Return whether a poll asked about a settlement: one of its offers agrees with it, or its condition holds."""
    return any(_holds(when, space, columns) for when in _asked_about(poll, case))


def _asked_about(poll: Poll, case: Case) -> Iterator[Predicate]:
    """Yield what a settlement may be to be one that a poll asked about."""
    for offer in poll.offers:
        options = case.offer(offer).settlement.items()
        yield Predicate("all", parts=tuple(Predicate("is", issue, (option,)) for issue, option in options))
    if poll.when is not None:
        yield poll.when


def _holds(when: Predicate, space: Space, columns: np.ndarray) -> bool:
    return bool(holds(when, space, np.atleast_2d(columns)[:1])[0])


def says_when_it_refuses(case: Case, space: Space, party: str | None) -> bool:
    """Return whether the case tells when a party would refuse: it has views, and a no-deal value or a reversion."""
    told = {row.party for row in case.no_deal} | {s.by for s in case.ratification if s.red_lines_only or s.reversion}
    return party in space.parties and party in told


def accepts(space: Space, party: str, columns: np.ndarray, reversion: Quantity | None, level: str = MID) -> np.ndarray:
    """Return whether a party accepts a settlement in every draw, ``(D,)`` bool.

    At a level other than `mid` its reversion is at the end that is worst (`low`) or best for a yes; the shift of what a
    settlement leaves open is bounded, so that the two ends lie outside.
    """
    p = space.parties.index(party)
    taken = np.broadcast_to(columns, (space.draws, np.shape(columns)[-1]))
    kept = np.asarray(~np.take_along_axis(space.barred[:, p], taken, axis=1).any(axis=1))
    if not space.valued[p]:
        return kept
    surplus = np.take_along_axis(space.worth[:, p], taken, axis=1).sum(axis=1) - space.reserve[:, p]
    if level == MID or reversion is None:
        return kept & (surplus >= 0)
    end = reversion.high if level == LOW else reversion.low
    shift = np.rint(end * space.scale[:, p]) - space.reserve[:, p]
    return kept & (surplus >= (np.maximum(shift, 0.0) if level == LOW else np.minimum(shift, 0.0)))


def reversions(case: Case) -> dict[str, Quantity | None]:
    """Return what every party with a no-deal value or a reversion has without the settlement."""
    return {row.party: row.value for row in with_reversions(case).no_deal}


def refuse_unvalued(case: Case, space: Space) -> None:
    """Raise `ValueError` where a ratifier has a reversion and the space was built without it."""
    worth: Mapping[str, Quantity | None] = reversions(case)
    for p, party in enumerate(space.parties):
        if worth.get(party) is not None and space.covered[p] and not space.valued[p]:
            raise ValueError(f"the space does not value {party}; build it from `with_reversions` of the case")


def askers(case: Case) -> dict[str, Predicate | None]:
    """Return the ratifiers who decide by utility or red lines, each with the condition of its say; None for always.

    These are the parties of assents, referendums and unanimous bodies. What blocs vote by chance is not among them.
    """
    asked: dict[str, list[Predicate | None]] = {}
    for step in case.ratification:
        for party in _deciding(step):
            asked.setdefault(party, []).append(step.when)
    return {party: _any(conditions) for party, conditions in asked.items()}


def _deciding(step: RatificationStep) -> list[str]:
    if step.rule.kind in BY_UTILITY:
        return [step.by] if step.by is not None else []
    if step.rule.kind == UNANIMITY:
        return [bloc.party for bloc in step.rule.blocs if bloc.party is not None]
    return []


def _any(conditions: list[Predicate | None]) -> Predicate | None:
    parts = tuple(dict.fromkeys(part for part in conditions if part is not None))
    if len(parts) < len(set(conditions)):
        return None
    return parts[0] if len(parts) == 1 else Predicate("any", parts=parts)
