"""Reports of a case: what can stand in one, how it would look, and the file in the format that was asked for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from detente._optional import MissingExtra
from detente.report.formats import FORMATS
from detente.report.fragment import fragment
from detente.report.head import cite
from detente.report.published import published
from detente.report.sections import PRESETS, SECTIONS, WHOLE, Plan, UnknownSection, built, plan, sections
from detente.web.problems import UNFIT, Problem, Refused
from detente.web.records.questions import Question
from detente.web.routes.answers import run_of
from detente.web.state import Here

router = APIRouter(prefix="/api/v1", tags=["reports"])
MOST_SECTIONS = 100


class Wanted(Question):
    """A report that is asked for: for whom, and which sections in which order, by default those of the preset."""

    preset: Literal["principal", "analyst", "investor"] = WHOLE
    sections: Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=MOST_SECTIONS)] | None = None


class WantedFile(Wanted):
    """A report that is asked for as a file."""

    format: Literal["html", "pdf", "docx", "md"] = "html"


@router.get("/report")
def offered() -> dict[str, Any]:
    """List the sections of a report, the presets, and the formats, each with what is not installed for it."""
    return {
        "schema": "detente.report-parts/1",
        "sections": [{"id": name, "name": held.name} for name, held in SECTIONS.items()],
        "presets": [
            {"id": name, "name": held.name, "sections": [*held.sections]} for name, held in PRESETS.items()
        ],
        "formats": [
            {"id": ending[1:], "name": held.name, "missing": held.missing} for ending, held in FORMATS.items()
        ],
    }  # fmt: skip


@router.post("/cases/{name}/report/preview")
def preview(here: Here, name: str, asked: Wanted) -> dict[str, Any]:
    """Return the report as HTML elements that can stand in a page, and how to cite it."""
    wanted = _plan(asked)
    run = run_of(here, name, _question(asked))
    return {
        "schema": "detente.report-preview/1", "case": run["case"], "sections": [*wanted.sections],
        "cite": cite(run), "version": run["version"], "html": fragment(sections(built(run, published(name)), wanted)),
    }  # fmt: skip


@router.post("/cases/{name}/report", response_class=Response)
def report(here: Here, name: str, asked: WantedFile) -> Response:
    """Return the report of a run as a file: the same numbers in every format."""
    wanted, held = _plan(asked), FORMATS[f".{asked.format}"]
    if held.missing:
        raise MissingExtra(held.module, held.extra)
    here.shelf.exported(name)
    page = held.write(built(run_of(here, name, _question(asked)), published(name)), wanted)
    head = {"Content-Disposition": f'attachment; filename="{name}-report.{asked.format}"'}
    return Response(page, media_type=held.media, headers=head)


def _question(asked: Wanted) -> Question:
    return Question(**asked.model_dump(include=set(Question.model_fields)))


def _plan(asked: Wanted) -> Plan:
    try:
        return plan(asked.preset, asked.sections)
    except UnknownSection as error:
        raise Refused(Problem(UNFIT, "request", str(error))) from error
