"""The verb `portfolio`: what a portfolio gains and loses under each scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli.manner import Manner, speaks, write
from detente.cli.refusal import within_limits
from detente.cli.run import RUN_DRAWS, drawing
from detente.report.screen import Look

FILE = click.Path(path_type=Path)


def _example(context: click.Context, option: click.Parameter, asked: bool) -> None:
    del option
    if asked and not context.resilient_parsing:
        from detente.formats.holdings import example_holdings

        write(example_holdings().decode("utf-8"))
        context.exit()


@click.command("portfolio", short_help="A portfolio under the scenarios.")
@click.argument("case")
@click.option("--holdings", type=FILE, metavar="FILE", help="CSV of what is held; without it, the example that ships.")
@click.option("--prices", type=FILE, metavar="FILE", help="CSV of your own prices: Date and a column a series.")
@click.option("--equity", metavar="COLUMN", help="Column of the prices that is the equity market.  [default: equity]")
@click.option(
    "--prior", metavar="WEIGHT", type=click.FloatRange(0, 1),
    help="Weight of past windows in which equity and energy moved the same way; 1 is plain history.  [default: 0]",
)  # fmt: skip
@click.option(
    "--level", metavar="SHARE", type=click.FloatRange(0.5, 0.99), default=0.95, show_default=True,
    help="Level of VaR and CVaR.",
)  # fmt: skip
@click.option(
    "--implied", metavar="NAME=CHANGE", multiple=True,
    help="Chance of a settlement that a change of a series in % implies; or NAME=PRICE:IF_SETTLED:IF_NOT.",
)  # fmt: skip
@click.option("--csv", is_flag=True, help="Print what each holding adds under each scenario as CSV.")
@click.option("--example", is_flag=True, is_eager=True, expose_value=False, callback=_example,
              help="Print the example holdings as CSV, to start your own from.")  # fmt: skip
@drawing(RUN_DRAWS)
@speaks()
def portfolio(case: str, manner: Manner, **options: Any) -> None:
    """Say what a portfolio gains and loses under each scenario of CASE, and under all by their odds.

    Scenario arithmetic, not advice. The past is weighed so that markets move as the drivers of `economy` say; nothing
    is forecast. --verbose adds what each scenario says of markets, every series, and who publishes the prices.
    """
    from detente.cli.cases import open_case
    from detente.report.about import about
    from detente.report.pages.portfolio import portfolio_csv, portfolio_page

    if options["csv"] and manner.json:
        raise click.UsageError("--csv and --json are two answers; ask for one")
    asked = _asked(options)
    opened, digest = open_case(case, manner)
    found = {"case": about(opened, digest), **_judged(opened, manner, asked, options)}

    def page(look: Look) -> str:
        return portfolio_csv(found) if options["csv"] else portfolio_page(found, look, whole=manner.verbose)

    manner.answer("portfolio", found, page)


def _asked(options: dict[str, Any]) -> Any:
    """Return what is asked: holdings and prices as read, names as checked."""
    from detente.consequences.portfolio.prior import SAME_SIGN_WEIGHT
    from detente.ensemble.consequences.portfolio import Asked
    from detente.ensemble.consequences.portfolio.tables_read import read_tables

    prices = _sheet(options["prices"])  # first, as its columns are what holdings may follow
    tables = read_tables(_sheet(options["holdings"]), prices)
    return Asked(
        tables.holdings,
        tables.prices,
        _equity(options["equity"], tables),
        SAME_SIGN_WEIGHT if options["prior"] is None else options["prior"],
        options["level"],
        tuple(_implied(word, tables.series) for word in options["implied"]),
    )


def _sheet(path: Path | None) -> Any:
    """Return the table of a file; None without one."""
    from detente.ensemble.consequences.portfolio.tables_read import Sheet
    from detente.formats.load import contents

    return None if path is None else Sheet(contents(str(path)), str(path))


def _equity(asked: str | None, tables: Any) -> str:
    """Return the column that is the equity market; empty where none is."""
    from detente.cli.cases import known_id

    if asked is not None:
        known_id(asked, tables.own, "column of the prices")
    return str(tables.equity(asked))


def _implied(word: str, known: tuple[str, ...]) -> Any:
    """Return what is asked of a price."""
    from detente.cli.cases import known_id
    from detente.ensemble.consequences.portfolio import Implied

    name, _, rest = word.partition("=")
    try:
        numbers = [float(part) for part in rest.split(":")]
    except ValueError:
        numbers = []
    if not name or len(numbers) not in (1, 3) or not all(abs(x) < 1e15 for x in numbers):
        raise click.BadParameter(f"{word!r} is not NAME=CHANGE or NAME=PRICE:IF_SETTLED:IF_NOT", param_hint="--implied")
    if len(numbers) == 1:
        known_id(name, known, "series")
    elif numbers[1] == numbers[2]:
        raise click.BadParameter(f"{word!r}: with two equal values a price implies nothing", param_hint="--implied")
    return Implied(name, *numbers)


def _judged(case: Any, manner: Manner, asked: Any, options: dict[str, Any]) -> dict[str, Any]:
    from detente.cli.progress import progress
    from detente.ensemble.consequences.portfolio import portfolio as follow
    from detente.ensemble.hold import draws_of
    from detente.ensemble.setting import Drawing, setting_of

    draws, seed, threads = (options[key] for key in ("draws", "seed", "threads"))
    with within_limits(), progress(manner, case.title) as told:
        return {"seed": seed, **follow(setting_of(case, Drawing(draws, seed, threads), told), draws_of(draws), asked)}
