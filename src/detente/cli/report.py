"""The verb `report`: a run as a file to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.reader import for_a_reader, open_for, refuse_results
from detente.cli.run import RUN_DRAWS, drawing
from detente.report.screen import Look, flow

PRESET_IDS = ("principal", "analyst", "investor")
"""As in `report.sections.PRESETS`, which is not imported before it is needed."""


@click.command("report", short_help="A run as HTML, PDF, Word or Markdown.")
@click.argument("results", metavar="CASE")
@click.option(
    "--out", "-o", "out", metavar="FILE", required=True, type=click.Path(path_type=Path),
    help="The file; its ending says the format: .html, .pdf, .docx or .md.",
)  # fmt: skip
@click.option(
    "--preset", metavar="NAME", type=click.Choice(PRESET_IDS), default="analyst", show_default=True,
    help="For whom: principal (one page), analyst (all) or investor (odds and consequences).",
)  # fmt: skip
@click.option("--sections", metavar="ID,ID...", help="Sections in this order, in place of those of the preset.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@for_a_reader
@drawing(RUN_DRAWS)
@speaks(out=False)
def report(results: str, out: Path, manner: Manner, **options: Any) -> None:
    """Write the report of CASE to FILE: the same numbers in every format.

    CASE may be a results.json, or the folder that holds one, which is then not run again. HTML is one file that opens
    without a network and holds the app with its numbers. PDF needs: pip install "detente[pdf]"; Word: "detente[docx]".
    """
    from detente.cli.files import write_file
    from detente.report.formats import FORMATS

    wanted, form = _plan(options.pop("preset"), options.pop("sections")), FORMATS[_ending(out)]
    _refuse_early(out, form, force=options.pop("force"))
    run = _run_of(results, manner, options)
    write_file(out, form.write(run, _published(run), wanted))

    def page(look: Look) -> str:
        return "\n".join(flow(f"{out}: {form.name}, {len(wanted.sections)} sections.", look))

    manner.answer("report", {"written": str(out), "format": form.name, "sections": [*wanted.sections]}, page)


def _plan(preset: str, chosen: str | None) -> Any:
    from detente.report.sections import UnknownSection, plan

    ids = None if chosen is None else [name.strip() for name in chosen.split(",") if name.strip()]
    try:
        return plan(preset, ids)
    except UnknownSection as error:
        raise click.BadParameter(str(error), param_hint="--sections") from error


def _ending(out: Path) -> str:
    from detente.report.formats import FORMATS

    ending = out.suffix.lower()
    if ending not in FORMATS:
        raise click.BadParameter(f'"{out}" ends in no known format; these are {", ".join(FORMATS)}', param_hint="--out")
    return ending


def _refuse_early(out: Path, form: Any, *, force: bool) -> None:
    """Refuse before the work what cannot be written after it."""
    from os.path import lexists

    from detente._optional import need
    from detente.cli.refusal import Conflict, Unwritable

    if form.module:
        need(form.module, extra=form.extra)
    if lexists(out) and not force:
        raise Conflict(f"{out} exists and is left as it is; choose another name, or add --force")
    if not out.absolute().parent.is_dir():
        raise Unwritable(f"cannot write {out}: there is no folder {out.parent}; choose another place")


def _run_of(name: str, manner: Manner, drawn: dict[str, Any]) -> dict[str, Any]:
    """Return a run by its results, or run a case, as its reader may have it."""
    from detente.cli.cases import is_case
    from detente.cli.results import results_of
    from detente.cli.run import answer

    party, marking = drawn.pop("party"), drawn.pop("marking")
    if name != "-" and not is_case(name):
        refuse_results(name, party, marking)
        return results_of(name, manner)
    case, digest = open_for(name, manner, party, marking)
    found = answer(case, manner, **drawn)
    found["case"]["sha256"] = digest
    return found


def _published(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Return published forecasts near a case's own, for a case that ships and was run as it ships."""
    from hashlib import sha256

    from detente.formats.load import find, shipped
    from detente.report.published import published

    name = run["case"]["id"]
    own = name in shipped() and sha256(find(name)[1]).hexdigest() == run["case"].get("sha256")
    return published(name) if own else []
