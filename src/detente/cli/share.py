"""The verb `share`: a case, or its report, for one reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, as_json, speaks
from detente.cli.reader import for_a_reader, open_for
from detente.cli.run import RUN_DRAWS, drawing

CASES, RESULTS = (".yaml", ".yml", ".xlsx", ".csv"), ".json"


@click.command("share", short_help="A case or report for one reader.")
@click.argument("name", metavar="CASE")
@for_a_reader
@click.option(
    "--out", "-o", "out", metavar="FILE", required=True, type=click.Path(path_type=Path),
    help="The file: .yaml, .xlsx or .csv the case; .json its results; .html, .pdf, .docx or .md its report.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@drawing(RUN_DRAWS)
@speaks(out=False)
def share(name: str, out: Path, force: bool, manner: Manner, **options: Any) -> None:
    """Write CASE for one reader: a party's view, what is marked no higher than a level, or both.

    A view (--for) holds what is public and what the party itself confided; it does not depend on what others confided,
    and what is computed is computed from it alone. Comments of the case file are never in it.
    """
    from detente.cli.files import refuse_existing, write_file
    from detente.report.about import about
    from detente.report.pages.share import share_page

    party, marking = options.pop("party"), options.pop("marking")
    if party is None and marking is None:
        raise click.UsageError("say for whom: --for PARTY, --marking LEVEL, or both")
    write = _writer(out)
    refuse_existing(out, force=force)
    case, digest = open_for(name, manner, party, marking)
    write_file(out, write(case, digest, out, manner, options))
    found = {"case": about(case, digest), "written": str(out)}
    manner.answer("share", found, lambda look: share_page(found, look))


def _writer(out: Path) -> Any:
    """Return what writes the ending of a file."""
    from detente.report.formats import FORMATS

    ending = out.suffix.lower()
    if ending in CASES:
        return _case
    if ending == RESULTS:
        return _results
    if ending in FORMATS:
        from detente._optional import need

        if FORMATS[ending].module:
            need(FORMATS[ending].module, extra=FORMATS[ending].extra)
        return _report
    known = ", ".join((*CASES, RESULTS, *FORMATS))
    raise click.BadParameter(f'"{out}" ends in no known format; these are {known}', param_hint="--out")


def _case(case: Case, digest: str, out: Path, manner: Manner, drawn: dict[str, Any]) -> str | bytes:
    if out.suffix.lower() in CASES[:2]:
        from detente.formats.write import dump

        return dump(case)
    from detente.formats import case_sheets

    return case_sheets.write(case, out.name)


def _run(case: Case, digest: str, manner: Manner, drawn: dict[str, Any]) -> dict[str, Any]:
    from detente.cli.run import answer

    found = answer(case, manner, **drawn)
    found["case"]["sha256"] = digest
    return found


def _results(case: Case, digest: str, out: Path, manner: Manner, drawn: dict[str, Any]) -> str:
    return as_json(_run(case, digest, manner, drawn))


def _report(case: Case, digest: str, out: Path, manner: Manner, drawn: dict[str, Any]) -> bytes:
    from detente.report.formats import FORMATS
    from detente.report.sections import built, plan

    return FORMATS[out.suffix.lower()].write(built(_run(case, digest, manner, drawn), []), plan())
