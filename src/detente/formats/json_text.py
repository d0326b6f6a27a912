"""JSON read strictly, with the line of every value for messages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from detente.case.document import Document, Place
from detente.formats.markup import stop

MAX_BYTES = 5_000_000
"""A graph model of 262,144 states, each numbered in a ranking, has less."""
DIGEST = "digest"
"""The key of an object under which stands the `digest` of all its others."""
HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that is one of two; alone it is half a character."""
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+|\n', re.DOTALL)


def document(data: bytes, *, file: str, most: int = MAX_BYTES) -> Document:
    """Return a JSON file as a document without lines; `with_lines` adds them where a message needs them.

    `most`: the most bytes that are read.

    Raises
    ------
    InputFaults
        When the file is too large, is not JSON, or gives one key two values.
    """
    if len(data) > most:
        raise stop(file, None, f"the file has more than {most // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
        return Document(strict(text), file=file)
    except json.JSONDecodeError as error:
        raise stop(file, error.lineno, f"not JSON: {error.msg}") from None
    except RecursionError:
        raise stop(file, None, "not read: nested too deep") from None
    except ValueError as error:
        raise stop(file, None, f"not JSON: {str(error)[:120]}") from None


def strict(text: str) -> Any:
    """Return the value of a text in JSON: no key twice in one object, no number without end.

    Raises
    ------
    ValueError, RecursionError
        When it is none; when it is nested too deep.

    Examples
    --------
    >>> strict('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    """
    value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    if HALF.search(text):
        _whole(value)
    return value


def canonical(value: Mapping[str, Any]) -> str:
    """Return the one text of an object: keys in order, no blanks, every character plain."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def digest(value: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an object, whatever the order of its keys and the blanks of its file.

    Examples
    --------
    >>> digest({"a": 1, "b": [2.5]}) == digest(strict('{"b": [2.50], "a": 1}'))
    True
    """
    return sha256(canonical(value).encode()).hexdigest()


def _whole(value: Any) -> None:
    """Refuse texts with half a character, which no file can hold."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"a text holds half a character, U+{ord(error.object[error.start]):04X}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))
        raise ValueError(f"one object has two values under {twice[:40]!r}")
    return held


def _constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


def with_lines(held: Document, data: bytes) -> Document:
    r"""Return the document of a JSON file with the line of every value; for a value under a key, the line of the key.

    Examples
    --------
    >>> text = b'{"a":\n [1,\n {"b": 2}]}'
    >>> sorted(with_lines(document(text, file="f"), text).lines.values())
    [1, 1, 2, 3, 3]
    """
    place = Place()
    lines = {place: 1}
    stack: list[tuple[str, Place]] = []
    line, key = 1, None
    for token in (match[0] for match in TOKEN.finditer(data.decode("utf-8-sig"))):
        if token == "\n":
            line += 1
        elif token in "]}":
            _, place = stack.pop()
        elif token == ",":
            key = None
            if stack and stack[-1][0] == "[":
                place = (*place[:-1], int(place[-1]) + 1)
        elif token == ":":
            continue
        elif stack and stack[-1][0] == "{" and key is None:
            key = json.loads(token)
            place = (*stack[-1][1], key)
            lines[place] = line
        else:
            lines.setdefault(place, line)
            if token in "[{":
                stack.append((token, place))
                place, key = ((*place, 0), key) if token == "[" else (place, None)
    return Document(held.value, lines, held.file)
