"""The rows of a case as plain values: those that a reader may not have are left out, and their places told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from detente.case.document import Place
from detente.case.marking import CONFIDABLE, FILLED
from detente.formats.plain.rows import Plain

Barred = Callable[[Plain], bool]
"""Whether a row is one that the reader may not have."""
Cut = Callable[[Any, Place], bool]
"""Whether what stands at a place is left out."""
GONE = object()


def left_out(value: Plain, barred: Barred) -> tuple[Plain, list[Place]]:
    """Return a case without the rows that are barred, and the places where they stood.

    A mapping or list that loses its last row goes with it. What is kept keeps its order.
    """
    places: list[Place] = []

    def cut(held: Any, place: Place) -> bool:
        gone = isinstance(held, dict) and bool(place) and barred(held)
        if gone:
            places.append(place)
        return gone

    return _kept(value, (), cut), places


def without(value: Any, places: Iterable[Place]) -> Any:
    """Return plain values without what stands at some places; what is then empty goes with it."""
    doomed = set(places)
    return _kept(value, (), lambda _, place: place in doomed)


def _kept(held: Any, place: Place, cut: Cut) -> Any:
    """Return what is kept of what stands at a place, `GONE` where nothing is."""
    if cut(held, place):
        return GONE
    if isinstance(held, dict):
        rows = {key: row for key, item in held.items() if (row := _kept(item, (*place, key), cut)) is not GONE}
    elif isinstance(held, list):
        rows = [row for k, item in enumerate(held) if (row := _kept(item, (*place, k), cut)) is not GONE]
    else:
        return held
    return GONE if held and not rows else rows


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
