"""The plain sections of a case file: sources, parties, issues, exclusions, offers, statements, what is kept as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, together
from detente.case.check.fields import (
    Table,
    build,
    day,
    entries,
    flag,
    kept,
    listing,
    matching,
    number,
    one_of,
    quantity,
    record,
    text,
    url,
    whole,
    words,
)
from detente.case.check.names import Names, marks, reference, settlement, sources
from detente.case.evidence import GRADE
from detente.case.nouns import (
    CODINGS,
    OPEN,
    ROLES,
    TRACKS,
    VERDICTS,
    Exclusion,
    Issue,
    Offer,
    Option,
    Party,
    Source,
    Staleness,
    Statement,
    Trajectory,
    TrajectoryPoint,
)

CODED = one_of(CODINGS)
PER_CENT = number(0.0, 100.0)
SOURCE: Table = {
    "title": text,
    "url": url,
    "date": day,
    "approximate": flag,
    "grade": matching(GRADE, "a grade; grades are a letter A-F and a digit 1-6, as B2"),
    "note": words,
}
STALENESS: Table = {"after_days": whole(0, 100_000), "widen_per_year": number(0.0, 100.0), "coded": CODED}
PREDICATE_WORDS = ("all", "any", "not", "with")
"""Ids that an issue cannot have: they mean something where issues are named."""


def sources_section(node: Node, names: Names) -> tuple[Source, ...]:
    """Read `sources`."""
    table: Table = {**SOURCE, **marks(names)}
    return kept(build(Source, record(item, table, ("title",)), ("title",), id=key) for key, item in entries(node))


def parties(node: Node, names: Names) -> tuple[Party, ...]:
    """Read `parties`."""
    table: Table = {
        "name": text,
        "role": one_of(ROLES),
        "also": listing(one_of(ROLES), distinct=True),
        "of": reference(names, "party"),
        "required": flag,
        "leverage": quantity(0.0, 100.0, sources(names)),
        "track": one_of(TRACKS),
        "at_table": flag,
        "coded": CODED,
        "sources": sources(names),
        "note": words,
    }
    return kept(_party(key, item, table) for key, item in entries(node, filled=True))


def _party(key: str, node: Node, table: Table) -> Any:
    row = record(node, table, ("name", "role"))
    if isinstance(row, Missing):
        return MISSING
    row.setdefault("required", row.get("role") == "principal")
    return build(Party, row, ("name", "role"), id=key)


def issues(node: Node, names: Names) -> tuple[Issue, ...]:
    """Read `issues`."""
    table: Table = {
        "name": text,
        "options": _options,
        "core": flag,
        "deferrable": flag,
        "sources": sources(names),
        "note": words,
    }
    return kept(_issue(key, item, table) for key, item in entries(node, PREDICATE_WORDS, filled=True))


def _issue(key: str, node: Node, table: Table) -> Any:
    row = record(node, table, ("name", "options"))
    if isinstance(row, Missing):
        return MISSING
    core = row.pop("core", None)
    if core is not None and core == row.get("deferrable", False):
        both = "both core and deferrable" if core else "neither core nor deferrable"
        node.fault(f"the issue is {both}; it is exactly one of them", "keep core: true or deferrable: true")
    return build(Issue, row, ("name", "options"), id=key)


def _options(node: Node) -> Any:
    return kept(_option(key, item) for key, item in entries(node, (OPEN,), filled=True))


def _option(key: str, node: Node) -> Any:
    if isinstance(node.value, str):
        name = text(node)
        return name if isinstance(name, Missing) else Option(key, name)
    return build(Option, record(node, {"name": text, "score": PER_CENT}, ("name",)), ("name",), id=key)


def exclusions(node: Node, names: Names) -> tuple[Exclusion, ...]:
    """Read `forbid`."""
    pair = settlement(names, 2)
    table: Table = {"settlement": pair, "why": words, "sources": sources(names), "coded": CODED, **marks(names)}
    seen: dict[Any, Node] = {}
    return kept(_exclusion(item, table, seen) for item in rows(node))


def _exclusion(node: Node, table: Table, seen: dict[Any, Node]) -> Any:
    """Read one exclusion; what has a fault of its own is compared with nothing."""
    plain = isinstance(node.value, dict) and not any(isinstance(value, dict) for value in node.value.values())
    row = {"settlement": table["settlement"](node)} if plain else record(node, table, ("settlement",))
    found = build(Exclusion, row, ("settlement",))
    if isinstance(found, Missing) or not node.desk.sound(*node.place):
        return MISSING
    first = seen.setdefault(frozenset(found.settlement.items()), node)
    if first is not node:
        message = f"the exclusion of {together(found.settlement)} repeats {first.named()}"
        node.fault(message, "keep one of the two")
    return found


def rows(node: Node) -> Iterator[Node]:
    """Return the items of a list; a fault when it is none."""
    if isinstance(node.value, list):
        return node.items()
    node.unlike("a list", "begin every item with a dash")
    return iter(())


def offers(node: Node, names: Names) -> tuple[Offer, ...]:
    """Read `offers`."""
    table: Table = {
        "name": text,
        "settlement": settlement(names, 1),
        "by": reference(names, "party"),
        "date": day,
        "track": one_of(TRACKS),
        "tabled": flag,
        "note": words,
        "sources": sources(names),
        **marks(names),
    }
    needed = ("name", "settlement")
    return kept(build(Offer, record(item, table, needed), needed, id=key) for key, item in entries(node))


def statements(node: Node, names: Names) -> tuple[Statement, ...]:
    """Read `statements`."""
    table: Table = {
        "party": reference(names, "party"),
        "offer": reference(names, "offer"),
        "verdict": one_of(VERDICTS),
        "date": day,
        "text": words,
        "sources": sources(names),
        **marks(names),
    }
    needed = ("party", "offer", "verdict")
    return kept(build(Statement, record(item, table, needed), needed) for item in rows(node))


def staleness(node: Node, names: Names) -> Any:
    """Read `staleness`."""
    return build(Staleness, record(node, STALENESS), ())


def trajectories(node: Node, names: Names) -> tuple[Trajectory, ...]:
    """Read `trajectories`."""
    point: Table = {"date": day, "position": PER_CENT, "what": words, "sources": sources(names)}
    dated = ("date", "position")

    def points(held: Node) -> Any:
        return kept(build(TrajectoryPoint, record(item, point, dated), dated) for item in rows(held))

    about: Table = {"party": reference(names, "party"), "issue": reference(names, "issue")}
    table: Table = {**about, "points": points, **marks(names)}
    needed = ("party", "issue", "points")
    return kept(build(Trajectory, record(item, table, needed), needed) for item in rows(node))
