"""What follows for the economy: the section `consequences` of a case file."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node, listed
from detente.case.check.fields import Table, build, kept, number, one_of, quantity, record, whole, words
from detente.case.check.names import Names, chosen, marks, sources
from detente.case.check.sections import CODED, rows
from detente.case.consequences import (
    DEFAULT_SCENARIOS,
    DRIVERS,
    MOST_MONTHS,
    PANELS,
    Consequences,
    DriverParent,
    ScenarioDriver,
)
from detente.case.nouns import NO_DEAL, OTHER_SETTLEMENT

SIZE = (-10_000.0, 10_000.0)
WIDEST = 100.0


def consequences(node: Node, names: Names) -> Any:
    """Read `consequences`."""
    table: Table = {
        "months": whole(1, MOST_MONTHS),
        "people": one_of(PANELS),
        "security": one_of(PANELS),
        "drivers": lambda item: _drivers(item, names),
        "inherits": lambda item: _inherits(item, names),
        **marks(names),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return build(Consequences, record(node, table), ())


def _drivers(node: Node, names: Names) -> tuple[ScenarioDriver, ...]:
    table: Table = {
        "scenario": _scenario(names),
        "driver": one_of(DRIVERS),
        "value": quantity(*SIZE, sources(names)),
        **marks(names),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    needed = ("scenario", "driver", "value")
    seen: set[tuple[str, str]] = set()
    return kept(_once(item, build(ScenarioDriver, record(item, table, needed), needed), seen) for item in rows(node))


def _once(node: Node, row: Any, seen: set[tuple[str, str]]) -> Any:
    if isinstance(row, Missing):
        return MISSING
    if (row.scenario, row.driver) in seen:
        message = f"{row.driver} of {row.scenario} stands there twice"
        node.fault(message, "keep one of them")
        return MISSING
    seen.add((row.scenario, row.driver))
    return row


def _inherits(node: Node, names: Names) -> tuple[DriverParent, ...]:
    held = [item for item in rows(node)]
    known = dict.fromkeys((*DEFAULT_SCENARIOS, *_own(names)))
    table: Table = {
        "scenario": _scenario(names),
        "parent": chosen(known, "scenario", "a parent is a scenario of the case, or of the table that ships:"),
        "widen": number(1.0, WIDEST),
        "why": words,
    }
    needed = ("scenario", "parent")
    return kept(build(DriverParent, record(item, table, needed), needed) for item in held)


def _own(names: Names) -> dict[str, None]:
    """Return the ids that shares of the case are given for."""
    held = names.top.get("scenarios")
    held = held if isinstance(held, list) else []
    own = (str(item["id"]) for item in held if isinstance(item, dict) and "id" in item)
    return dict.fromkeys((*own, OTHER_SETTLEMENT, NO_DEAL))


def _scenario(names: Names) -> Any:
    return chosen(_own(names), "scenario", "scenarios are", "name one of these, or add it under scenarios")


def check_consequences(desk: Desk, found: dict[str, Any]) -> None:
    """Fault a scenario that has two parents, or is its own parent by way of others."""
    held: Consequences | None = found.get("consequences")
    if not held or not desk.sound("consequences", "inherits"):
        return
    parent: dict[str, str] = {}
    for k, row in enumerate(held.inherits):
        place = ("consequences", "inherits", k)
        if row.scenario in parent:
            desk.fault((*place, "scenario"), f"{row.scenario} has the parent {parent[row.scenario]} already")
            continue
        parent[row.scenario] = row.parent
        line = _line(row.scenario, parent)
        if line[0] in line[1:]:
            message = f"{listed(line)} take their drivers from one another"
            desk.fault((*place, "parent"), message, "name a parent that has rows of its own")
            del parent[row.scenario]


def _line(scenario: str, parent: dict[str, str]) -> list[str]:
    line = [scenario]
    while line[-1] in parent and line[-1] not in line[:-1]:
        line.append(parent[line[-1]])
    return line
