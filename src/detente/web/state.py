"""What every route needs: the shelf of cases and the work under way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel

from detente.case.fault import InputFaults
from detente.case.nouns import Case
from detente.report.about import about
from detente.web.jobs import Jobs
from detente.web.shelf import Held, Shelf


@dataclass(frozen=True, slots=True)
class State:
    """One server at work."""

    shelf: Shelf
    jobs: Jobs


def state(request: Request) -> State:
    """Return the state of the server that a request came to."""
    held: State = request.app.state.detente
    return held


Here = Annotated[State, Depends(state)]


def case_of(held: Held) -> Case:
    """Return the case of what lies on the shelf; refused with every fault where it has any."""
    found = held.checked
    if found.case is None:
        raise InputFaults(f"{held.id}.yaml", found.faults)
    return found.case


def headed(verb: str, case: Case, held: Held, found: dict[str, Any]) -> dict[str, Any]:
    """Return the object that the verb prints with `--json`."""
    return {"schema": f"detente.{verb}/1", "case": about(case, held.seen)} | found


def key_of(verb: str, held: Held, asked: BaseModel) -> str:
    """Return the key of an answer: what was asked of which bytes."""
    told = json.dumps(asked.model_dump(mode="json", exclude={"stream", "turn"}), sort_keys=True)
    return sha256(f"{verb} {held.id} {held.seen} {told}".encode()).hexdigest()
