"""Evidence: an article read, as proposals for the analyst; nothing enters a case by itself."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from detente.evidence.reading.as_data import as_data
from detente.evidence.reading.read import read
from detente.report.about import about
from detente.web.records import Article
from detente.web.state import Here, case_of

router = APIRouter(prefix="/api/v1/evidence", tags=["evidence"])


@router.post("/read")
def read_article(here: Here, asked: Article) -> dict[str, Any]:
    """Say what to ask about a text, and what it claims, as `detente evidence read`."""
    held = here.shelf.held(asked.case) if asked.case else None
    case = None if held is None else case_of(held)
    found = as_data(read(asked.text.encode("utf-8"), case, file=asked.name))
    head = None if case is None or held is None else about(case, held.seen)
    return {"schema": "detente.evidence_read/1", "case": head} | found
