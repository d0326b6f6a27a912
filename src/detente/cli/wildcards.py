"""The verb `wildcards`: what may come from outside the talks, which channel, which place, in which order."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import drawing
from detente.report.screen import Look

WILDCARD_DRAWS = 100


@click.command("wildcards", short_help="Wild cards, back-channels, venues, the order of phases.")
@click.argument("case")
@drawing(WILDCARD_DRAWS)
@speaks()
def wildcards(case: str, manner: Manner, **drawn: Any) -> None:
    """Say what may change CASE from outside the talks, and how the talks themselves are set up.

    Wild cards, each alone and all on average; channels of talks, and how often a secret one may leak before it does
    harm; what knowing more would be worth before one is chosen; places of talks under all weights of their criteria;
    orders of phases. Effects are paired differences on common draws. Nothing is recommended.
    """
    from detente.cli.cases import open_case
    from detente.cli.progress import progress
    from detente.ensemble.setting import Drawing
    from detente.report.about import about
    from detente.report.pages.wildcards import wildcards_page
    from detente.scenarios.page import wildcards as judge

    opened, digest = open_case(case, manner)
    with within_limits(), progress(manner, opened.title) as told:
        judged = judge(opened, Drawing(drawn["draws"], drawn["seed"], drawn["threads"]), told)
    found = {"case": about(opened, digest), **judged}

    def page(look: Look) -> str:
        return wildcards_page(found, look, whole=manner.verbose)

    manner.answer("wildcards", found, page)
