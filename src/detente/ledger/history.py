"""What was ever said, entry by entry, and whether it is still what was said.

Each entry's hash covers its content and the hash of the entry before, so that an entry edited or removed later shows.
The last hash is the seal of the whole: written down elsewhere, it also shows whether the end was cut off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select

from detente.ledger.fault import LedgerBusy, LedgerFault
from detente.ledger.records import (
    KINDS,
    Forecast,
    Ledger,
    Question,
    Record,
    Resolution,
    kind_of,
    plain,
    restored,
    subject_of,
)
from detente.ledger.tables import history

BEGINNING = "0" * 64
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history; `version` counts those of its kind on its subject, from 1."""

    n: int
    at: str
    kind: str
    subject: str
    version: int
    doc: Mapping[str, Any]
    previous: str
    sha256: str
    whole: bool = True

    @property
    def named(self) -> str:
        """How messages name it."""
        return f"entry {self.n} ({self.kind} {self.subject}, {self.at[:16]})"


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs between two versions; None where one has nothing."""

    path: str
    before: Any
    after: Any


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
        "version": version + 1, "doc": _text(doc), "previous": previous,
    }  # fmt: skip
    row["sha256"] = _hash(row)
    connection.execute(history.insert().values(row))
    return _entry(row)


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
    return tuple(_entry(row) for row in connection.execute(query).mappings())


def _entry(row: Mapping[Any, Any]) -> Entry:
    held: dict[str, Any] = {str(key): value for key, value in row.items()}
    whole = _hash(held) == held["sha256"]
    try:
        held["doc"] = json.loads(held["doc"])
    except ValueError:
        held["doc"], whole = {}, False
    return Entry(**held, whole=whole)


def broken(held: Iterable[Entry]) -> tuple[str, ...]:
    """Return the entries of a whole history that are not what was written, or do not follow the one before."""
    told: list[str] = []
    last, previous = 0, BEGINNING
    for entry in held:
        if not entry.whole:
            told.append(f"{entry.named} was edited")
        elif entry.n != last + 1 or entry.previous != previous:
            told.append(f"before {entry.named} something was removed or replaced")
        last, previous = entry.n, entry.sha256
    return tuple(told)


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


def seal(held: Sequence[Entry]) -> str:
    """Return the hash that stands for the whole history."""
    return held[-1].sha256 if held else BEGINNING


def sealed_at(held: Sequence[Entry], wanted: str) -> Entry | None:
    """Return the entry with which the history had a seal, given its first characters; None when it never had."""
    return next((entry for entry in held if len(wanted) >= 8 and entry.sha256.startswith(wanted.lower())), None)


def ledger_of(held: Iterable[Entry]) -> Ledger:
    """Return the ledger that a history leaves; a corrected resolution replaces the first."""
    questions: dict[str, Question] = {}
    forecasts: list[Forecast] = []
    resolutions: dict[str, Resolution] = {}
    late: set[int] = set()
    for entry in held:
        if entry.kind not in KINDS:
            continue
        row = restored(entry.kind, entry.doc)
        if isinstance(row, Question):
            questions[row.id] = row
        elif isinstance(row, Resolution):
            resolutions[row.question] = row
        else:
            if row.question in resolutions or entry.at[:10] > str(questions[row.question].horizon):
                late.add(len(forecasts))
            forecasts.append(row)
    return Ledger(questions, tuple(forecasts), resolutions, frozenset(late))


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
    return _entry(row)


def differences(before: Any, after: Any, path: str = "") -> tuple[Change, ...]:
    """Return every value that differs between two documents, by its path.

    >>> differences({"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3, 4]})
    (Change(path='b[1]', before=2, after=3), Change(path='b[2]', before=None, after=4))
    """
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [(f"{path}.{key}".removeprefix("."), key) for key in {**before, **after}]
        return tuple(c for where, key in keys for c in differences(before.get(key), after.get(key), where))
    if isinstance(before, list) and isinstance(after, list):
        held: list[Change] = []
        for k in range(max(len(before), len(after))):
            pair = (rows[k] if k < len(rows) else None for rows in (before, after))
            held += differences(*pair, path=f"{path}[{k}]")
        return tuple(held)
    return () if before == after else (Change(path, before, after),)


def _text(doc: Mapping[str, Any]) -> str:
    """Return the one text of a document: keys in order, no blanks, every character plain."""
    return json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _hash(row: Mapping[str, Any]) -> str:
    covered = [row[key] for key in ("n", "at", "kind", "subject", "version", "doc", "previous")]
    return sha256(json.dumps(covered, ensure_ascii=True).encode("ascii")).hexdigest()
