"""Answers of a case, with inputs changed as the client says: the objects that the verbs print with `--json`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from detente.case.levers import Change, undoing
from detente.case.nouns import Case
from detente.ensemble.central import count_central, judge_central
from detente.ensemble.constraint import constraint
from detente.ensemble.explain import UnknownId
from detente.ensemble.explain import explain as explain_number
from detente.ensemble.hold import hold as judge_hold
from detente.ensemble.provenance import provenance, source_rows
from detente.ensemble.setting import Drawing, Progress, setting_of
from detente.ensemble.settlement_map import settlement_map
from detente.scenarios.change import apply
from detente.scenarios.glance import glance
from detente.scenarios.odds import odds_of
from detente.scenarios.run import opening
from detente.scenarios.run import run as run_case
from detente.scenarios.swings import swings
from detente.scenarios.whatif import whatif as judge_change
from detente.settlement.known import known
from detente.settlement.offers import offers as judge_offers
from detente.web.jobs import Pace
from detente.web.problems import MISSING, UNFIT, Problem, Refused
from detente.web.records.questions import ChangeSent, Question
from detente.web.state import Here, case_of, headed, key_of

router = APIRouter(prefix="/api/v1/cases/{name}", tags=["answers"])
Judge = Callable[[Case, Question, Progress], dict[str, Any]]


class Why(Question):
    """A number of a run that is to be explained: its place, as `scenarios.no_deal.value`."""

    number: Annotated[str, Field(min_length=1, max_length=300)]


MOVING, FEW = ("count", "glance"), 100
"""What is asked at every step of a slider, and over how many draws a glance still follows the hand."""


def pace_of(verb: str, asked: Question) -> Pace:
    """Return how soon a question wants its answer."""
    if verb in MOVING and (verb == "count" or asked.draws <= FEW):
        return Pace.URGENT
    return Pace.REFINING if verb in (*MOVING, "zone") else Pace.LONG


def answered(here: Here, name: str, verb: str, asked: Question, judge: Judge) -> dict[str, Any]:
    """Return the answer of a verb about a case as it lies on the shelf, with the inputs changed that were asked."""
    held = here.shelf.held(name)
    case = _changed(case_of(held), asked)

    def work(told: Progress) -> dict[str, Any]:
        return headed(verb, case, held, judge(case, asked, told))

    return here.jobs.answer(key_of(verb, held, asked), work, pace_of(verb, asked), stream=asked.stream, turn=asked.turn)


def _changed(case: Case, asked: Question) -> Case:
    return apply(case, changes_of(asked.changes))


def changes_of(sent: Sequence[ChangeSent]) -> list[Change]:
    """Return the changes that were sent; refused where one undoes another."""
    changes = [change.change() for change in sent]
    void = undoing(changes)
    if void is not None:
        message = f"{changes[void].path} is changed twice, and this undoes the other; give one of both"
        raise Refused(Problem(UNFIT, "change", message))
    return changes


@router.post("/count")
def counted(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Count the settlements of the central zone alone, as `detente zone`; draws and seed do not matter."""
    return answered(here, name, "count", asked, lambda case, _, __: count_central(case))


@router.post("/zone")
def zone(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Judge the central case exactly, as `detente zone`; draws and seed do not matter."""
    return answered(here, name, "zone", asked, lambda case, _, told: judge_central(case, progress=told))


@router.post("/glance")
def glanced(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return the few figures that follow a changed input at once."""
    return answered(here, name, "glance", asked, lambda case, a, told: glance(case, Drawing(a.draws, a.seed), told))


@router.post("/odds")
def odds(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return the scenarios' shares with three uncertainties apart, as `detente scenarios`."""
    return answered(here, name, "odds", asked, lambda case, a, told: odds_of(case, Drawing(a.draws, a.seed), told))


@router.post("/opening")
def opened(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Say who blocks which issue, and the smallest sets of concessions that open the central zone."""
    return answered(here, name, "opening", asked, lambda case, _, told: opening(known(case), told))


@router.post("/map")
def mapped(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return the settlements of the central case between any two parties, with frontiers and marks, as planes."""
    return answered(here, name, "map", asked, lambda case, _, __: settlement_map(case))


@router.post("/vetoes")
def vetoed(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Say whose lifted veto adds the most settlements; of an empty zone, which party binds in how many draws."""
    return answered(here, name, "vetoes", asked, lambda case, a, told: constraint(case, Drawing(a.draws, a.seed), told))


@router.post("/swings")
def swung(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return what every uncertain input does to the central zone at its own low and high."""
    return answered(here, name, "swings", asked, lambda case, _, told: swings(case, told))


@router.post("/hold")
def hold(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Say whether a deal is signed, ratified and in force by the horizon, and would hold, as `detente hold`."""

    def judge(case: Case, a: Question, told: Progress) -> dict[str, Any]:
        setting = setting_of(case, Drawing(a.draws, a.seed), told)
        return {"seed": a.seed, **judge_hold(setting, a.draws, outcome=case.outcome)}

    return answered(here, name, "hold", asked, judge)


@router.get("/inputs")
def inputs(here: Here, name: str) -> dict[str, Any]:
    """List every input number with its range, coding, sources and reason, and the sources."""
    held = here.shelf.held(name)
    case = case_of(held)
    now = known(case)
    return headed("inputs", case, held, {"inputs": provenance(now), "sources": source_rows(now)})


@router.post("/run")
def run(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Answer everything that the case allows, as `detente run`."""
    return run_of(here, name, asked)


def run_of(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return the run of a case as it lies on the shelf, with the inputs changed that were asked."""
    held = here.shelf.held(name)
    case = _changed(case_of(held), asked)

    def work(told: Progress) -> dict[str, Any]:
        found = run_case(case, draws=asked.draws, seed=asked.seed, progress=told)
        found["case"]["sha256"] = held.seen
        return found

    return here.jobs.answer(key_of("run", held, asked), work, stream=asked.stream, turn=asked.turn)


@router.post("/whatif")
def whatif(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return the main answers before and after the changes, with paired errors, as `detente whatif`."""
    if not asked.changes:
        raise Refused(Problem(UNFIT, "change", "nothing to change: send at least one change"))
    held = here.shelf.held(name)
    case, changes = case_of(held), changes_of(asked.changes)

    def work(told: Progress) -> dict[str, Any]:
        found = judge_change(case, changes, Drawing(asked.draws, asked.seed), told)
        return headed("whatif", case, held, {"names": {row.id: row.name for row in case.scenarios}} | found)

    return here.jobs.answer(key_of("whatif", held, asked), work, stream=asked.stream, turn=asked.turn)


@router.post("/offers")
def offers(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Return the offers by party and date, as `detente offers`."""
    return answered(here, name, "offers", asked, lambda case, _, __: judge_offers(case))


@router.post("/explain")
def explain(here: Here, name: str, asked: Why) -> dict[str, Any]:
    """Say where a number of a run comes from, as `detente explain`."""
    found = run_of(here, name, Question(**asked.model_dump(exclude={"number"})))
    try:
        return {"schema": "detente.explain/1"} | explain_number(found, asked.number)
    except UnknownId as error:
        raise Refused(Problem(MISSING, "missing", str(error))) from error
