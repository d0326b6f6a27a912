"""The verb `report`: a run as a file to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.reader import for_a_reader, open_for, refuse_results
from detente.cli.run import RUN_DRAWS, drawing

PRESET_IDS = ("principal", "analyst", "investor")
"""As in `report.sections.PRESETS`, which is not imported before it is needed."""


@click.command("report", short_help="A run as HTML, PDF, Word or Markdown.")
@click.argument("results", metavar="CASE")
@click.option(
    "--out", "-o", "out", metavar="FILE", type=click.Path(path_type=Path),
    help="The file; its ending says the format: .html, .pdf, .docx or .md.",
)  # fmt: skip
@click.option(
    "--preset", metavar="NAME", type=click.Choice(PRESET_IDS), default="analyst", show_default=True,
    help="For whom: principal (one page), analyst (all) or investor (odds and consequences).",
)  # fmt: skip
@click.option("--sections", metavar="ID,ID...", help="Sections in this order, in place of those of the preset.")
@click.option(
    "--since", metavar="CASE", help="An earlier version of the case: what changed, and what moved the answer."
)
@click.option(
    "--lint", "only_lint", is_flag=True, help="Print what keeps the brief a draft, and write nothing; 6 if any."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@for_a_reader
@drawing(RUN_DRAWS)
@speaks(out=False)
def report(results: str, out: Path | None, manner: Manner, **options: Any) -> None:
    """Write the report of CASE to FILE: the same numbers in every format.

    CASE may be a results.json, or the folder that holds one, which is then not run again. HTML is one file that opens
    without a network and holds the app with its numbers. PDF needs: pip install "detente[pdf]"; Word: "detente[docx]".
    A brief that lacks what is asked of one is marked DRAFT, with the reasons.
    """
    from detente.cli.files import write_file
    from detente.report.brief.lint import verdict
    from detente.report.pages.report import lint_lines, page_of
    from detente.report.sections import built

    since, only_lint, force = (options.pop(key) for key in ("since", "only_lint", "force"))
    wanted = _plan(options.pop("preset"), options.pop("sections"))
    form = None if only_lint else _form(out, force=force)
    run = _run_of(results, since, manner, options)
    whole = built(run, _published(run))
    lint = verdict(whole.findings)
    content = None if form is None else form.write(whole, wanted)
    told: dict[str, Any] = {"lint": lint}
    if form is not None and out is not None and content is not None:
        write_file(out, content)
        told |= {"written": str(out), "format": form.name, "sections": [*wanted.sections]}
        for line in lint_lines(lint, all_of_them=manner.verbose):
            manner.say(line)
    manner.answer("report", told, lambda look: page_of(told, look))
    if only_lint and lint["findings"]:
        raise click.exceptions.Exit(FOUND)


FOUND = 6
"""As `--fail-if`: the lint found something."""


def _form(out: Path | None, *, force: bool) -> Any:
    """Return the format of a file that can be written."""
    from detente.report.formats import FORMATS

    if out is None:
        raise click.UsageError("Missing option '--out' / '-o': the file to write; --lint needs none")
    form = FORMATS[_ending(out)]
    _refuse_early(out, form, force=force)
    return form


def _plan(preset: str, chosen: str | None) -> Any:
    from detente.report.sections import UnknownSection, plan

    ids = None if chosen is None else [name.strip() for name in chosen.split(",") if name.strip()]
    if ids == []:
        raise click.BadParameter("it names no section", param_hint="--sections")
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
    from detente._optional import need
    from detente.cli.files import refuse_existing
    from detente.cli.refusal import Unwritable

    if form.module:
        need(form.module, extra=form.extra)
    refuse_existing(out, force=force)
    if not out.absolute().parent.is_dir():
        raise Unwritable(f"cannot write {out}: there is no folder {out.parent}; choose another place")


def _run_of(name: str, since: str | None, manner: Manner, drawn: dict[str, Any]) -> dict[str, Any]:
    """Return a run by its results, or run a case, as its reader may have it; with what changed since an earlier one."""
    from detente.cli.cases import is_case
    from detente.cli.results import results_of
    from detente.cli.run import answer

    party, marking = drawn.pop("party"), drawn.pop("marking")
    if name != "-" and not is_case(name):
        refuse_results(name, party, marking)
        if since is not None:
            raise click.UsageError("--since compares two cases; give the case instead of its results")
        return results_of(name, manner)
    case, digest = open_for(name, manner, party, marking)
    before = None if since is None else open_for(since, manner, party, marking)[0]
    found = answer(case, manner, **drawn)
    found["case"]["sha256"] = digest
    return found if before is None else found | {"since": _since(before, case, since, drawn)}


def _since(before: Any, after: Any, name: str | None, drawn: dict[str, Any]) -> dict[str, Any]:
    """Return what moved the answer between two versions, on few draws: many cases between the two are judged."""
    from detente.cli.run import within_limits
    from detente.ensemble.setting import Drawing
    from detente.scenarios.attribution import Effort, attribution

    drawing = Drawing(min(drawn["draws"], SINCE_DRAWS), drawn["seed"])
    with within_limits():
        return {"name": name, **attribution(before, after, drawing, Effort(SINCE_PARTS, 2**SINCE_PARTS))}


SINCE_DRAWS, SINCE_PARTS = 100, 5
"""Draws, and parts of the difference, on which a change is put down to its causes."""


def _published(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Return published forecasts near a case's own, for a case that ships and was run as it ships."""
    from hashlib import sha256

    from detente.formats.load import find, shipped
    from detente.report.published import published

    name = run["case"]["id"]
    own = name in shipped() and sha256(find(name)[1]).hexdigest() == run["case"].get("sha256")
    return published(name) if own else []
