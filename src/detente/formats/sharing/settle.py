"""A case that stands: what refers to what is not there goes, or says that it is withheld."""

from __future__ import annotations

from typing import Any

from detente.case.check import check
from detente.case.document import Document, Place
from detente.case.fault import Fault, InputFaults
from detente.case.nouns import Case
from detente.formats.plain.rows import Plain
from detente.formats.sharing.rows import row_around, without
from detente.formats.write import place_of

MOST_ROUNDS = 100
WITHHELD = "withheld"
SOURCE: Plain = {"title": "Withheld"}
APART = ("when", "settlement", "delivers")
"""Keys below which a word is the id of an issue, whatever it looks like."""


def settled(value: Plain, case_id: str) -> tuple[Case, list[Place]]:
    """Return the case of plain values from which rows were left out, and the places of what had to follow them.

    A citation of a source that is gone says so. Whatever else the check then refuses goes too, until it refuses
    nothing.

    Raises
    ------
    InputFaults
        When what is left is no case.
    """
    value, gone = _cited(value), []
    for _ in range(MOST_ROUNDS):
        found = check(Document(value), case_id=case_id)
        if found.case is not None:
            return found.case, gone
        doomed = {_place(value, fault) for fault in found.faults}
        if None in doomed:
            raise InputFaults(case_id, tuple(_told(fault) for fault in found.faults if _place(value, fault) is None))
        cut = {place for place in doomed if place is not None}
        gone += [place for place in cut if not isinstance(place[-1], int) or len(place) == 2]
        value = without(value, cut)
    raise InputFaults(case_id, (Fault("", None, "so much hangs on what is withheld that no case is left"),))


def _place(value: Plain, fault: Fault) -> Place | None:
    return row_around(value, place_of(fault.where)) if fault.where else None


def _told(fault: Fault) -> Fault:
    return Fault(fault.where, None, f"without what is withheld: {fault.message}", "lower its marking, or add a row")


def _cited(value: Plain) -> Plain:
    """Return a case in which every citation of a source that is not there reads `withheld`."""
    known, missed = set(value.get("sources", {})), set[str]()

    def name(source: str) -> str:
        if source in known:
            return source
        missed.add(source)
        return WITHHELD

    def told(held: Any, key: str, inside: bool) -> Any:
        if isinstance(held, dict):
            free = not inside or key in APART
            return {k: item if free and k in APART else told(item, k, True) for k, item in held.items()}
        if isinstance(held, list) and key == "sources":
            return [*dict.fromkeys(name(item) if isinstance(item, str) else item for item in held)]
        if isinstance(held, list):
            return [told(item, key, inside) for item in held]
        return name(held) if key == "source" and isinstance(held, str) else held

    rest = {key: item if key == "sources" else told(item, key, True) for key, item in value.items()}
    return rest if not missed else {**rest, "sources": {**value.get("sources", {}), WITHHELD: SOURCE}}
