"""The verb `economy`: what follows for prices, growth, people and security."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import RUN_DRAWS, drawing
from detente.report.screen import Look


@click.command("economy", short_help="Prices, growth, people, security.")
@click.argument("case")
@drawing(RUN_DRAWS)
@speaks()
def economy(case: str, manner: Manner, **drawn: Any) -> None:
    """Say what follows from each scenario of CASE for prices, growth, people and security, and from all by their odds.

    Scenario arithmetic, not advice. Published responses with range and lag are multiplied by what each scenario sets;
    a deal that may break turns to no deal by its own survival. With the same draws and seed `run` tells the same
    numbers. --verbose adds the lines of the ledger and its sources.
    """
    from detente.cli.cases import open_case
    from detente.report.about import about
    from detente.report.pages.economy import economy_page

    opened, digest = open_case(case, manner)
    found = {"case": about(opened, digest), **_judged(opened, manner, **drawn)}

    def page(look: Look) -> str:
        return economy_page(found, look, whole=manner.verbose)

    manner.answer("economy", found, page)


def _judged(case: Any, manner: Manner, *, draws: int, seed: int, threads: int | None = None) -> dict[str, Any]:
    from detente.cli.progress import progress
    from detente.ensemble.consequences import economy as follow
    from detente.ensemble.setting import Drawing, setting_of

    with within_limits(), progress(manner, case.title) as told:
        return {"seed": seed, **follow(setting_of(case, Drawing(draws, seed, threads), told))}
