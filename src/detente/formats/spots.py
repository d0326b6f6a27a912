"""Where a path of names, as differences are told by, leads in a file: its place there, and so its line."""

from __future__ import annotations

from typing import Any

from detente.case.document import Document, Place

NAMES = ("id", "name", "party", "issue", "offer", "by", "path", "option", "scenario", "date")
"""Keys by whose values an item of a list is known."""


def line_of(document: Document, path: str) -> int | None:
    """Return the line of what a path names, or of the nearest thing around it that can be found.

    Examples
    --------
    >>> document = Document({"levers": [{"id": "pump", "cost": 3}]}, {("levers",): 4, ("levers", 0): 5})
    >>> line_of(document, "levers.pump.cost"), line_of(document, "levers.gone")
    (5, 4)
    """
    return document.line(_place(document.value, path.split(".")))


def _place(value: Any, steps: list[str]) -> Place:
    place: list[str | int] = []
    for step in steps:
        name, _, day = step.partition("@")
        if isinstance(value, list):
            value = _dated(value, day, place)
            at = _named(value, name)
            if at is None:
                continue
            place.append(at)
        elif isinstance(value, dict) and name in value:
            place.append(name)
        else:
            continue
        value = value[place[-1]]
        if day:
            value = _dated(value, day, place)
    return tuple(place)


def _dated(value: Any, day: str, place: list[str | int]) -> Any:
    """Step into the row of a day, where there are several."""
    at = _named(value, day) if day and isinstance(value, list) else None
    if at is None:
        return value
    place.append(at)
    return value[at]


def _named(rows: Any, name: str) -> int | None:
    if not isinstance(rows, list):
        return None
    for at, row in enumerate(rows):
        if row == name or (isinstance(row, dict) and any(row.get(key) == name for key in NAMES)):
            return at
    return None
