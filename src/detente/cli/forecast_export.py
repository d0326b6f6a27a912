"""The verb `forecast export`: a ledger as a file that can be read, handed on and imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli.forecast import DB, ledger_of
from detente.cli.manner import Manner, as_json, speaks
from detente.report.screen import Look, flow


@click.command("export", short_help="The ledger as a file.")
@click.argument("file")
@DB
@speaks(out=False)
def export(file: str, db: str | None, manner: Manner) -> None:
    """Write the ledger to FILE, a new .json that `forecast import` and `forecast score` read.

    It holds questions, forecasts and the resolutions that stand; not the days of entry, corrected resolutions and
    runs.
    """
    from detente.cli.files import write_file
    from detente.cli.refusal import Conflict
    from detente.ledger.archive import unbroken
    from detente.ledger.export import sections
    from detente.ledger.history import ledger_of as folded
    from detente.ledger.store import reading

    path = Path(file)
    if path.suffix.lower() != ".json":
        raise click.UsageError(f"{file}: the ledger is written as JSON; name a file that ends in .json")
    if path.exists():
        raise Conflict(f"{file} is there already; choose another name")
    with ledger_of(db) as store, reading(store) as connection:
        held: dict[str, Any] = sections(folded(unbroken(connection)))
    write_file(path, as_json(held))
    data = {"ledger": store.place.shown, "file": file, **{key: len(rows) for key, rows in held.items()}}

    def page(look: Look) -> str:
        counts = ", ".join(f"{key} {data[key]}" for key in held)
        return "\n".join(flow(f"{file}: {counts}.", look))

    manner.answer("forecast.export", data, page)
