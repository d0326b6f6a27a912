"""The verb `export`: all numbers of a run as a table for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.reader import for_a_reader
from detente.report.screen import Look, flow


@click.command("export", short_help="All numbers of a run as a table.")
@click.argument("results")
@click.argument("out")
@for_a_reader
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@speaks(out=False)
def export(results: str, out: str, force: bool, manner: Manner, **reader: Any) -> None:
    """Write every number of a run to OUT, which ends in .csv, .parquet or .nc (NetCDF).

    RESULTS is a results.json, the folder that holds one, or a case (which is then run with 200 draws). A row holds the
    id of a number as `explain` takes it, its value, sampling error, unit and formula.
    """
    from detente.cli.files import refuse_existing, write_file
    from detente.cli.results import results_of
    from detente.ensemble.explain import table
    from detente.formats import number_table

    ending = Path(out).suffix.lower()
    if ending not in number_table.ENDINGS:
        known = ", ".join(number_table.ENDINGS)
        raise click.BadParameter(f'"{out}" ends in no known format; these are {known}', param_hint="OUT")
    refuse_existing(out, force=force)
    run = results_of(results, manner, **reader)
    rows = table(run)
    case = run["case"]
    about = {"title": case["title"], "as_of": case["as_of"], "draws": str(run["draws"]), "seed": str(run["seed"])}
    write_file(Path(out), number_table.write(rows, about, ending))

    def page(look: Look) -> str:
        return "\n".join(flow(f"{out}: {len(rows):,} numbers.", look))

    manner.answer("export", {"written": out, "numbers": len(rows)}, page)
