"""Values on one line, as they may stand in a case file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from detente.formats.yaml import resolve

PLAIN_TEXT = re.compile(r"[^\W\d_](?:[\w ()/.;'%+–-]*[\w).%+])?|[0-9]{4}-[0-9]{2}-[0-9]{2}")


def flow(value: Any) -> str:
    """Return a value on one line.

    >>> flow({"a": [1, "two"], "b": "no: 3"})
    '{a: [1, two], b: "no: 3"}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{word(str(key))}: {flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return word(value)
    return "null" if value is None else json.dumps(value)


def word(text: str) -> str:
    """Return text bare where that reads back as the same text, else in double quotes with escapes."""
    return text if PLAIN_TEXT.fullmatch(text) and isinstance(resolve(text), str) else quoted(text)


def quoted(text: str) -> str:
    """Return text in double quotes, what cannot be seen as escapes."""
    return "".join(
        c if c.isprintable() else f"\\u{ord(c):04x}" if c <= "\uffff" else f"\\U{ord(c):08x}"
        for c in json.dumps(text, ensure_ascii=False)
    )
