"""The desk of a check: values with their places, faults and notes as they are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from detente.case.document import Document, Place, cut, dotted
from detente.case.fault import Fault

LISTED = 12
LONGEST_WORD = 80
MOST_FAULTS = 1000
LARGEST = 10**300
"""From here on a whole number is no float any more."""
HINT_WORK = 3_000_000
"""Letters times letters that may be compared in search of what was meant: some tenths of a second."""


class Missing:
    """The value of what is not there or could not be read."""


MISSING: Final = Missing()


class Enough(Exception):
    """A document has so many faults that nobody will read more."""


@dataclass(slots=True)
class Desk:
    """Collects the faults and notes of one document."""

    document: Document
    faults: list[Fault] = field(default_factory=list[Fault])
    notes: list[Fault] = field(default_factory=list[Fault])
    broken: set[Place] = field(default_factory=set[Place])
    muted: frozenset[str] = frozenset()
    hint_work: int = HINT_WORK

    def fault(self, place: Place, message: str, hint: str = "", *, limit: bool = False) -> None:
        """Add a fault, unless the reader has refused this very value already; `Enough` where there are too many."""
        if len(self.faults) >= MOST_FAULTS:
            raise Enough
        where = dotted(place)
        self.broken.update(place[:depth] for depth in range(len(place) + 1))
        if where not in self.muted:
            self.faults.append(Fault(where, self.document.line(place), message, hint, limit))

    def note(self, place: Place, message: str, hint: str = "") -> None:
        """Add a note: worth knowing, no fault."""
        self.notes.append(Fault(dotted(place), self.document.line(place), message, hint))

    def sound(self, *place: str | int) -> bool:
        """Return whether nothing at or below the place has a fault so far."""
        return place not in self.broken and dotted(place) not in self.muted

    def meant(self, word: str, allowed: Collection[str]) -> str:
        """Return "did you mean ...?" for a misspelt word; empty when nothing is near or too much was compared."""
        self.hint_work -= len(word) * sum(map(len, allowed))
        if len(word) > LONGEST_WORD or self.hint_work < 0:
            return ""
        from difflib import get_close_matches

        near = _same_but_case(word, allowed) or get_close_matches(word, allowed, 1)
        return f'did you mean "{near[0]}"?' if near else ""


@dataclass(slots=True)
class Node:
    """One value of the document at its place."""

    value: Any
    place: Place
    desk: Desk

    def at(self, step: str | int) -> Node:
        """Return the value under a key or list index."""
        return Node(self.value[step], (*self.place, step), self.desk)

    def items(self) -> Iterator[Node]:
        """Return the values of a list."""
        return (self.at(index) for index in range(len(self.value)))

    def named(self) -> str:
        """Return this place for a message about another one, with its line where that is known.

        >>> Node(1, ("forbid", 0), Desk(Document(None, {("forbid", 0): 34}))).named()
        'forbid[0] in line 34'
        """
        line = self.desk.document.line(self.place)
        return dotted(self.place) + (f" in line {line}" if line else "")

    def fault(self, message: str, hint: str = "") -> Missing:
        """Add a fault at this place; return what stands for the value from here on."""
        self.desk.fault(self.place, message, hint)
        return MISSING

    def unlike(self, wanted: str, hint: str = "") -> Missing:
        """Add the fault that this value is of another kind than wanted."""
        return self.fault(f"{show(self.value)} is not {wanted}", hint)


def show(value: Any) -> str:
    """Return a value as a message quotes it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{cut(value)}"'
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"{value:.12g}" if abs(value) < LARGEST else f"a number of {len(str(value))} digits"


def listed(words: Collection[str]) -> str:
    """Return allowed words for a message, cut where they are many; "none" when there are none."""
    shown = ", ".join(cut(word) for word in islice(words, LISTED))
    return (f"{shown} and {len(words) - LISTED} more" if len(words) > LISTED else shown) or "none"


def together(settlement: Mapping[str, str]) -> str:
    """Return a partial settlement as a message names it.

    >>> together({"fill": "slow", "board": "talks"})
    'fill: slow with board: talks'
    """
    pairs = [f"{cut(issue)}: {cut(option)}" for issue, option in islice(settlement.items(), LISTED)]
    more = len(settlement) - len(pairs)
    return " with ".join(pairs) + (f" and {more} more" if more else "")


def _same_but_case(word: str, choices: Collection[str]) -> list[str]:
    return [choice for choice in choices if choice.casefold() == word.casefold()]
