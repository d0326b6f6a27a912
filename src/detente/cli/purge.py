"""The verb `purge`: what the ledger holds of a case, taken out of it."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.deeds import told
from detente.cli.forecast import DB, ledger_of
from detente.cli.manner import Manner, speaks


@click.command("purge", short_help="Take a case out of the ledger.")
@click.argument("case")
@click.option("--yes", is_flag=True, help="Do not ask.")
@DB
@speaks(out=False)
def purge(case: str, yes: bool, db: str | None, manner: Manner) -> None:
    """Remove from the ledger what it holds of CASE: every saved version, every kept run and its answer.

    What was removed cannot be brought back. Entries without content stay in its place, so that the history can still be
    checked. The case file itself is left, and so are questions and forecasts; copies elsewhere are beyond reach.
    """
    from detente.ledger import purge as ledger
    from detente.report.pages.purge import purge_page

    _is_own(case)
    with ledger_of(db) as store:
        traces = ledger.traces_of(case, store.place)
        if not yes:
            _confirm(case, *ledger.counted(store, traces), store.place.shown)
        told("purge", case)
        done = ledger.purge(store, traces)
    found: dict[str, Any] = {
        "file": case, "ledger": store.place.shown, "versions": done.versions, "runs": done.runs,
        "copies": [*done.copies], "rewritten": done.rewritten,
        "entry": None if done.entry is None else done.entry.n,
        "seal": None if done.entry is None else done.entry.sha256, "server": store.place.path is None,
    }  # fmt: skip
    manner.answer("purge", found, lambda look: purge_page(found, look))


def _is_own(case: str) -> None:
    """Refuse what can be nobody's file, before anything is asked or opened."""
    from detente.formats.load import STDIN, TEMPLATE, shipped

    if not case.strip():
        raise click.UsageError("give the path of a case, as it was when it was kept")
    if case == STDIN:
        raise click.UsageError("standard input has no name in the ledger; give the path that the case had")
    if case == TEMPLATE:
        raise click.UsageError(f"{case} is the file that `detente new` copies; give the path of a case")
    if case in shipped():
        raise click.UsageError(
            f"{case} is a case that ships; to remove runs of it, give a path of that name: {case}.yaml"
        )


def _confirm(case: str, versions: int, runs: int, ledger: str) -> None:
    """Ask on the terminal; without one, say how to go on without asking."""
    from detente.report.pages.purge import contents

    question = f"remove {contents(versions, runs)} of {case} from {ledger}, for good?"
    try:
        click.confirm(question, abort=True, err=True)
    except click.Abort:
        raise click.UsageError("nothing was removed; --yes removes without asking") from None
