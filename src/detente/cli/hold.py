"""The verb `hold`: will they sign it, would it be ratified, and would it hold."""

from __future__ import annotations

from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import drawing
from detente.report.screen import Look

HOLD_DRAWS = 500


@click.command("hold", short_help="Signed, ratified, in force; would it hold?")
@click.argument("case")
@drawing(HOLD_DRAWS)
@speaks()
def hold(case: str, manner: Manner, **drawn: Any) -> None:
    """Say whether CASE comes to a deal that is signed, ratified and in force by its horizon, and would hold.

    Each rate of talks is judged, and the first thing printed beside the answer. Then every offer: would it be ratified,
    who would keep it, who is exposed in which phase, who would leave it; how long deals like it last; what stands in
    the way; and, where the outcome is known, how right the forecast was.
    """
    from detente.cli.cases import open_case
    from detente.report.about import about
    from detente.report.pages.hold import hold_page

    opened, digest = open_case(case, manner)
    found = {"case": about(opened, digest), **judged(opened, manner, **drawn)}

    def page(look: Look) -> str:
        return hold_page(found, look, whole=manner.verbose)

    manner.answer("hold", found, page)


def judged(case: Case, manner: Manner, *, draws: int, seed: int, threads: int | None = None) -> dict[str, Any]:
    """Judge with progress on a terminal; returns what ``detente hold --json`` holds beside the case."""
    from detente.cli.progress import progress
    from detente.ensemble.hold import hold as judge
    from detente.ensemble.setting import Drawing, setting_of

    with within_limits(), progress(manner, case.title) as told:
        setting = setting_of(case, Drawing(draws, seed, threads), told)
        return {"seed": seed, **judge(setting, draws, outcome=case.outcome)}
