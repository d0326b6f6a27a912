"""What a person says of a party's weights, and the ranges that this leaves."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from detente.case.nouns import Case
from detente.ensemble.setting import Progress
from detente.settlement.elicitation.answer import elicited
from detente.settlement.known import known
from detente.settlement.matrix import matrix
from detente.web.records.preferences import Elicitation
from detente.web.records.questions import Question
from detente.web.routes.answers import answered
from detente.web.state import Here

router = APIRouter(prefix="/api/v1/cases/{name}", tags=["preferences"])


@router.post("/views")
def views(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return who minds which issue how much and what each option is worth to whom, and options that others beat."""
    return answered(here, name, "views", asked, lambda case, _, __: matrix(known(case)))


@router.post("/elicit")
def elicit(here: Here, name: str, asked: Elicitation) -> dict[str, Any]:
    """Return the ranges of weights or worths that statements leave, or the smallest sets of them that contradict."""
    said = [one.statement() for one in asked.statements]

    def judge(case: Case, _: Any, __: Progress) -> dict[str, Any]:
        return elicited(known(case), asked.party, said, issue=asked.issue, ask=asked.ask)

    return answered(here, name, "elicit", asked, judge)
