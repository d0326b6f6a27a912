"""Under what the history keeps a case, so that whoever writes a version and whoever takes it away mean the same."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import Path

from detente.ledger.place import LedgerPlace

CASE = "case"
"""The kind of an entry that holds a version of a case."""
CASE_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}")


def file_id(stem: str) -> str:
    """Return the id of the case in a file of this name: the name itself, or its plain letters and a mark of its own.

    >>> file_id("miami_2"), file_id("Café, draft 2")
    ('miami_2', 'Cafe_draft_2-a2f11a')
    """
    if CASE_ID.fullmatch(stem):
        return stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    letters = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:60] or "case"
    mark = sha256(unicodedata.normalize("NFC", stem).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{letters}-{mark[:6]}"


def case_subject(place: LedgerPlace, folder: Path, name: str) -> str:
    """Return the subject of a case's versions: on a server for a team its id, in a file its folder and id."""
    return name if place.path is None else f"{folder.resolve()}/{name}"
