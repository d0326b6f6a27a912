"""The verb `evidence`: claims, their grades, what they say of hypotheses and inputs, and how to read an article."""

from __future__ import annotations

import click

from detente.cli.main import SETTINGS, Verbs

EVIDENCE = {
    "list": ("detente.cli.evidence_update:list_claims", "The claims of a case, with grades and copies."),
    "update": ("detente.cli.evidence_update:update", "Hypotheses after the evidence; what moved them; what to watch."),
    "add": ("detente.cli.evidence_write:add", "Write a claim into a case file."),
    "grade": ("detente.cli.evidence_write:grade", "Grade a claim of a case file."),
    "read": ("detente.cli.evidence_read:read", "What to ask about an article, and what it claims."),
}
"""Verb of `evidence` -> where its command is, and its line in the help; imported on use alone."""


class EvidenceVerbs(Verbs):
    """The group of the verbs about evidence."""

    table = EVIDENCE


@click.group(cls=EvidenceVerbs, name="evidence", context_settings=dict(SETTINGS))
def evidence() -> None:
    """Weigh claims: who says so, how well graded, what it bears on.

    Nothing enters a case by itself: `read` proposes claims, `add` writes one,
    and what a claim says of an input is proposed by `update`. Each of its
    verbs takes --json and --help.
    """
