"""Pieces of the JSON Schemas of answers: each says in words, with its unit, what a value is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

ROUNDED = 1e-9
"""By how much a sum of shares in floating point may leave the range from 0 to 1."""
DAY = r"^\d{4}-\d{2}-\d{2}$"
SHAPE = "#/$defs/"
ONE = "One of them"
"""What is said of an item of which the list says everything."""


def text(words: str) -> Schema:
    """Return a text, which may be empty."""
    return {"type": "string", "description": words}


def anything(words: str) -> Schema:
    """Return any value that JSON holds: what stands in a file, or a schema."""
    return {"description": words}


def day(words: str) -> Schema:
    """Return a date."""
    return {"type": "string", "pattern": DAY, "description": f"{words} (date, YYYY-MM-DD)"}


def one_of(words: str, *options: str) -> Schema:
    """Return one of some words."""
    return {"type": "string", "enum": [*options], "description": words}


def flag(words: str) -> Schema:
    """Return a yes or no."""
    return {"type": "boolean", "description": words}


def whole(words: str, unit: str = "count") -> Schema:
    """Return a whole number that is not negative."""
    return {"type": "integer", "minimum": 0, "description": f"{words} ({unit})"}


def number(words: str, unit: str) -> Schema:
    """Return a number of any size, in a unit."""
    return {"type": "number", "description": f"{words} ({unit})"}


def positive(words: str, unit: str) -> Schema:
    """Return a number that is not negative, in a unit."""
    return {**number(words, unit), "minimum": 0}


def share(words: str) -> Schema:
    """Return a share or a probability."""
    return {**number(words, "share, 0 to 1"), "minimum": -ROUNDED, "maximum": 1 + ROUNDED}


def error(words: str = "Standard error of the value", unit: str = "in its unit") -> Schema:
    """Return a standard error."""
    return positive(words, unit)


def points(words: str) -> Schema:
    """Return a number in points of utility, where 100 is a party's own ideal."""
    return number(words, "points")


def maybe(schema: Schema) -> Schema:
    """Return a value that may be null: not known, or not applicable."""
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    held = {key: value for key, value in schema.items() if key != "description"}
    return {"anyOf": [held, {"type": "null"}], "description": schema["description"]}


def either(words: str, *ways: Schema) -> Schema:
    """Return what has one of several forms."""
    return {"anyOf": [*ways], "description": words}


def record(words: str, keys: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """Return an object with fixed keys: no other, and all but the optional ones are always there."""
    needed = [key for key in keys if key not in optional]
    held = {"type": "object", "properties": {**keys}, "required": needed, "additionalProperties": False}
    return {**held, "description": words}


def listing(words: str, item: Schema) -> Schema:
    """Return a list."""
    return {"type": "array", "items": item, "description": words}


def filled(schema: Schema) -> Schema:
    """Return a list that is never empty."""
    return {**schema, "minItems": 1}


def rows(words: str, keys: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """Return a list of objects with fixed keys."""
    return listing(words, record(ONE, keys, optional))


def names(words: str) -> Schema:
    """Return a list of ids or sentences."""
    return listing(words, {"type": "string", "description": ONE})


def by_id(words: str, item: Schema, key: str = "id") -> Schema:
    """Return an object whose keys are ids; `key` says of what."""
    named = {"type": "string", "minLength": 1, "description": key}
    return {"type": "object", "propertyNames": named, "additionalProperties": item, "description": words}


def shape(name: str, words: str) -> Schema:
    """Return a value of a shape that several answers share, by its name in `SHAPES`."""
    return {"$ref": SHAPE + name, "description": words}


def answer(name: str, words: str, keys: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """Return the object of a verb, whose first key names its schema."""
    head: Schema = {"const": f"detente.{name}/1", "type": "string", "description": "Which schema it follows"}
    return record(words, {"schema": head, **keys}, optional)
