"""The reference page of answers, made from their JSON Schemas: per verb every key, its type, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.report.schemas import ANSWERS, SHAPES
from detente.report.schemas.pieces import ONE, SHAPE

HEAD = """# Answers

What each verb prints with `--json`, made from the JSON Schemas that `detente schema VERB` prints: no other key is
there, and all are but those called optional. `[]` is an item of a list; `{}` stands for any id in an object whose keys
are ids. Numbers have full precision; their unit stands in brackets. `null` means not known, or not applicable. What the
keys are for: [the commands](commands.md).
"""
SHAPES_HEAD = """## Shapes

Values that several answers share."""
Row = tuple[str, str, str]


def answers_page() -> str:
    """Return the page of all answers, each with its keys, then the shapes that they share."""
    blocks = [HEAD]
    told: dict[int, str] = {}
    for verb, schema in ANSWERS.items():
        blocks.append(f"## `detente {verb}`")
        same = told.setdefault(id(schema), verb)
        blocks += _block(schema) if same == verb else [f"As `detente {same}`."]
    blocks.append(SHAPES_HEAD)
    for name, schema in sorted(SHAPES.items()):
        blocks.append(f"### Shape {name}")
        blocks += _block(schema)
    return "\n\n".join(blocks) + "\n"


def _block(schema: Any) -> Iterator[str]:
    """Yield the words of an answer or a shape and the table of its keys; one that has forms, form by form."""
    yield f"{schema['description']}."
    for way in schema.get("anyOf", [schema]):
        if way is not schema:
            yield f"{way['description']}:"
        rows = [*_rows("", way)]
        if rows:
            lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
            yield "\n".join(["| key | type | what |", "|---|---|---|", *lines])


def _rows(path: str, schema: Any) -> Iterator[Row]:
    """Yield a row for every key below a place."""
    for way in schema.get("anyOf", [schema]):
        for key, inner in way.get("properties", {}).items():
            here = f"{path}.{key}" if path else key
            said = inner["description"] + ("" if key in way["required"] else "; optional")
            yield f"`{here}`", _type(inner), said
            yield from _rows(here, inner)
        for mark, inner in (("[]", way.get("items")), (".{}", way.get("additionalProperties"))):
            if inner:
                if "properties" not in inner and inner["description"] != ONE:
                    yield f"`{path}{mark}`", _type(inner), inner["description"] + _named(way)
                yield from _rows(f"{path}{mark}", inner)


def _named(way: Any) -> str:
    return f", by {way['propertyNames']['description']}" if "propertyNames" in way else ""


def _type(schema: Any) -> str:
    """Return the type of a value as JSON has it, with its words or its shape."""
    if "anyOf" in schema:
        return " or ".join(_type(way) for way in schema["anyOf"])
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(SHAPE)
        return f"[{name}](#shape-{name})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join("null" if word is None else f"`{word}`" for word in schema["enum"])
    if "type" not in schema:
        return "any value"
    held = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    inner = schema.get("items") or schema.get("additionalProperties")
    return " or ".join(f"{kind} of {_type(inner)}" if inner and kind != "null" else kind for kind in held)
