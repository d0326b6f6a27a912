"""Where the ledger is: a file of the user by default, another file or a PostgreSQL server when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.ledger.fault import LedgerFault

FILE = "ledger.sqlite"
POSTGRES = ("postgresql://", "postgresql+psycopg://", "postgres://")
DRIVER = "postgresql+psycopg://"


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """A file, or the URL of a server; exactly one of the two."""

    path: Path | None = None
    url: str = ""

    @property
    def shown(self) -> str:
        """How messages name it: a server without the user's name and password."""
        if self.path is not None:
            return str(self.path)
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"


def place(asked: str | None = None, environment: Mapping[str, str] = os.environ) -> LedgerPlace:
    """Return the place that was asked for with `--db`, or the user's own.

    Raises
    ------
    LedgerFault
        For a URL of another kind of server.

    Examples
    --------
    >>> place("postgresql://ann:secret@db/talks").shown
    'postgresql+psycopg://db/talks'
    >>> place(None, {"DETENTE_HOME": "/data"}).shown
    '/data/ledger.sqlite'
    """
    if asked is None:
        return LedgerPlace(_folder(environment) / FILE)
    for start in POSTGRES:
        if asked.startswith(start):
            return LedgerPlace(url=DRIVER + asked.removeprefix(start))
    if "://" in asked:
        scheme = asked.partition("://")[0]
        raise LedgerFault(
            f'a ledger is kept in a file or on PostgreSQL, not on "{scheme}"; write --db postgresql://...'
        )
    return LedgerPlace(Path(asked))


def _folder(environment: Mapping[str, str]) -> Path:
    """Return the user's folder for data: under DETENTE_HOME, else where the system keeps such data."""
    if home := environment.get("DETENTE_HOME"):
        return Path(home)
    if sys.platform == "win32" and (local := environment.get("LOCALAPPDATA")):
        return Path(local) / "detente"
    if data := environment.get("XDG_DATA_HOME"):
        return Path(data) / "detente"
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "detente"
    return home / ".local" / "share" / "detente"
