"""Groups of inputs that move together."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, listed, show
from detente.case.check.fields import Table, build, kept, listing, number, record, repeated, words
from detente.case.check.names import Names, marks
from detente.case.check.sections import CODED
from detente.case.check.views import NONE
from detente.case.nouns import Correlation

INPUTS = {
    ("no_deal",): "no_deal.PARTY",
    ("views", "position"): "views.PARTY.ISSUE.position",
    ("views", "salience"): "views.PARTY.ISSUE.salience",
    ("parties", "leverage"): "parties.PARTY.leverage",
}


def correlation(node: Node, names: Names) -> tuple[Correlation, ...]:
    """Read `correlation`: groups of inputs that move together; an input may be in one group only."""
    found: list[tuple[Node, Any]] = []

    def path(item: Node) -> Any:
        word = words(item)
        if isinstance(word, Missing):
            return word
        name = word.removeprefix("-")
        found.append((item, name))
        return word if _is_input(item, name, names) else MISSING

    said: Table = {"coded": CODED, "why": words, **marks(names)}
    table: Table = {"inputs": listing(path, filled=True), "rho": number(0.0, 1.0), **said}
    if not isinstance(node.value, list):
        node.unlike("a list", "begin every item with a dash")
        return ()
    groups = kept(_group(item, table) for item in node.items())
    repeated(found)
    return groups


def _group(node: Node, table: Table) -> Any:
    row = record(node, table, ("inputs", "rho"))
    if isinstance(row, Missing):
        return MISSING
    if row.get("rho") == 1.0:
        return node.at("rho").fault("1 is not below 1", "inputs that are one quantity are coded once")
    signs = tuple(-1 if path.startswith("-") else 1 for path in row.get("inputs", ()))
    if "inputs" in row:
        row["inputs"] = tuple(path.removeprefix("-") for path in row["inputs"])
    return build(Correlation, row, ("inputs", "rho"), signs=signs)


def _is_input(node: Node, path: str, names: Names) -> bool:
    """Return whether a path names an uncertain input of the case; add a fault when it does not."""
    steps = path.split(".")
    kind = (steps[0], *steps[3:]) if steps[0] == "views" else (steps[0], *steps[2:])
    if kind not in INPUTS:
        node.fault(f"{show(path)} is not an input; inputs are {'; '.join(INPUTS.values())}")
        return False
    known = _known(steps, names)
    if not known:
        allowed = _inputs(kind, names)
        node.fault(
            f"no input {show(path)} is in this case; there are {listed(allowed)}", node.desk.meant(path, allowed)
        )
    return known


def _known(steps: list[str], names: Names) -> bool:
    if steps[0] == "no_deal":
        return _held(names.top, steps) not in (None, NONE)
    if steps[0] == "views":
        rows = _held(names.top, steps[:3])
        return any(isinstance(row, dict) and steps[3] in row for row in (rows if isinstance(rows, list) else [rows]))
    return names.party is None or steps[1] in names.party


def _inputs(kind: tuple[str, ...], names: Names) -> list[str]:
    """Return the inputs of one kind that the document has."""
    if kind[0] == "parties":
        return [f"parties.{party}.leverage" for party in names.party or ()]
    parties = [party for party in names.party or () if party in _keys(names.top.get(kind[0]))]
    if kind[0] == "no_deal":
        found = [["no_deal", party] for party in parties]
    else:
        held = {party: _keys(_held(names.top, ["views", party])) for party in parties}
        found = [["views", p, i, kind[1]] for p, rows in held.items() for i in rows if i in (names.issue or rows)]
    return [".".join(steps) for steps in found if _known(steps, names)]


def _keys(held: Any) -> list[str]:
    return list(held) if isinstance(held, dict) else []


def _held(top: Any, steps: list[str]) -> Any:
    """Return the raw value at a path of keys; None where there is none."""
    for step in steps:
        top = top.get(step) if isinstance(top, dict) else None
    return top
