"""Decision-Making in the EU, third release: positions and saliences of 30 actors on issues, with what came out.

Arregui & Perarnaud 2021, doi:10.34810/data53; the file is the user's to download. It has no capability, so this follows
a rule: votes in the Council before Nice to 2004, votes of Nice to 2014, population from 2015, the strongest state 100;
the Commission and the Parliament 100. Populations are given by the caller.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.case.fault import Fault
from detente.formats.markup import NUMBER, short
from detente.formats.table_reader import Most, TableReader, rows_of, text_of

INSTITUTIONS = ("com", "ep")
STATES = (
    "at", "be", "bu", "cr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "el", "hu", "ie", "it", "lv", "lt", "lu", "mt",
    "nl", "pl", "pt", "ro", "si", "sk", "es", "se", "uk",
)  # fmt: skip
ACTORS = (*INSTITUTIONS, *STATES)
FIXED = ("prnr", "isnr", "intro", "finact", "rp", "out")
COLUMNS = (*FIXED, *(f"p{actor}" for actor in ACTORS), *(f"s{actor}" for actor in ACTORS))
LAST_BEFORE_NICE, LAST_OF_NICE = 2004, 2014
STRONGEST = 100.0
MOST_ROWS, MOST_COLUMNS = 5_000, 500
"""Of a file; the third release has some hundred rows of some eighty columns."""
FEWEST = 3
"""Actors with position and salience from which an issue is scored."""


@dataclass(frozen=True, slots=True)
class Controversy:
    """An issue of a proposal: who wanted what, what would have been without a decision, and what came out.

    Parameters
    ----------
    proposal, issue
        Numbers as in the file.
    year
        Of the final act, or of the introduction where that has no date; None without either.
    positions, saliences
        By actor, 0-100, where both are there.
    reference, outcome
        0-100, or None where the file has none.
    """

    line: int
    proposal: str
    issue: str
    year: int | None
    positions: Mapping[str, float]
    saliences: Mapping[str, float]
    reference: float | None
    outcome: float | None

    @property
    def scored(self) -> bool:
        """Whether forecasts of it can be judged: it has an outcome, and three actors with position and salience."""
        return self.outcome is not None and len(self.positions) >= FEWEST


def read(data: bytes, *, file: str = "") -> tuple[Controversy, ...]:
    """Return the issues of a file; numbers outside 0-100, as 999, stand for what is missing.

    Raises
    ------
    InputFaults
        With every fault and its line.
    """
    reader = TableReader(file)
    rows = rows_of(text_of(data, file), file, delimiter=";", most=Most(MOST_ROWS, MOST_COLUMNS))
    if not rows:
        reader.fault(None, "it holds no row", "is it the table of the third release, divided by semicolons?")
        reader.done()
    line, header = rows[0]
    places = {word.lower(): k for k, word in enumerate(header)}
    for name in COLUMNS:
        if name not in places:
            reader.fault(line, f"the column {name} is missing")
    for word in sorted({word.lower() for word in header if header.count(word) > 1 and word}):
        reader.fault(line, f"the column {short(word)} stands twice")
    reader.done()
    found: dict[tuple[str, str], Controversy] = {}
    for line, cells in rows[1:]:
        cells = cells + [""] * (len(header) - len(cells))
        if len(cells) > len(header):
            reader.fault(line, f"this row has {len(cells)} cells; the header has {len(header)}")
            continue
        row = _row(reader, line, {name: cells[places[name]] for name in COLUMNS})
        key = row.proposal, row.issue
        if not all(key):
            reader.fault(line, "a row has no number of its proposal (prnr) or issue (isnr)")
        elif key in found:
            reader.fault(line, f"issue {short(row.issue)} of proposal {short(row.proposal)} stands twice")
        found[key] = row
    if not found and not reader.faults:
        reader.faults.append(Fault("", None, "no issue stands below the header"))
    reader.done()
    return tuple(found.values())


def _row(reader: TableReader, line: int, cells: Mapping[str, str]) -> Controversy:
    position = {actor: _scale(reader, line, f"p{actor}", cells) for actor in ACTORS}
    salience = {actor: _scale(reader, line, f"s{actor}", cells) for actor in ACTORS}
    there = [actor for actor in ACTORS if position[actor] is not None and salience[actor] is not None]
    years = [_year(reader, line, name, cells[name]) for name in ("finact", "intro")]
    return Controversy(
        line,
        cells["prnr"],
        cells["isnr"],
        next((year for year in years if year is not None), None),
        {actor: float(position[actor] or 0.0) for actor in there},
        {actor: float(salience[actor] or 0.0) for actor in there},
        _scale(reader, line, "rp", cells),
        _scale(reader, line, "out", cells),
    )


def _scale(reader: TableReader, line: int, name: str, cells: Mapping[str, str]) -> float | None:
    """Return a number on 0-100; None where the cell is blank or its number is outside."""
    word = cells[name].replace(",", ".")
    if not word or word == ".":
        return None
    if not NUMBER.fullmatch(word) or not math.isfinite(float(word)):
        reader.fault(line, f"{name} is {short(cells[name])}, not a number", "leave it blank where there is none")
        return None
    value = float(word)
    return value if 0.0 <= value <= 100.0 else None


def _year(reader: TableReader, line: int, name: str, word: str) -> int | None:
    """Return the year of a date, day-month-year; None where the cell is blank."""
    if not word or word == ".":
        return None
    parts = word.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        reader.fault(line, f"{name} is {short(word)}, not a date; dates are day-month-year, as 24-06-02")
        return None
    day, month, year = map(int, parts)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        reader.fault(line, f"{name} is {short(word)}: there is no such day; dates are day-month-year")
        return None
    if year >= 100:
        return year
    return year + (1900 if year >= 50 else 2000)


@cache
def _votes() -> tuple[dict[str, float], dict[str, float]]:
    text = Path(__file__).with_name("deu_votes.csv").read_text(encoding="utf-8")
    rows = [*csv.DictReader(text.splitlines())]
    before, nice = ({row["actor"]: float(row[key]) for row in rows if row[key]} for key in ("before_nice", "nice"))
    return before, nice


def capabilities(year: int, population: Mapping[str, float] | None = None) -> dict[str, float] | None:
    """Return the capability of every actor in a year, the strongest 100; None from 2015 where no population is given.

    >>> found = capabilities(2004)
    >>> found["de"], found["es"], found["com"], "pl" in found
    (100.0, 80.0, 100.0, False)
    """
    before, nice = _votes()
    held = before if year <= LAST_BEFORE_NICE else nice if year <= LAST_OF_NICE else population
    if not held:
        return None
    strongest = max(held.values())
    found = {actor: STRONGEST * weight / strongest for actor, weight in held.items()}
    return {**dict.fromkeys(INSTITUTIONS, STRONGEST), **found}
