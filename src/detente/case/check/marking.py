"""Who may read what: the sections `confides` and `withheld`, and the marks of rows against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node, listed
from detente.case.check.fields import Table, build, entries, listing, one_of, record, whole
from detente.case.check.names import Names, per_party, reference
from detente.case.document import Place
from detente.case.marking import CONFIDABLE, MARKINGS, Confides, Withheld

MOST_ROWS = 1_000_000
BY = "confided_by"
REFERENCES = {
    "sources": "sources", "source": "sources", "offer": "offers", "offers": "offers", "relative_to": "offers",
    "on": "hypotheses", "likelihoods": "hypotheses",
}  # fmt: skip
"""Key that refers to rows of a section by their ids -> that section."""
Ids = Mapping[tuple[str, str], str]
"""Section and id of a row -> the party that confided it."""


def confides(node: Node, names: Names) -> tuple[Confides, ...]:
    """Read `confides`: of which sections a party may have confided rows."""
    read = listing(one_of(CONFIDABLE), filled=True, distinct=True)

    def row(party: str, item: Node) -> Any:
        found = read(item)
        return MISSING if isinstance(found, Missing) else Confides(party, found)

    return tuple(per_party(node, names, row).values())


def withheld(node: Node, names: Names) -> Any:
    """Read `withheld`: what a case that was made for a reader says of what is not in it."""
    table: Table = {"view_of": reference(names, "party"), "above": one_of(MARKINGS), "rows": _counts}
    return build(Withheld, record(node, table), ())


def _counts(node: Node) -> Any:
    read = whole(1, MOST_ROWS)
    found = {key: read(item) for key, item in entries(node)}
    return {key: value for key, value in found.items() if not isinstance(value, Missing)}


def check_marking(desk: Desk, rows: Mapping[str, Any]) -> None:
    """Fault a confided row that its party is not said to confide, and one to which a row for others refers."""
    said = {row.party: row.sections for row in rows.get("confides", ())}
    held = list(_rows(desk.document.value, (), ""))
    confided = {(str(place[0]), _id(row, place)): by for place, row, by in held if by}
    for place, row, by in held:
        if BY in row:
            _declared(desk, place, by, said)
        _refers(desk, place, row, (by, confided))


def _rows(value: Any, place: Place, by: str) -> Iterator[tuple[Place, dict[str, Any], str]]:
    """Yield every mapping below the top with its place and the party that confided it, or what it lies in."""
    if isinstance(value, dict):
        own = value.get(BY, by) if place else by
        by = own if isinstance(own, str) else by
        if place:
            yield place, value, by
        for key, item in value.items():
            yield from _rows(item, (*place, key), by)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _rows(item, (*place, at), by)


def _id(row: Mapping[str, Any], place: Place) -> str:
    return str(row.get("id", place[-1])) if len(place) == 2 else ""


def _declared(desk: Desk, place: Place, by: str, said: Mapping[str, tuple[str, ...]]) -> None:
    section = str(place[0])
    if section in CONFIDABLE and section not in said.get(by, ()) and desk.sound(*place, BY) and desk.sound("confides"):
        now = listed([*said.get(by, ()), section])
        message = f"{by} is not said to confide anything of {section}, so that its absence would tell that it did"
        desk.fault((*place, BY), message, f"write confides: {{{by}: [{now}]}}; every reader may know that")


def _refers(desk: Desk, place: Place, row: Mapping[str, Any], known: tuple[str, Ids]) -> None:
    """Fault a reference to a confided row from one that others read too."""
    by, confided = known
    for key, section in REFERENCES.items():
        held = row.get(key)
        named = [held] if isinstance(held, str) else list(held) if isinstance(held, list | dict) else []
        for name in named:
            owner = confided.get((section, name), by) if isinstance(name, str) else by
            if owner != by:
                message = f"{section}.{name} is confided by {owner}, and this row is not: others would read of it"
                desk.fault((*place, key), message, f"add confided_by: {owner} to the row, or cite something else")
