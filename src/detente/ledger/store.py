"""Open the store: a SQLite file of the user's own, or a PostgreSQL server, through the same code.

A write is acknowledged when its transaction has ended, and then it is on the disk. What cannot be opened is told and
left as it is: a file that is no ledger is recognised by its first bytes, before the database sees it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from detente._optional import need
from detente.ledger import tables
from detente.ledger.fault import LedgerBusy, LedgerFault, LedgerUnwritable
from detente.ledger.place import LedgerPlace

PATIENCE = 5.0
"""Seconds that a writer waits for another."""
MAGIC, HEADER, APPLICATION_AT = b"SQLite format 3\0", 100, 68
NEW_COMMAND = "`detente forecast new` or `import`, `detente run CASE --keep`, or DETENTE_AUDIT=on begins one"
BUSY, DAMAGED, CLOSED = ("BUSY", "LOCKED"), ("CORRUPT", "NOTADB"), ("READONLY", "CANTOPEN", "PERM", "FULL", "IOERR")


@dataclass(frozen=True, slots=True)
class Store:
    """An open ledger: its place, and the engine that connects to it."""

    place: LedgerPlace
    engine: Engine


@contextmanager
def opened(place: LedgerPlace, *, create: bool = False) -> Generator[Store, None, None]:
    """Open a store, with `create` also one that is not there yet; newer versions of its tables are made when needed.

    Raises
    ------
    LedgerFault
        When there is none, or it is damaged, no ledger, or newer than this program; `LedgerBusy` when another writer
        does not end; `LedgerUnwritable` when it cannot be written to or reached.
    MissingExtra
        For a server, when its driver is not installed.
    """
    if place.path is not None:
        _look(place.path, create)
    store = Store(place, _engine(place))
    try:
        with told(place):
            _ready(store, create)
            yield store
    finally:
        store.engine.dispose()


@contextmanager
def reading(store: Store) -> Generator[Connection, None, None]:
    """Read in one transaction."""
    with told(store.place), store.engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(store: Store) -> Generator[Connection, None, None]:
    """Write in one transaction: all of it or nothing, and nobody else writes meanwhile."""
    with told(store.place), store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        # SQLite has locked the file already; a server locks this row, and writers go one by one.
        connection.execute(select(tables.about).where(tables.about.c.key == "schema").with_for_update())
        yield connection


# Opening


def _look(path: Path, create: bool) -> None:
    """See whether a file is a ledger, by its bytes; make it, for its owner alone, when there is none."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
    except FileNotFoundError:
        if not create:
            raise LedgerFault(f"there is no ledger at {path}; {NEW_COMMAND}") from None
        _make(path)
        return
    except OSError as error:
        raise LedgerUnwritable(_cannot(path, error)) from error
    mark = int.from_bytes(head[APPLICATION_AT : APPLICATION_AT + 4], "big")
    if head and (not head.startswith(MAGIC) or mark != tables.APPLICATION):
        raise LedgerFault(f"{path} is not a ledger, or its beginning is damaged; {_restore(path)}")


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LedgerUnwritable(_cannot(path, error)) from error


def _engine(place: LedgerPlace) -> Engine:
    if place.path is not None:
        engine = create_engine(_address(place.path), poolclass=NullPool, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine
    need("psycopg", extra="postgres")
    try:
        return create_engine(make_url(place.url), poolclass=NullPool)
    except (ArgumentError, ValueError) as error:
        raise LedgerFault(f"{place.shown} is no address of a server; write postgresql://USER@HOST/DATABASE") from error


def _address(path: Path) -> URL:
    """Return the address of a file; where it can only be read, one under which nothing is written beside it."""
    whole = path.absolute()
    log = whole.with_name(f"{whole.name}-wal")
    if os.access(whole.parent, os.W_OK) and os.access(whole, os.W_OK) or (log.exists() and log.stat().st_size):
        return URL.create("sqlite+pysqlite", database=str(whole))
    return URL.create("sqlite+pysqlite", database=f"file:{quote(str(whole))}", query={"immutable": "1", "uri": "true"})


def _set_up(connection: Any, _record: Any) -> None:
    """Let transactions begin where we say, and end only when they are on the disk."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _ready(store: Store, create: bool) -> None:
    """Refuse a newer ledger; bring an older or new one to this version, after a copy of what was there."""
    newest = len(tables.STEPS)
    with reading(store) as connection:
        schema = tables.schema_of(connection)
    if schema > newest:
        told = f"{store.place.shown} was made by a newer detente (its version {schema}, this one knows {newest})"
        raise LedgerFault(f"{told}; it was left as it is: install the newer detente")
    if schema < newest:
        _bring_up_to_date(store, schema, create)
    if store.place.path is not None:
        _log_ahead(store)


def _bring_up_to_date(store: Store, schema: int, create: bool) -> None:
    if not schema and not create:
        raise LedgerFault(f"there is no ledger at {store.place.shown}; {NEW_COMMAND}")
    if schema:
        _copy(store, schema)
    options = store.engine.connect().execution_options(writing=True)
    with options as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (tables.APPLICATION,))
        tables.migrate(connection)


def _copy(store: Store, schema: int) -> None:
    """Keep a copy of a file beside it before its tables change; a server has its own copies."""
    if store.place.path is None:
        return
    kept = f"{store.place.path}.version-{schema}"
    if not Path(kept).exists():
        _make(Path(kept))
        raw: Any = store.engine.raw_connection()
        try:
            raw.execute("VACUUM INTO ?", (kept,))
        finally:
            raw.close()


def copies(store: Store) -> tuple[Path, ...]:
    """Return the copies that were kept beside a file before its tables changed."""
    path = store.place.path
    return () if path is None else tuple(sorted(path.parent.glob(f"{escape(path.name)}.version-*")))


def compact(store: Store) -> bool:
    """Write the tables anew, so that nothing is left where something was removed; False while others read the file."""
    if store.place.path is None:
        with told(store.place), store.engine.connect() as held:
            outside = held.execution_options(isolation_level="AUTOCOMMIT")
            for name in tables.GUARDED:
                outside.exec_driver_sql(f"VACUUM FULL {name}")
        return True
    with told(store.place):
        raw: Any = store.engine.raw_connection()
        try:
            raw.execute("VACUUM")
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()
    return not busy


def _log_ahead(store: Store) -> None:
    """Let readers and a writer work at the same time; stays with the file, and can wait while it is busy."""
    raw: Any = store.engine.raw_connection()
    with suppress(sqlite3.OperationalError):
        raw.execute("PRAGMA journal_mode = WAL")
    raw.close()


# Faults


@contextmanager
def told(place: LedgerPlace) -> Generator[None, None, None]:
    """Turn what a database refuses into words; errors of the program stay as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _fault(place, error) from error


def _fault(place: LedgerPlace, error: Exception) -> Exception:
    orig = getattr(error, "orig", error)
    why = str(orig).strip().partition("\n")[0]
    name = str(getattr(orig, "sqlite_errorname", ""))
    if place.path is None:
        if type(orig).__name__ in ("OperationalError", "InsufficientPrivilege"):
            return LedgerUnwritable(f"{place.shown} cannot be reached or written to: {why}")
        return error
    if any(word in name for word in BUSY):
        return LedgerBusy(f"{place.path} is being written to by somebody else; wait a moment and repeat the command")
    if any(word in name for word in DAMAGED) or "malformed" in why or "no such table" in why:
        return LedgerFault(f"{place.path} is damaged ({why}); {_restore(place.path)}")
    if any(word in name for word in CLOSED):
        return LedgerUnwritable(f"{place.path} cannot be written to: {why}; choose another place with --db")
    return error


def _restore(path: Path) -> str:
    return f"it was left as it is: put back a copy of {path.name}, or choose another ledger with --db"


def _cannot(path: Path, error: OSError) -> str:
    return (
        f"a ledger cannot be kept at {path}: {(error.strerror or str(error)).lower()}; choose another place with --db"
    )
