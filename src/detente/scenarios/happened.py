"""Some wild cards taken to have happened, beside none: both outlooks on common draws, and the paired difference."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from detente.case.fault import Unanswerable
from detente.case.levers import CannotChange
from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress
from detente.scenarios.mean import mean_of
from detente.scenarios.outlook import outlook
from detente.scenarios.wild_cards import NO_CARDS, NONE, chances, changed, groups


def happened(
    case: Case, cards: Collection[str], drawing: Drawing, progress: Progress | None = None
) -> dict[str, Any]:  # fmt: skip
    """Return what a case comes to once some of its wild cards have happened, and no other has.

    Per result ``without`` any, ``given`` these, and the paired ``effect``; of one card alone they are those of
    ``detente wildcards``. ``cards`` lists all with their probability by the horizon, and which were taken to have
    happened.

    Raises
    ------
    Unanswerable
        When the case has no wild cards, or two of those named exclude each other.
    CannotChange
        When one of those named is none of the case.
    """
    if not case.wild_cards:
        raise Unanswerable(NO_CARDS)
    chosen = _chosen(case, cards)
    base = outlook(case, drawing, progress)
    after = base if chosen == NONE else outlook(changed(case, chosen), drawing, progress)
    chance = chances(case, drawing)
    return {
        "draws": drawing.draws,
        "seed": drawing.seed,
        "cards": [
            {"id": card.id, "name": card.name, "kind": card.kind, "exclusive": card.exclusive,
             "probability": mean_of(chance[card.id]).to_dict(), "happened": card.id in chosen}
            for card in case.wild_cards
        ],
        "without": {name: mean_of(values).to_dict() for name, values in base.values.items()},
        "given": {name: mean_of(values).to_dict() for name, values in after.values.items()},
        "effect": {name: mean_of(after.values[name] - base.values[name]).to_dict() for name in base.values},
    }  # fmt: skip


def _chosen(case: Case, cards: Collection[str]) -> frozenset[str]:
    known = [card.id for card in case.wild_cards]
    unknown = [name for name in cards if name not in known]
    if unknown:
        raise CannotChange(f'no wild card "{unknown[0]}"; there are {", ".join(known)}')
    for group in groups(case.wild_cards):
        both = [name for name in group if name in cards]
        if len(both) > 1:
            raise Unanswerable(f"{' and '.join(both)} exclude each other; take one of them")
    return frozenset(cards)
