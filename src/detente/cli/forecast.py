"""The verb `forecast`: a table of its own verbs, and how each opens the ledger."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import click

from detente.cli.main import SETTINGS, Verbs
from detente.cli.manner import Manner

WRITE, READ = "detente.cli.forecast_write", "detente.cli.forecast_read"
FORECAST_VERBS = {
    "new": (f"{WRITE}:new", "A question with horizon and resolution rule."),
    "add": (f"{WRITE}:add", "A forecast on a question, or the odds of a run."),
    "import": (f"{WRITE}:import_", "Forecasts of others, from CSV, JSON or YAML."),
    "resolve": (f"{WRITE}:resolve", "What came true, when, and who says so."),
    "void": (f"{WRITE}:void", "A question that does not count, and why."),
    "list": (f"{READ}:list_", "Questions, forecasts over time, and the seal."),
    "score": (f"{READ}:score", "The league table; or the scores of a CSV."),
    "pool": (f"{READ}:pool", "The forecasts on a question made one."),
    "export": ("detente.cli.forecast_export:export", "The ledger as a JSON file that `import` reads."),
    "runs": (f"{READ}:runs", "Runs that were kept with `run --keep`."),
}
"""Verb -> where its command is, and its line in the help."""
DB = click.option(
    "--db", metavar="PATH|URL", help="The ledger: a file, or postgresql://...; by default a file of yours."
)  # fmt: skip


class ForecastVerbs(Verbs):
    """The group of the verbs about forecasts."""

    table = FORECAST_VERBS


@click.group(cls=ForecastVerbs, name="forecast", context_settings=dict(SETTINGS))
def forecast() -> None:
    """Keep score: questions with a horizon and a rule, forecasts on them, and who was right.

    The ledger is a file that only you can read, begun on first use; nothing in it is ever changed, only added to.
    Each of its verbs takes --json, --db and --help.
    """


@contextmanager
def ledger_of(db: str | None, *, create: bool = False) -> Generator[Any, None, None]:
    """Open the ledger that was asked for, or the user's own."""
    from detente.ledger.place import place
    from detente.ledger.store import opened

    with opened(place(db), create=create) as store:
        yield store


def noted(notes: Any, manner: Manner, file: str = "") -> list[str]:
    """Say notes on what was repaired; returns them as text for the JSON."""
    told = [note.text(file if note.line else "") for note in notes]
    for line in told:
        manner.say(f"note: {line}")
    return told
