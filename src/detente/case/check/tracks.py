"""How talks run: the sections `tracks`, `venues` and `venue_criteria` of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.check.desk import Desk, Missing, Node, listed
from detente.case.check.fields import (
    Table,
    build,
    entries,
    kept,
    listing,
    number,
    one_of,
    quantity,
    record,
    text,
    words,
)
from detente.case.check.names import Names, marks, per_party, reference, sources
from detente.case.check.sections import CODED
from detente.case.tracks import BETTER, TRACK_KINDS, Track, Venue, VenueCriterion

SHARE = (0.0, 1.0)
COST = (0.0, 1_000.0)
EFFICIENCY = (0.01, 100.0)
SCORE = number(0.0, 100.0)


def tracks(node: Node, names: Names) -> tuple[Track, ...]:
    """Read `tracks`."""
    cited = sources(names)
    cost = quantity(*COST, cited)
    table: Table = {
        "name": text,
        "kind": one_of(TRACK_KINDS),
        "parties": listing(reference(names, "party"), filled=True, distinct=True),
        "host": reference(names, "party"),
        "leak": quantity(*SHARE, cited),
        "cost": lambda item: per_party(item, names, lambda _, value: cost(value)),
        "efficiency": quantity(*EFFICIENCY, cited),
        **marks(names),
        "note": words,
        "sources": cited,
        "coded": CODED,
    }
    needed = ("name", "kind", "parties")
    return kept(build(Track, record(item, table, needed), needed, id=key) for key, item in entries(node))


def venue_criteria(node: Node, names: Names) -> tuple[VenueCriterion, ...]:
    """Read `venue_criteria`."""
    del names
    table: Table = {"name": text, "better": one_of(BETTER), "note": words}
    return kept(build(VenueCriterion, record(item, table, ("name",)), ("name",), id=key)
                for key, item in entries(node, filled=True))  # fmt: skip


def venues(node: Node, names: Names) -> tuple[Venue, ...]:
    """Read `venues`."""
    table: Table = {
        "name": text,
        "country": words,
        "host": reference(names, "party"),
        "icc_party": words,
        "host_role": words,
        "hosted": listing(words),
        "scores": _scores,
        **marks(names),
        "note": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return kept(_venue(key, item, table) for key, item in entries(node))


def _venue(key: str, node: Node, table: Table) -> Any:
    row = record(node, table, ("name",))
    return row if isinstance(row, Missing) else build(Venue, {"scores": {}, **row}, ("name",), id=key)


def _scores(node: Node) -> Any:
    found = {key: SCORE(item) for key, item in entries(node)}
    return {key: value for key, value in found.items() if not isinstance(value, Missing)}


def check_venues(desk: Desk, rows: Mapping[str, Any]) -> None:
    """Fault a venue without a score for a named criterion, and a score for a criterion that is not named."""
    if not rows.get("venue_criteria") or not desk.sound("venue_criteria"):
        return
    criteria = [row.id for row in rows["venue_criteria"]]
    for venue in rows.get("venues", ()):
        if not desk.sound("venues", venue.id):
            continue
        lacking = [name for name in criteria if name not in venue.scores]
        if lacking:
            message = f"the venue has no score for {listed(lacking)}"
            desk.fault(("venues", venue.id), message, "score it 0-100, or drop the criterion from venue_criteria")
        for name in venue.scores:
            if name not in criteria:
                hint = desk.meant(name, criteria) or "name it under venue_criteria, or remove the score"
                message = f'no criterion "{name}"; venue_criteria are {listed(criteria)}'
                desk.fault(("venues", venue.id, "scores", name), message, hint)
