"""Rows of one thing that were coded on several days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any


def seen(when: date | None, day: date) -> bool:
    """Return whether what is dated `when` was known on a day; what has no date always was."""
    return when is None or when <= day


def latest(rows: Iterable[Any], day: date) -> list[Any]:
    """Return of each party (and issue) the latest row known on a day, in the order of the first."""
    kept: dict[tuple[str, str], Any] = {}
    for row in rows:
        held = kept.get(_key(row))
        if seen(row.date, day) and (held is None or (held.date or date.min) <= (row.date or date.min)):
            kept[_key(row)] = row
    return list(kept.values())


def _key(row: Any) -> tuple[str, str]:
    return row.party, getattr(row, "issue", "")
