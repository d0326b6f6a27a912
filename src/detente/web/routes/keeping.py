"""Changed inputs written into the file of a case: first as a draft to look at, then as a version."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from fastapi import APIRouter, Response

from detente.case.check import check
from detente.case.fault import InputFaults
from detente.case.levers import Change
from detente.case.nouns import Case
from detente.formats.keep import Kept, keep
from detente.formats.yaml import parse
from detente.settlement.changes import changes as differences
from detente.web.problems import UNFIT, Problem, Refused
from detente.web.records.cases import Keeping
from detente.web.routes.answers import changes_of
from detente.web.routes.cases import Seen, described, seen_of
from detente.web.shelf import NEW, Held
from detente.web.state import Here, State, case_of

router = APIRouter(prefix="/api/v1/cases", tags=["cases"])
HEADER_LINES = 2


@router.post("/{name}/keep")
def kept(here: Here, name: str, asked: Keeping, response: Response, seen: Seen = None) -> dict[str, Any]:
    """Write changed inputs into a case, as a new version of it or into a copy named `name`; with `draft` only show it.

    A save of the case itself needs `If-Match`. A case that ships is copied: it needs a name.
    """
    held, changes = here.shelf.held(name), changes_of(asked.changes)
    if asked.draft:
        return _draft(held, keep(held.text, case_of(held), changes, along=asked.along))
    if asked.name and asked.name != name:
        text = keep(held.text, case_of(held), changes, along=asked.along).text
        why = asked.why or f"begun as a copy of {name}, with changes"
        return described(here.shelf.saved(asked.name, text, seen=NEW, why=why), response)
    if held.ships:
        message = f"{name} ships with the program; give the copy that is to hold the changes a name"
        raise Refused(Problem(UNFIT, "name", message))
    shown = seen_of(seen)
    text = _written(here, held, shown, asked, changes)
    return described(here.shelf.saved(name, text, seen=shown, why=asked.why), response)


def _written(here: State, held: Held, shown: str, asked: Keeping, changes: list[Change]) -> str:
    """Return the text that was seen with the changes in it; where it is not known any more, the text that is there."""
    base = held.text if shown == held.seen else here.shelf.text_of(held.id, shown)
    text = held.text if base is None else base
    return keep(text, _read(held.id, text), changes, along=asked.along).text


def _draft(held: Held, kept: Kept) -> dict[str, Any]:
    """Return what would be written: every difference in words, what is to be known of it, and the lines."""
    after = _read(held.id, kept.text)
    rows = [{key: row[key] for key in ("path", "what", "words")} for row in differences(case_of(held), after)]
    notes = [{"path": path, "words": words} for path, words in kept.notes]
    lines = [*unified_diff(held.text.splitlines(), kept.text.splitlines(), lineterm="", n=0)][HEADER_LINES:]
    return {"id": held.id, "ships": held.ships, "seen": held.seen, "changes": rows, "notes": notes, "lines": lines}


def _read(name: str, text: str) -> Case:
    found = check(parse(text, file=f"{name}.yaml"), case_id=name)
    if found.case is None:
        raise InputFaults(f"{name}.yaml", found.faults)
    return found.case
