"""Who did what with a case, and when: entries of the sealed history, where a log is asked for.

An entry is written before the deed, so that there is no deed without an entry; a deed that failed has one too. It holds
names of files and of the user as the system tells them, never a passphrase, an argument or a word of a case.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from getpass import getuser
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from detente.ledger.archive import append, entries
from detente.ledger.history import Entry
from detente.ledger.place import LedgerPlace, place
from detente.ledger.store import opened, writing

AUDIT = "audit"
VARIABLE = "DETENTE_AUDIT"
ON, OFF = ("on", "1", "yes", "true"), ("", "off", "0", "no", "false")
"""Words of the variable, in any case; anything else is the ledger to keep the log in."""
OPEN, SAVE, EXPORT, SHARE = "open", "save", "export", "share"
ENCRYPT, DECRYPT, REKEY, PURGE = "encrypt", "decrypt", "rekey", "purge"
DEEDS = (OPEN, SAVE, EXPORT, SHARE, ENCRYPT, DECRYPT, REKEY, PURGE)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with a case.

    Parameters
    ----------
    deed
        One of `DEEDS`.
    case
        The file, by its whole path.
    by
        The verb, or the app.
    to
        The file that is written, where one is.
    sha256
        Of the file as it lies on the disk, so that an encrypted case gives away nothing; empty where there is none.
    """

    deed: str
    case: str
    by: str
    to: str = ""
    sha256: str = ""


def asked_for(environment: Mapping[str, str] = os.environ) -> LedgerPlace | None:
    """Return the ledger that deeds are written to; None where no log is asked for.

    >>> asked_for({}), asked_for({"DETENTE_AUDIT": "on", "DETENTE_HOME": "/data"}).shown
    (None, '/data/ledger.sqlite')
    """
    asked = environment.get(VARIABLE, "").strip()
    if asked.lower() in OFF:
        return None
    return place(None if asked.lower() in ON else asked, environment)


def deed_on(kind: str, file: str, *, by: str, to: str = "") -> Deed:
    """Return a deed on a file, with the hash of what lies there now."""
    try:
        digest = sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        digest = ""
    return Deed(kind, str(Path(file).resolve()), by, to and str(Path(to).resolve()), digest)


def tell(kind: str, file: str, *, by: str, to: str = "") -> None:
    """Write a deed on a file down, where a log is asked for; nothing is read or opened where none is.

    Raises
    ------
    LedgerFault
        When it cannot be written: then the deed is not to be done.
    """
    spot = asked_for()
    if spot is None:
        return
    with opened(spot, create=True) as store, writing(store) as connection:
        log(connection, deed_on(kind, file, by=by, to=to))


def log(connection: Connection, deed: Deed) -> Entry:
    """Append a deed, with who does it."""
    doc = {key: value for key, value in asdict(deed).items() if key != "case"}
    return append(connection, AUDIT, deed.case, doc | _who())


def deeds(connection: Connection, case: str | None = None) -> tuple[Entry, ...]:
    """Return the deeds on one file, or on all, oldest first."""
    return entries(connection, AUDIT, subject=None if case is None else str(Path(case).resolve()))


def _who() -> dict[str, str]:
    """Return user and machine as the system tells them; a user without a name is told by number."""
    try:
        user = getuser() if os.name != "posix" else _account()
    except (KeyError, OSError, ImportError):
        user = str(os.getuid()) if hasattr(os, "getuid") else "unknown"
    return {"user": user, "machine": platform.node()}


def _account() -> str:
    """Return the name of the account that runs this, which a variable of the environment cannot change."""
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name
