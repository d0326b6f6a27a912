"""The verb `evidence`: claims, their grades, and what they say of hypotheses and inputs."""

from __future__ import annotations

import click

from detente.cli.subverbs import Subverbs

EVIDENCE = {
    "list": ("detente.cli.evidence_update:list_claims", "The claims of a case, with grades and copies."),
    "update": ("detente.cli.evidence_update:update", "Hypotheses after the evidence; what moved them; what to watch."),
    "add": ("detente.cli.evidence_write:add", "Write a claim into a case file."),
    "grade": ("detente.cli.evidence_write:grade", "Grade a claim of a case file."),
}
"""Verb of `evidence` -> where its command is, and its line in the help; imported on use alone."""


@click.group("evidence", cls=Subverbs.of(EVIDENCE), short_help="Claims, grades, hypotheses, what to watch.")
def evidence() -> None:
    """Weigh claims: who says so, how well graded, what it bears on.

    Nothing enters a case by itself: a claim is written by `add`, and what it says of an input is proposed by `update`.
    """
