"""Cases: listed, read, begun, edited, saved; their versions and what differs between two."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from detente.case.dates_ahead import next_day
from detente.case.fault import InputFaults
from detente.formats.load import TEMPLATE, find
from detente.formats.write import edit
from detente.web.problems import Problem, Refused, rows_of
from detente.web.records.cases import Edits, NewCase, Text
from detente.web.records.questions import Range
from detente.web.shelf import NEW, Held, changes_between, named
from detente.web.state import Here, State

router = APIRouter(prefix="/api/v1/cases", tags=["cases"])
UNCONDITIONAL = 428
Seen = Annotated[str | None, Header(alias="If-Match", max_length=100)]


@router.get("")
def listed(here: Here) -> dict[str, Any]:
    """List the cases of the folder, then those that ship."""
    return {"cases": [_listed(here, name) for name in here.shelf.names()]}


@router.post("", status_code=201)
def begun(here: Here, asked: NewCase, response: Response) -> dict[str, Any]:
    """Begin a case as a copy of another, or of the commented template."""
    text = find(TEMPLATE)[1].decode("utf-8") if asked.copy_of == TEMPLATE else here.shelf.held(asked.copy_of).text
    why = "begun from the template" if asked.copy_of == TEMPLATE else f"begun as a copy of {asked.copy_of}"
    return described(here.shelf.saved(asked.id, text, seen=NEW, why=why), response)


@router.get("/{name}")
def one(here: Here, name: str, response: Response) -> dict[str, Any]:
    """Return a case: its text, what a check finds, and under `ETag` what a save must show with `If-Match`."""
    return described(here.shelf.held(name), response)


@router.put("/{name}")
def saved(here: Here, name: str, asked: Text, response: Response, seen: Seen = None) -> dict[str, Any]:
    """Save the text of a case as a new version; `If-Match` is the `ETag` of what was seen."""
    return described(here.shelf.saved(name, asked.text, seen=seen_of(seen), why=asked.why), response)


@router.patch("/{name}")
def edited(here: Here, name: str, asked: Edits, response: Response, seen: Seen = None) -> dict[str, Any]:
    """Write values at paths of a case and save it; comments, order and layout of its text stay."""
    shown, held = seen_of(seen), here.shelf.held(name)
    values = {path: _plain(value) for path, value in asked.changes.items()}
    text = edit(held.text, values)
    return described(here.shelf.saved(name, text, seen=NEW if held.ships else shown, why=asked.why), response)


@router.post("/{name}/check")
def checked(here: Here, name: str, asked: Text) -> dict[str, Any]:
    """Check a text of a case without saving it: every fault, every note."""
    named(name)
    held = Held(name, asked.text.encode("utf-8"), "", None, "", False)
    return {"id": name, **_found(held)}


@router.get("/{name}/versions")
def versions(here: Here, name: str) -> dict[str, Any]:
    """List the versions of a case that were saved, the newest first."""
    here.shelf.held(name)
    return {"id": name, "versions": here.shelf.versions(name)}


@router.get("/{name}/versions/{number}")
def version(here: Here, name: str, number: int) -> dict[str, Any]:
    """Return one version of a case with its text."""
    return {"id": name, **here.shelf.version(name, number)}


@router.get("/{name}/versions/{number}/changes")
def changes(here: Here, name: str, number: int, since: int | None = None) -> dict[str, Any]:
    """Say what differs between a version and an earlier one, by default the one before."""
    before = number - 1 if since is None else since
    texts = [here.shelf.version(name, which)["text"] for which in (before, number)]
    return {"id": name, "before": before, "after": number, "changes": changes_between(*texts)}


def seen_of(shown: str | None) -> str:
    """Return the hash that a client has seen; a save that shows none is refused."""
    if shown is None:
        message = "say with If-Match which version you have seen: the ETag of the case, or * for a case that is new"
        raise Refused(Problem(UNCONDITIONAL, "unseen", message))
    held = shown.strip().removeprefix("W/").strip('"')
    return NEW if held == "*" else held


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, Range) else value


def _listed(here: State, name: str) -> dict[str, Any]:
    """Return a case of the list, also one whose file cannot be read at all."""
    try:
        held = here.shelf.held(name)
    except InputFaults:
        held = Held(name, b"", "", None, "", False)
    return _row(held)


def _row(held: Held) -> dict[str, Any]:
    """Return what a list says about a case, also about one that has faults."""
    row = {"id": held.id, "ships": held.ships, "version": held.version, "at": held.at, "seen": held.seen}
    try:
        case = held.checked.case
    except InputFaults:
        case = None
    if case is None:
        return row | {"title": held.id, "sound": False, "as_of": None, "horizon": None, "parties": [], "next": None}
    parties = [party.name for party in case.parties if party.required]
    coming = next_day(case, date.today())
    ahead = None if coming is None else {"day": str(coming.day), "what": coming.what}
    dates = {"as_of": str(case.as_of), "horizon": str(case.horizon), "next": ahead}
    return row | {"title": case.title, "sound": True, "status": case.status, "parties": parties} | dates


def described(held: Held, response: Response) -> dict[str, Any]:
    """Return a case with its text and what a check finds, and say in the head of the response what was seen."""
    response.headers["ETag"] = f'"{held.seen}"'
    text = held.data.decode("utf-8", "replace")
    head = {"id": held.id, "ships": held.ships, "version": held.version, "at": held.at, "seen": held.seen, "text": text}
    return head | _found(held)


def _found(held: Held) -> dict[str, Any]:
    """Return what a check finds: faults, notes."""
    try:
        found = held.checked
    except InputFaults as error:
        return {"sound": False, "faults": rows_of(error.faults), "notes": []}
    return {
        "sound": found.case is not None,
        "faults": rows_of(found.faults),
        "notes": rows_of(found.notes),
    }
