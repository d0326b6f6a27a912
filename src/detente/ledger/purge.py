"""Take what a ledger holds of a case out of it: versions, kept runs and their answers.

Tombstones stay, and an entry that vouches for them, so that the history still shows whether anything else was removed.
Questions and forecasts stay: they are the record of who was right, and do not say from which case they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from detente.ledger.archive import append, entries
from detente.ledger.history import PURGE, Entry, tombstone, voucher
from detente.ledger.place import LedgerPlace
from detente.ledger.runs import RUN
from detente.ledger.store import Store, compact, copies, reading, writing
from detente.ledger.subjects import CASE, case_subject, file_id
from detente.ledger.tables import answers, history, unguarded


@dataclass(frozen=True, slots=True)
class Traces:
    """Under what subjects a ledger holds a case: its versions, and its runs, which know no folder."""

    versions: str
    runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge took away.

    `rewritten` is False where somebody else read the file, so that its free pages may still hold what was removed.
    `entry` is what vouches for the tombstones, None where there was nothing to remove.
    """

    versions: int
    runs: int
    copies: tuple[str, ...]
    rewritten: bool
    entry: Entry | None


def traces_of(path: str, place: LedgerPlace) -> Traces:
    """Return under what a ledger holds the case of a file, whether the file is still there or not.

    >>> traces_of("/talks/truce.yaml", LedgerPlace(url="postgresql://db/talks"))
    Traces(versions='truce', runs=('truce',))
    """
    stem = Path(path).stem
    name = file_id(stem)
    return Traces(case_subject(place, Path(path).parent, name), tuple(dict.fromkeys((stem, name))))


def counted(store: Store, traces: Traces) -> tuple[int, int]:
    """Return how many versions and how many runs a purge would take away."""
    with reading(store) as connection:
        return _counts(_rows(connection, traces))


def purge(store: Store, traces: Traces) -> Purged:
    """Remove the contents, write the file anew, and remove copies kept beside it before an upgrade.

    The first is one transaction. The rest is done also where there is nothing to remove, so that a purge that was
    interrupted, or was in somebody's way, can be repeated.
    """
    with writing(store) as connection:
        rows = _rows(connection, traces)
        entry = _removed(connection, rows) if rows else None
    gone = copies(store)
    for copy in gone:
        copy.unlink(missing_ok=True)
    return Purged(*_counts(rows), tuple(copy.name for copy in gone), compact(store), entry)


def _rows(connection: Connection, traces: Traces) -> Sequence[Mapping[Any, Any]]:
    mine = or_(
        and_(history.c.kind == CASE, history.c.subject == traces.versions),
        and_(history.c.kind == RUN, history.c.subject.in_(traces.runs)),
    )
    return connection.execute(select(history).where(mine).order_by(history.c.n)).mappings().all()


def _counts(rows: Sequence[Mapping[Any, Any]]) -> tuple[int, int]:
    kinds = [row["kind"] for row in rows]
    return kinds.count(CASE), kinds.count(RUN)


def _removed(connection: Connection, rows: Sequence[Mapping[Any, Any]]) -> Entry:
    """Replace rows by tombstones, drop answers that no run is left of, and vouch for both."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    with unguarded(connection):
        for row in rows:
            connection.execute(history.update().where(history.c.n == row["n"]).values(**tombstone(row)))
        left = {entry.doc["answer"] for entry in entries(connection, RUN)}
        connection.execute(answers.delete().where(answers.c.sha256.not_in(left)))
    return append(connection, PURGE, "contents", {"rows": [voucher(row) for row in rows]})
