"""A whole case in one CSV file: sheet after sheet, each under its name in brackets.

    [parties]
    party,name,role
    UP,Upstream,principal

Between two sheets stands an empty line. The delimiter is a comma; a semicolon or a tab, which other programs put there,
is read too.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from detente.case.fault import Fault, InputFaults, TooLarge
from detente.formats.cells import Raw
from detente.formats.sheets import HEAD, PAIRS, Sheet, Spot
from detente.formats.table_reader import Most, bounded, text_of, written

NAME = re.compile(r"\[([^\[\].,;]{1,60})\]")
BEGINS = re.compile(rf'\A\s*"?\[{HEAD}\]', re.IGNORECASE)
DELIMITER = re.compile(rf'^"?{PAIRS[HEAD]}"?([,;\t])', re.MULTILINE)
MOST_ROWS = 20_000
"""Rows of all sheets together that are read, as in a workbook."""
LONGEST = 100_000
"""Characters of a cell that other programs can be trusted to read."""


def is_case(data: bytes) -> bool:
    """Return whether a file begins as a case in CSV.

    >>> is_case(b"[case],,"), is_case(b"Actor,Capability,Position,Salience")
    (True, False)
    """
    return bool(BEGINS.match(data[:200].decode("utf-8-sig", "replace")))


def write(given: Sequence[Sheet]) -> str:
    """Return sheets as the text of one file.

    Raises
    ------
    TooLarge
        When a cell is too long for a CSV that other programs read.
    """
    blocks: list[str] = []
    for sheet in given:
        cells = [[_shown(raw) for raw in row] for row in sheet.rows]
        longest = max((len(cell) for row in cells for cell in row), default=0)
        if longest > LONGEST:
            message = f"a cell of {sheet.name} would have {longest:,} characters, more than {LONGEST:,}"
            raise TooLarge(f"{message}; convert to .yaml, which has no such limit")
        blocks.append(written([[f"[{sheet.name}]"], *cells]))
    return "\n".join(blocks)


def _shown(raw: Raw) -> str:
    return raw if isinstance(raw, str) else "" if raw is None else json.dumps(raw)


def read(data: bytes, *, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of a file; a cell is named by its line.

    Raises
    ------
    InputFaults
        When it is no text in UTF-8, or no CSV, or does not begin with the name of a sheet.
    """
    text = text_of(data, file)
    found = DELIMITER.search(text)
    blocks: list[tuple[str, list[tuple[int, tuple[str, ...]]]]] = []
    for line, cells in _lines(text, file, found[1] if found else ","):
        named = NAME.fullmatch(cells[0].strip()) if not any(cells[1:]) else None
        if named:
            blocks.append((named[1].strip(), []))
        elif blocks:
            blocks[-1][1].append((line, cells))
        else:
            hint = f"a case in CSV begins with [{HEAD}] in a line of its own"
            raise InputFaults(file, (Fault("", line, "cells stand before the name of the first sheet", hint),))
    return tuple(_sheet(name, rows) for name, rows in blocks)


def _lines(text: str, file: str, delimiter: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows that are not blank, each with the line on which it begins."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in bounded(reader, file, Most(rows=MOST_ROWS)):
            if any(cell.strip() for cell in cells):
                rows.append((begins, tuple(cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "close the quotation mark; a quotation mark inside quoted text is written twice"
        raise InputFaults(file, (Fault("", begins, f"the row cannot be read: {error}", hint),)) from None
    return rows


def _sheet(name: str, rows: list[tuple[int, tuple[str, ...]]]) -> Sheet:
    def spot(row: int, column: int) -> Spot:
        del column  # the path that a message names is the heading of the column
        return (rows[row][0] if row < len(rows) else None), ""

    return Sheet(name, tuple(cells for _, cells in rows), spot)
