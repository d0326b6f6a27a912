"""Readers of single values: each takes a node and returns a value, or adds a fault and returns `MISSING`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, listed, show
from detente.case.marking import MARKS
from detente.case.quantity import SHAPES, Quantity, exactly

Reader = Callable[[Node], Any]
Table = Mapping[str, Reader]

ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WEB = ("http://", "https://")
BOUNDS = ("low", "mid", "high")
FLAG_WORDS = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
"""Words that YAML 1.1 took for truth values, and people still write."""


def words(node: Node) -> Any:
    """Read text, which may be empty."""
    if isinstance(node.value, str):
        return node.value
    scalar = isinstance(node.value, (bool, int, float))
    return node.unlike("text", "put it in quotes" if scalar else "")


def text(node: Node) -> Any:
    """Read text that says something."""
    if isinstance(node.value, str) and not node.value.strip():
        return node.fault("the text is empty", "write it, or leave the key out where it may be")
    return words(node)


def url(node: Node) -> Any:
    """Read a web address; empty where there is none."""
    found = words(node)
    if isinstance(found, str) and found and not found.startswith(WEB):
        return node.fault(f"{show(found)} is not a web address; it begins with https:// or http://")
    return found


def flag(node: Node) -> Any:
    """Read true or false."""
    if isinstance(node.value, bool):
        return node.value
    meant = FLAG_WORDS.get(str(node.value).lower(), "")
    return node.unlike("true or false", meant and f"write {meant}")


def day(node: Node) -> Any:
    """Read an ISO date."""
    if not isinstance(node.value, str) or not ISO_DAY.fullmatch(node.value):
        return node.unlike("a date; dates are year-month-day, as 2025-12-21")
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        return node.fault(f"{show(node.value)} is no day of the calendar; months are 01 to 12, days 01 to 31 or fewer")


def one_of(allowed: tuple[str, ...]) -> Reader:
    """Return the reader of one of these words."""

    def read(node: Node) -> Any:
        if isinstance(node.value, str) and node.value in allowed:
            return node.value
        hint = node.desk.meant(node.value, allowed) if isinstance(node.value, str) else ""
        return node.fault(f"{show(node.value)} is not allowed; it is one of: {'; '.join(allowed)}", hint)

    return read


def matching(pattern: str, wanted: str) -> Reader:
    """Return the reader of text that matches a pattern."""
    compiled = re.compile(pattern)

    def read(node: Node) -> Any:
        if isinstance(node.value, str) and compiled.fullmatch(node.value):
            return node.value
        return node.unlike(wanted)

    return read


def fresh_id(kind: str, seen: set[str]) -> Reader:
    """Return the reader of the id of a list's item: an id that none of the items before has."""

    def read(node: Node) -> Any:
        word = words(node)
        if isinstance(word, Missing):
            return word
        if not ID.fullmatch(word):
            return node.unlike("an id; ids are letters, digits, _ and -, and begin with a letter")
        if word in seen:
            return node.fault(f'a second {kind} has the id "{word}"', "choose another id")
        seen.add(word)
        return word

    return read


def number(low: float, high: float) -> Reader:
    """Return the reader of a number between two bounds."""

    def read(node: Node) -> Any:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return node.unlike("a number", _unquote(value))
        if not low <= value <= high:
            return node.fault(f"{show(value)} is not between {low:g} and {high:g}")
        return float(value)

    return read


def whole(low: int, high: int) -> Reader:
    """Return the reader of a whole number between two bounds."""
    within = number(low, high)

    def read(node: Node) -> Any:
        value = within(node)
        return value if isinstance(value, Missing) else int(value) if value == int(value) else node.unlike("whole")

    return read


def _unquote(value: Any) -> str:
    try:
        float(value)
    except (TypeError, ValueError, OverflowError):
        return ""
    return "remove the quotes"


def quantity(low: float, high: float, sources: Reader) -> Reader:
    """Return the reader of a number or `{low, mid, high}` within bounds."""
    within = number(low, high)
    table = {"low": within, "mid": within, "high": within, "shape": one_of(SHAPES), "sources": sources}

    def read(node: Node) -> Any:
        if not isinstance(node.value, dict):
            value = _number_or_range(node, within)
            return value if isinstance(value, Missing) else exactly(value)
        row = record(node, table, BOUNDS)
        return Quantity(**row) if ordered(node, row) else MISSING

    return read


def _number_or_range(node: Node, within: Reader) -> Any:
    if isinstance(node.value, list) or node.value is None:
        return node.unlike("a number or {low, mid, high}")
    return within(node)


def ordered(node: Node, row: Any) -> bool:
    """Return whether a row has all three bounds; add a fault when they are not in order."""
    if isinstance(row, Missing) or any(bound not in row for bound in BOUNDS):
        return False
    if row["low"] <= row["mid"] <= row["high"]:
        return True
    read = ", ".join(f"{bound} {show(row[bound])}" for bound in BOUNDS)
    node.fault(f"{read} are not in order; low <= mid <= high", "write them in this order")
    return False


def listing(reader: Reader, *, filled: bool = False, distinct: bool = False) -> Reader:
    """Return the reader of a list of values, as a tuple."""

    def read(node: Node) -> Any:
        if not isinstance(node.value, list):
            return node.unlike("a list", "write it in brackets, as [a, b]" if isinstance(node.value, str) else "")
        if filled and not node.value:
            return node.fault("the list is empty")
        found = [(item, reader(item)) for item in node.items()]
        kept = tuple(value for _, value in found if not isinstance(value, Missing))
        if distinct:
            repeated(found)
        return kept if len(kept) == len(found) else MISSING

    return read


def repeated(found: list[tuple[Node, Any]]) -> None:
    """Add a fault for every value of a list that has stood before."""
    seen: set[Any] = set()
    for item, value in found:
        if value in seen and not isinstance(value, Missing):
            item.fault(f"{show(value)} is named twice", "keep one of the two")
        seen.add(value)


def record(node: Node, table: Table, required: tuple[str, ...] = ()) -> Any:
    """Read a mapping by its table of keys; return what could be read, or `MISSING` when it is no mapping.

    A required key that is missing, and every key that the table does not have, is a fault.
    """
    if not isinstance(node.value, dict):
        return node.unlike(f"a mapping with the keys {listed(table)}")
    for key in required:
        if key not in node.value:
            node.fault(f'the key "{key}" is missing', f"add {key}: ...")
    row = {key: _field(node.at(key), table) for key in node.value}
    return {key: value for key, value in row.items() if not isinstance(value, Missing)}


def _field(node: Node, table: Table) -> Any:
    key = str(node.place[-1])
    if key not in table:
        return node.fault(f"unknown key; allowed are {', '.join(table)}", node.desk.meant(key, table) or "remove it")
    if node.value is None:
        return node.fault("nothing is written after the key", "write a value, or remove the key")
    return table[key](node)


def entries(node: Node, reserved: Collection[str] = (), *, filled: bool = False) -> Iterator[tuple[str, Node]]:
    """Return ids and values of a mapping from ids; ids that cannot be ids are faults and left out."""
    if not isinstance(node.value, dict):
        node.unlike("a mapping from ids")
        return
    if filled and not node.value:
        node.fault("the mapping is empty; at least one entry is needed")
    for key in node.value:
        item = node.at(key)
        if key in reserved or key in MARKS:
            item.fault(f'"{key}" has a meaning of its own here and cannot be an id', "choose another id")
        elif not ID.fullmatch(key):
            item.fault(f"{show(key)} is not an id; ids are letters, digits, _ and -, and begin with a letter")
        else:
            yield key, item


def build(noun: Callable[..., Any], row: Any, required: tuple[str, ...], **more: Any) -> Any:
    """Return the noun made of a row, or `MISSING` when the row lacks what it needs."""
    if isinstance(row, Missing) or any(key not in row for key in required):
        return MISSING
    return noun(**row, **more)


def kept(values: Iterator[Any]) -> tuple[Any, ...]:
    """Return the values that could be read."""
    return tuple(value for value in values if not isinstance(value, Missing))
