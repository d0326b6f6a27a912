"""What the screen of scenarios asks beside the odds: by date, what would make it so, levers, wild cards, futures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from detente.case.nouns import Case
from detente.ensemble.model_rows import drawn_models
from detente.ensemble.setting import Drawing, Progress
from detente.ensemble.zone_probability import zone_probability_of
from detente.scenarios.by_date import AHEAD, MOST_AHEAD, by_date
from detente.scenarios.happened import happened
from detente.scenarios.levers import in_full
from detente.scenarios.page import scenarios as judge_scenarios
from detente.scenarios.page import wildcards as judge_wildcards
from detente.scenarios.tipping import Wish, seek
from detente.web.records import Path, Question
from detente.web.routes.answers import answered
from detente.web.state import Here

router = APIRouter(prefix="/api/v1/cases/{name}", tags=["scenarios"])
Way = Callable[[Case, Drawing, Progress], dict[str, Any]]
MOST_PLAYED = 200
"""Draws at most on which models that play rounds are asked."""


class ByDate(Question):
    """Odds by date: how many months to follow."""

    months: Annotated[int, Field(ge=1, le=MOST_AHEAD)] = AHEAD


class Sought(Question):
    """The value of an input that is sought, so that an answer reaches a share."""

    path: Path
    output: Path
    share: Annotated[float, Field(ge=0.0, le=1.0)]


class Happened(Question):
    """The wild cards that are taken to have happened."""

    cards: Annotated[list[Path], Field(max_length=100)] = []


def _drawn(here: Here, name: str, verb: str, asked: Question, way: Way) -> dict[str, Any]:
    def judge(case: Case, a: Question, told: Progress) -> dict[str, Any]:
        return way(case, Drawing(a.draws, a.seed), told)

    return answered(here, name, verb, asked, judge)


@router.post("/by-date")
def dated(here: Here, name: str, asked: ByDate) -> dict[str, Any]:
    """Return month by month the chance that a deal of each kind has been signed, past the horizon as such."""

    def way(case: Case, drawing: Drawing, told: Progress) -> dict[str, Any]:
        return by_date(case, drawing, months=asked.months, progress=told)

    return _drawn(here, name, "by_date", asked, way)


@router.post("/zone-probability")
def zone_odds(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return P(zone) by source of uncertainty and over the firmness of red lines, as `detente run`."""
    return _drawn(here, name, "zone_probability", asked, zone_probability_of)


@router.post("/scenarios")
def scenarios(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return odds, boxes, wider futures and the consistent scenarios of the matrix, as `detente scenarios`."""
    return _drawn(here, name, "scenarios", asked, judge_scenarios)


@router.post("/models")
def models(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return each forecasting model's shares over the first draws, at most 200, as `detente models --draws`."""

    def way(case: Case, drawing: Drawing, told: Progress) -> dict[str, Any]:
        few = Drawing(min(drawing.draws, MOST_PLAYED), drawing.seed)
        return drawn_models(case, few, progress=told)

    return _drawn(here, name, "models", asked, way)


@router.post("/levers")
def levers(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return what each lever of the case does in full, as `detente run`."""

    def way(case: Case, drawing: Drawing, told: Progress) -> dict[str, Any]:
        return {"names": _names(case), "draws": drawing.draws, "seed": drawing.seed, **in_full(case, drawing, told)}

    return _drawn(here, name, "levers", asked, way)


@router.post("/wildcards")
def wildcards(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return wild cards, channels, places and orders of phases, as `detente wildcards`."""
    return _drawn(here, name, "wildcards", asked, judge_wildcards)


@router.post("/happened")
def cards(here: Here, name: str, asked: Happened) -> dict[str, Any]:
    """Return the outlook once some wild cards have happened, beside none of them."""
    return _drawn(here, name, "happened", asked, lambda case, d, told: happened(case, asked.cards, d, told))


@router.post("/seek")
def sought(here: Here, name: str, asked: Sought) -> dict[str, Any]:
    """Return the value of an input at which an answer reaches a share, as `detente whatif --seek`."""
    wish = Wish(asked.path, asked.output, asked.share)

    def way(case: Case, drawing: Drawing, told: Progress) -> dict[str, Any]:
        return {"names": _names(case), **seek(case, wish, drawing, told)}

    return _drawn(here, name, "whatif", asked, way)


def _names(case: Case) -> dict[str, str]:
    return {row.id: row.name for row in case.scenarios}
