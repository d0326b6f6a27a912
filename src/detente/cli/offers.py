"""The verb `offers`: who offered what, when, and what it is worth to whom."""

from __future__ import annotations

import click

from detente.cli.manner import Manner, speaks
from detente.report.screen import Look


@click.command("offers", short_help="Offers by party and date.")
@click.argument("case")
@click.option("--ignore-red-lines", is_flag=True, help="Let a refusal bound a no-deal value even over a red line.")
@speaks()
def offers(case: str, ignore_red_lines: bool, manner: Manner) -> None:
    """Put the offers of CASE side by side.

    What each is worth to each party, who accepts it, whose red lines it meets; what statements on offers say about
    no-deal values; which options nobody refuses; and how far successive drafts are apart.
    """
    from detente.cli.cases import open_case
    from detente.report.about import about
    from detente.report.pages.offers import offers_page
    from detente.settlement.offers import offers as judge_offers

    opened, digest = open_case(case, manner)
    found = {"case": about(opened, digest), **judge_offers(opened)}
    if ignore_red_lines:
        found["bounds"] = found["bounds_without_red_lines"]
    found["red_lines_ignored"] = ignore_red_lines

    def page(look: Look) -> str:
        return offers_page(found, look, whole=manner.verbose)

    manner.answer("offers", found, page)
