"""Changes and wishes as they are written on the command line: PATH=VALUE, with a number or a range low:mid:high."""

from __future__ import annotations

from collections.abc import Sequence

import click

from detente.case.levers import ADD, DROP, SCALE, SET, Change, undoing
from detente.case.quantity import Quantity

RANGE = 3


def read_changes(
    put: Sequence[str], add: Sequence[str], scale: Sequence[str], drop: Sequence[str]
) -> tuple[Change, ...]:  # fmt: skip
    """Return the changes of a call: what is set first, then what is added, scaled and dropped.

    An input that is set twice, or changed and dropped, is refused: only one of the two can be meant.
    """
    valued = [(kind, text) for kind, texts in ((SET, put), (ADD, add), (SCALE, scale)) for text in texts]
    found = [Change(*_pair(kind, text)) for kind, text in valued]
    found += [Change(path.strip(), DROP) for path in drop]
    void = undoing(found)
    if void is not None:
        asked = found[void]
        raise click.UsageError(
            f"--{asked.kind} {asked.path}: it is changed twice, and this undoes the other; give one of both"
        )
    return tuple(found)


def _pair(kind: str, text: str) -> tuple[str, str, float | Quantity]:
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise click.UsageError(f"--{kind} {text}: write PATH=VALUE, as no_deal.RU=60 or no_deal.RU=55:60:70")
    return path.strip(), kind, value_of(f"--{kind} {text}", value)


def value_of(where: str, text: str) -> float | Quantity:
    """Return a number, or a range written low:mid:high."""
    parts = [_number(where, part) for part in text.split(":")]
    if len(parts) == 1:
        return parts[0]
    if len(parts) != RANGE or parts != sorted(parts):
        raise click.UsageError(f"{where}: a range is low:mid:high, with low <= mid <= high")
    low, mid, high = parts
    return Quantity(low, mid, high)


def _number(where: str, text: str) -> float:
    from detente.formats.markup import NUMBER

    value = float(text) if NUMBER.fullmatch(text.strip()) else float("nan")
    if not abs(value) < float("inf"):
        raise click.UsageError(f'{where}: "{text.strip()}" is not a number')
    return value
