"""The table: who is at it, what each wants and refuses, who is tied to whom."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from detente.settlement.actors import actors
from detente.web.records import Question
from detente.web.routes.answers import answered
from detente.web.state import Here

router = APIRouter(prefix="/api/v1/cases/{name}", tags=["answers"])


@router.post("/parties")
def parties(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return parties with interests, red lines and no-deal values, and the ties between them; draws do not matter."""
    return answered(here, name, "parties", asked, lambda case, _, __: actors(case))
