"""Read prices from CSV: a date and one column a series; rows of one month are averaged, as in the series that ship."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from detente.case.document import cut
from detente.case.fault import Fault
from detente.case.holdings import CASH, MOST_SERIES, PriceTable
from detente.formats.markup import NUMBER, UNNAMEABLE, named, short
from detente.formats.table_reader import Row, TableReader, rows_of, text_of

DATES = ("date", "month")
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
NOTHING = ("", "na", "n/a", "nan", ".")
"""What stands for a price that is not there, in small letters."""
DECIMAL_COMMA = re.compile(r"[+-]?[0-9.]+,[0-9]+")


def read_prices(data: bytes, *, file: str = "prices") -> PriceTable:
    r"""Read a table of prices; its first column is `Date` (or `month`), as 2025-11-28 or 2025-11.

    Columns are separated by commas; by semicolons where the header has no comma, or by tabs, as pasted from a
    spreadsheet, where it has neither. A cell may be empty.

    Raises
    ------
    InputFaults
        With every date that is none or stands twice, every name that is none or stands twice, every cell that is no
        price above 0, and a series without any price.

    Examples
    --------
    >>> found = read_prices(b"Date,equity\n2025-09-30,100\n2025-11-14,104\n2025-11-28,106\n")
    >>> found.months, found.prices["equity"]
    (('2025-09', '2025-10', '2025-11'), (100.0, None, 105.0))
    """
    text = text_of(data, file)
    reader = TableReader(file)
    rows = rows_of(text, file, delimiter=separator(text))
    names = _header(rows, reader)
    reader.done()
    by_month = _by_month(rows[1:], names, reader)
    months = tuple(calendar(min(by_month), max(by_month))) if by_month else ()
    prices = {name: tuple(_mean(by_month.get(month, {}).get(name)) for month in months) for name in names}
    for name, values in prices.items():
        if not any(values):
            reader.fault(1, f"the column {short(name)} has no price", "fill it, or leave it out")
    reader.done()
    return PriceTable(months, prices, file)


def separator(text: str) -> str:
    r"""Return what separates the cells of a table, by its header.

    >>> separator("asset,weight"), separator("asset;weight\n"), separator("asset\tweight\n")
    (',', ';', '\t')
    """
    header = text.partition("\n")[0]
    return next((mark for mark in ",;\t" if mark in header), ",")


def calendar(first: str, last: str) -> Iterator[str]:
    """Yield the months from one to another.

    >>> list(calendar("2025-11", "2026-02"))
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    year, month = map(int, first.split("-"))
    end = tuple(map(int, last.split("-")))
    while (year, month) <= end:
        yield f"{year:04d}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def number_fault(word: str) -> tuple[str, str]:
    """Return why a cell is no number, and what to do."""
    hint = "write a point before decimals" if DECIMAL_COMMA.fullmatch(word) else "write the number alone"
    return f"{short(word)} is not a number", hint


def _header(rows: Sequence[Row], reader: TableReader) -> list[str]:
    if not rows:
        reader.fault(None, "the table is empty", "its first line names the columns: Date and a column a series")
        return []
    line, cells = rows[0]
    if cells[0].lower() not in DATES:
        reader.fault(line, f"the first column is {short(cells[0])}, not Date", "put the dates first")
    names = cells[1:]
    if len(names) > MOST_SERIES:
        reader.fault(line, f"{len(names):,} series are more than {MOST_SERIES:,}", "split the table", limit=True)
        return []
    if not names:
        reader.fault(line, "no column has prices", "give each series its column")
    for name in dict.fromkeys(names):
        if not named(name):
            reader.fault(line, f"the column {short(name)} {UNNAMEABLE}")
        elif name.lower() == CASH:
            reader.fault(line, f"{CASH} has a meaning of its own and cannot be a series", "choose another name")
        elif names.count(name) > 1:
            reader.fault(line, f"the column {short(name)} stands twice", "leave one of the two")
    return names


Found = dict[str, dict[str, list[float]]]


def _by_month(rows: Sequence[Row], names: Sequence[str], reader: TableReader) -> Found:
    found: Found = {}
    seen: dict[str, int] = {}
    for line, (day, *cells) in rows:
        month = _month(day)
        if not month:
            hint = "dates are year-month-day, as 2025-11-28, or year-month"
            reader.fault(line, f"{short(day)} is not a date", hint)
            continue
        if day in seen:
            reader.fault(line, f"the date {day} stands twice, first in line {seen[day]}", "leave one of the rows")
        seen.setdefault(day, line)
        if len(cells) != len(names):
            hint = "give every column a cell, empty for none; a number with a comma needs quotes"
            reader.fault(line, f"the line has {len(cells)} prices, its header {len(names)}", hint)
            continue
        held = found.setdefault(month, {})
        for name, word in zip(names, cells, strict=True):
            value = _price(name, word, line, reader)
            if value is not None:
                held.setdefault(name, []).append(value)
    return found


def _month(word: str) -> str:
    try:
        day = date.fromisoformat(f"{word}-01" if MONTH.fullmatch(word) else word)
    except ValueError:
        return ""
    return f"{day:%Y-%m}"


def _price(name: str, word: str, line: int, reader: TableReader) -> float | None:
    if word.lower() in NOTHING:
        return None
    if not NUMBER.fullmatch(word):
        reader.faults.append(Fault(cut(name), line, *number_fault(word)))
        return None
    value = float(word)
    if not 0.0 < value < 1e15:
        hint = "a change in per cent needs prices above 0; leave the cell empty"
        reader.faults.append(Fault(cut(name), line, f"{short(word)} is not above 0 and below 1e15", hint))
        return None
    return value


def _mean(values: list[float] | None) -> float | None:
    return sum(values) / len(values) if values else None
