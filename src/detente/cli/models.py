"""The verb `models`: the field's forecasting models side by side, and where they disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import MOST_SEED
from detente.report.screen import Look

if TYPE_CHECKING:
    from detente.strategy.forecasts import Asked


@click.command("models", short_help="Forecasting models side by side.")
@click.argument("name", metavar="CASE | TABLE")
@click.option(
    "--variant", type=click.Choice(["replication", "printed"]), default="replication", show_default=True,
    metavar="READING", help="How the challenge model is read: replication, behind published rounds, or as printed.",
)  # fmt: skip
@click.option("--rounds", type=click.IntRange(1, 200), default=10, show_default=True, help="Rounds of the challenge.")
@click.option("--quota", type=float, metavar="Q", help="Of a TABLE: power indices of votes by capability; Q decides.")
@click.option(
    "--draws", "-n", type=click.IntRange(20, 2000), metavar="N",
    help="Of a CASE: each model's shares of the scenarios over N joint draws too; about 0.2 s each.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0, MOST_SEED), default=1, show_default=True, help="Seed of the draws.")
@speaks()
def models(name: str, manner: Manner, *, draws: int | None, seed: int, **asked: Any) -> None:
    """Forecast CASE, or the actors and issues of TABLE, by five models and say where they disagree.

    The compromise mean and the weighted median; the challenge model; exchanges of positions; the spatial model with
    probabilistic elections. Of a CASE the scores of options are the axis, and every model, the solution concepts
    beside them, gets a row of scenarios: of the central case and, with --draws, of draws of all uncertain numbers,
    beside its weight in the mixture of `run`.

    A TABLE is CSV, XML or SQLite of KTAB-SMP, CSV of the challenge model (actor, capability, position, salience), or
    rows #A #P #M #D of the exchange model.
    """
    from detente.cli.tables import is_table
    from detente.report.pages.models import case_page, table_page
    from detente.strategy.forecasts import Asked

    wanted = Asked(**asked)
    if is_table(name):
        if draws is not None:
            raise click.UsageError("--draws is for a CASE; the numbers of a TABLE have no spread")
        found = _of_table(name, wanted)
    else:
        found = _of_case(name, wanted, manner, (draws, seed))

    def page(look: Look) -> str:
        return table_page(found, look) if is_table(name) else case_page(found, look)

    manner.answer("models", found, page)


def _of_table(name: str, asked: Asked) -> dict[str, Any]:
    from detente.formats import actor_tables
    from detente.strategy.forecasts import Unplayable, judge_table
    from detente.strategy.spatial.rules import rules_of

    read = actor_tables.load(name)
    rules, left = rules_of(read.parameters, asked.rules)
    try:
        found = judge_table(read.table, replace(asked, rules=rules))
    except Unplayable as error:
        raise click.BadParameter(str(error), param_hint="--quota") from error
    return {"kind": read.kind, **found, "not_used": [*read.ignored, *left]}


def _of_case(name: str, asked: Asked, manner: Manner, drawing: tuple[int | None, int]) -> dict[str, Any]:
    from detente.cli.cases import open_case
    from detente.cli.progress import progress
    from detente.ensemble.model_rows import drawn_models
    from detente.ensemble.models import case_models
    from detente.ensemble.setting import Drawing
    from detente.report.about import about

    if asked.quota is not None:
        raise click.UsageError("--quota is for a TABLE, whose capabilities are votes")
    case, digest = open_case(name, manner)
    draws, seed = drawing
    with within_limits(), progress(manner, case.title) as told:
        found = {"case": about(case, digest), **case_models(case, asked), "drawn": None}
        if draws is not None:
            found["drawn"] = drawn_models(case, Drawing(draws, seed), asked, progress=told)
    return found
