"""Two cases, versions or what-ifs side by side: what differs, what that does, and which part of it did how much."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress
from detente.report.about import about
from detente.scenarios.attribution import Effort, attribution, comparison
from detente.scenarios.change import apply
from detente.web.records import Comparison
from detente.web.routes.answers import changes_of
from detente.web.shelf import Held
from detente.web.state import Here, case_of, key_of

router = APIRouter(prefix="/api/v1/cases/{name}", tags=["answers"])
EFFORT = Effort(parts=6, measured=64)
"""As fine as a screen can wait for: every order of six parts."""


@router.post("/compare")
def compare(here: Here, name: str, asked: Comparison) -> dict[str, Any]:
    """Say what differs between two versions, cases or what-ifs, what it does to every answer, and with `why` what did.

    The differences run from the side of `since` to the case asked; both use the same random numbers.
    """
    since = asked.since
    old = here.shelf.at_version(since.case or name, since.version)
    new = here.shelf.at_version(name, asked.version)
    before, after = (apply(case_of(held), changes_of(side.changes)) for held, side in ((old, since), (new, asked)))

    def work(told: Progress) -> dict[str, Any]:
        drawing = Drawing(asked.draws, asked.seed)
        judged = (
            attribution(before, after, drawing, EFFORT, told) if asked.why else comparison(before, after, drawing, told)
        )
        return {"schema": "detente.compare/1", "since": _side(before, old), "case": _side(after, new)} | judged

    key = key_of(f"compare {old.id} {old.seen}", new, asked)
    return here.jobs.answer(key, work, stream=asked.stream, turn=asked.turn)


def _side(case: Case, held: Held) -> dict[str, Any]:
    names = {row.id: row.name for row in case.scenarios}
    return about(case, held.seen) | {"version": held.version, "scenarios": names}
