"""What each party wants and has: views, interactions, no-deal values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, listed
from detente.case.check.fields import (
    BOUNDS,
    Reader,
    Table,
    build,
    day,
    entries,
    flag,
    kept,
    listing,
    number,
    one_of,
    ordered,
    quantity,
    record,
    words,
)
from detente.case.check.names import Names, known_key, marks, option, reference, settlement, sources
from detente.case.check.sections import CODED, PER_CENT
from detente.case.nouns import SCALES, WORTH_SHAPES, Interaction, NoDeal, RedLine, View
from detente.case.quantity import POINTS, RAW_LIMIT, SHAPES, Quantity, exactly, utility_bounds

SHARE = number(0.0, 1.0)
NONE = "none"
WITH = "with"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the section `views` holds."""

    views: tuple[View, ...]
    interactions: tuple[Interaction, ...]


def scale_bounds(top: Mapping[str, Any]) -> tuple[float, float]:
    """Return the bounds of worths and no-deal values on the case's scale."""
    return utility_bounds(str(top.get("scale", SCALES[0])))


def preferences(node: Node, names: Names) -> Preferences:
    """Read `views`: rows per party and issue, all dates, and interactions."""
    known = [(party, item) for party, item in entries(node) if known_key(names, item, "party")]
    views: list[View] = []
    interactions: list[Interaction] = []
    for party, item in known:
        for issue, rows in entries(item):
            if issue == WITH:
                interactions.extend(_interactions(rows, names, party))
            elif known_key(names, rows, "issue"):
                views.extend(_dated(rows, _view_reader(names, party, issue)))
    return Preferences(tuple(views), tuple(interactions))


def _dated(node: Node, reader: Reader) -> tuple[Any, ...]:
    """Read one row or a list of rows that differ in date."""
    if not isinstance(node.value, list):
        return kept(iter((reader(node),)))
    if not node.value:
        node.fault("the list is empty", "write a row, or remove the key")
    found = [(item, reader(item)) for item in node.items()]
    seen: set[Any] = set()
    for item, row in found:
        if not isinstance(row, Missing):
            if row.date in seen:
                item.fault(
                    f"a second row {f'of {row.date}' if row.date else 'without date'}", "give every row its own date"
                )
            seen.add(row.date)
    return kept(row for _, row in found)


def _interactions(node: Node, names: Names, party: str) -> tuple[Interaction, ...]:
    _, limit = scale_bounds(names.top)
    rest: Table = {"worth": number(-limit, limit), "payment": flag, **marks(names)}
    needed = ("when", "worth")
    if not isinstance(node.value, list):
        node.unlike("a list", "begin every item with a dash")
        return ()
    tables = {least: {"when": settlement(names, least), **rest} for least in (1, 2)}
    return kept(
        build(Interaction, record(item, tables[_least_issues(item)], needed), needed, party=party)
        for item in node.items()
    )


def _least_issues(node: Node) -> int:
    """Return how many issues an interaction names at least: a payment may hang on one."""
    return 1 if isinstance(node.value, dict) and node.value.get("payment") is True else 2


def _view_reader(names: Names, party: str, issue: str) -> Reader:
    cited = sources(names)
    percent = quantity(*POINTS, cited)
    table: Table = {
        "salience": percent,
        "position": percent,
        "shape": one_of(WORTH_SHAPES),
        "worth": _worth_reader(names, issue),
        "accepts": listing(option(names, issue), distinct=True),
        "red_lines": _red_lines_reader(names, issue),
        "firmness": SHARE,
        "flexibility": PER_CENT,
        "date": day,
        "evidence": words,
        "sources": cited,
        "coded": CODED,
        "hindsight": flag,
        **marks(names),
    }

    def read(node: Node) -> Any:
        row = record(node, table, ("salience",))
        if isinstance(row, Missing):
            return MISSING
        _one_way_to_want(node, issue in names.unscored, issue)
        _apart(node, row)
        _firmness(node, row)
        return build(View, row, ("salience",), party=party, issue=issue)

    return read


def _worth_reader(names: Names, issue: str) -> Reader:
    points = quantity(*scale_bounds(names.top), sources(names))
    known = names.options.get(issue) or {}
    own = option(names, issue)

    def read(node: Node) -> Any:
        found = {key: points(item) for key, item in entries(node) if _is_key(own, item)}
        if isinstance(node.value, dict):
            lacking = [name for name in known if name not in node.value]
            if lacking:
                node.fault(f"no worth is given for {listed(lacking)}; every option of {issue} needs one")
        return {key: value for key, value in found.items() if not isinstance(value, Missing)}

    return read


def _is_key(reader: Reader, node: Node) -> bool:
    return not isinstance(reader(Node(node.place[-1], node.place, node.desk)), Missing)


def _red_lines_reader(names: Names, issue: str) -> Reader:
    own = option(names, issue)
    plain = listing(own, distinct=True)

    def read(node: Node) -> Any:
        if not isinstance(node.value, dict):
            lines = plain(node)
            return lines if isinstance(lines, Missing) else tuple(RedLine(line) for line in lines)
        found = [(key, SHARE(item)) for key, item in entries(node) if _is_key(own, item)]
        return tuple(RedLine(key, value) for key, value in found if not isinstance(value, Missing))

    return read


def _one_way_to_want(node: Node, unscored: bool, issue: str) -> None:
    """Fault a row that has both or neither of position and worth, or a position where options have no scores."""
    has = node.value
    if "position" in has and "worth" in has:
        node.fault("both position and worth are given; it is one of them", "remove one of the two")
    elif "position" not in has and "worth" not in has:
        node.fault(
            "neither position nor worth is given; it is one of them", "add position: ... or worth: {option: ...}"
        )
    if "position" in has and unscored:
        hint = f"give every option of {issue} a score, or write worth"
        node.at("position").fault(f"a position needs scores, and options of {issue} have none", hint)
    if "shape" in has and "position" not in has:
        node.at("shape").fault("shape belongs to a position, and none is given", "remove shape")


def _apart(node: Node, row: dict[str, Any]) -> None:
    """Fault an option that is both accepted and a red line."""
    for line in row.get("red_lines", ()):
        if line.option in row.get("accepts", ()):
            node.at("red_lines").fault(f'option "{line.option}" is also in accepts', "keep it in one of the two")


def _firmness(node: Node, row: dict[str, Any]) -> None:
    """Give the row's firmness to its red lines; fault it when they have their own."""
    firm = row.pop("firmness", None)
    if firm is None or "red_lines" not in row:
        return
    if isinstance(node.value["red_lines"], dict):
        node.at("firmness").fault("the red lines have their firmness already", "keep one of the two")
    row["red_lines"] = tuple(RedLine(line.option, firm) for line in row["red_lines"])


def no_deal(node: Node, names: Names) -> tuple[NoDeal, ...]:
    """Read `no_deal`: per party a value, `none`, or dated rows."""
    within = number(*scale_bounds(names.top))
    table: Table = {
        "low": within,
        "mid": within,
        "high": within,
        "shape": one_of(SHAPES),
        "relative_to": listing(reference(names, "offer"), distinct=True),
        "discount": number(0.0, 1.0),
        "date": day,
        "why": words,
        "sources": sources(names),
        "coded": CODED,
        "hindsight": flag,
        "moved": number(-RAW_LIMIT, RAW_LIMIT),
        **marks(names),
    }
    known = [(party, item) for party, item in entries(node) if known_key(names, item, "party")]
    rows = [row for party, item in known for row in _dated(item, _no_deal_reader(party, table))]
    return tuple(rows)


def _no_deal_reader(party: str, table: Table) -> Reader:
    def read(node: Node) -> Any:
        if node.value == NONE:
            return NoDeal(party, None)
        if isinstance(node.value, dict):
            return _no_deal_row(node, party, table)
        if isinstance(node.value, (str, list)) or node.value is None:
            return node.unlike("a number, {low, mid, high} or none", "write none if it consents by its red lines alone")
        value = table["mid"](node)
        return value if isinstance(value, Missing) else NoDeal(party, exactly(value))

    return read


def _no_deal_row(node: Node, party: str, table: Table) -> Any:
    row = record(node, table, BOUNDS)
    if not ordered(node, row):
        return MISSING
    shape = row.pop("shape", SHAPES[0])
    value = Quantity(*(row.pop(bound) for bound in BOUNDS), shape=shape)
    return NoDeal(party, value, **row)
