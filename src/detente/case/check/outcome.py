"""What came of the talks: the section `outcome`."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.case.check.desk import MISSING, Missing, Node
from detente.case.check.fields import Table, build, day, entries, flag, number, record, words
from detente.case.check.names import Names, known_key, marks, settlement, sources
from detente.case.check.sections import CODED, PER_CENT
from detente.case.outcome import Held, Outcome, Talks

LONGEST = 100_000.0
"""Days or hours of talks that can be written."""
SLACK = 1.0
"""Days by which two ways of counting differ: with the last day, or without."""
NEEDED = ("agreed", "date")
OF_AGREEMENT = ("signed", "settlement", "scores", "realised", "held")
"""Keys that only an agreement has."""
TALKS: Table = {"began": day, "days": number(0.0, LONGEST), "hours": number(0.0, LONGEST)}
HELD: Table = {"until": day, "to_date": day, "note": words}


def outcome(node: Node, names: Names) -> Any:
    """Read `outcome`."""
    partial = settlement(names, 1)
    table: Table = {
        "agreed": flag,
        "date": day,
        "signed": day,
        "talks": lambda item: build(Talks, record(item, TALKS), ()),
        "settlement": partial,
        "scores": lambda item: _scores(item, names),
        "realised": partial,
        "held": lambda item: _held(item),
        "blocking": words,
        **marks(names),
        "note": words,
        "sources": sources(names),
        "coded": CODED,
    }
    found = build(Outcome, record(node, table, NEEDED), NEEDED)
    if isinstance(found, Missing):
        return None
    _fits_agreement(node, found)
    _dates(node, found)
    return found


def _scores(node: Node, names: Names) -> Any:
    known = [(issue, item) for issue, item in entries(node, filled=True) if known_key(names, item, "issue")]
    for issue, item in known:
        if issue in names.unscored:
            item.fault(f"options of {issue} have no scores, so that it has no axis", "give every option a score")
    found = {issue: PER_CENT(item) for issue, item in known}
    return {issue: score for issue, score in found.items() if not isinstance(score, Missing)}


def _held(node: Node) -> Any:
    row = record(node, HELD)
    if isinstance(row, Missing):
        return MISSING
    if ("until" in node.value) == ("to_date" in node.value):
        what = "both until and to_date are given" if "until" in node.value else "neither until nor to_date is given"
        return node.fault(f"{what}; it is one of them", "until: the day it ended, or to_date: a day on which it stood")
    return Held(**row)


def _fits_agreement(node: Node, found: Outcome) -> None:
    """Fault an agreement that settles nothing, and what only an agreement has where there was none."""
    if found.agreed and not ("settlement" in node.value or "scores" in node.value):
        node.fault(
            "the outcome is an agreement, but says of no issue what was agreed", "add settlement: {issue: option}"
        )
    if not found.agreed:
        for key in OF_AGREEMENT:
            if key in node.value:
                node.at(key).fault(
                    f"agreed is false, and {key} belongs to an agreement", "remove it, or set agreed: true"
                )


def _dates(node: Node, found: Outcome) -> None:
    """Fault days that cannot follow each other."""
    _follows(node, ("signed",), found.signed, found.date, "the date of the agreement")
    if found.held:
        _follows(node, ("held", "until"), found.held.until, found.in_force, "the day of the agreement")
        _follows(node, ("held", "to_date"), found.held.to_date, found.in_force, "the day of the agreement")
    if found.talks is None or found.talks.began is None:
        return
    _follows(node, ("date",), found.date, found.talks.began, "the first day of the talks")
    days = (found.date - found.talks.began).days
    if days >= 0 and found.talks.days is not None and abs(found.talks.days - days) > SLACK:
        message = f"{found.talks.days:g} days do not fit the {days} from {found.talks.began} to {found.date}"
        node.at("talks").at("days").fault(message, "mend the days or the dates, or leave began out")


def _follows(node: Node, place: tuple[str, ...], later: date | None, earlier: date, what: str) -> None:
    if later is not None and later < earlier:
        for key in place:
            node = node.at(key)
        node.fault(f"{later} is before {what}, {earlier}")
