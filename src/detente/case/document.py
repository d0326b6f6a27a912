"""A file as it was read: plain values, and the line of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.case.fault import Fault
from detente.case.unseen import visible

Place = tuple[str | int, ...]
"""Keys and list indices from the top of the file down to a value."""
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader hands to a check.

    Parameters
    ----------
    value
        Mappings, lists, texts, numbers, truth values and None, nested.
    lines
        Place of a value -> its 1-based line (for a value under a key, the line of the key).
    file
        Name of the file, for messages.
    faults
        What the reader refused but could read on after: two values under one key, tags, anchors, numbers without end.
    unread
        Places, as people write them, whose value was not read for a fault that is told elsewhere: uses of an anchor.
    """

    value: Any
    lines: Mapping[Place, int] = field(default_factory=dict[Place, int])
    file: str = ""
    faults: tuple[Fault, ...] = ()
    unread: frozenset[str] = frozenset()

    def line(self, place: Place) -> int | None:
        """Return the line of a place, or of the nearest thing around it; None when no lines are known."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place)


def dotted(place: Place) -> str:
    """Return a place as the path that people write.

    >>> dotted(("statements", 2, "offer"))
    'statements[2].offer'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{cut(step)}" for step in place)
    return text.removeprefix(".")


def cut(text: str) -> str:
    r"""Return a text on one line, shortened to what a message can hold; what cannot be seen is named.

    >>> cut("one\ntwo"), cut("a\u202eb")
    ('one two', 'a[U+202E]b')
    """
    line = text
    if not text.isprintable():
        blank = "".join(" " if c.isspace() else c for c in text[: SHOWN + 1])
        line = visible(blank)
    return line if len(line) <= SHOWN else line[:SHOWN] + "..."
