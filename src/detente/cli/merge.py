"""The verb `merge`: several assessors' files of one case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.files import refuse_existing, write_file
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import FAULTS, Refused
from detente.cli.run import MOST_SEED
from detente.report.screen import Look

FEWEST, MOST = 2, 100
LEAST_DRAWS, MOST_DRAWS = 20, 100_000


@click.command("merge", short_help="Several assessors' files of one case.")
@click.argument("names", nargs=-1, required=True, metavar="CASE CASE...")
@click.option(
    "--out", "-o", "out", metavar="FILE", type=click.Path(path_type=Path), help="The merged case, ending in .yaml."
)
@click.option("--first", is_flag=True, help="Where structure differs, keep what the first file says.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--draws", "-n", metavar="N", type=click.IntRange(LEAST_DRAWS, MOST_DRAWS),
    help="Answer every assessor's case and the merged one, with so many draws.",
)  # fmt: skip
@click.option(
    "--seed", metavar="N", type=click.IntRange(0, MOST_SEED), default=1, show_default=True, help="Their seed."
)
@speaks(out=False)
@click.pass_context
def merge(ctx: click.Context, names: tuple[str, ...], out: Path | None, manner: Manner, **options: Any) -> None:
    """Merge the files of several assessors of one case, each named for its file.

    Where numbers differ the merged case holds a range that spans them all, and under `assessed` what each said. Where
    structure differs (an option, an offer, a party) nothing is written, and every conflict is told with file and line:
    the exit code is then 1. With --draws every assessor's own case is answered on the same random numbers, and the
    range over assessors stands beside the sampling error.
    """
    from detente.report.pages.merge import merge_page

    _refuse_early(names, out, force=options["force"])
    cases, documents = _read(names, manner)
    found = _merged(cases, documents, manner, options)
    case: Case = found.pop("merged")
    stands = not found["conflicts"] or options["first"]
    if out is not None and stands:
        from detente.formats.write import dump

        write_file(out, dump(case))
    found["written"] = str(out) if out is not None and stands else None

    def page(look: Look) -> str:
        return merge_page(found, look)

    manner.answer("merge", found, page)
    if not stands:
        ctx.exit(FAULTS)


def _refuse_early(names: tuple[str, ...], out: Path | None, *, force: bool) -> None:
    if not FEWEST <= len(names) <= MOST:
        raise click.UsageError(f"name from {FEWEST} to {MOST} case files, one for each assessor")
    if out is not None and out.suffix.lower() not in (".yaml", ".yml"):
        raise click.BadParameter(f'"{out}" does not end in .yaml', param_hint="--out")
    if out is not None:
        refuse_existing(out, force=force)


def _read(names: tuple[str, ...], manner: Manner) -> tuple[dict[str, Case], dict[str, tuple[str, bytes]]]:
    """Return the cases, and file and bytes, by the name of the assessor."""
    from detente.case.fault import InputFaults
    from detente.cli.cases import examine

    cases: dict[str, Case] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name in names:
        found = examine(name)
        if found.case is None:
            raise InputFaults(found.file, found.faults)
        who = _assessor(found.case.id)
        if who in cases:
            raise click.UsageError(
                f"{name} and {files[who][0]} both belong to {who}; an assessor is named for its file"
            )
        if found.case.assessed:
            raise Refused(f"{name} holds what other assessors said (assessed); merge the files that each wrote alone")
        cases[who], files[who] = found.case, (found.file, found.data)
    return cases, files


def _assessor(stem: str) -> str:
    """Return the name of an assessor: that of the file, as an id.

    >>> _assessor("anna"), _assessor("2 ben")
    ('anna', 'a_2_ben')
    """
    word = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "_-") else "_" for letter in stem)
    return word if word[:1].isalpha() else f"a_{word}"


def _merged(
    cases: dict[str, Case], files: dict[str, tuple[str, bytes]], manner: Manner, options: dict[str, Any]
) -> dict[str, Any]:
    from hashlib import sha256

    from detente.report.about import about
    from detente.settlement.merging import FORMULA, merged

    found = merged(cases)
    case = _standing(found.case)
    digests = {who: sha256(data).hexdigest() for who, (_, data) in files.items()}
    head = about(case, "")
    del head["sha256"]
    return {
        "merged": case,
        "case": head,
        "assessors": [{"name": who, "file": files[who][0], "sha256": digests[who]} for who in cases],
        "formula": FORMULA,
        "disagreements": _disagreements(found),
        "conflicts": _conflicts(found, files),
        "words": list(found.words),
        "answers": _answers(case, cases, manner, options) if options["draws"] else [],
        "draws": options["draws"],
        "seed": options["seed"] if options["draws"] else None,
    }


def _standing(case: Case) -> Case:
    """Return a merged case as its file will be read, or refuse it with what the check finds."""
    from detente.case.check import check
    from detente.case.document import Document
    from detente.case.fault import InputFaults
    from detente.formats.plain import plain

    found = check(Document(plain(case)), case_id=case.id)
    if found.case is None:
        raise InputFaults("the merged case", found.faults)
    return found.case


def _disagreements(found: Any) -> list[dict[str, Any]]:
    from detente.formats.plain.rows import value_of

    return [
        {
            "path": row.path,
            "values": value_of(dict(row.values)),
            "low": min(value.low for value in row.values.values()),
            "high": max(value.high for value in row.values.values()),
            "spread": max(mids) - min(mids),
        }
        for row in found.disagreements
        if (mids := [value.mid for value in row.values.values()])
    ]


def _conflicts(found: Any, files: dict[str, tuple[str, bytes]]) -> list[dict[str, Any]]:
    """Return every conflict with what each file says, and where."""
    if not found.conflicts:
        return []
    from detente.formats.load import SHEETS
    from detente.formats.spots import line_of
    from detente.formats.yaml import parse
    from detente.settlement.changes import as_plain

    sheets = {who for who, (file, _) in files.items() if file.lower().endswith(SHEETS)}
    read = {who: parse(data, file=file) for who, (file, data) in files.items() if who not in sheets}
    return [
        {
            "path": row.path,
            "files": [
                {
                    "name": who,
                    "file": files[who][0],
                    "line": line_of(read[who], row.path) if who in read else None,
                    "value": as_plain(value),
                }
                for who, value in row.values.items()
            ],
        }
        for row in found.conflicts
    ]


def _answers(
    case: Case, cases: dict[str, Case], manner: Manner, options: dict[str, Any]
) -> list[dict[str, Any]]:  # fmt: skip
    from detente.cli.progress import progress
    from detente.cli.refusal import within_limits
    from detente.ensemble.setting import Drawing
    from detente.scenarios.assessors import answers

    with within_limits(), progress(manner, case.title) as told:
        return answers(case, cases, Drawing(options["draws"], options["seed"]), told)
