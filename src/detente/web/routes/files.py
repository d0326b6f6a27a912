"""Cases as files: brought in from any format that holds one, and taken away as a case file, a workbook or CSV."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from detente.formats import case_sheets
from detente.formats.bring import bring, id_for
from detente.web.problems import UNFIT, Problem, Refused
from detente.web.records.cases import FileSent, Import
from detente.web.routes.cases import described
from detente.web.shelf import NEW
from detente.web.state import Here, case_of

router = APIRouter(prefix="/api/v1/cases", tags=["files"])
YAML = "yaml"
TYPES = {
    YAML: "application/yaml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.post("/import", status_code=201)
def brought(here: Here, asked: Import, response: Response) -> dict[str, Any]:
    """Begin a case from files: a case file, a workbook, CSV, or a domain with profiles; every fault is told."""
    files = [(sent.name, _bytes(sent)) for sent in asked.files]
    name = asked.id or id_for(files[0][0])
    why = f"brought in from {', '.join(file for file, _ in files)}"
    return described(here.shelf.saved(name, bring(files), seen=NEW, why=why[:2_000]), response)


@router.get("/{name}/file", response_class=Response)
def file(here: Here, name: str, kind: Annotated[Literal["yaml", "csv", "xlsx"], Query()] = YAML) -> Response:
    """Return a case as a file to keep: as it lies in the folder, or as a workbook or CSV that reads back the same."""
    held = here.shelf.held(name)
    here.shelf.exported(name)
    content = held.data if kind == YAML else case_sheets.write(case_of(held), f"{name}.{kind}")
    head = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(content, media_type=TYPES[kind], headers=head)


def _bytes(sent: FileSent) -> bytes:
    try:
        return b64decode(sent.data, validate=True)
    except (Error, ValueError):
        raise Refused(Problem(UNFIT, "request", f"{sent.name}: its data is not base64")) from None
