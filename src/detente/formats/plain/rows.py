"""What every section is written with: records without their defaults, numbers, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from detente.case.marking import Marked
from detente.case.nouns import Predicate
from detente.case.quantity import Quantity, exactly

K = TypeVar("K")
T = TypeVar("T")
MARKS = tuple(slot.name for slot in fields(Marked))
Plain = dict[str, Any]
"""A mapping as a reader of the file would have read it."""


def record(noun: Any, leave: tuple[str, ...] = ("id",)) -> Plain:
    """Return the fields of a record that differ from their defaults, as plain values; how it is marked comes last."""
    ordered = sorted(fields(noun), key=lambda slot: slot.name in MARKS)
    pairs = ((slot, getattr(noun, slot.name)) for slot in ordered if slot.name not in leave)
    return {slot.name: value_of(value) for slot, value in pairs if not _is_default(slot, value)}


def _is_default(slot: Any, value: Any) -> bool:
    made = slot.default_factory() if callable(slot.default_factory) else slot.default
    return value == made and type(value) is type(made)


def value_of(value: Any) -> Any:
    """Return a value of a record as the file writes it."""
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [value_of(item) for item in value]
    if isinstance(value, float):
        return _number(value)
    return {key: value_of(item) for key, item in value.items()} if isinstance(value, dict) else value


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _quantity(value: Quantity) -> Any:
    return _number(value.mid) if value == exactly(value.mid) else record(value)


def together(rows: Iterable[T], key: Callable[[T], K]) -> Iterable[tuple[K, list[T]]]:
    """Return the rows of each key, also of one whose rows do not stand together, in order of the first."""
    held: dict[K, list[T]] = {}
    for row in rows:
        held.setdefault(key(row), []).append(row)
    return held.items()


def by_id(nouns: Iterable[Any], write: Callable[[Any], Any] = record) -> Plain:
    """Return nouns as a mapping from their ids."""
    return {noun.id: write(noun) for noun in nouns}


def when(predicate: Predicate) -> Plain:
    """Return a condition as the mapping that the file writes."""
    if predicate.kind == "is":
        options = list(predicate.options)
        return {predicate.issue: options[0] if len(options) == 1 else options}
    parts = [when(part) for part in predicate.parts]
    return {predicate.kind: parts[0] if predicate.kind == "not" else parts}
