"""A whole case as a workbook, .xlsx: one sheet for each kind of row, with openpyxl of the extra `sheets`.

Nothing in a workbook is run or fetched: a formula is a fault at its cell, and what could reach out is refused before
the file is opened.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from detente._optional import need
from detente.case.document import cut
from detente.case.fault import Fault, InputFaults, TooLarge, unfit
from detente.formats.cells import Raw, Unread
from detente.formats.sheets import Sheet, Spot
from detente.formats.workbook_guard import guard

EXTRA = "sheets"
MOST_ROWS, MOST_COLUMNS = 20_000, 500
"""Rows of all sheets together, and columns of each, that are read."""
LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
WIDEST = 60
"""Characters to which a column is made wide."""


def write(given: Sequence[Sheet]) -> bytes:
    """Return sheets as a workbook: headings in bold that stay in sight, texts as texts.

    Raises
    ------
    MissingExtra, TooLarge
        Without openpyxl; when a cell is longer than a workbook can hold.
    """
    book = need("openpyxl", EXTRA).Workbook()
    book.remove(book.active)
    book.properties.creator = "detente"
    for sheet in given:
        _fill(book.create_sheet(sheet.name), sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    wide: dict[str, int] = {}
    for row, cells in enumerate(sheet.rows, start=1):
        for column, raw in enumerate(cells, start=1):
            if raw is None:
                continue
            cell = page.cell(row, column, _kept(raw, sheet.name))
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(raw, str))
            if row == 1:
                cell.font = Font(bold=True)
            wide[cell.column_letter] = max(wide.get(cell.column_letter, 8), min(len(str(raw)) + 2, WIDEST))
    for letter, width in wide.items():
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"


def _kept(raw: Raw, sheet: str) -> Raw:
    """Return a cell as a workbook keeps it: a number with more digits than are written as its text."""
    if isinstance(raw, str) and len(raw) > LONGEST:
        message = f"a cell of {sheet} would have {len(raw):,} characters, more than the {LONGEST:,} of a workbook"
        raise TooLarge(f"{message}; convert to .csv or .yaml")
    exact = not isinstance(raw, int | float) or isinstance(raw, bool) or float(f"{raw:.15g}") == raw
    return raw if exact else repr(raw)


def read(data: bytes, *, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; a cell is named as `views!D7`.

    Raises
    ------
    InputFaults, MissingExtra
        When it is damaged, too large, or holds what is not to be opened; without openpyxl.
    """
    openpyxl = need("openpyxl", EXTRA)
    looked_at = guard(data, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(looked_at), read_only=True, keep_links=False)
            return tuple(_sheets(book, file))
    except InputFaults:
        raise
    except Exception as error:  # of many kinds: the reader takes the parts of a file on trust
        message = f"it cannot be read as a workbook: {cut(str(error)) or type(error).__name__}"
        raise unfit(file, message, "open it and save it anew as .xlsx") from None


def _sheets(book: Any, file: str) -> Iterator[Sheet]:
    left = MOST_ROWS
    for page in book.worksheets:
        page.reset_dimensions()
        rows = tuple(_rows(page, left, file))
        left -= len(rows)
        yield Sheet(page.title, rows, _spots(page.title))


def _spots(title: str) -> Any:
    from openpyxl.utils import get_column_letter

    def spot(row: int, column: int) -> Spot:
        return row + 1, f"{title}!{get_column_letter(column + 1)}{row + 1}"

    return spot


def _rows(page: Any, most: int, file: str) -> Iterator[tuple[Raw, ...]]:
    for at, cells in enumerate(page.iter_rows(max_row=most + 1)):  # as wide as each row is: no column is filled up
        if at >= most or len(cells) > MOST_COLUMNS:
            message = f"{cut(page.title)} goes beyond {MOST_ROWS:,} rows in all sheets or {MOST_COLUMNS} columns"
            hint = "clear what does not belong to the case"
            raise InputFaults(file, (Fault("", at + 1, message, hint, limit=True),))
        yield tuple(map(_raw, cells))


def _raw(cell: Any) -> Raw:
    """Return what a cell says; what is not read, with the reason."""
    value = cell.value
    if cell.data_type == "f":
        shown = value if isinstance(value, str) else getattr(value, "text", "") or ""
        return Unread(f"a formula, {cut(shown)}, is not computed; put its value in its place")
    if cell.data_type == "e":
        return Unread(f"the cell says {cut(str(value))}, which is an error of the workbook; write a value")
    if isinstance(value, float) and not math.isfinite(value):
        return Unread("the number has no end")
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
