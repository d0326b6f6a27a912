"""The verb `scenarios`: odds of a case and its wider futures, or the consistent scenarios of a cross-impact matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import drawing
from detente.report.screen import Look

if TYPE_CHECKING:
    from detente.ensemble.setting import Drawing

SCENARIO_DRAWS = 500


@click.command("scenarios", short_help="Scenario odds, wider futures, cross-impact.")
@click.argument("name", metavar="CASE | MATRIX")
@drawing(SCENARIO_DRAWS)
@speaks()
def scenarios(name: str, manner: Manner, *, draws: int, seed: int, threads: int | None = None) -> None:
    """Show the odds of the scenarios of CASE and its wider futures, or the consistent scenarios of a MATRIX.

    Of a CASE: each scenario's share with its sampling error, the range over models and the range over inputs apart; the
    box of inputs in which the zone is empty; and, where the case has a cross-impact matrix, every consistent future
    with the indicators of its variants. A share is no forecast: it holds if talks conclude. Where the case has the
    section futures: its strategies in each of four worlds with their regrets, its morphological box, its alliances.

    Of a MATRIX, a file in ScenarioWizard's .scw or YAML with the section cross_impact alone: every consistent scenario,
    exactly, with its consistency value, its total impact score, and the share of starts that global succession leads
    to it.
    """
    from detente.cli.matrices import open_matrix
    from detente.ensemble.setting import Drawing

    drawn, model = Drawing(draws, seed, threads), open_matrix(name)
    if model is None:
        _of_case(name, drawn, manner)
        return
    from detente.report.pages.scenarios import matrix_page
    from detente.scenarios.page import matrix

    found = {"title": name, "seed": seed, **matrix(model, drawn)}

    def page(look: Look) -> str:
        return matrix_page(found, look)

    manner.answer("scenarios", found, page)


def _of_case(name: str, drawn: Drawing, manner: Manner) -> None:
    from detente.cli.cases import open_case
    from detente.cli.progress import progress
    from detente.ensemble.run import refuse_too_many
    from detente.report.about import about
    from detente.report.pages.scenarios import case_page
    from detente.scenarios.page import scenarios as judge

    case, digest = open_case(name, manner)
    refuse_too_many(case, drawn.draws)
    with within_limits(), progress(manner, case.title) as told:
        found = {"case": about(case, digest), **judge(case, drawn, told)}

    def page(look: Look) -> str:
        return case_page(found, look)

    manner.answer("scenarios", found, page)
