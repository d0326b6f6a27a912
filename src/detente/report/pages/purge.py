"""The page of the verb `purge`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.report.screen import Look, flow

SEALED = 12
STAYS = (
    "The case file is left, and so are questions and forecasts. Copies elsewhere, and what a disk keeps of a file that"
    " was overwritten, are beyond the reach of this program."
)
BUSY = "Somebody else was reading the ledger, so its freed space may still hold contents: close it and repeat."
SERVER = "The server's log, its backups and its replicas may still hold contents; ask who runs it."


def contents(versions: int, runs: int) -> str:
    """Return how much of a case a ledger holds, in words.

    >>> contents(1, 2), contents(0, 0)
    ('1 version and 2 kept runs', '0 versions and 0 kept runs')
    """
    held = (f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((versions, "version"), (runs, "kept run")))
    return " and ".join(held)


def purge_page(found: Mapping[str, Any], look: Look) -> str:
    """Return what was removed, what vouches for it, and what may be left."""
    told = [f"{contents(found['versions'], found['runs'])} of {found['file']} removed from {found['ledger']}."]
    if found["entry"] is None:
        told = [f"{found['ledger']} holds nothing of {found['file']}."]
    else:
        told.append(f"Entry {found['entry']} says so; the seal is now {found['seal'][:SEALED]}.")
    if found["copies"]:
        told.append(f"Older copies of the ledger removed too: {', '.join(found['copies'])}.")
    told += [BUSY] if not found["rewritten"] else []
    told += [SERVER] if found["server"] else []
    return "\n".join(line for sentence in (*told, STAYS) for line in flow(sentence, look))
