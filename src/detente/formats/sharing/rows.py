"""The rows of a case as plain values: those that a reader may not have are left out, and their places told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from detente.case.document import Place
from detente.case.marking import CONFIDABLE, FILLED
from detente.formats.plain.rows import Plain

Barred = Callable[[Plain], bool]
"""Whether a row is one that the reader may not have."""
GONE = object()


def left_out(value: Plain, barred: Barred) -> tuple[Plain, list[Place]]:
    """Return a case without the rows that are barred, and the places where they stood.

    A mapping or list that loses its last row goes with it. What is kept keeps its order.
    """
    places: list[Place] = []

    def kept(held: Any, place: Place) -> Any:
        if isinstance(held, dict):
            if place and barred(held):
                places.append(place)
                return GONE
            return _filled(held, {key: kept(item, (*place, key)) for key, item in held.items()})
        if isinstance(held, list):
            found = [item for at, row in enumerate(held) if (item := kept(row, (*place, at))) is not GONE]
            return GONE if held and not found else found
        return held

    return kept(value, ()), places


def _filled(before: Plain, after: Plain) -> Any:
    found = {key: item for key, item in after.items() if item is not GONE}
    return GONE if before and not found else found


def without(value: Any, places: Iterable[Place]) -> Any:
    """Return plain values without what stands at some places; what is then empty goes with it."""
    doomed = set(places)

    def kept(held: Any, place: Place) -> Any:
        if place in doomed:
            return GONE
        if isinstance(held, dict):
            return _filled(held, {key: kept(item, (*place, key)) for key, item in held.items()})
        if isinstance(held, list):
            found = [item for at, row in enumerate(held) if (item := kept(row, (*place, at))) is not GONE]
            return GONE if held and not found else found
        return held

    return kept(value, ())


def at(value: Any, place: Place) -> Any:
    """Return what stands at a place; None where nothing does."""
    for step in place:
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return None
    return value


def row_around(value: Plain, place: Place) -> Place | None:
    """Return what goes when something at a place cannot stay: an id of a list, else the innermost row around it.

    None where that would be part of what every case must have.
    """
    if not place or place[0] not in CONFIDABLE:
        return None
    if isinstance(place[-1], int) and isinstance(at(value, place), str):
        return place
    for depth in range(len(place), 0, -1):
        if isinstance(place[depth - 1], int) and isinstance(at(value, place[:depth]), dict):
            return place[:depth]
    return _of_a_mapping(value, place)


def _of_a_mapping(value: Plain, place: Place) -> Place | None:
    """Return the row of a section that is no list: the section itself where it holds no rows of its own."""
    section = str(place[0])
    deep = {"views": 3, "no_deal": 2}.get(section, 2)
    rows = at(value, (section,))
    if isinstance(rows, dict) and all(isinstance(row, dict) for row in rows.values()) and len(place) >= deep:
        return place[:deep]
    return None if section in FILLED else (section,)
