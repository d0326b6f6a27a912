"""Read the sourced tables in `parameters`: strict YAML, every fault at once with its line."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from detente.case.check.desk import Desk, Missing, Node
from detente.case.check.fields import Reader, Table, build, kept, listing, matching, number, quantity, record, text
from detente.case.check.sections import rows
from detente.case.fault import InputFaults
from detente.formats.yaml import parse

FAR = 1e9
WORD = matching("[a-z][a-z_0-9]*", "an id of small letters, digits and _")
REGION = matching("[A-Z]{2,3}", "a region of two or three capital letters")
RANGE = quantity(-FAR, FAR, listing(text))
POSITIVE = number(1e-9, FAR)
NOT_NEGATIVE = number(0.0, FAR)
CODED = ("sourced", "judged", "assumed")


def listed(noun: Callable[..., Any], table: Table, needed: tuple[str, ...]) -> Reader:
    """Return the reader of a list of records; what is not needed may be left out."""
    return lambda node: kept(build(noun, record(item, table, needed), needed) for item in rows(node))


def read_sheet(data: bytes, table: Table, *, file: str) -> dict[str, Any]:
    """Return the keys of a table, all of which must be there.

    Raises
    ------
    InputFaults
        With every fault of the table, with its line.
    """
    document = parse(data, file=file)
    desk = Desk(document, list(document.faults))
    row = record(Node(document.value, (), desk), table, tuple(table))
    if desk.faults or isinstance(row, Missing):
        raise InputFaults(file, tuple(sorted(desk.faults, key=lambda fault: fault.line or 0)))
    return row


@cache
def shipped(name: str) -> bytes:
    """Return a table that ships, as it stands in its file."""
    return (files("detente.consequences") / "parameters" / name).read_bytes()
