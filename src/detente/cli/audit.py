"""The verb `audit`: who did what with a case, and whether the log is still what was written."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.forecast import DB
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import Refused


@click.command("audit", short_help="Who did what with a case, and when.")
@click.argument("case", required=False)
@click.option("--check", is_flag=True, help="Say only whether the log is still what was written.")
@click.option("--seal", metavar="HASH", help="Say whether the log still holds all that it held under this seal.")
@DB
@speaks()
def audit(case: str | None, check: bool, seal: str | None, db: str | None, manner: Manner) -> None:
    """List who opened, saved, exported, shared, encrypted, decrypted or purged CASE, or any case, and when.

    A log is kept where DETENTE_AUDIT says so: on, or the ledger to keep it in. Each entry is chained to the one before
    by its hash; the exit code is 1 when one was edited or removed. The seal, written down elsewhere, shows when the end
    is missing.
    """
    from detente.ledger import archive, history
    from detente.ledger.audit import asked_for, deeds
    from detente.ledger.place import place
    from detente.ledger.store import opened, reading
    from detente.report.pages.audit import audit_page

    if seal is not None and len(seal) < history.SHORTEST:
        raise click.UsageError(f"--seal {seal}: give at least {history.SHORTEST} characters of it")
    asked = asked_for()
    spot = place(db) if db is not None else asked or place()
    with opened(spot) as store, reading(store) as connection:
        entries = archive.entries(connection)
        rows = () if check else deeds(connection, case)
    data: dict[str, Any] = {
        "ledger": spot.shown, "on": asked is not None, "entries": len(entries), "seal": history.seal(entries),
        "broken": [*history.broken(entries)],
        "deeds": None if check else [{"n": row.n, "at": row.at, "case": row.subject, **row.doc} for row in rows],
    }  # fmt: skip
    if seal:
        found = history.sealed_at(entries, seal)
        data["sealed_at"] = None if found is None else {"n": found.n, "at": found.at}
    manner.answer("audit", data, lambda look: audit_page(data, look))
    if data["broken"] or (seal and data["sealed_at"] is None):
        raise Refused("the log is not as it was written; nothing was changed: compare it with a copy")
