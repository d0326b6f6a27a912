"""Write into the history and read it back, through the database; what an entry is stands in `history`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from detente.formats.json_text import canonical
from detente.ledger.fault import LedgerBusy, LedgerFault
from detente.ledger.history import BEGINNING, Entry, broken, entry_of, hash_of
from detente.ledger.records import Ledger, Record, kind_of, plain, subject_of
from detente.ledger.tables import history

SHOWN = 5
"""Entries of a broken history that a message names."""


def append(
    connection: Connection, kind: str, subject: str, doc: Mapping[str, Any], *, expected: int | None = None
) -> Entry:  # fmt: skip
    """Append one entry, within the transaction of the connection.

    `expected`: the version that the writer has seen; when there is a later one, nothing is written.

    Raises
    ------
    LedgerBusy
        When somebody else has written a version since.
    """
    last = connection.execute(select(history.c.n, history.c.sha256).order_by(history.c.n.desc()).limit(1)).first()
    mine = (history.c.kind == kind) & (history.c.subject == subject)
    version = connection.execute(select(func.coalesce(func.max(history.c.version), 0)).where(mine)).scalar_one()
    if expected is not None and expected != version:
        raise LedgerBusy(f"{kind} {subject} has version {version} by now, not {expected}; look at it, then write again")
    n, previous = (last.n + 1, last.sha256) if last else (1, BEGINNING)
    row: dict[str, Any] = {
        "n": n, "at": datetime.now(UTC).isoformat(timespec="microseconds"), "kind": kind, "subject": subject,
        "version": version + 1, "doc": canonical(doc), "previous": previous,
    }  # fmt: skip
    row["sha256"] = hash_of(row)
    connection.execute(history.insert().values(row))
    return entry_of(row)


def record(connection: Connection, found: Ledger) -> tuple[Entry, ...]:
    """Append what a check accepted: questions, then forecasts, then resolutions."""
    records: Sequence[Record] = (*found.questions.values(), *found.forecasts, *found.resolutions.values())
    return tuple(append(connection, kind_of(row), subject_of(row), plain(row)) for row in records)


def entries(connection: Connection, *kinds: str, subject: str | None = None) -> tuple[Entry, ...]:
    """Return entries in their order, of some kinds or all, on one subject or all; each is checked against its hash."""
    query = select(history).order_by(history.c.n)
    if kinds:
        query = query.where(history.c.kind.in_(kinds))
    if subject is not None:
        query = query.where(history.c.subject == subject)
    return tuple(entry_of(row) for row in connection.execute(query).mappings())


def unbroken(connection: Connection) -> tuple[Entry, ...]:
    """Return the whole history.

    Raises
    ------
    LedgerFault
        Naming the entries that are not what was written.
    """
    held = entries(connection)
    told = broken(held)
    if told:
        more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        shown = "; ".join(told[:SHOWN]) + more
        raise LedgerFault(f"the ledger is not as it was written: {shown}. Nothing was lost or changed: put back a copy")
    return held


def versions(connection: Connection, kind: str, subject: str) -> tuple[tuple[int, str, str], ...]:
    """Return version, time and hash of every version of something, oldest first, without reading what they hold."""
    query = select(history.c.version, history.c.at, history.c.sha256)
    query = query.where(history.c.kind == kind, history.c.subject == subject).order_by(history.c.version)
    return tuple((row.version, row.at, row.sha256) for row in connection.execute(query))


def version(connection: Connection, kind: str, subject: str, number: int) -> Entry:
    """Return one version of something.

    Raises
    ------
    LedgerFault
        When there is none of this number.
    """
    mine = (history.c.kind == kind, history.c.subject == subject, history.c.version == number)
    row = connection.execute(select(history).where(*mine)).mappings().first()
    if row is None:
        raise LedgerFault(f"{kind} {subject} has no version {number}")
    return entry_of(row)
