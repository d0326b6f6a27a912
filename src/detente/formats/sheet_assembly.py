"""A case file as put together from cells so far: its values, where each stands, and the faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from detente.case.check import Checked
from detente.case.document import Document, Place, dotted
from detente.case.fault import Fault
from detente.formats.sheets import Row, Spot
from detente.formats.yaml import MAX_FAULTS


class Assembly:
    """What was read of a case.

    For the check, a value's line is the number of its cell among all; `told` turns that into the cell.
    """

    def __init__(self) -> None:
        self.root: Row = {}
        self.interacting: list[str] = []
        self._lines: dict[Place, int] = {}
        self._spots: list[Spot] = [(None, "")]
        self._faults: list[Fault] = []
        self._loose: list[Fault] = []
        self._unread: set[str] = set()

    def at(self, place: Place, spot: Spot) -> None:
        """Keep where the value of a place stands."""
        if place not in self._lines:
            self._lines[place] = len(self._spots)
            self._spots.append(spot)

    def fault(self, spot: Spot, message: str, hint: str = "", *, place: Place = ()) -> None:
        """Add a fault of a cell; of its place the check tells nothing more."""
        faults = self._faults if place else self._loose
        if len(faults) < MAX_FAULTS:
            faults.append(Fault(dotted(place), len(self._spots), message, hint))
            self._spots.append(spot)
        if place:
            self._unread.add(dotted(place))

    def value(self, place: Place) -> Any:
        """Return what stands at a place; None where nothing does."""
        held: Any = self.root
        for step in place:
            inside = isinstance(held, list) if isinstance(step, int) else isinstance(held, dict)
            if not inside or (step >= len(held) if isinstance(step, int) else step not in held):
                return None
            held = held[step]
        return held

    def count(self, place: Place) -> int:
        """Return how many items the list at a place has."""
        held = self.value(place)
        return len(held) if isinstance(held, list) else 0

    def put(self, place: Place, value: Any, spot: Spot) -> bool:
        """Set a value, with the mappings and lists above it; a fault, and false, where that cannot be."""
        holder: Any = self.root
        for depth, (step, after) in enumerate(zip_longest(place, place[1:])):
            clash = _clash(holder, place[:depth], step, last=after is None)
            if clash:
                self.fault(spot, *clash, place=place)
                return False
            if isinstance(step, int) and step == len(holder):
                holder.append([] if isinstance(after, int) else {})
            elif isinstance(step, str):
                holder.setdefault(step, [] if isinstance(after, int) else {})
            self.at(place[: depth + 1], spot)
            if after is None:
                holder[step] = value
            holder = holder[step]
        return True

    def document(self, file: str) -> Document:
        """Return what was read as a document."""
        return Document(self.root, self._lines, file, tuple(self._faults), frozenset(self._unread))

    def told(self, found: Checked) -> Checked:
        """Return what a check found, with the cells of its faults and those that belong to no place of the case."""
        faults = sorted((*self._loose, *found.faults), key=lambda fault: fault.line or 0)
        case = None if faults else found.case
        return Checked(case, self._located(faults), () if faults else self._located(found.notes))

    def _located(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        spots = ((fault, self._spots[fault.line or 0]) for fault in faults)
        return tuple(replace(fault, line=line, cell=cell) for fault, (line, cell) in spots)


def _clash(holder: Any, above: Place, step: str | int, *, last: bool) -> tuple[str, str] | None:
    """Return why a value cannot be put there, and what to do; None where it can."""
    here = dotted((*above, step))
    if not isinstance(holder, list if isinstance(step, int) else dict):
        return f"{dotted(above) or 'the case'} says something else already", "keep one of the two"
    there = step < len(holder) if isinstance(step, int) else step in holder
    if there and last:
        return f"{here} stands twice", "keep one of the two"
    if isinstance(step, int) and step > len(holder):
        return f"{here} comes before item [{len(holder)}]", "number the items from 0, without a gap"
    return None
