"""The verb `stability`: which states of a conflict hold, who would move and who would punish it."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.manner import Look, Manner, speaks


@click.command("stability", short_help="Who would move, and who punishes.")
@click.argument("name", metavar="FILE")
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
@speaks()
def stability(name: str, manner: Manner, **asked: Any) -> None:
    """Judge the graph model in FILE, which ends in .gmcr: Nash, GMR, SMR and SEQ stability.

    A STATE is its number, its options as Y and N in their order, or its name. With --json every verdict is told why, in
    large graphs those of the states that --state names.
    """
    from detente.case.fault import Unanswerable
    from detente.cli.graphs import open_graph
    from detente.cli.stability_page import stability_page
    from detente.strategy.stability.describe import Asked, judge_conflict

    try:
        found = judge_conflict(open_graph(name), Asked(**asked))
    except Unanswerable as error:
        raise click.BadParameter(str(error), param_hint="STATE") from error

    def page(look: Look) -> str:
        return stability_page(found, look, tell_all=bool(asked["about"]))

    manner.answer("stability", found, page)
