"""Published actor tables with their outcomes: those that ship, and those of the user.

The file of a user's outcomes is a CSV with the columns issue and outcome.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from detente.case.actor_table import ActorTable
from detente.formats import actor_tables, bdm
from detente.formats.load import contents
from detente.formats.markup import NUMBER, short
from detente.formats.table_reader import TableReader, rows_of, text_of
from detente.ledger.track_record.told import Told, mean_errors
from detente.strategy.forecasts import Asked, forecasts
from detente.strategy.grid import arrays, scales

HEAD = ("issue", "outcome")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """A table with what came out, on the scales of its issues.

    `unit` is that of the scales, `printed` what its author forecast, in words, `source` where it stands.
    """

    id: str
    title: str
    table: ActorTable
    outcomes: Mapping[str, float]
    unit: str = ""
    printed: str = ""
    source: str = ""


def published() -> tuple[Outcomes, ...]:
    """Return the tables that ship.

    Examples
    --------
    >>> [(row.id, row.outcomes) for row in published()]
    [('emission_standards', {'position': 8.833})]
    """
    here = files("detente.ledger.track_record")
    rows = csv.DictReader((here / "tables.csv").read_text(encoding="utf-8").splitlines())
    found: list[Outcomes] = []
    for row in rows:
        table = bdm.read((here / "tables" / f"{row['id']}.csv").read_bytes(), file=row["id"])
        outcomes = {row["issue"]: float(row["outcome"])}
        found.append(Outcomes(row["id"], row["title"], table, outcomes, row["unit"], row["printed"], row["source"]))
    return tuple(found)


def given(table: str, outcomes: str) -> Outcomes:
    """Return a table of the user with the outcomes of its issues.

    Raises
    ------
    InputFaults
        With every fault of the files.
    """
    held = actor_tables.load(table).table
    read = read_outcomes(contents(outcomes), held, file=outcomes)
    return Outcomes(table, held.title or Path(table).stem, held, read, source="given by the user")


def read_outcomes(data: bytes, table: ActorTable, *, file: str) -> dict[str, float]:
    """Return issue -> outcome of a CSV; issues that are left out were not settled.

    Raises
    ------
    InputFaults
        With every fault and its line.
    """
    reader = TableReader(file)
    rows = rows_of(text_of(data, file), file)
    ends = {issue.name: (issue.low, issue.high) for issue in table.issues}
    if not rows or tuple(cell.lower() for cell in rows[0][1][:2]) != HEAD:
        reader.fault(rows[0][0] if rows else None, "the header is not issue,outcome", "name these two columns first")
        reader.done()
    found: dict[str, float] = {}
    for line, cells in rows[1:]:
        issue, word = (*cells, "", "")[:2]
        if issue not in ends:
            reader.fault(line, f"no issue {short(issue)} in the table", f"its issues are {', '.join(sorted(ends))}")
        elif issue in found:
            reader.fault(line, f"the issue {short(issue)} stands twice")
        elif not NUMBER.fullmatch(word) or not math.isfinite(float(word)):
            reader.fault(line, f"the outcome is {short(word)}, not a number")
        elif not _within(float(word), ends[issue]):
            reader.fault(line, f"the outcome is {word}, outside the scale of {short(issue)}, {_scale(ends[issue])}")
        else:
            found[issue] = float(word)
    if not found and not reader.faults:
        reader.fault(None, "no outcome stands below the header")
    reader.done()
    return found


def _within(value: float, ends: tuple[float | None, float | None]) -> bool:
    low, high = ends
    return (low is None or value >= low) and (high is None or value <= high)


def _scale(ends: tuple[float | None, float | None]) -> str:
    return " to ".join("no end" if end is None else f"{end:g}" for end in ends)


@dataclass(frozen=True, slots=True)
class Played:
    """A table that was played: issue by issue, and as plain values on its own scales."""

    told: tuple[Told, ...]
    answer: dict[str, Any]


def play(held: Outcomes) -> Played:
    """Return how far off the models were on every settled issue, as percent of its scale.

    A scale without ends is that of the positions on it.
    """
    low, length = scales(held.table, arrays(held.table))
    said, left = forecasts(held.table, Asked())
    told: list[Told] = []
    for k, issue in enumerate(held.table.issues):
        if issue.name not in held.outcomes:
            continue
        outcome = held.outcomes[issue.name]
        off = {name: abs(f.values[issue.name] - outcome) for name, f in said.items() if issue.name in f.values}
        errors = {name: float(100.0 * apart / length[k]) for name, apart in off.items()}
        told.append(Told(held.id, issue.name, float(100.0 * (outcome - low[k]) / length[k]), errors))
    answer = {
        "id": held.id,
        "title": held.title,
        "unit": held.unit,
        "source": held.source,
        "printed": held.printed,
        "outcomes": dict(held.outcomes),
        "forecasts": {name: {i: x for i, x in f.values.items() if i in held.outcomes} for name, f in said.items()},
        "not_played": left,
        "issues": len(told),
        "errors": mean_errors(told),
    }
    return Played(tuple(told), answer)
