"""Pieces of the JSON Schema of a case file: one for each reader of single values in `case.check.fields`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.check.fields import BOUNDS, ID, ISO_DAY
from detente.case.marking import MARKINGS
from detente.case.nouns import CODINGS
from detente.case.quantity import RAW_LIMIT, SHAPES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "pattern": r"\S"}
WORDS: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": f"^{ISO_DAY.pattern}$", "format": "date"}
NAME: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}
"""An id that a row has, or by which another row is named; whether there is such a row, only a check can tell."""


def one_of(words: tuple[str, ...]) -> Schema:
    """Return one of some words."""
    return {"enum": [*words]}


def number(low: float, high: float) -> Schema:
    """Return a number between two bounds."""
    return {"type": "number", "minimum": low, "maximum": high}


def whole(low: int, high: int) -> Schema:
    """Return a whole number between two bounds."""
    return {"type": "integer", "minimum": low, "maximum": high}


def listing(item: Schema, *, filled: bool = False, distinct: bool = False) -> Schema:
    """Return a list of values."""
    limits: Schema = {"minItems": 1} if filled else {}
    return {"type": "array", "items": item, **limits, **({"uniqueItems": True} if distinct else {})}


def record(table: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """Return a mapping by its table of keys; no other key may be in it."""
    needed: Schema = {"required": [*required]} if required else {}
    return {"type": "object", "properties": {**table}, **needed, "additionalProperties": False}


def by_id(item: Schema, *, filled: bool = False) -> Schema:
    """Return a mapping from ids."""
    limits: Schema = {"minProperties": 1} if filled else {}
    return {"type": "object", "propertyNames": NAME, "additionalProperties": item, **limits}


def either(*ways: Schema) -> Schema:
    """Return what may be written in one of several ways."""
    return {"anyOf": [*ways]}


def quantity(low: float, high: float) -> Schema:
    """Return a number or `{low, mid, high}` within bounds; whether they are in order, only a check can tell."""
    within = number(low, high)
    table = {**dict.fromkeys(BOUNDS, within), "shape": one_of(SHAPES), "sources": SOURCES}
    return either(within, record(table, BOUNDS))


SOURCES = listing(NAME, distinct=True)
CODED = one_of(CODINGS)
MARKS: Mapping[str, Schema] = {"marking": one_of(MARKINGS), "confided_by": NAME}
"""Keys of a row that may be withheld."""
PLAIN: Mapping[str, Schema] = {"sources": SOURCES, "coded": CODED}
WHY: Mapping[str, Schema] = {"why": WORDS, **PLAIN}
NOTE: Mapping[str, Schema] = {"note": WORDS, **PLAIN}
SAID: Mapping[str, Schema] = {**WHY, **MARKS}
NOTED: Mapping[str, Schema] = {**NOTE, **MARKS}
PER_CENT = number(0.0, 100.0)
SHARE = number(0.0, 1.0)
RAW = (-RAW_LIMIT, RAW_LIMIT)
"""Bounds of worths and no-deal values with `scale: raw`; those of points are the check's."""
CONDITION: Schema = {"$ref": "#/$defs/condition"}
SETTLEMENT = by_id(NAME, filled=True)


def condition() -> Schema:
    """Return the condition of a scenario: issues with their options, and `all`, `any`, `not` beside them."""
    options = either(NAME, listing(NAME, filled=True, distinct=True))
    joined = listing(CONDITION, filled=True)
    return {**by_id(options, filled=True), "properties": {"all": joined, "any": joined, "not": CONDITION}}
