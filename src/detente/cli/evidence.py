"""The verb `evidence`: a table of its own verbs."""

from __future__ import annotations

import click

from detente.cli.main import SETTINGS, Verbs

EVIDENCE_VERBS = {
    "read": ("detente.cli.evidence_read:read", "What to ask about an article, and what it claims."),
}
"""Verb -> where its command is, and its line in the help."""


class EvidenceVerbs(Verbs):
    """The group of the verbs about evidence."""

    table = EVIDENCE_VERBS


@click.group(cls=EvidenceVerbs, name="evidence", context_settings=dict(SETTINGS))
def evidence() -> None:
    """Say what is known: claims, their sources, and what they are worth.

    Nothing enters a case by itself. Each of its verbs takes --json and --help.
    """
