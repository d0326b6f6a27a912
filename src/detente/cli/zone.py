"""The verb `zone`: the central case, judged exactly."""

from __future__ import annotations

import click

from detente.cli.manner import Look, Manner, speaks
from detente.cli.refusal import within_limits


@click.command("zone", short_help="Judge the central case exactly.")
@click.argument("case")
@click.option("--no-red-lines", is_flag=True, help="Let no red line bind.")
@speaks()
def zone(case: str, no_red_lines: bool, manner: Manner) -> None:
    """Judge the central case of CASE exactly.

    Every number at its middle value, every stated red line binding: how many settlements there are and how many all
    required parties accept, the frontier, the solutions with all ties, the gap, and what blocks. Nothing is drawn.
    """
    from detente.cli.cases import about, open_case
    from detente.cli.pages import zone_page
    from detente.ensemble.central import judge_central

    opened, digest = open_case(case, manner)
    with within_limits():
        found = judge_central(opened, red_lines=not no_red_lines)
    found["case"] = about(opened, digest)

    def page(look: Look) -> str:
        return zone_page(found, look)

    manner.answer("zone", found, page)
