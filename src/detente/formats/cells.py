"""Values as cells of a spreadsheet, which no program may run, and cells as values.

A number or a truth value is a cell as it stands. Text is too, unless it would be read as something else: then an
apostrophe stands before it. What begins with `[`, `{` or a double quote is a list, a mapping or a text as in a case
file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from detente.case.document import cut
from detente.case.fault import InputFaults
from detente.formats.flow import flow, quoted
from detente.formats.yaml import read, resolve


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell of which nothing is read, and why."""

    why: str


Raw = str | int | float | bool | date | Unread | None
"""What a spreadsheet says of a cell; None where it is empty."""
MARK = "'"
TRIGGERS = "=+-@\t\r\n＝＋－＠"
"""First characters at which a spreadsheet may take text for a formula, also in their full width."""
OPENERS = '[{"'
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|x(?=005F_)")
"""What a workbook would take for the escape of a character."""
MOST_SHOWN = 15
"""Digits of a number that every spreadsheet keeps."""


def guarded(text: str) -> str:
    """Return text so that no spreadsheet takes it for a formula.

    >>> guarded("=1+1"), guarded("a deal")
    ("'=1+1", 'a deal')
    """
    return MARK + text if text[:1] in TRIGGERS and text else text


def cell_of(value: Any) -> Raw:
    """Return the cell that stands for a plain value of a case; `value_of` gives the value back.

    >>> cell_of("=1+1"), cell_of("-3.5"), cell_of(-3.5), cell_of(["S1", "S2"]), cell_of("")
    ("'=1+1", "'-3.5", -3.5, '[S1, S2]', "'")
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict | list):
        held = flow(value)
        return ESCAPE.sub(_escaped, _all_quoted(value)) if ESCAPE.search(held) else held
    return value


def value_of(raw: Raw) -> Any:
    """Return the value that a cell stands for; None where it is empty.

    Raises
    ------
    ValueError
        When nothing is read of it, it begins as a list, mapping or quoted text of a case file and cannot be read as
        one, or is a number without end; the message says what was read.

    Examples
    --------
    >>> value_of("'=1+1"), value_of(" 60 "), value_of("{a: [1, no]}"), value_of(2.0)
    ('=1+1', 60, {'a': [1, 'no']}, 2)
    """
    if isinstance(raw, str):
        return _read(raw)
    if isinstance(raw, Unread):
        raise ValueError(raw.why)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw == datetime(raw.year, raw.month, raw.day) else raw.isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw


def _text(text: str) -> str:
    if ESCAPE.search(text) or not text.replace("\n", "").isprintable():
        return ESCAPE.sub(_escaped, quoted(text))
    return MARK + text if _misread(text) else text


def _misread(text: str) -> bool:
    """Return whether a cell with this text would be read, or run, as something else."""
    if not text or text != text.strip() or text[0] in MARK + OPENERS + TRIGGERS:
        return True
    try:
        return not isinstance(resolve(text), str)
    except ValueError:
        return True


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _all_quoted(value: Any) -> str:
    """Return a value on one line with every text in quotes, so that any sign of it may become an escape."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)}: {_all_quoted(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_all_quoted, value)) + "]"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def _read(raw: str) -> Any:
    if raw.startswith(MARK):
        return raw[1:]
    text = raw.strip()
    if text[:1] in OPENERS and text:
        try:
            return read(text).value
        except InputFaults as error:
            fault = error.faults[0]
            message = f"{cut(text)} cannot be read as in a case file: {fault.message}"
            raise ValueError(f"{message} ({fault.hint})" if fault.hint else message) from None
    try:
        return resolve(text)
    except ValueError:
        raise ValueError(f"{cut(text)} is not a number that can be read") from None
