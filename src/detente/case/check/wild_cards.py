"""What may come from outside: the section `wild_cards` of a case file."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node
from detente.case.check.fields import ID, Table, build, fresh_id, kept, matching, one_of, quantity, record, text, words
from detente.case.check.levers import NEEDED, changes, check_changes
from detente.case.check.names import Names, marks, sources
from detente.case.check.sections import CODED, rows
from detente.case.nouns import Case
from detente.case.wild_cards import WILD_CARD_KINDS, WildCard

SHARE, RATE = (0.0, 1.0), (0.0, 365.0)
ROUNDING = 1e-9


def wild_cards(node: Node, names: Names) -> tuple[WildCard, ...]:
    """Read `wild_cards`."""
    cited = sources(names)
    table: Table = {
        "id": fresh_id("wild card", set()),
        "name": text,
        "kind": one_of(WILD_CARD_KINDS),
        "probability": quantity(*SHARE, cited),
        "rate": quantity(*RATE, cited),
        "exclusive": matching(ID.pattern, "the name of a group; names are letters, digits, _ and -"),
        "changes": changes(names),
        **marks(names),
        "why": words,
        "sources": cited,
        "coded": CODED,
    }
    return kept(_card(item, table) for item in rows(node))


def _card(node: Node, table: Table) -> Any:
    needed = ("id", "name", "kind", "changes")
    row = record(node, table, needed)
    if isinstance(row, Missing):
        return MISSING
    told = [key for key in ("probability", "rate") if key in node.value]
    if len(told) != 1:
        said = "both a probability and a rate" if told else "neither a probability nor a rate"
        node.fault(f"it has {said}", "write how likely it is by the horizon (probability), or how often a year (rate)")
        return MISSING
    if told[0] not in row:
        return MISSING
    if row.get("exclusive") and "rate" in row:
        node.at("rate").fault("a wild card of a group has no rate", "write its probability by the horizon")
        return MISSING
    return build(WildCard, row, needed)


def check_wild_cards(desk: Desk, found: dict[str, Any]) -> None:
    """Fault changes that lead nowhere, and groups whose probabilities add up to more than 1."""
    cards: tuple[WildCard, ...] = found.get("wild_cards", ())
    if not cards or not desk.sound("wild_cards"):
        return
    _groups(desk, cards)
    if not all(key in found and desk.sound(key) for key in NEEDED):
        return
    held: dict[str, Any] = {"id": "", **found}
    case = Case(**held)
    for k, card in enumerate(cards):
        check_changes(desk, ("wild_cards", k, "changes"), case, card.changes)


def _groups(desk: Desk, cards: tuple[WildCard, ...]) -> None:
    total: dict[str, float] = {}
    for k, card in enumerate(cards):
        if not card.exclusive or card.probability is None:
            continue
        total[card.exclusive] = total.get(card.exclusive, 0.0) + card.probability.mid
        if total[card.exclusive] > 1.0 + ROUNDING:
            message = f"with it the probabilities of the group {card.exclusive} add up to {total[card.exclusive]:g}"
            hint = "of a group at most one happens; together they are at most 1, or they do not exclude one another"
            desk.fault(("wild_cards", k, "probability"), message, hint)
            return
