"""The cases of a folder and the versions of each in the ledger, kept in step.

The file is the truth. A save writes the file whole, then acknowledges a version in the history; what was changed
outside the app becomes a version of its own when it is next written to. Nobody overwrites what they have not seen.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from detente.case.check import Checked, check
from detente.case.fault import InputFaults
from detente.formats.load import ENDINGS, SHIPPED, TEMPLATE, cases_in, contents, says_case, shipped
from detente.formats.write import save
from detente.formats.yaml import parse
from detente.ledger import archive
from detente.ledger.audit import EXPORT, OPEN, SAVE, tell
from detente.ledger.history import Change, Entry, differences
from detente.ledger.store import Store, reading, writing
from detente.ledger.subjects import CASE, CASE_ID, case_subject, file_id
from detente.web.problems import CONFLICT, MISSING, UNFIT, Problem, Refused
from detente.web.settings import Settings

DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)
"""Names that are a device, whatever their ending, on a system where a case may be opened."""
OUTSIDE = "changed outside the app"
REMEMBERED = 32
"""Cases whose check is remembered."""
NAMED = 10_000
"""Cases of which it is remembered that the audit log has them."""
SERVER = "detente serve"
NEW = ""
"""What a save of a case that is not there yet has seen of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A case as it lies in the folder, or as it ships.

    `seen` is the SHA-256 of its bytes, by which a later save says what it has seen; `version` the number of the version
    in the history that holds these bytes, None where none does.
    """

    id: str
    data: bytes
    seen: str
    version: int | None
    at: str
    ships: bool

    @property
    def text(self) -> str:
        """The text of the file; `InputFaults` where its bytes are none."""
        parse(self.data, file=f"{self.id}{ENDINGS[0]}")
        return self.data.decode("utf-8")

    @property
    def checked(self) -> Checked:
        """What a check finds in it."""
        return _checked(self.id, self.data)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cases that one server shows."""

    settings: Settings
    store: Store

    def names(self) -> tuple[str, ...]:
        """Return the ids of the user's cases, then of those that ship and have no copy in the folder."""
        own = sorted({file_id(path.stem) for path in cases_in(self.settings.folder)})
        return (*own, *(name for name in shipped() if name not in own))

    def held(self, name: str, *, listing: bool = False) -> Held:
        """Return a case, the user's before one that ships; refuses an id that nobody has.

        That it was opened goes to the audit log, where there is one, unless it is only listed.
        """
        path = self._path(name)
        if path is None:
            if name not in shipped():
                known = ", ".join(self.names()) or "none"
                raise Refused(Problem(MISSING, "missing", f"there is no case {name!r}; there are: {known}"))
            data = (SHIPPED / f"{name}{ENDINGS[0]}").read_bytes()
            return Held(name, data, digest(data), None, "", True)
        if not listing:
            _told_once(str(path))
        data = contents(str(path))
        with reading(self.store) as connection:
            number, at = self._numbered(connection, name, digest(data))
        return Held(name, data, digest(data), number, at, False)

    def saved(self, name: str, text: str, *, seen: str, why: str = "") -> Held:
        """Write a case and acknowledge it as a new version.

        `seen`: the SHA-256 of what the writer has seen, `NEW` for a case that is not there. Refused with both texts and
        their differences when somebody has written since; refused with every fault when the text is no case.
        """
        named(name)
        data = text.encode("utf-8")
        found = _checked(name, data)
        if found.case is None:
            raise InputFaults(f"{name}{ENDINGS[0]}", found.faults)
        target = self._target(name)
        tell(SAVE, str(target), by=SERVER)
        with writing(self.store) as connection:
            now = self._now(name)
            if (digest(now) if now is not None else NEW) != seen:
                raise Refused(self._conflict(connection, name, now, text, seen))
            if now is not None and self._numbered(connection, name, seen)[0] is None:
                self._keep(connection, name, _whole(name, now), OUTSIDE)
            _write(target, text)
            entry = self._keep(connection, name, data, why)
        return Held(name, data, digest(data), entry.version, entry.at, False)

    def exported(self, name: str) -> None:
        """Write to the audit log, where there is one, that a case or its report leaves the app as a file."""
        path = self._path(name)
        if path is not None:
            tell(EXPORT, str(path), by=SERVER)

    def versions(self, name: str) -> list[dict[str, Any]]:
        """Return the versions of a case, the newest first."""
        with reading(self.store) as connection:
            rows = archive.entries(connection, CASE, subject=self._subject(name))
        return [
            {"version": row.version, "at": row.at, "why": row.doc["why"], "seen": row.doc["sha256"]}
            for row in reversed(rows)
        ]

    def version(self, name: str, number: int) -> dict[str, Any]:
        """Return one version of a case with its text; refused where there is none, with those that there are."""
        with reading(self.store) as connection:
            known = [row[0] for row in archive.versions(connection, CASE, self._subject(name))]
            if number not in known:
                told = f"versions 1 to {known[-1]}" if known else "none"
                raise Refused(Problem(MISSING, "missing", f"{name} has no version {number}; there are: {told}"))
            row = archive.version(connection, CASE, self._subject(name), number)
        return {"version": row.version, "at": row.at, "why": row.doc["why"], "text": row.doc["text"]}

    def at_version(self, name: str, number: int | None) -> Held:
        """Return a case as one of its versions holds it; without a number as it is."""
        if number is None:
            return self.held(name)
        row = self.version(name, number)
        data = row["text"].encode("utf-8")
        return Held(name, data, digest(data), number, row["at"], False)

    def _target(self, name: str) -> Path:
        """Return the file that a save writes, there already or new; never through a link, nor over a folder."""
        known = self._path(name)
        paths = [self.settings.folder / f"{name}{ending}" for ending in ENDINGS]
        if known is None and (taken := next((path for path in paths if os.path.lexists(path)), None)) is not None:
            message = f"{taken.name} is there, is no case that can be read, and is not written to; choose another name"
            raise Refused(Problem(CONFLICT, "folder", message))
        return known or paths[0]

    def _now(self, name: str) -> bytes | None:
        path = self._path(name)
        return None if path is None else contents(str(path))

    def _path(self, name: str) -> Path | None:
        """Return the file of a case in the folder itself; None where there is none."""
        if not CASE_ID.fullmatch(name):
            return None
        paths = (self.settings.folder / f"{name}{ending}" for ending in ENDINGS)
        named = next((path for path in paths if says_case(path)), None)
        return named or next((path for path in cases_in(self.settings.folder) if file_id(path.stem) == name), None)

    def _subject(self, name: str) -> str:
        """Return under what the history keeps a case."""
        return case_subject(self.settings.ledger, self.settings.folder, name)

    def _numbered(self, connection: Connection, name: str, seen: str) -> tuple[int | None, str]:
        """Return number and time of the newest version where it holds the bytes with this hash."""
        held = archive.versions(connection, CASE, self._subject(name))
        if not held:
            return None, ""
        row = archive.version(connection, CASE, self._subject(name), held[-1][0])
        return (row.version, row.at) if row.doc["sha256"] == seen else (None, "")

    def _keep(self, connection: Connection, name: str, data: bytes, why: str) -> Entry:
        doc = {"text": data.decode("utf-8"), "sha256": digest(data), "why": why}
        return archive.append(connection, CASE, self._subject(name), doc)

    def text_of(self, name: str, seen: str) -> str | None:
        """Return the text that somebody has seen, where the history holds it."""
        with reading(self.store) as connection:
            return self._text_of(connection, name, seen)

    def _text_of(self, connection: Connection, name: str, seen: str) -> str | None:
        rows = archive.entries(connection, CASE, subject=self._subject(name))
        return next((row.doc["text"] for row in rows if row.doc["sha256"] == seen), None)

    def _conflict(self, connection: Connection, name: str, now: bytes | None, text: str, seen: str) -> Problem:
        """Return the refusal of a save by somebody who has not seen what is there."""
        if now is None:
            message = "the case is not in the folder any more; save it under its name as a new one"
            return Problem(CONFLICT, "conflict", message, more={"current": None})
        base = self._text_of(connection, name, seen)
        theirs = now.decode("utf-8", "replace")
        more = {
            "current": {"text": theirs, "seen": digest(now)},
            "theirs": changes_between(base, theirs), "mine": changes_between(base, text),
        }  # fmt: skip
        message = "somebody has saved this case since you opened it; look at both, then save again"
        if seen == NEW:
            message = "a case of this name is there already; open it, or choose another name"
        return Problem(CONFLICT, "conflict", message, more=more)


def named(name: str) -> None:
    """Refuse a name that cannot be that of a case."""
    if not CASE_ID.fullmatch(name) or name == TEMPLATE or DEVICE.fullmatch(name):
        allowed = f"use letters, digits, _ and -, at most 80, other than {TEMPLATE} and names of devices"
        message = f"{name[:100]!r} cannot name a case; {allowed}"
        raise Refused(Problem(UNFIT, "name", message))


@lru_cache(maxsize=NAMED)
def _told_once(path: str) -> None:
    """Write to the audit log that this server opens a case: once, not at each step of a slider."""
    tell(OPEN, path, by=SERVER)


@lru_cache(maxsize=REMEMBERED)
def _checked(name: str, data: bytes) -> Checked:
    """Return what a check finds in bytes; remembered, since every answer of a case asks for it."""
    return check(parse(data, file=f"{name}{ENDINGS[0]}"), case_id=name)


def _whole(name: str, data: bytes) -> bytes:
    """Return bytes that a version can hold; others would be lost, and are refused."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        message = f"the file of {name} is not UTF-8, so that no version could keep it; move it away, then save"
        raise Refused(Problem(CONFLICT, "folder", message)) from None
    return data


def _write(target: Path, text: str) -> None:
    try:
        save(target, text)
    except OSError as error:
        message = f"{target.name} cannot be written: {(error.strerror or str(error)).lower()}; nothing was saved"
        raise Refused(Problem(CONFLICT, "folder", message)) from error


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return sha256(data).hexdigest()


def changes_between(before: str | None, after: str) -> list[dict[str, Any]] | None:
    """Return every value that differs between two texts of a case; None where one cannot be read."""
    if before is None:
        return None
    try:
        values = [parse(text.encode("utf-8"), file="").value for text in (before, after)]
    except InputFaults:
        return None
    return [_row(change) for change in differences(*values)]


def _row(change: Change) -> dict[str, Any]:
    return {"path": change.path, "before": change.before, "after": change.after}
