"""The verb `schema`: the case file, or what a verb prints with `--json`, as a JSON Schema."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.report.screen import Look


@click.command("schema", short_help="The case file, or an answer, as a JSON Schema.")
@click.argument("verb", nargs=-1, metavar="[VERB]")
@speaks()
def schema(verb: tuple[str, ...], manner: Manner) -> None:
    """Print the JSON Schema of the case file: every key, what it may hold, and what is required.

    An editor that knows it completes keys and marks mistakes while you type: write it to a file with --out, and name
    that file in the first line of a case. What lies between values only `detente check` can see.

    With VERB, as zone or forecast score: the JSON Schema of what that verb prints with --json, every key with its
    unit.
    """
    from detente.report.pages.schema import schema_page

    found = _answer(" ".join(verb)) if verb else _case()

    def page(look: Look) -> str:
        return schema_page(found, look)

    manner.answer("schema", found, page)


def _case() -> dict[str, Any]:
    from detente.case.schema import case_schema

    return {"case": case_schema()}


def _answer(verb: str) -> dict[str, Any]:
    from detente.cli.cases import known_id
    from detente.report.schemas import ANSWERS, answer_schema

    known_id(verb, [*ANSWERS], "verb")
    return {"answer": answer_schema(verb)}
