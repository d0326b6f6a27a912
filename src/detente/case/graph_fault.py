"""A fault of a graph model, at its place in the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.document import Place

NAMED = 8
"""States that a message names."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fault at a place of the record, as ``("makers", 0, "preference", "ranking")``; `limit` as in `case.fault`."""

    place: Place
    message: str
    hint: str = ""
    limit: bool = False


def some(states: Sequence[int]) -> str:
    """Return states as a message names them, the first eight.

    >>> some([3, 5]), some(range(1, 11))
    ('3, 5', '1, 2, 3, 4, 5, 6, 7, 8 and 2 more')
    """
    more = len(states) - NAMED
    return ", ".join(map(str, states[:NAMED])) + (f" and {more:,} more" if more > 0 else "")
