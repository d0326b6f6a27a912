"""The guide: every standing question on a page or two, with the answer of this run or what is missing."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Heading, say, table
from detente.report.brief.answers import answer
from detente.report.brief.questions import QUESTIONS
from detente.report.labels import Labels

Result = dict[str, Any]
ABOUT = "One line each, from this run. Where: the section of the whole report that says it at length."
NOT_ANSWERED = "not answered; missing: "


def guide_rows(run: Result, labels: Labels) -> list[tuple[str, str, str, str]]:
    """Return number, question, answer and section for each standing question."""
    return [
        (str(k), row.text, answer(run, labels, row.id) or f"{NOT_ANSWERED}{row.missing}", row.section)
        for k, row in enumerate(QUESTIONS, 1)
    ]


def guide_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the guide."""
    rows = guide_rows(run, labels)
    return [
        Heading(2, "The guide: standing questions", "guide"),
        say(ABOUT),
        table("Standing questions and the answers of this run", "No.!|Question~|Answer~|Where!", rows),
    ]
