"""What was ever said, entry by entry, and whether it is still what was said.

Each entry's hash covers its content and the hash of the entry before, so that an entry edited or removed later shows.
The last hash is the seal of the whole: written down elsewhere, it also shows whether the end was cut off.

Of an entry that was purged a tombstone is left: its number, its time and its hash, so that the next one still follows.
Its hash no longer fits what it holds, which is nothing; a later entry, itself sealed, vouches for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from detente.ledger.records import KINDS, Forecast, Ledger, Question, Resolution, restored

BEGINNING = "0" * 64
PURGED, PURGE = "purged", "purge"
"""Kind of a tombstone, and of the entry that vouches for those of one purge."""
EMPTY = "{}"
SHORTEST = 8
"""Characters of a seal that name an entry."""


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


def entry_of(row: Mapping[Any, Any]) -> Entry:
    """Return the entry that a row of the table holds; `whole`: its hash still fits, or it is a tombstone."""
    held: dict[str, Any] = {str(key): value for key, value in row.items()}
    whole = _is_tombstone(held) or hash_of(held) == held["sha256"]
    try:
        held["doc"] = json.loads(held["doc"])
    except ValueError:
        held["doc"], whole = {}, False
    return Entry(**held, whole=whole)


def tombstone(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left of a row when its content is purged: neither what it held nor what it was about."""
    return {"kind": PURGED, "subject": str(row["n"]), "version": 1, "doc": EMPTY}


def voucher(row: Mapping[str, Any]) -> list[Any]:
    """Return what a purge writes down of a row, so that nothing of its tombstone can be edited unseen."""
    return [row["n"], row["at"], row["kind"], row["sha256"]]


def _is_tombstone(row: Mapping[str, Any]) -> bool:
    return row["kind"] == PURGED and tombstone(row).items() <= row.items()


def broken(held: Iterable[Entry]) -> tuple[str, ...]:
    """Return the entries of a whole history that are not what was written, or do not follow the one before."""
    every = tuple(held)
    vouched = _vouched(every)
    told: list[str] = []
    last, previous = 0, BEGINNING
    for entry in every:
        if not entry.whole:
            told.append(f"{entry.named} was edited")
        elif entry.kind == PURGED and (entry.n, entry.at, entry.sha256) not in vouched:
            told.append(f"{entry.named} was emptied, and no purge says so")
        elif entry.n != last + 1 or entry.previous != previous:
            told.append(f"before {entry.named} something was removed or replaced")
        last, previous = entry.n, entry.sha256
    return tuple(told)


def _vouched(held: Sequence[Entry]) -> set[tuple[int, str, str]]:
    """Return number, time and hash of what purges took away, each purge after it."""
    purges = [entry for entry in held if entry.kind == PURGE and entry.whole]
    return {(n, at, digest) for entry in purges for n, at, _, digest in entry.doc["rows"] if n < entry.n}


def seal(held: Sequence[Entry]) -> str:
    """Return the hash that stands for the whole history."""
    return held[-1].sha256 if held else BEGINNING


def sealed_at(held: Sequence[Entry], wanted: str) -> Entry | None:
    """Return the entry with which the history had a seal, given its first characters; None when it never had."""
    return next((entry for entry in held if entry.sha256.startswith(wanted.lower())), None)


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


def hash_of(row: Mapping[str, Any]) -> str:
    """Return the hash of an entry, over everything in it and the hash of the one before."""
    covered = [row[key] for key in ("n", "at", "kind", "subject", "version", "doc", "previous")]
    return sha256(json.dumps(covered, ensure_ascii=True).encode("ascii")).hexdigest()
