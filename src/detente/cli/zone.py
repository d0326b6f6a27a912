"""The verb `zone`: the central case, judged exactly."""

from __future__ import annotations

from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.report.screen import Look

EVERYBODY = "all"


@click.command("zone", short_help="Judge the central case exactly.")
@click.argument("names", nargs=-1, required=True, metavar="CASE | DOMAIN PROFILE...")
@click.option("--no-red-lines", is_flag=True, help="Let no red line bind.")
@click.option(
    "--frontier", metavar="PARTIES",
    help="Draw the frontier for these parties, as RU,UA, or for all; by default up to three, else the first two.",
)  # fmt: skip
@click.option(
    "--disagreement", type=click.Choice(["reservation", "max"]), default="reservation", show_default=True,
    metavar="WHAT", help="reservation, or max: a no-deal value is at least the least utility, as NegMAS reads it.",
)  # fmt: skip
@click.option(
    "--ks", type=click.Choice(["leximin", "spread"]), default="leximin", show_default=True,
    metavar="RULE", help="leximin, or spread: Kalai-Smorodinsky as the smallest spread of shares, as NegMAS has it.",
)  # fmt: skip
@speaks()
def zone(names: tuple[str, ...], no_red_lines: bool, frontier: str | None, manner: Manner, **parity: str) -> None:
    """Judge the central case of CASE exactly, or that of utility profiles over a DOMAIN.

    Every number at its middle value, every stated red line binding: how many settlements there are and how many all
    required parties accept, the frontier, the solutions with all ties, the gap, and what blocks. Nothing is drawn.
    A case with an outcome is also held against it.

    DOMAIN and PROFILEs are GENIUS files (.xml) or GeniusWeb files (.json), the domain first.
    """
    from detente.cli.cases import open_cases
    from detente.ensemble.central import Reading, judge_central
    from detente.report.about import about
    from detente.report.pages.zone import zone_page
    from detente.solutions.consistency import consistency

    opened, digest = open_cases(names, manner)
    reading = Reading(not no_red_lines, _parties(opened, frontier), **parity)
    with within_limits():
        found = judge_central(opened, reading)
        beside = consistency(opened)
    found["case"] = about(opened, digest)
    if beside is not None:
        found["consistency"] = beside.to_dict()

    def page(look: Look) -> str:
        return zone_page(found, look)

    manner.answer("zone", found, page)


def _parties(case: Case, words: str | None) -> tuple[str, ...]:
    """Return the parties of a frontier: those that must consent and have a utility."""
    if words is None:
        return ()
    from detente.cli.cases import known_id
    from detente.settlement.frame import valued_parties

    valued = valued_parties(case).tolist()
    known: Any = [p.id for p, has in zip(case.parties, valued, strict=True) if p.required and has]
    if words == EVERYBODY:
        return tuple(known)
    asked = tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
    for party in asked:
        known_id(party, known, "required party with a no-deal value")
    if not asked:
        raise click.BadParameter(f"name parties, as {','.join(known[:2])}", param_hint="--frontier")
    return asked
