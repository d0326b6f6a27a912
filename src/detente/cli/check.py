"""The verb `check`: all faults of case files."""

from __future__ import annotations

from typing import Any

import click

from detente.case.fault import Fault, too_large
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import FAULTS, UNANSWERED
from detente.report.screen import Look, clean


@click.command("check", short_help="List all faults of case files.")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@speaks()
@click.pass_context
def check(ctx: click.Context, cases: tuple[str, ...], manner: Manner) -> None:
    """List every fault of every CASE, with its line, what was read, what was allowed and what to do.

    Notes are no faults: what will not be read, what is thinly supported. The exit code is 1 when any file has a fault,
    3 when nothing is wrong but that a file is too large.
    """
    from detente.cli.cases import examine

    if sum(name == "-" for name in cases) > 1:
        raise click.UsageError("only one of the cases can come from standard input")
    files: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for name in cases:
        found = examine(name)
        faults += found.faults
        files.append(
            {
                "file": found.file,
                "ok": not found.faults,
                "faults": [_row(fault) for fault in found.faults],
                "notes": [_row(note) for note in found.notes],
            }
        )

    def page(look: Look) -> str:
        del look  # a fault is one line whatever the screen, for editors and grep
        return "\n".join(line for file in files for line in _lines(file))

    manner.answer("check", {"files": files}, page)
    if faults:
        ctx.exit(UNANSWERED if too_large(faults) else FAULTS)


def _row(fault: Fault) -> dict[str, Any]:
    told = {"where": fault.where, "line": fault.line, "message": fault.message, "hint": fault.hint}
    return told | ({"cell": fault.cell} if fault.cell else {})


def _lines(file: dict[str, Any]) -> list[str]:
    faults, notes = file["faults"], file["notes"]
    if faults:
        head = f"{file['file']} has {len(faults)} fault{'' if len(faults) == 1 else 's'}:"
    else:
        head = f"{file['file']}: no faults" + (f", {len(notes)} note{'' if len(notes) == 1 else 's'}:" if notes else "")
    rows = [(" * ", fault) for fault in faults] + [(" - ", note) for note in notes]
    return [clean(head), *(clean(mark + Fault(**row).text(file["file"])) for mark, row in rows)]
