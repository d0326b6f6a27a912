"""The verb `models`: the field's forecasting models side by side, and where they disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
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
@speaks()
def models(name: str, manner: Manner, **asked: Any) -> None:
    """Forecast CASE, or the actors and issues of TABLE, by five models and say where they disagree.

    The compromise mean and the weighted median; the challenge model; exchanges of positions; the spatial model with
    probabilistic elections. Of a CASE the scores of options are the axis, and every model, the solution concepts
    beside them, gets a row of scenarios; it is the central case, without draws.

    A TABLE is CSV, XML or SQLite of KTAB-SMP, CSV of the challenge model (actor, capability, position, salience), or
    rows #A #P #M #D of the exchange model.
    """
    from detente.cli.tables import is_table
    from detente.report.pages.models import case_page, table_page
    from detente.strategy.forecasts import Asked

    wanted = Asked(**asked)
    found = _of_table(name, wanted) if is_table(name) else _of_case(name, wanted, manner)

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


def _of_case(name: str, asked: Asked, manner: Manner) -> dict[str, Any]:
    from detente.cli.cases import open_case
    from detente.ensemble.models import case_models
    from detente.report.about import about

    if asked.quota is not None:
        raise click.UsageError("--quota is for a TABLE, whose capabilities are votes")
    case, digest = open_case(name, manner)
    with within_limits():
        return {"case": about(case, digest), **case_models(case, asked)}
