"""A table of variants as CSV: a column per input, named by its path, and a row per variant.

An empty cell changes nothing. Columns named `variant` or `note` are for the reader.
"""

from __future__ import annotations

import math
import os
import stat

import numpy as np

from detente.case.fault import unfit
from detente.formats.markup import short
from detente.formats.table_reader import Row, TableReader, rows_of, text_of

FOR_READERS = ("variant", "note")
MOST_BYTES, MOST_COLUMNS = 1_000_000_000, 2_000


def read(path: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the paths and the rows ``(n, paths)`` of a table, NaN where a cell is empty.

    Raises
    ------
    InputFaults
        With every fault, up to a hundred.
    """
    rows = rows_of(text_of(_bytes(path), path), path)
    table = TableReader(path)
    if not rows:
        table.fault(None, "it is empty", "the first row names inputs, as no_deal.RU; each further row is a variant")
    kept = _columns(table, rows[0]) if rows else {}
    table.done()
    held = np.array([_numbers(table, row, kept, len(rows[0][1])) for row in rows[1:]], dtype=float)
    table.done()
    return tuple(kept.values()), held.reshape(len(rows) - 1, len(kept))


def _columns(table: TableReader, head: Row) -> dict[int, str]:
    """Return the columns that name an input, place -> path."""
    line, names = head
    if len(names) > MOST_COLUMNS:
        table.fault(line, f"{len(names):,} columns are more than {MOST_COLUMNS:,}", limit=True)
    for name in sorted({name for name in names if names.count(name) > 1}):
        table.fault(line, f"the column {short(name)} stands twice", "leave one of the two")
    if "" in names:
        table.fault(line, "a column has no name", "name the input that it sets, as no_deal.RU")
    kept = {place: name for place, name in enumerate(names) if name not in FOR_READERS}
    if not kept:
        table.fault(line, "no column names an input", "name one, as no_deal.RU")
    return kept


def _numbers(table: TableReader, row: Row, kept: dict[int, str], width: int) -> list[float]:
    line, cells = row
    if len(cells) > width:
        table.fault(line, f"the row has {len(cells)} cells, and the first row {width}", "write numbers with a point")
        return [math.nan] * len(kept)
    cells += [""] * (width - len(cells))
    return [table.number(cells[place], line, f"{name}") if cells[place] else math.nan for place, name in kept.items()]


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno())
            if not stat.S_ISREG(size.st_mode):
                raise unfit(path, "it is not a file", "give the path of a CSV file")
            if size.st_size > MOST_BYTES:
                limit = f"it has more than {MOST_BYTES // 1_000_000} MB"
                raise unfit(path, limit, "split it", limit=True)
            return stream.read()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise unfit(path, f"it cannot be read: {why}", "give the path of a CSV file") from None
