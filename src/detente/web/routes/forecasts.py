"""Forecasts: what the ledger holds, and who was right."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter

from detente.ledger import archive, history
from detente.ledger.listing import listing
from detente.ledger.store import reading
from detente.web.problems import MISSING, Problem, Refused
from detente.web.state import Here

router = APIRouter(prefix="/api/v1/forecasts", tags=["forecasts"])


@router.get("")
def listed(here: Here, question: str | None = None) -> dict[str, Any]:
    """List the questions of the ledger, or every forecast on one, as `detente forecast list`."""
    with reading(here.shelf.store) as connection:
        entries = archive.entries(connection)
    found = listing(entries, question, today=date.today())
    if question and not found["questions"]:
        raise Refused(Problem(MISSING, "missing", f"there is no question {question!r} in the ledger"))
    head = {
        "ledger": here.shelf.store.place.shown, "entries": len(entries), "seal": history.seal(entries),
        "broken": [*history.broken(entries)],
    }  # fmt: skip
    return {"schema": "detente.forecast.list/1"} | head | found
