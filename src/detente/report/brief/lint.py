"""The lint of a brief: nine analytic standards and the due diligence, each a function from a record to findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.report.blocks import Block
from detente.report.brief.lint_argument import alternatives, argument, change, relevance
from detente.report.brief.lint_numbers import assumptions, sources, uncertainty, visuals
from detente.report.brief.lint_record import diligence, track_record
from detente.report.brief.lint_template import own_words
from detente.report.brief.records import Finding, Record, record_of
from detente.report.labels import Labels

Result = dict[str, Any]
Check = Callable[[Record], list[Finding]]
STANDARDS: Mapping[str, tuple[str, Check]] = {
    "1": ("Quality of sources, data and methods", sources),
    "2": ("Uncertainty", uncertainty),
    "3": ("Information, assumption and judgement apart", assumptions),
    "4": ("Alternatives", alternatives),
    "5": ("Relevance", relevance),
    "6": ("Clear argument", argument),
    "7": ("Change explained", change),
    "8": ("Accurate judgements", track_record),
    "9": ("Visuals", visuals),
    "gate": ("Due diligence", lambda record: [*own_words(record), *diligence(record)]),
}
"""Id -> name and check: the nine standards of ICD 203 in the words of this project, then the ten-part gate."""
FINAL, DRAFT = "final", "draft"


def findings(record: Record) -> list[Finding]:
    """Return every finding of a brief, standard by standard."""
    return [found for _, check in STANDARDS.values() for found in check(record)]


def lint(run: Result, labels: Labels, made: Mapping[str, list[Block]]) -> list[Finding]:
    """Return the findings of the brief of a run, from the run and the blocks of all its sections."""
    return findings(record_of(run, labels, made))


def verdict(found: list[Finding]) -> dict[str, Any]:
    """Return the outcome as plain values: `status`, per standard how many findings, and the findings."""
    return {
        "status": DRAFT if found else FINAL,
        "standards": [
            {"id": key, "name": name, "findings": sum(1 for row in found if row.standard == key)}
            for key, (name, _) in STANDARDS.items()
        ],
        "findings": [row.as_row() for row in found],
    }
