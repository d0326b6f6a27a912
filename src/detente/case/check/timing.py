"""The section `timing` of a case file: rates a year, drifts of no-deal values, the record of the talks."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import Desk, Node
from detente.case.check.fields import Table, build, day, quantity, record, whole, words
from detente.case.check.names import Names, marks, per_party, sources
from detente.case.check.sections import CODED
from detente.case.timing import MOST_MONTHS, Record, Timing

RATE = (0.0, 365.0)
"""Events a year: at most one a day."""
DRIFT = (-1_000.0, 1_000.0)
MOST_AGREEMENTS = 1_000


def timing(node: Node, names: Names) -> Any:
    """Read `timing`."""
    cited = sources(names)
    rate, drift = quantity(*RATE, cited), quantity(*DRIFT, cited)
    table: Table = {
        "closing": rate,
        "collapse": rate,
        "escalation": rate,
        "drift": lambda item: per_party(item, names, lambda _, value: drift(value)),
        "record": lambda item: _record(item, names),
        **marks(names),
        "why": words,
        "sources": cited,
        "coded": CODED,
    }
    return build(Timing, record(node, table, ("closing",)), ("closing",))


def _record(node: Node, names: Names) -> Any:
    table: Table = {"since": day, "agreements": whole(0, MOST_AGREEMENTS), "note": words, "sources": sources(names)}
    return build(Record, record(node, table, ("since",)), ("since",))


def check_timing(desk: Desk, rows: dict[str, Any]) -> None:
    """Fault a record that begins when the case ends, a horizon too far off, and drifts without a no-deal value."""
    held, as_of = rows.get("timing"), rows.get("as_of")
    if not held:
        return
    if held.record and as_of and held.record.since >= as_of:
        message = f"{held.record.since} is not before as_of, {as_of}, so there is no record"
        desk.fault(("timing", "record", "since"), message, "name the day on which the talks, or the war, began")
    _near(desk, rows)
    if "no_deal" not in rows or not desk.sound("no_deal"):
        return
    valued = {row.party for row in rows["no_deal"] if row.value is not None}
    for party in held.drift:
        if party not in valued:
            message = f"{party} has no no-deal value that could drift"
            desk.fault(("timing", "drift", party), message, "give it one under no_deal, or drop the drift")


def _near(desk: Desk, rows: dict[str, Any]) -> None:
    """Fault a horizon to which talks cannot be followed month by month."""
    begin, end = rows.get("as_of"), rows.get("horizon")
    if not begin or not end:
        return
    months = (end.year - begin.year) * 12 + end.month - begin.month
    if months > MOST_MONTHS or (months == MOST_MONTHS and end.day > begin.day):
        message = f"{end} is {months} months after as_of; with timing, talks are followed over {MOST_MONTHS} at most"
        desk.fault(("horizon",), message, "bring the horizon nearer, or drop timing", limit=True)
