"""Read what is held from CSV, and write tables of cells that no spreadsheet takes for formulas."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from detente.case.document import cut
from detente.case.fault import Fault
from detente.case.holdings import CASH, MOST_HOLDINGS, MOST_SERIES, Holding, Holdings
from detente.formats.markup import NUMBER, UNNAMEABLE, named, short
from detente.formats.prices import number_fault, separator
from detente.formats.table_reader import TableReader, rows_of, text_of, written

ASSET, WEIGHT, AMOUNT, PROXY, NOTE = "asset", "weight", "amount", "proxy", "note"
OWN = (ASSET, WEIGHT, AMOUNT, PROXY, NOTE)
SUM_TO_ONE = 1e-6
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212", "\u2013", "\u2014")
"""What a cell begins with, blanks aside, that a spreadsheet takes for a formula, or plain text for one of these."""
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MOST_SHOWN = 8


def read_holdings(data: bytes, series: Collection[str], *, file: str = "holdings") -> Holdings:
    r"""Read holdings: columns `asset`, `weight` or `amount`, if wanted `proxy`, `note`, and one column a series.

    A column named for a series holds exposures: by how many per cent an asset changes when the series does by one. An
    asset needs a series of its own name, a proxy, or exposures; ``cash`` does not move. Weights sum to one and may be
    negative; amounts are divided by their sum.

    Parameters
    ----------
    series
        Names of the series that there are.

    Raises
    ------
    InputFaults
        With every unknown column, asset and series, number that is none, asset that stands twice, and a sum that is
        not one, with the weights that would be.

    Examples
    --------
    >>> found = read_holdings(b"asset,weight,proxy\nFuel,-0.25,brent\ngold,1.25,\n", ("brent", "gold"))
    >>> [(row.asset, row.weight, row.proxy) for row in found.rows]
    [('Fuel', -0.25, 'brent'), ('gold', 1.25, '')]
    """
    text = text_of(data, file)
    reader = TableReader(file)
    rows = rows_of(text, file, delimiter=separator(text))
    header = _header(rows[0] if rows else (1, []), series, reader)
    if len(rows) > MOST_HOLDINGS + 1:
        reader.fault(None, f"{len(rows) - 1:,} assets are more than {MOST_HOLDINGS:,}", "merge some", limit=True)
    reader.done()
    table = _Table(header, series, reader)
    held = [row for line, cells in rows[1:] if (row := table.holding(line, cells)) is not None]
    if not rows[1:]:
        reader.fault(None, "nothing is held", "give each asset its line")
    found = _whole(held, AMOUNT in header, reader)
    reader.done()
    return replace(found, file=file)


def holdings_table(rows: Sequence[Mapping[str, str | float | None]]) -> bytes:
    r"""Return rows of holdings as the table that `read_holdings` reads: row k stands in line k + 2 or further down.

    A column is there where a row has it; of a cell that is None the reader says that it is empty.

    Examples
    --------
    >>> holdings_table([{"asset": "Fuel", "weight": 1.0, "proxy": "brent"}])
    b'asset,weight,proxy\nFuel,1.0,brent\n'
    """
    columns = [name for name in OWN if name == ASSET or any(row.get(name) is not None for row in rows)]
    cells = [[_plain(row.get(name)) for name in columns] for row in rows]
    return written([columns, *cells]).encode("utf-8")


def _plain(value: str | float | None) -> str:
    return "" if value is None else value if isinstance(value, str) else repr(value)


def example_holdings() -> bytes:
    """Return a table of holdings to start from: invented weights on series that ship."""
    return (Path(__file__).resolve().parent / "example_holdings.csv").read_bytes()


def safe_table(rows: Sequence[Sequence[str | float | None]]) -> str:
    r"""Return a CSV in which text that a spreadsheet would run begins with an apostrophe; numbers are as they are.

    Examples
    --------
    >>> safe_table([["asset", "mean"], ["=1+1", -0.5], ["gold", None]])
    "asset,mean\n'=1+1,-0.5\ngold,\n"
    """
    return written([[_cell(value) for value in row] for row in rows])


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    line = CONTROL.sub(" ", value)  # a line end within a cell could begin a row of its own
    return f"'{line}" if line.lstrip().startswith(FORMULA) and not NUMBER.fullmatch(line) else line


def _header(row: tuple[int, list[str]], series: Collection[str], reader: TableReader) -> list[str]:
    line, cells = row
    names = [name.lower() if name.lower() in OWN else name for name in cells]
    if len(names) > MOST_SERIES + len(OWN):
        reader.fault(line, f"{len(names):,} columns are more than {MOST_SERIES:,} series", "split it", limit=True)
        return []
    if ASSET not in names:
        reader.fault(line, "there is no column asset", "the first line names the columns: asset,weight,proxy")
    if (WEIGHT in names) == (AMOUNT in names):
        told = "columns weight and amount are both there" if WEIGHT in names else "there is no column weight or amount"
        reader.fault(line, told, "give one of the two")
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            reader.fault(line, f"the column {short(name)} stands twice", "leave one of the two")
        elif name not in OWN and name not in series:
            own = f"columns are {', '.join(OWN)} and the names of series"
            reader.fault(line, f"there is no series {short(name)}; {own}", meant(name, [*OWN, *series]))
    return names


def meant(name: str, known: Collection[str]) -> str:
    """Return the question whether the nearest known name was meant, else the names that there are."""
    near = get_close_matches(name[:80], known, n=1)
    listed = ", ".join([*known][:MOST_SHOWN]) + (", ..." if len(known) > MOST_SHOWN else "")
    return f'did you mean "{near[0]}"?' if near else f"there are {listed}"


class _Table:
    """The rows of a table of holdings, with the faults found so far."""

    def __init__(self, header: Sequence[str], series: Collection[str], reader: TableReader) -> None:
        self.header, self.series, self.reader = header, series, reader
        self.seen: dict[str, int] = {}

    def holding(self, line: int, cells: Sequence[str]) -> Holding | None:
        """Return what a line holds; None with a fault where it has another number of cells."""
        if len(cells) != len(self.header):
            hint = "give every column a cell; a number with a comma needs quotes"
            self.reader.fault(line, f"the line has {len(cells)} cells, its header {len(self.header)}", hint)
            return None
        row = dict(zip(self.header, cells, strict=True))
        asset, proxy = row[ASSET], row.get(PROXY, "")
        what = AMOUNT if AMOUNT in row else WEIGHT
        size = self._number(what, row[what], line)
        exposures = {
            name: self._number(name, word, line) for name, word in row.items() if name not in OWN and word != ""
        }
        self._named(asset, line)
        self._moves(asset, proxy, exposures, line)
        return Holding(asset, size, size if what == AMOUNT else None, proxy, exposures, line)

    def _number(self, column: str, word: str, line: int) -> float:
        if NUMBER.fullmatch(word) and abs(float(word)) < 1e15:
            return float(word)
        message, hint = number_fault(word) if word else ("the cell is empty", "write the number, 0 for none")
        self.reader.faults.append(Fault(cut(column), line, message, hint))
        return 0.0

    def _named(self, asset: str, line: int) -> None:
        if not named(asset):
            self.reader.fault(line, f"the asset {short(asset)} {UNNAMEABLE}")
        elif asset in self.seen:
            self.reader.fault(line, f"{short(asset)} stands twice, first in line {self.seen[asset]}", "add them up")
        self.seen.setdefault(asset, line)

    def _moves(self, asset: str, proxy: str, exposures: dict[str, float], line: int) -> None:
        """Add a fault where nothing, or two things, say how an asset moves."""
        known = [*self.series, CASH]
        if proxy and proxy not in known:
            self.reader.fault(line, f"the proxy {short(proxy)} of {short(asset)} is no series", meant(proxy, known))
        if proxy and exposures:
            self.reader.fault(line, f"{short(asset)} has a proxy and exposures", "leave one of the two")
        if not proxy and not exposures and asset.lower() != CASH and asset not in self.series:
            message = f"nothing says how {short(asset)} moves: no price series of its name, proxy or exposure"
            self.reader.fault(line, message, meant(asset, known))


def _whole(held: Sequence[Holding], amounts: bool, reader: TableReader) -> Holdings:
    """Return the holdings with weights that sum to one; a fault where they do not, with those that would."""
    total = sum(row.weight for row in held)
    if reader.faults:
        return Holdings(tuple(held))
    if amounts:
        if total <= 0.0:
            reader.fault(None, f"the amounts sum to {total:g}", "they have to sum to more than 0")
            return Holdings(tuple(held))
        return Holdings(tuple(replace(row, weight=row.weight / total) for row in held), total)
    if abs(total - 1.0) > SUM_TO_ONE:
        rest = f"add {CASH} of {1.0 - total:.6g}"
        divided = ", ".join(f"{cut(row.asset)} {row.weight / total:.6g}" for row in held[:MOST_SHOWN]) if total else ""
        more = ", ..." if len(held) > MOST_SHOWN else ""
        hint = f"{rest}, or divide each by the sum: {divided}{more}" if total > 0.0 else rest
        reader.fault(None, f"the weights sum to {total:.6g}, not 1", hint)
    return Holdings(tuple(held))
