"""Read a table of survival times from CSV: what ended, what was still standing when last seen, what is left out.

Event, duration and censor date are three columns: taking one for another turns cases that still stand into cases that
ended. Every row that is left out is reported with its reason.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case.document import cut
from detente.case.fault import Fault, InputFaults
from detente.case.survival_table import Dropped, SurvivalTable
from detente.formats.markup import NUMBER
from detente.formats.table_reader import bounded

MOST_FAULTS = 100
EVENT_WORDS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
NOTHING = ("", "na", "n/a", "nan", ".")
"""What stands for a value that is not there, in small letters."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns that are read.

    `event` (1 or 0), `duration` (when observation ended) and `censored_on` (date on which a case that had not ended was
    last seen) are needed; `entry` where observation begins later than the case, `id` where cases have several rows.
    `per_year`: units of duration and entry in a year, as 365.25 for days.
    """

    event: str = "event"
    duration: str = "duration"
    censored_on: str = "censored_on"
    entry: str | None = None
    id: str | None = None
    covariates: tuple[str, ...] = ()
    per_year: float = 1.0

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that is read."""
        more = [name for name in (self.entry, self.id) if name is not None]
        return (self.event, self.duration, self.censored_on, *more, *self.covariates)


def read_survival(data: bytes, columns: Columns, *, file: str = "", every_row_ended: bool = False) -> SurvivalTable:
    r"""Read a survival table.

    A row without a coded event, a duration, a covariate, or (where it did not end) a date on which it was last seen is
    left out and reported; so is one whose observation ends before it begins.

    Parameters
    ----------
    every_row_ended
        Says that a table in which every row is an event is meant so.

    Raises
    ------
    InputFaults
        With every cell that cannot be read; when two of the three columns are one; when nothing is left; when every row
        is an event and that was not confirmed.

    Examples
    --------
    >>> text = b"event,duration,censored_on\n1,2.5,\n0,4,2021-12-31\n0,3,\n"
    >>> found = read_survival(text, Columns())
    >>> found.ended, [(row.line, row.why) for row in found.dropped]
    ((True, False), [(4, 'it did not end, and censored_on does not say when it was last seen')])
    """
    (_, header), *rows = _rows(data, file)
    faults = list(_columns(columns, header))
    if faults:
        raise InputFaults(file, tuple(faults))
    kept: list[_Spell] = []
    dropped: list[Dropped] = []
    for line, cells in rows:
        spell = _Row(dict(zip(header, cells, strict=False)), line, columns, faults).read()
        if isinstance(spell, _Spell):
            kept.append(spell)
        elif spell:
            dropped.append(Dropped(line, spell))
    faults += _whole(kept, dropped, columns, every_row_ended) if not faults else []
    if faults:
        more = [Fault("", None, f"and {len(faults) - MOST_FAULTS:,} faults more")] if len(faults) > MOST_FAULTS else []
        raise InputFaults(file, (*faults[:MOST_FAULTS], *more))
    return SurvivalTable(
        *(tuple(getattr(spell, name) for spell in kept) for name in ("id", "entry", "exit", "ended")),
        covariates={name: tuple(spell.values[k] for spell in kept) for k, name in enumerate(columns.covariates)},
        dropped=tuple(dropped),
    )


def _rows(data: bytes, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank with the line on which each ends; an empty header where there is none."""
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    try:
        return [(reader.line_num, row) for row in bounded(reader, file) if row] or [(1, [])]
    except csv.Error as error:
        raise InputFaults(file, (Fault("", reader.line_num, f"the row cannot be read: {error}"),)) from None


@dataclass(frozen=True, slots=True)
class _Spell:
    id: Any
    entry: Any
    exit: Any
    ended: Any
    values: tuple[float, ...]


def _columns(columns: Columns, header: list[str]) -> Iterator[Fault]:
    three = (columns.event, columns.duration, columns.censored_on)
    if len(set(three)) < len(three):
        message = f"event, duration and censor date are read from {', '.join(three)}; they are three different columns"
        yield Fault("", 1, message, "name the column of each")
    for name in columns.named:
        if name not in header:
            listed = ", ".join(cut(own) for own in header[:MOST_FAULTS]) or "none"
            yield Fault(name, 1, f'there is no column "{cut(name)}"; columns are {listed}')


def _whole(kept: list[_Spell], dropped: list[Dropped], columns: Columns, confirmed: bool) -> list[Fault]:
    if not kept:
        return [Fault("", None, f"no row is left; {len(dropped)} are left out", _reasons(dropped))]
    cases = {spell.id for spell in kept}
    ended = {spell.id for spell in kept if spell.ended}
    if cases == ended and not confirmed:
        message = f"all {len(cases)} cases ended; a table without one that still stands is rarely what is meant"
        return [Fault(columns.event, None, message, "check the column, or confirm that every case ended")]
    return []


def _reasons(dropped: list[Dropped]) -> str:
    return "; ".join(dict.fromkeys(row.why for row in dropped))


class _Row:
    """One row of the file: its spell, the reason why it is left out, or faults."""

    def __init__(self, row: dict[Any, Any], line: int, columns: Columns, faults: list[Fault]) -> None:
        self.row, self.line, self.columns, self.faults = row, line, columns, faults

    def read(self) -> _Spell | str:
        """Return the spell, or why it is left out; an empty text where a cell is a fault."""
        columns, before = self.columns, len(self.faults)
        ended, seen = self._cell(columns.event, _event), self._cell(columns.censored_on, date.fromisoformat)
        duration = self._cell(columns.duration, _time)
        entry = 0.0 if columns.entry is None else self._cell(columns.entry, _time)
        values = [self._cell(name, _finite) for name in columns.covariates]
        if len(self.faults) > before:
            return ""
        named = dict(zip((columns.event, columns.duration, columns.entry, *columns.covariates),
                         (ended, duration, entry, *values), strict=True))  # fmt: skip
        lacking = [str(name) for name, value in named.items() if value is None]
        if lacking:
            return f"no value of {', '.join(lacking)}"
        if not ended and seen is None and not self._goes_on():
            return f"it did not end, and {columns.censored_on} does not say when it was last seen"
        if duration <= entry and (entry or not ended):
            return "its observation ends where it begins"
        key = self.row.get(columns.id) if columns.id else None
        years = (entry / columns.per_year, duration / columns.per_year)
        return _Spell(key or f"line {self.line}", *years, ended, tuple(values))

    def _goes_on(self) -> bool:
        """Whether the row is one of several of a case: the last of them holds the date."""
        return self.columns.id is not None and self.columns.entry is not None

    def _cell(self, name: str, reader: Callable[[str], Any]) -> Any:
        """Return the value of a cell; None where there is none, with a fault where it cannot be read."""
        word = (self.row.get(name) or "").strip()
        if word.lower() in NOTHING:
            return None
        try:
            return reader(word)
        except (ValueError, KeyError):
            wanted = WANTED[reader]
            self.faults.append(Fault(name, self.line, f'"{cut(word)}" is not {wanted}'))
            return None


def _event(word: str) -> bool:
    return EVENT_WORDS[word.lower()]


def _finite(word: str) -> float:
    value = float(word) if NUMBER.fullmatch(word) else math.nan
    if not math.isfinite(value):
        raise ValueError(word)
    return value


def _time(word: str) -> float:
    value = _finite(word)
    if value < 0.0:
        raise ValueError(word)
    return value


WANTED: dict[Any, str] = {
    _event: "1 or 0 (or true, false, yes, no)",
    _time: "a number of 0 or more",
    _finite: "a number",
    date.fromisoformat: "a date; dates are year-month-day, as 2021-12-31",
}
