"""Read questions, forecasts and resolutions from YAML, JSON or CSV into a document that the check takes.

A CSV holds forecasts: columns `question`, `forecaster`, `date` and `p` (one number, or one for each bin, with `|`
between), if wanted `reason`, `source`, `provenance`. YAML and JSON have the sections of an exported ledger.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.case.document import Document, Place
from detente.case.fault import Fault, InputFaults
from detente.formats import json_text, yaml
from detente.formats.load import contents
from detente.formats.markup import NUMBER
from detente.formats.table_reader import bounded

COLUMNS = ("question", "forecaster", "date", "p")
MORE_COLUMNS = ("reason", "source", "provenance")
BETWEEN = "|"
LONGEST_CELL = 20_000
MOST_FAULTS = 100


def read_ledger(path: str) -> Document:
    """Return the document of a file of forecasts.

    Raises
    ------
    InputFaults
        When it cannot be read at all, or its ending is none of .csv, .json, .yaml, .yml.
    """
    ending = Path(path).suffix.lower()
    if ending not in READERS:
        raise _stop(path, None, "forecasts are read from .csv, .json, .yaml or .yml", "convert the file, or rename it")
    return READERS[ending](contents(path), path)


def _json(data: bytes, file: str) -> Document:
    return json_text.with_lines(json_text.document(data, file=file), data)


def _yaml(data: bytes, file: str) -> Document:
    return yaml.parse(data, file=file)


def _csv(data: bytes, file: str) -> Document:
    table = read_table(data, file, COLUMNS, MORE_COLUMNS)
    rows = [_row(row) for _, row in table]
    lines: dict[Place, int] = {("forecasts", k): line for k, (line, _) in enumerate(table)}
    return Document({"forecasts": rows}, lines, file)


def _row(row: Mapping[str, str]) -> dict[str, Any]:
    told = [_number(part) for part in row["p"].split(BETWEEN)]
    held: dict[str, Any] = {key: value for key, value in row.items() if value or key in COLUMNS}
    return held | {"p": told if len(told) > 1 else told[0]}


def _number(text: str) -> float | str:
    """Return a cell as a number where it is one; the check says what else it is."""
    return float(text) if NUMBER.fullmatch(text) else text


READERS = {".csv": _csv, ".json": _json, ".yaml": _yaml, ".yml": _yaml}
"""Endings, and what reads them."""


def read_table(
    data: bytes, file: str, needed: tuple[str, ...], more: tuple[str, ...] = ()
) -> list[tuple[int, dict[str, str]]]:  # fmt: skip
    r"""Return the rows of a CSV with their lines, cells without blanks around them.

    Raises
    ------
    InputFaults
        When it is no CSV in UTF-8, lacks a column or names one twice, or a row has more or fewer cells than the head.

    Examples
    --------
    >>> read_table(b"question,p\nq1, 0.5\n", "f", ("question", "p"))
    [(2, {'question': 'q1', 'p': '0.5'})]
    """
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        held = [(reader.line_num, [_cell(cell) for cell in row]) for row in bounded(reader, file) if any(row)]
    except UnicodeDecodeError as error:
        raise _stop(
            file, data.count(b"\n", 0, error.start) + 1, "it is not text in UTF-8", "save it as UTF-8"
        ) from None
    except InputFaults:
        raise
    except (csv.Error, ValueError) as error:
        raise _stop(file, None, f"not a CSV: {error}") from None
    head = [name.lower() for name in held[0][1]] if held else []
    faults = _head(head, needed, more) + [
        Fault("", line, f"{len(row)} cells, the head has {len(head)}")
        for line, row in held[1:]
        if len(row) != len(head)
    ]
    if faults:
        rest = [Fault("", None, f"and {len(faults) - MOST_FAULTS:,} faults more")] if len(faults) > MOST_FAULTS else []
        raise InputFaults(file, (*faults[:MOST_FAULTS], *rest))
    return [(line, dict(zip(head, row, strict=True))) for line, row in held[1:]]


def _cell(text: str) -> str:
    if len(text) > LONGEST_CELL or "\0" in text:
        raise ValueError(f"a cell has more than {LONGEST_CELL} characters, or one that is no text")
    return text.strip()


def _head(head: list[str], needed: tuple[str, ...], more: tuple[str, ...]) -> list[Fault]:
    told = [
        Fault(name, 1, "the column is missing", f"columns are {', '.join(needed)}")
        for name in needed
        if name not in head
    ]
    told += [
        Fault(name, 1, "the column stands twice", "keep one")
        for name in sorted(name for name, count in Counter(head).items() if count > 1)
    ]
    allowed = (*needed, *more)
    return told + [
        Fault(name, 1, f"unknown column; allowed are {', '.join(allowed)}", "remove it")
        for name in head
        if name not in allowed
    ]


def _stop(file: str, line: int | None, message: str, hint: str = "") -> InputFaults:
    return InputFaults(file, (Fault("", line, message, hint),))
