"""Where a value read from JSON does not fit one of the schemas: the place, what is there, and what was expected.

Of JSON Schema just what `pieces` makes is judged, as JSON Schema says, but for numbers: 1.0 is no whole number, and
none is larger than a float holds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from detente.case.document import cut
from detente.report.schemas.pieces import DAY, SHAPE, Schema

Shapes = Mapping[str, Schema]

KEYWORDS = frozenset({
    "$schema", "$defs", "title", "description", "$ref", "anyOf", "type", "const", "enum", "minimum", "maximum",
    "pattern", "minLength", "minItems", "items", "properties", "required", "additionalProperties", "propertyNames",
})  # fmt: skip
KINDS: Mapping[type, tuple[str, ...]] = {
    str: ("string",), bool: ("boolean",), int: ("integer", "number"), float: ("number",), list: ("array",),
    dict: ("object",), type(None): ("null",),
}  # fmt: skip
"""Types of JSON that a value is of, the narrowest first; none stands for another."""
WORDS = {
    "string": "a text", "boolean": "true or false", "integer": "a whole number", "number": "a number",
    "array": "a list", "object": "an object", "null": "null",
}  # fmt: skip
LARGEST = sys.float_info.max
WHOLE = "the whole"


def misfits(value: Any, schema: Schema, shapes: Shapes, place: str = "") -> Iterator[str]:
    """Give each place at which a value does not fit a schema, with what is there and what was expected, in order.

    Raises
    ------
    ValueError
        When the schema has a keyword that is not judged here, which is a mistake of the program.

    Examples
    --------
    >>> schema = {"type": "object", "properties": {"n": {"type": "number"}, "id": {"type": ["string", "null"]}},
    ...           "required": ["n", "id"], "additionalProperties": False}
    >>> list(misfits({"n": "3", "m": 1}, schema, {}))
    ['n: a text, expected a number', 'id: nothing, expected a text or null', 'm: a whole number, expected no such key']
    """
    if not schema.keys() <= KEYWORDS:
        raise ValueError(f"a schema with {', '.join(sorted(schema.keys() - KEYWORDS))}, which nothing here judges")
    if "$ref" in schema:
        yield from misfits(value, _shape(schema, shapes), shapes, place)
    if "anyOf" in schema:
        yield from _of_nearest(value, schema, shapes, place)
    if not _of_type(value, schema):
        yield _told(place, _kind(value), schema, shapes)
    elif not _within(value, schema):
        yield _told(place, _shown(value), schema, shapes)
    elif isinstance(value, dict):
        yield from _of_keys(value, schema, shapes, place)
    elif isinstance(value, list) and "items" in schema:
        for k, held in enumerate(value):
            yield from misfits(held, schema["items"], shapes, f"{place}[{k}]")


def _shape(schema: Schema, shapes: Shapes) -> Schema:
    """Return a schema, or the shape that it names."""
    while "$ref" in schema:
        schema = shapes[schema["$ref"].removeprefix(SHAPE)]
    return schema


def _of_nearest(value: Any, schema: Schema, shapes: Shapes, place: str) -> Iterator[str]:
    """Give what does not fit the nearest of several forms: of those of its type the one with the fewest misfits."""
    ways = [way for way in schema["anyOf"] if _of_type(value, _shape(way, shapes))]
    if ways:
        yield from min(([*misfits(value, way, shapes, place)] for way in ways), key=len)
    else:
        yield _told(place, _kind(value), schema, shapes)


def _of_type(value: Any, schema: Schema) -> bool:
    if "type" not in schema:
        return True
    wanted, kinds = schema["type"], KINDS[type(value)]
    return wanted in kinds if isinstance(wanted, str) else any(kind in wanted for kind in kinds)


def _within(value: Any, schema: Schema) -> bool:
    """Return whether a value of the right type is one of those that are allowed."""
    if "const" in schema and not _same(value, schema["const"]):
        return False
    if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and ("pattern" not in schema or _matches(value, schema))
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return abs(value) <= LARGEST and schema.get("minimum", value) <= value <= schema.get("maximum", value)
    return True


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _matches(value: str, schema: Schema) -> bool:
    return re.search(schema["pattern"], value) is not None


def _of_keys(value: dict[str, Any], schema: Schema, shapes: Shapes, place: str) -> Iterator[str]:
    known, needed = schema.get("properties", {}), schema.get("required", ())
    for key in dict.fromkeys((*known, *needed)):
        if key in value:
            yield from misfits(value[key], known.get(key, {}), shapes, _below(place, key))
        elif key in needed:
            yield _told(_below(place, key), "nothing", known.get(key, {}), shapes)
    if len(value) > len(known) or not value.keys() <= known.keys():
        yield from _of_others({key: held for key, held in value.items() if key not in known}, schema, shapes, place)


def _of_others(others: dict[str, Any], schema: Schema, shapes: Shapes, place: str) -> Iterator[str]:
    """Give what does not fit of the keys that a schema does not name."""
    names, wanted = schema.get("propertyNames", {}), schema.get("additionalProperties", {})
    for key, held in others.items():
        below = _below(place, cut(key) or "''")
        if wanted is False:
            yield f"{below}: {_kind(held)}, expected no such key"
            continue
        if any(misfits(key, names, shapes)):
            yield f"{place or WHOLE}: the key {_shown(key)}, expected {_expected(names, shapes)}"
        yield from misfits(held, wanted, shapes, below)


def _below(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


# In words


def _told(place: str, found: str, wanted: Schema, shapes: Shapes) -> str:
    return f"{place or WHOLE}: {found}, expected {_expected(wanted, shapes)}"


def _kind(value: Any) -> str:
    return WORDS[KINDS[type(value)][0]]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    return cut(repr(value)) if isinstance(value, str) else cut(f"{value}")


def _expected(schema: Schema, shapes: Shapes) -> str:
    schema = _shape(schema, shapes)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_expected(way, shapes) for way in schema["anyOf"]))
    if "type" not in schema:
        return "a value"
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return " or ".join(_named(kind, schema) for kind in kinds)


def _named(kind: str, schema: Schema) -> str:
    """Return what is allowed of one type in words."""
    if kind != "null" and ("const" in schema or "enum" in schema):
        options = [f"{one}" for one in schema.get("enum", [schema.get("const")]) if one is not None]
        return f"one of {', '.join(options)}" if len(options) > 1 else f"{options[0]}"
    if kind == "string" and "pattern" in schema:
        return "a date (YYYY-MM-DD)" if schema["pattern"] == DAY else f"a text like {schema['pattern']}"
    if kind in ("string", "array") and ("minLength" in schema or "minItems" in schema):
        return f"{WORDS[kind]} that is not empty"
    return WORDS[kind] + (_ends(schema) if kind in ("number", "integer") else "")


def _ends(schema: Schema) -> str:
    """Return the ends of a number in words, without what they leave to rounding."""
    low, high = (f"{round(schema[end], 6) + 0:g}" if end in schema else "" for end in ("minimum", "maximum"))
    if low and high:
        return f" from {low} to {high}"
    return f" from {low} up" if low else f" up to {high}" if high else ""
