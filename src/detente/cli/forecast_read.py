"""The verbs of `forecast` that read the ledger: list, score, pool, runs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli.forecast import DB, ledger_of
from detente.cli.manner import Manner, as_json, speaks, write
from detente.cli.refusal import Refused

LEDGER_FILES = (".yaml", ".yml", ".json")


@click.command("list", short_help="Questions and forecasts.")
@click.argument("question", required=False)
@click.option("--seal", metavar="HASH", help="Say whether the ledger still holds all that it held under this seal.")
@DB
@speaks()
def list_(question: str | None, seal: str | None, db: str | None, manner: Manner) -> None:
    """List the questions of the ledger, or every forecast on QUESTION over time.

    The seal stands for the whole history: write it down, and --seal shows later whether anything was cut off or edited.
    """
    from detente.ledger import archive, history
    from detente.ledger.listing import listing
    from detente.ledger.store import reading
    from detente.report.pages.forecast import list_page

    if seal is not None and len(seal) < history.SHORTEST:
        raise click.UsageError(f"--seal {seal}: give at least {history.SHORTEST} characters of it")
    with ledger_of(db) as store, reading(store) as connection:
        entries = archive.entries(connection)
    data: dict[str, Any] = {
        "ledger": store.place.shown, "entries": len(entries), "seal": history.seal(entries),
        "broken": [*history.broken(entries)], **listing(entries, question, today=date.today()),
    }  # fmt: skip
    if question and not data["questions"]:
        raise Refused(f"there is no question {question!r} in {store.place.shown}; `detente forecast list` names them")
    if seal:
        found = history.sealed_at(entries, seal)
        data["sealed_at"] = None if found is None else {"n": found.n, "at": found.at}
    manner.answer("forecast.list", data, lambda look: list_page(data, look))
    if data["broken"] or (seal and data["sealed_at"] is None):
        raise Refused("the ledger is not as it was written; nothing was changed: compare it with a copy")


@click.command("score", short_help="Who was right.")
@click.argument("file", required=False, metavar="[FILE.csv|EXAMPLE]")
@click.option("--example", "shipped", is_flag=True, help="Score the cease-fire forecasts of 2022-25, which ship.")
@DB
@speaks()
def score(file: str | None, shipped: bool, db: str | None, manner: Manner) -> None:
    """Score the ledger: the league table beside uniform, base rate and pools.

    A CSV with the columns question, p and outcome (1, 0, void or empty), if wanted group and date, is scored by itself;
    so is a ledger in YAML or JSON, or an example by its name.
    """
    from detente.report.pages.forecast import events_page, league_page

    if shipped and file:
        raise click.UsageError("give a file or --example, not both")
    if file and file.lower().endswith(".csv"):
        events = _events(file)
        manner.answer("forecast.score", events, lambda look: events_page(events, look))
        return
    data = _league(file, shipped, db)
    manner.answer("forecast.score", data, lambda look: league_page(data, look))


def _events(file: str) -> dict[str, Any]:
    from detente.formats.load import contents
    from detente.ledger.table import read_events, score_events

    return {"file": file, **score_events(read_events(contents(file), file))}


def _league(file: str | None, shipped: bool, db: str | None) -> dict[str, Any]:
    from detente.ledger.example import EXAMPLES, example
    from detente.ledger.listing import standings

    if file and Path(file).suffix.lower() in LEDGER_FILES:
        from detente.ledger.check import check
        from detente.ledger.reading import read_ledger

        checked = check(read_ledger(file))
        return {"ledger": file, **standings(checked.found, checked)}
    if shipped or file:
        name = file or EXAMPLES[0]
        if name not in EXAMPLES:
            raise click.UsageError(
                f"{name} is no .csv, .yaml or .json, and no example; examples are {', '.join(EXAMPLES)}"
            )
        checked = example(name)
        return {"ledger": name, **standings(checked.found, checked)}
    from detente.ledger.archive import unbroken
    from detente.ledger.history import ledger_of as folded
    from detente.ledger.store import reading

    with ledger_of(db) as store, reading(store) as connection:
        return {"ledger": store.place.shown, **standings(folded(unbroken(connection)))}


@click.command("pool", short_help="Forecasts made one.")
@click.argument("question")
@click.option("--on", metavar="DATE", help="Pool what had been said up to this day.")
@click.option("--extremise", type=float, metavar="POWER", help="Raise the geometric pool to a power, as 2.5.")
@click.option("--keep", type=click.Choice(["linear", "geometric", "extremised"]), help="Add this pool as a forecast.")
@DB
@speaks()
def pool(question: str, db: str | None, manner: Manner, **asked: Any) -> None:
    """Pool the last forecasts of all forecasters on QUESTION, in every way, each under its name."""
    from detente.ledger.archive import unbroken
    from detente.ledger.history import ledger_of as folded
    from detente.ledger.listing import pools
    from detente.ledger.store import reading
    from detente.report.pages.forecast import pool_page

    day = _day(asked["on"])
    with ledger_of(db) as store, reading(store) as connection:
        found = pools(folded(unbroken(connection)), question, day, asked["extremise"])
    data = {"ledger": store.place.shown, **found, "kept": _kept(asked["keep"], found, db, day)}
    manner.answer("forecast.pool", data, lambda look: pool_page(data, look))


def _kept(name: str | None, found: dict[str, Any], db: str | None, day: date | None) -> list[dict[str, Any]]:
    """Add a pool to the ledger as a forecast, when that was asked for; return what was added."""
    from detente.cli.forecast_write import written
    from detente.ledger.records import POOL

    if name is None:
        return []
    if name not in found["pools"]:
        raise click.UsageError(f"there is no {name} pool to keep; there are {', '.join(found['pools'])}")
    who = ", ".join(row["forecaster"] for row in found["forecasts"])
    row = {"question": found["question"], "forecaster": f"kept {name}{POOL}", "date": str(day or date.today())}
    row |= {"p": found["pools"][name], "reason": f"of {who}"}
    return written("pool", {"forecasts": [row]}, db)[0]["recorded"]


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"--on {text}: write a date as year-month-day") from None


@click.command("runs", short_help="Runs that were kept.")
@click.argument("case", required=False)
@click.option("--answer", "named", metavar="CASE[:N]", help="Print the answer of a run that was kept, as one object.")
@DB
@speaks()
def runs(case: str | None, named: str | None, db: str | None, manner: Manner) -> None:
    """List the runs that were kept with `detente run CASE --keep`, of CASE or of all."""
    from detente.ledger import runs as kept
    from detente.ledger.store import reading
    from detente.report.pages.forecast import runs_page

    with ledger_of(db) as store, reading(store) as connection:
        if named:
            write(as_json(kept.answer_of(connection, kept.run_named(connection, named))))
            return
        rows = kept.runs(connection, case)
    listed = [
        {**asdict(entry)["doc"], "run": f"{entry.subject}:{entry.version}", "n": entry.n, "at": entry.at}
        for entry in rows
    ]
    data = {"ledger": store.place.shown, "runs": listed}
    manner.answer("forecast.runs", data, lambda look: runs_page(data, look))
