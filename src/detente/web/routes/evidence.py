"""Evidence: an article read, as proposals for the analyst; claims that somebody accepts; the ledger of a case."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from detente.case.nouns import Case
from detente.evidence.ledger import fresh, ledger
from detente.evidence.reading.as_data import as_data
from detente.evidence.reading.read import read
from detente.formats.write import append, edit
from detente.report.about import about
from detente.settlement.known import known
from detente.web.problems import UNFIT, Problem, Refused
from detente.web.records import Article, ClaimSent, Entered, Question, SourceSent
from detente.web.routes.answers import answered
from detente.web.routes.cases import Seen, described, seen_of
from detente.web.shelf import NEW
from detente.web.state import Here, case_of

router = APIRouter(prefix="/api/v1", tags=["evidence"])


@router.post("/evidence/read")
def read_article(here: Here, asked: Article) -> dict[str, Any]:
    """Say what to ask about a text, and what it claims, as `detente evidence read`."""
    held = here.shelf.held(asked.case) if asked.case else None
    case = None if held is None else case_of(held)
    found = as_data(read(asked.text.encode("utf-8"), case, file=asked.name))
    head = None if case is None or held is None else about(case, held.seen)
    return {"schema": "detente.evidence_read/1", "case": head} | found


@router.post("/cases/{name}/evidence")
def weighed(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return claims, what each did to hypotheses and inputs, copies, and the line of time; draws do not matter."""
    return answered(here, name, "evidence", asked, lambda case, _, __: ledger(known(case)))


@router.post("/cases/{name}/claims")
def entered(here: Here, name: str, asked: Entered, response: Response, seen: Seen = None) -> dict[str, Any]:
    """Write accepted claims, and their source, into a case as a new version; a case that ships is copied first."""
    shown, held = seen_of(seen), here.shelf.held(name)
    target, text = (asked.copy_as or name) if held.ships else name, held.text
    if asked.source is not None:
        text = _with_source(text, asked.source, case_of(held))
    ids = [claim.id for claim in case_of(held).claims]
    for claim in asked.claims:
        ids.append(fresh(ids))
        text = append(text, "claims", {"id": ids[-1]} | _plain(claim))
    return described(here.shelf.saved(target, text, seen=NEW if held.ships else shown, why=asked.why), response)


def _with_source(text: str, source: SourceSent, case: Case) -> str:
    """Return the text with one source more; refused where its id is taken, since that would replace another."""
    if source.id in [row.id for row in case.sources]:
        message = f"there is a source {source.id} already; name it with the claims, or give the new one another id"
        raise Refused(Problem(UNFIT, "name", message))
    row = {key: value for key, value in source.model_dump(exclude={"id"}).items() if value}
    return edit(text, {f"sources.{source.id}": row} if case.sources else {"sources": {source.id: row}})


def _plain(claim: ClaimSent) -> dict[str, Any]:
    """Return a claim as the file holds it: without what is empty."""
    return {key: value for key, value in claim.model_dump().items() if value not in ("", None, [])}
