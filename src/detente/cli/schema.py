"""The verb `schema`: the case file as a JSON Schema, for editors."""

from __future__ import annotations

import click

from detente.cli.manner import Manner, speaks
from detente.report.screen import Look


@click.command("schema", short_help="The case file as a JSON Schema, for editors.")
@speaks()
def schema(manner: Manner) -> None:
    """Print the JSON Schema of the case file: every key, what it may hold, and what is required.

    An editor that knows it completes keys and marks mistakes while you type: write it to a file with --out, and name
    that file in the first line of a case. What lies between values only `detente check` can see.
    """
    from detente.case.schema import case_schema
    from detente.report.pages.schema import schema_page

    found = {"case": case_schema()}

    def page(look: Look) -> str:
        return schema_page(found, look)

    manner.answer("schema", found, page)
