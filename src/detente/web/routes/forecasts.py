"""Forecasts: what the ledger holds, what is added to it, and who was right."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter

from detente.case.document import Document
from detente.ledger import archive, history
from detente.ledger.enter import OWN, Completed, Entered, as_number, enter, from_run
from detente.ledger.enter import asked as question_of
from detente.ledger.listing import listing, pools, standings
from detente.ledger.runs import keep_run
from detente.ledger.store import reading
from detente.report.track_record import shipped_record
from detente.web.problems import MISSING, Problem, Refused
from detente.web.records import NewForecast, NewQuestion, NewResolution, OfCase, Question
from detente.web.routes.answers import run
from detente.web.state import Here, State, case_of

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


@router.get("/score")
def score(here: Here) -> dict[str, Any]:
    """Return the league table, scores by question and calibration, as `detente forecast score`."""
    with reading(here.shelf.store) as connection:
        held = history.ledger_of(archive.unbroken(connection))
    return {"schema": "detente.forecast.score/1", "ledger": here.shelf.store.place.shown} | standings(held)


@router.get("/pool")
def pool(here: Here, question: str) -> dict[str, Any]:
    """Return the last forecasts of all on a question made one, as `detente forecast pool`."""
    with reading(here.shelf.store) as connection:
        held = history.ledger_of(archive.unbroken(connection))
    return {"schema": "detente.forecast.pool/1", "ledger": here.shelf.store.place.shown} | pools(held, question)


@router.get("/track-record")
def track_record() -> dict[str, Any]:
    """Return the models beside talks that are over, as `detente track-record` printed it for this version."""
    return shipped_record()


@router.post("/questions", status_code=201)
def ask(here: Here, asked: NewQuestion) -> dict[str, Any]:
    """Ask a question, with its horizon and its rule, as `detente forecast new`."""
    case = case_of(here.shelf.held(asked.case)) if asked.case else None
    content = question_of(asked.id, asked.said("id", "case"), case, today=date.today())
    return _entered(here, "new", content)


@router.post("", status_code=201)
def add(here: Here, asked: NewForecast) -> dict[str, Any]:
    """Add a forecast on a question, dated today if no day is given, as `detente forecast add`."""
    return _entered(here, "add", {"forecasts": [{"date": str(date.today())} | asked.row]})


@router.post("/of-case", status_code=201)
def add_odds(here: Here, asked: OfCase) -> dict[str, Any]:
    """Run a case as it is saved, keep the run, and add its odds as a forecast, all of it or nothing."""
    found = run(here, asked.case, Question(draws=asked.draws, seed=asked.seed))

    def complete(connection: Any, held: Any, content: dict[str, Any]) -> None:
        from_run(keep_run(connection, found), held, content)

    return _entered(here, "add", {"forecasts": [{"question": asked.question, "forecaster": OWN}]}, complete)


@router.post("/resolutions", status_code=201)
def resolve(here: Here, asked: NewResolution) -> dict[str, Any]:
    """Say what came true, or why a question does not count, as `detente forecast resolve` and `void`."""
    row = {"date": str(date.today())} | asked.said()
    return _entered(here, "resolve", {"resolutions": [row]}, as_number)


def _entered(here: State, verb: str, content: dict[str, Any], complete: Completed | None = None) -> dict[str, Any]:
    document = Document(content, file=f"forecast {verb}")
    found: Entered = enter(here.shelf.store, document, today=date.today(), complete=complete)
    told = {"ledger": here.shelf.store.place.shown, "recorded": found.rows()}
    return {"schema": f"detente.forecast.{verb}/1"} | told | {"notes": [note.text() for note in found.notes]}
