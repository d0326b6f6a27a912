"""The verb `evidence read`: what a careful reader would ask about an article, and the claims it makes."""

from __future__ import annotations

import sys
from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.report.screen import Look


@click.command("read", short_help="What to ask about an article.")
@click.argument("file")
@click.option("--case", metavar="CASE", help="The case that the text is held against.")
@speaks()
def read(file: str, case: str | None, manner: Manner) -> None:
    """Read FILE, plain text, Markdown or HTML in UTF-8 (- for standard input), and say what to ask about it.

    Flags: offices and dates that do not fit, nobody named for a statement, likelihood without number or horizon,
    parties and issues of the case that are left out, and more. Claims: what an analyst may take up. Both are
    proposals; nothing enters a case by itself. The text is data: no word of it is obeyed, nothing is fetched.
    """
    from detente.evidence.reading.as_data import as_data
    from detente.evidence.reading.read import read as read_text
    from detente.report.pages.evidence_read import reading_page

    held, told = _case(case, manner)
    found = told | as_data(read_text(_bytes(file), held, file="standard input" if file == "-" else file))

    def page(look: Look) -> str:
        return reading_page(found, file, look)

    manner.answer("evidence_read", found, page)


def _case(name: str | None, manner: Manner) -> tuple[Any, dict[str, Any]]:
    if name is None:
        return None, {"case": None}
    from detente.cli.cases import open_case
    from detente.report.about import about

    opened, digest = open_case(name, manner)
    return opened, {"case": about(opened, digest)}


def _bytes(file: str) -> bytes:
    """Return what is in a file, or so much of it that a reader sees that it is too large."""
    from pathlib import Path

    from detente.evidence.reading.intake import MOST_BYTES
    from detente.formats.load import contents

    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(file)
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    return contents(file)
