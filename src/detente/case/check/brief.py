"""What a brief needs beside numbers: the section `brief` of a case file."""

from __future__ import annotations

from typing import Any

from detente.case.brief import GATES, WAIVED, Alternative, Asker, Brief, Decision, Dissent
from detente.case.check.desk import Desk, Missing, Node, listed, show
from detente.case.check.fields import Table, build, day, kept, listing, record, text, words
from detente.case.check.names import Names, sources
from detente.case.check.sections import CODED, rows


def brief(node: Node, names: Names) -> Any:
    """Read `brief`."""
    table: Table = {
        "asker": _asker,
        "due_diligence": _due_diligence,
        "alternatives": lambda held: _rows(held, Alternative, {"name": text, "why": words}, ("name",)),
        "dissent": lambda held: _rows(held, Dissent, {"who": text, "what": text, "why": words}, ("who", "what")),
        "so_what": lambda held: _rows(held, Decision, DECISION, ("decision",)),
        "premortem": text,
        "sources": sources(names),
        "coded": CODED,
    }
    found = build(Brief, record(node, table), ())
    return None if isinstance(found, Missing) else found


DECISION: Table = {"decision": text, "by": day, "levers": listing(text, distinct=True)}


def _rows(node: Node, noun: Any, table: Table, needed: tuple[str, ...]) -> Any:
    return kept(build(noun, record(item, table, needed), needed) for item in rows(node))


def _asker(node: Node) -> Any:
    needed = ("who", "goal")
    return build(Asker, record(node, {"who": text, "goal": text, "date": day}, needed), needed)


def _due_diligence(node: Node) -> Any:
    return record(node, dict.fromkeys(GATES, _part))


def _part(node: Node) -> Any:
    found = text(node)
    if isinstance(found, str) and found.startswith(WAIVED) and not found.removeprefix(WAIVED).strip():
        return node.fault("it is waived without a reason", f"write {WAIVED} and why, or how it was met")
    return found


def check_brief(desk: Desk, found: dict[str, Any]) -> None:
    """Fault a decision about a lever that the case does not have."""
    held: Brief | None = found.get("brief")
    if held is None or not desk.sound("brief") or not desk.sound("levers"):
        return
    there = [lever.id for lever in found.get("levers", ())]
    for d, row in enumerate(held.so_what):
        for k, lever in enumerate(row.levers):
            if lever not in there:
                message = f"no lever {show(lever)}; levers are {listed(there)}"
                desk.fault(("brief", "so_what", d, "levers", k), message, desk.meant(lever, there))
