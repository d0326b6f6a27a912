"""What a rule hands back: where it found something, and why that is worth a look."""

from __future__ import annotations

from dataclasses import dataclass

from detente.evidence.reading.article import Read


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a rule in one sentence."""

    kind: str
    read: Read
    why: str


def listed(names: tuple[str, ...] | list[str], most: int = 8) -> str:
    """Return names with commas, the first of them and how many more there are.

    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
