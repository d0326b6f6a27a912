"""The verb `stability`: which states of a conflict hold, who would move and who would punish it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from detente.cli.hold import HOLD_DRAWS
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import drawing
from detente.report.screen import Look

if TYPE_CHECKING:
    from detente.ensemble.setting import Drawing


@click.command("stability", short_help="Who would move, and who punishes.")
@click.argument("name", metavar="CASE | FILE.gmcr")
@click.option(
    "--sanction", type=click.Choice(["canonical", "once"]), default="canonical", show_default=True,
    metavar="RULE", help="canonical: no opponent moves twice in a row; once: none twice, as other programs have it.",
)  # fmt: skip
@click.option("--state", "about", multiple=True, metavar="STATE", help="Tell all about this state; may be repeated.")
@click.option("--from", "start", metavar="STATE", help="Show the ways from this status quo to the equilibria.")
@click.option(
    "--make", multiple=True, metavar="STATE",
    help="Find the smallest changes of preferences that make this state an equilibrium; may be repeated.",
)  # fmt: skip
@drawing(HOLD_DRAWS)
@speaks()
def stability(
    name: str, manner: Manner, *, draws: int, seed: int, threads: int | None = None, **asked: Any
) -> None:  # fmt: skip
    """Judge who would leave a deal of CASE, or the graph model in FILE: Nash, GMR, SMR and SEQ stability.

    Of a CASE the states are no deal, each tabled offer signed, and its breach by each party of which the case says what
    a breach pays; preferences come from every draw, so that stability is a share of the draws. The options on states
    and sanctions are for a FILE.

    A STATE is its number, its options as Y and N in their order, or its name. With --json every verdict is told why, in
    large graphs those of the states that --state names.
    """
    from detente.case.fault import Unanswerable
    from detente.cli.graphs import is_graph, open_graph
    from detente.ensemble.setting import Drawing
    from detente.report.pages.stability import stability_page
    from detente.strategy.stability.describe import Asked, judge_conflict

    if not is_graph(name):
        _of_case(name, Drawing(draws, seed, threads), manner)
        return
    try:
        found = judge_conflict(open_graph(name), Asked(**asked))
    except Unanswerable as error:
        raise click.BadParameter(str(error), param_hint="STATE") from error

    def page(look: Look) -> str:
        return stability_page(found, look, tell_all=bool(asked["about"]))

    manner.answer("stability", found, page)


def _of_case(name: str, drawn: Drawing, manner: Manner) -> None:
    from detente.cli.cases import open_case
    from detente.cli.progress import progress
    from detente.ensemble.hold.stability import case_stability
    from detente.ensemble.setting import setting_of
    from detente.report.about import about
    from detente.report.pages.stability import offers_page

    case, digest = open_case(name, manner)
    with within_limits(), progress(manner, case.title) as told:
        found = case_stability(setting_of(case, drawn, told), drawn.draws)
    result = {"case": about(case, digest), "seed": drawn.seed, **found}

    def page(look: Look) -> str:
        return offers_page(result, look)

    manner.answer("stability", result, page)
