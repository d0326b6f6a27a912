"""A case that stands: what refers to what is not there goes, or says that it is withheld."""

from __future__ import annotations

from typing import Any

from detente.case.check import check
from detente.case.document import Document, Place
from detente.case.fault import Fault, InputFaults, unfit
from detente.case.nouns import Case
from detente.formats.plain.rows import Plain
from detente.formats.sharing.rows import row_around, without
from detente.formats.write import place_of

MOST_ROUNDS = 100
WITHHELD = "withheld"
SOURCE: Plain = {"title": "Withheld"}
APART = ("when", "settlement", "delivers")
"""Keys below which a word is the id of an issue, whatever it looks like."""
NO_CITATIONS = ("sources", "confides")
"""Sections that cite nothing."""


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
    raise unfit(case_id, "so much hangs on what is withheld that no case is left")


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

    def told(held: Any, key: str) -> Any:
        if isinstance(held, dict):
            return {k: item if k in APART else told(item, k) for k, item in held.items()}
        if isinstance(held, list) and key == "sources" and all(isinstance(item, str) for item in held):
            return [*dict.fromkeys(map(name, held))]
        return [told(item, "") for item in held] if isinstance(held, list) else held

    rest = {key: item if key in NO_CITATIONS else told(item, "") for key, item in value.items()}
    if "claims" in rest:
        rest["claims"] = [row | ({"source": name(row["source"])} if "source" in row else {}) for row in rest["claims"]]
    return rest if not missed else {**rest, "sources": {**value.get("sources", {}), WITHHELD: SOURCE}}
