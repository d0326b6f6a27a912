"""What readers of actor tables share: rows of text files with their lines, and all faults of a file at once."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.case.actor_table import MOST_ACTORS, MOST_ISSUES, MOST_STANDS, ActorTable, Stand, TableActor, TableIssue
from detente.case.fault import Fault, InputFaults, unfit
from detente.formats.markup import NUMBER, UNNAMEABLE, named, short

MOST_FAULTS = 100
MOST_CELL = 2_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 3_000, 2_000_000
"""Of a file, whatever it holds: what is larger would fill the memory before anything could be said of it."""
Row = tuple[int, list[str]]
"""Number of a line, from 1, and its cells without blanks around them."""


def text_of(data: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, line ends made one; `InputFaults` where it is no such text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputFaults(file, (Fault("", line, "a character is not UTF-8", "save the file as UTF-8"),)) from None
    if "\0" in text:
        raise unfit(file, "it holds a zero byte, so it is no text", "export it as text")
    return re.sub(r"\r\n?", "\n", text)


@dataclass(frozen=True, slots=True)
class Most:
    """Rows, columns of each, and cells of all that a table may have."""

    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    cells: int = MOST_CELLS


USUAL = Most()


def rows_of(text: str, file: str, *, delimiter: str = ",", quote: str = '"', most: Most = USUAL) -> list[Row]:
    """Return the rows that are not blank; `InputFaults` where there are too many, or one cannot be read."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quotechar=quote, skipinitialspace=True, strict=False)
    found: list[Row] = []
    try:
        for cells in bounded(reader, file, most):
            held = [cell.strip() for cell in cells]
            if any(held):
                found.append((reader.line_num, held))
    except csv.Error as error:
        raise InputFaults(file, (Fault("", reader.line_num, f"the row cannot be read: {error}"),)) from None
    return found


def bounded(reader: Any, file: str, most: Most = USUAL) -> Iterator[list[str]]:
    """Yield the rows of a CSV reader, blank ones too, and stop where there are more than a table has.

    Raises
    ------
    InputFaults
        At the row, column or cell too many.
    """
    cells = 0
    for number, row in enumerate(reader):  # the first is the header, or the name of a sheet
        cells += len(row)
        counted = ((number, most.rows, "rows"), (len(row), most.columns, "columns"), (cells, most.cells, "cells"))
        for held, limit, what in counted:
            if held > limit:
                fault = Fault("", reader.line_num, f"more than {limit:,} {what}", "split the table", limit=True)
                raise InputFaults(file, (fault,))
        yield row


class TableReader:
    """A table as read so far, with the faults found so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.actors: dict[str, TableActor] = {}
        self.issues: dict[str, TableIssue] = {}
        self.stands: dict[tuple[str, str], Stand] = {}

    def fault(self, line: int | None, message: str, hint: str = "", *, limit: bool = False) -> None:
        """Add a fault."""
        self.faults.append(Fault("", line, message, hint, limit))

    def number(self, word: str, line: int | None, what: str, low: float = -math.inf, high: float = math.inf) -> float:
        """Return a number of a cell; NaN with a fault where it is none or out of bounds."""
        value = float(word) if NUMBER.fullmatch(word.strip()) else math.nan
        if not math.isfinite(value):
            read = short(word) if word.strip() else "empty"
            self.fault(line, f"{what} is {read}, not a number")
            return math.nan
        if not low <= value <= high:
            bounds = f"at least {low:g}" if high == math.inf else f"between {low:g} and {high:g}"
            self.fault(line, f"{what} is {short(word)}; allowed is {bounds}")
            return math.nan
        return value

    def actor(self, name: str, line: int | None, note: str = "") -> None:
        """Add an actor, or a fault where its name stands twice or is none."""
        if self._nameable(name, line, "actor", name in self.actors):
            self.actors[name] = TableActor(name, note[:MOST_CELL])

    def issue(self, name: str, line: int | None, note: str = "") -> None:
        """Add an issue, or a fault where its name stands twice or is none."""
        if self._nameable(name, line, "issue", name in self.issues):
            self.issues[name] = TableIssue(name, note[:MOST_CELL])

    def _nameable(self, name: str, line: int | None, what: str, double: bool) -> bool:
        if not name.strip():
            self.fault(line, f"an {what} has no name")
        elif not named(name):
            self.fault(line, f"the name {short(name)} of an {what} {UNNAMEABLE}")
        elif double:
            self.fault(line, f"the {what} {short(name)} stands twice", "give each a name of its own")
        else:
            return True
        return False

    def stand(self, stand: Stand, line: int | None) -> None:
        """Add where an actor stands, or a fault where it does so twice."""
        key = stand.actor, stand.issue
        if key in self.stands:
            self.fault(line, f"{short(stand.actor)} stands twice on {short(stand.issue)}", "leave one of the rows")
        else:
            self.stands[key] = stand

    def table(self, title: str, note: str = "") -> ActorTable:
        """Return the table.

        Raises
        ------
        InputFaults
            With every fault, up to a hundred.
        """
        for held, most, what in (
            (self.actors, MOST_ACTORS, "actors"), (self.issues, MOST_ISSUES, "issues"),
            (self.stands, MOST_STANDS, "rows of actors on issues"),
        ):  # fmt: skip
            if len(held) > most:
                self.fault(None, f"{len(held):,} {what} are more than {most:,}", "split the table", limit=True)
        if not self.stands and not self.faults:
            self.fault(None, "no actor stands on any issue")
        self.done()
        actors, issues = tuple(self.actors.values()), tuple(self.issues.values())
        return ActorTable(title, actors, issues, tuple(self.stands.values()), note)

    def done(self) -> None:
        """Raise the faults, if there are any."""
        if self.faults:
            more = len(self.faults) - MOST_FAULTS
            rest = (Fault("", None, f"and {more:,} faults more"),) if more > 0 else ()
            raise InputFaults(self.file, (*self.faults[:MOST_FAULTS], *rest))


def written(cells: list[list[str]], *, delimiter: str = ",", quote: str = '"') -> str:
    """Return rows as text, quoted where they have to be."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quotechar=quote, lineterminator="\n").writerows(cells)
    return out.getvalue()


def figure(value: float) -> str:
    """Return a number with all its digits, whole numbers without a point.

    >>> figure(4.0), figure(0.1)
    ('4', '0.1')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
