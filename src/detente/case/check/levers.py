"""What would change it: the section `levers` of a case file, and the changes that it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node
from detente.case.check.fields import (
    Reader,
    Table,
    build,
    fresh_id,
    kept,
    listing,
    number,
    quantity,
    record,
    text,
    words,
)
from detente.case.check.names import Names, marks, reference, sources
from detente.case.check.sections import CODED, rows
from detente.case.levers import DROP, KINDS, CannotChange, Change, Lever, undoing
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.quantity import exactly
from detente.case.standing import WEIGHED, why_not

COST = (0.0, 1e15)
FIGURE = (-1e6, 1e6)
STEP = number(0.01, 1.0)
NEEDED = ("parties", "issues", "views", "as_of", "horizon", "title")


def levers(node: Node, names: Names) -> tuple[Lever, ...]:
    """Read `levers`."""
    table: Table = {
        "id": fresh_id("lever", set()),
        "name": text,
        "owner": reference(names, "party"),
        "changes": changes(names),
        "cost": quantity(*COST, sources(names)),
        "unit": text,
        "steps": _steps,
        **marks(names),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return kept(_lever(item, table) for item in rows(node))


def _lever(node: Node, table: Table) -> Any:
    needed = ("id", "name", "owner", "changes")
    row = record(node, table, needed)
    if not isinstance(row, Missing) and ("cost" in node.value) != ("unit" in node.value):
        lacking = "unit" if "cost" in node.value else "cost"
        node.fault(f"a cost is a number and its unit; {lacking} is missing", f"add {lacking}: ...")
    return build(Lever, row, needed)


def _steps(node: Node) -> Any:
    found = listing(STEP, filled=True, distinct=True)(node)
    if not isinstance(found, Missing) and list(found) != sorted(found):
        return node.fault("the steps do not rise", "write the smallest first")
    return found


def changes(names: Names) -> Reader:
    """Return the reader of a list of changes, ``{path: no_deal.RU, add: -3}`` each."""
    figure = quantity(*FIGURE, sources(names))
    table: Table = {"path": text, **{kind: _true if kind == DROP else figure for kind in KINDS}}

    def one(node: Node) -> Any:
        row = record(node, table, ("path",))
        if isinstance(row, Missing) or "path" not in row:
            return MISSING
        kinds = [kind for kind in KINDS if kind in node.value]
        if len(kinds) != 1:
            return node.fault(f"a change has one of the keys {', '.join(KINDS)}; it has {len(kinds) or 'none'}")
        kind = kinds[0]
        return Change(row["path"], kind, _value(row[kind])) if kind in row else MISSING

    return listing(one, filled=True)


def _value(read: Any) -> Any:
    if read is True:
        return None
    return read.mid if read == exactly(read.mid) else read


def _true(node: Node) -> Any:
    return True if node.value is True else node.unlike("true", "write drop: true")


def check_levers(desk: Desk, found: dict[str, Any]) -> None:
    """Fault levers whose changes lead nowhere, or to a value that cannot be."""
    held = found.get("levers")
    if not held or not all(key in found and desk.sound(key) for key in NEEDED):
        return
    rows_found: dict[str, Any] = {"id": "", **found}
    case = Case(**rows_found)
    for k, lever in enumerate(held):
        if desk.sound("levers", k):
            check_changes(desk, ("levers", k, "changes"), case, lever.changes)


def check_changes(desk: Desk, place: tuple[str | int, ...], case: Case, asked: Sequence[Change]) -> None:
    """Fault the first of some changes, made in order, that the case does not allow; an unread section is not judged.

    So is the first that undoes an earlier one, and all of them where only they leave a case that cannot be judged.
    """
    void = undoing(asked)
    if void is not None:
        message = f"{asked[void].path} is changed before, and this undoes it"
        desk.fault((*place, void), message, "keep one of the two changes")
        return
    before = case
    for k, change in enumerate(asked):
        if not desk.sound(change.path.split(".")[0]):
            return
        try:
            case = made(place_of(case, change), change)
        except CannotChange as error:
            desk.fault((*place, k), str(error))
            return
    if all(desk.sound(section) for section in WEIGHED):
        told = why_not(case)
        if told is not None and why_not(before) is None:
            desk.fault(place, told)
