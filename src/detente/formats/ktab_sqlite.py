"""The first turn of a run of KTAB-SMP from its SQLite file, opened read-only and bounded.

Tables that are read: `ActorDescription`, `DimensionDescription`, `SpatialCapability`, `SpatialSalience` and
`VectorPosition`, each at turn 0 of one scenario. Saliences and positions stand there on 0-1.
"""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from detente.case.actor_table import MOST_ACTORS, MOST_ISSUES, MOST_STANDS, ActorTable, Stand
from detente.case.fault import unfit
from detente.formats.table_reader import TableReader

ENDINGS = (".db", ".sqlite", ".sqlite3")
MAGIC = b"SQLite format 3\0"
LARGEST, STEPS = 2_000_000_000, 20_000_000
"""Bytes of a file, and steps of the database's machine that one question may take."""
COLUMNS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "ActorDescription": (("Act_i",), ("Name", "ActorName"), ("Desc", "Description", "ActorDesc")),
    "DimensionDescription": (("Dim_k",), ("Desc", "Description", "Name")),
    "SpatialCapability": (("Act_i",), ("Cap",)),
    "SpatialSalience": (("Act_i",), ("Dim_k",), ("Sal",)),
    "VectorPosition": (("Act_i",), ("Dim_k",), ("Pos_Coord", "Coord")),
}
"""Tables and their columns, each under the names that versions of the program give it."""
TEXTS = ("Name", "ActorName", "Desc", "Description", "ActorDesc")
TURNED = ("SpatialCapability", "SpatialSalience", "VectorPosition")
Rows = dict[str, list[tuple[object, ...]]]


def is_sqlite(name: str) -> bool:
    """Return whether a name ends as a database does."""
    return name.lower().endswith(ENDINGS)


def load(path: str) -> ActorTable:
    """Return the table of a database, as it was at turn 0.

    Raises
    ------
    InputFaults
        When the file is no such database, too large, or holds several scenarios; with every fault of its rows.
    """
    _look(path)
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            return _table(_Base(base, path))
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a damaged text spoils even the words for it
        raise unfit(path, f"the database cannot be read: {error}") from None


def _look(path: str) -> None:
    """Refuse what is no database, before it is opened as one."""
    try:
        size, regular = os.stat(path).st_size, Path(path).is_file()
        with open(path, "rb") if regular else open(os.devnull, "rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        raise unfit(path, "there is no such file") from None
    except OSError as error:
        raise unfit(path, f"it cannot be opened: {error.strerror}") from None
    if not regular:
        raise unfit(path, "it is not a file", "give the path of a file")
    if head != MAGIC:
        raise unfit(path, "it is no SQLite database", "is it the file that KTAB-SMP writes?")
    if size > LARGEST:
        raise unfit(path, f"it has more than {LARGEST // 10**9} GB", limit=True)


class _Base:
    """An open database with what it may do: read some columns of some tables, so many rows, so many steps."""

    def __init__(self, base: sqlite3.Connection, path: str) -> None:
        self.base, self.path = base, path
        base.text_factory = lambda held: held.decode("utf-8", "replace")
        base.execute("PRAGMA query_only = 1")
        base.execute("PRAGMA trusted_schema = 0")
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
        base.set_progress_handler(lambda: 1, STEPS)
        names = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchmany(1_000)
        self.tables = {str(name) for (name,) in names}

    def rows(self, table: str, scenario: str | None) -> list[tuple[object, ...]]:
        """Return the rows of a table at turn 0."""
        names = {str(row[1]) for row in self.base.execute(f'PRAGMA table_info("{table}")')}
        chosen = [next((n for n in options if n in names), None) for options in COLUMNS[table]]
        if any(name is None for name in chosen):
            wanted = ", ".join("/".join(options) for options in COLUMNS[table])
            raise unfit(self.path, f"the table {table} has other columns than {wanted}")
        held = ", ".join(f'"{name}"' for name in chosen)
        where = [f"{column} = ?" for column, use in (("ScenarioId", scenario), ("Turn_t", table in TURNED)) if use]
        values = [value for value, use in ((scenario, scenario), (0, table in TURNED)) if use]
        asked = f'SELECT {held} FROM "{table}"' + (f" WHERE {' AND '.join(where)}" if where else "")
        return self.base.execute(asked, values).fetchmany(2 * MOST_STANDS)

    def scenario(self) -> str | None:
        """Return the one scenario of the file; a fault where there are several."""
        found = self.base.execute('SELECT DISTINCT ScenarioId FROM "ActorDescription"').fetchmany(20)
        if len(found) > 1:
            raise unfit(self.path, f"it holds {len(found)} scenarios", "export the one that is meant to CSV")
        return str(found[0][0]) if found else None


def _table(base: _Base) -> ActorTable:
    lacking = [name for name in COLUMNS if name not in base.tables]
    if lacking:
        raise unfit(base.path, f"it has no table {', '.join(lacking)}", "is it a run of KTAB-SMP?")
    scenario = base.scenario()
    rows = {name: base.rows(name, scenario) for name in COLUMNS}
    reader = TableReader(base.path)
    actors, issues = _named(reader, rows)
    capability = {key[0]: _number(reader, key[1], f"Cap of actor {key[0]}") for key in rows["SpatialCapability"]}
    saliences, positions = (
        {row[:2]: _number(reader, row[2], f"{what} of actor {row[0]}, dimension {row[1]}", 1.0) for row in rows[table]}
        for table, what in (("SpatialSalience", "Sal"), ("VectorPosition", "the coordinate"))
    )
    for key in [(a, d) for a in actors for d in issues]:
        if key not in positions or key not in saliences or key[0] not in capability:
            reader.fault(None, f"actor {key[0]} lacks a position, salience or capability on dimension {key[1]}")
            continue
        numbers = (round(100.0 * positions[key], 10), round(100.0 * saliences[key], 10), capability[key[0]])
        reader.stand(Stand(actors[key[0]], issues[key[1]], *numbers), None)
    return reader.table(Path(base.path).stem)


def _named(reader: TableReader, rows: Rows) -> tuple[dict[object, str], dict[object, str]]:
    """Return the names of actors and dimensions by number, in the order of the numbers."""
    if len(rows["ActorDescription"]) > MOST_ACTORS or len(rows["DimensionDescription"]) > MOST_ISSUES:
        reader.fault(None, f"more than {MOST_ACTORS} actors or {MOST_ISSUES} dimensions", "split it", limit=True)
        reader.done()
    actors: dict[object, str] = {}
    for number, name, note in sorted(rows["ActorDescription"], key=lambda row: str(row[0]).zfill(9)):
        actors[number] = str(name)
        reader.actor(str(name), None, str(note or ""))
    issues: dict[object, str] = {}
    for number, name in sorted(rows["DimensionDescription"], key=lambda row: str(row[0]).zfill(9)):
        issues[number] = str(name)
        reader.issue(str(name), None)
    reader.done()
    return actors, issues


def _number(reader: TableReader, value: object, what: str, high: float = math.inf) -> float:
    if isinstance(value, (int, float)) and math.isfinite(value) and 0.0 <= value <= high + 1e-9:
        return float(value)
    reader.fault(
        None,
        f"{what} is {str(value)[:40]}; allowed is a number of at least 0{'' if high == math.inf else ', at most 1'}",
    )
    return math.nan
