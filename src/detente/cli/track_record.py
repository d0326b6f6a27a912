"""The verb `track-record`: models beside talks that are over."""

from __future__ import annotations

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.report.screen import Look


@click.command("track-record", short_help="Models beside talks that are over.")
@click.option(
    "--table", "tables", type=(str, str), multiple=True, metavar="TABLE OUTCOMES",
    help="A table of yours, as `models` reads it, with a CSV of the columns issue and outcome; repeatable.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help="Of bootstrap and runs.")
@speaks()
def track_record(tables: tuple[tuple[str, str], ...], seed: int, manner: Manner) -> None:
    """Play every published table and historical case that ships, and set the answers beside what happened.

    Per model the mean absolute error with a bootstrap interval, how often it names the option that was agreed, and the
    paired difference from three baselines with the least difference that so few cases could show. Historical cases are
    coded with hindsight: this is consistency, not foresight. --verbose adds every case by model, and sources.
    """
    from detente.cli.progress import progress
    from detente.ledger.track_record.record import record
    from detente.ledger.track_record.tables import given
    from detente.report.pages.track_record import track_record_page

    named = [table for table, _ in tables]
    if len({*named}) < len(named):
        raise click.BadParameter("a table is given twice", param_hint="--table")
    own = [given(table, outcomes) for table, outcomes in tables]
    with within_limits(), progress(manner, "track record") as told:
        found = record(own, seed=seed, progress=told)

    def page(look: Look) -> str:
        return track_record_page(found, look, whole=manner.verbose)

    manner.answer("track-record", found, page)
