"""The cases that an assistant may ask about: the files of one folder, and those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.case.fault import InputFaults
from detente.case.nouns import Case
from detente.formats.load import ENDINGS, SHIPPED, cases_in, checked, contents, shipped
from detente.ledger.audit import OPEN, tell

SERVER = "detente mcp"


class NotServed(ValueError):
    """Raised for a case that is not among those served; the message names those that are."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case without faults, and the SHA-256 of its file."""

    case: Case
    digest: str


@dataclass(frozen=True, slots=True)
class Cases:
    """The case files of a folder, by name without ending, before those that ship; nothing below or beside it.

    A name is looked up in the folder's listing and never becomes part of a path, so that none leads elsewhere.
    """

    folder: Path | None = None

    def names(self) -> tuple[str, ...]:
        """Return the names of the user's cases, then of those that ship and have no namesake there."""
        own = self._files()
        return (*own, *(name for name in shipped() if name not in own))

    def text(self, name: str) -> str:
        """Return the text of a case file.

        Raises
        ------
        NotServed, InputFaults
            When there is no such case, or it cannot be read.
        """
        return self._data(name).decode("utf-8", errors="replace")

    def opened(self, name: str) -> Opened:
        """Return a case with the hash of its file.

        Raises
        ------
        NotServed, InputFaults
            When there is no such case, or with all of its faults.
        """
        data = self._data(name)
        file = f"{name}{ENDINGS[0]}"
        found = checked(file, file, data)
        if found.case is None:
            raise InputFaults(file, found.faults)
        return Opened(found.case, sha256(data).hexdigest())

    def row(self, name: str) -> dict[str, Any]:
        """Return what a list tells of a case; of a faulty one its faults."""
        try:
            case = self.opened(name).case
        except InputFaults as error:
            return {"case": name, "faults": str(error)}
        return {
            "case": name,
            "title": case.title,
            "as_of": str(case.as_of),
            "horizon": str(case.horizon),
            "status": case.status,
            "parties": [party.name for party in case.parties if party.required],
        }

    def _data(self, name: str) -> bytes:
        own = self._files()
        if name in own:
            tell(OPEN, str(own[name]), by=SERVER)
            return contents(str(own[name]))
        if name in shipped():
            return (SHIPPED / f"{name}{ENDINGS[0]}").read_bytes()
        raise NotServed(f"no case {name!r} is served; there are: {', '.join(self.names())}")

    def _files(self) -> dict[str, Path]:
        return {} if self.folder is None else {_said(path.stem): path for path in cases_in(self.folder)}


def _said(stem: str) -> str:
    """Return the name of a file as text that can be sent, with question marks for bytes that are no UTF-8."""
    return stem.encode("utf-8", "replace").decode("utf-8")
