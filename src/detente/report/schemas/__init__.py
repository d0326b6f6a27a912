"""What the verbs print with ``--json``, as JSON Schemas: each key with its type, what it says, and its unit.

They are written by hand beside the code that answers; a test holds the answers of every verb to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.case.schema import DIALECT
from detente.report.schemas import (
    central,
    changes,
    economy,
    evidence,
    files,
    futures,
    hold,
    ledger,
    models,
    portfolio,
    record,
    run,
    shared,
)
from detente.report.schemas.pieces import SHAPE, Schema

FAMILIES = (
    shared, run, central, hold, models, changes, futures, economy, portfolio, evidence, ledger, record, files,
)  # fmt: skip
SHAPES: Mapping[str, Schema] = {name: held for family in FAMILIES for name, held in family.SHAPES.items()}
"""Shapes that several answers share, by name."""
ANSWERS: Mapping[str, Schema] = {
    verb: held for family in FAMILIES for verb, held in getattr(family, "ANSWERS", {}).items()
}
"""Verb -> what it prints."""


def answer_schema(verb: str) -> Schema:
    """Return the JSON Schema of what a verb prints with ``--json`` (draft 2020-12), as plain values.

    Raises
    ------
    LookupError
        When there is no such verb, with those that there are.

    Examples
    --------
    >>> answer_schema("zone")["properties"]["schema"]["const"]
    'detente.zone/1'
    """
    if verb not in ANSWERS:
        raise LookupError(f"no verb {verb!r}; verbs are {', '.join(ANSWERS)}")
    held = ANSWERS[verb]
    head: Schema = {"$schema": DIALECT, "title": f"What detente {verb} --json prints"}
    return {**head, **held, "$defs": {name: SHAPES[name] for name in sorted(_shapes(held))}}


def _shapes(schema: Any) -> set[str]:
    """Return the names of the shapes that a schema uses, and of those that they use."""
    found: set[str] = set()
    waiting = [*_named(schema)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _named(SHAPES[name])
    return found


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _named(item)
    elif isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix(SHAPE)
        for value in schema.values():
            yield from _named(value)
