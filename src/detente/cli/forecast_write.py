"""The verbs of `forecast` that add to the ledger: new, add, import, resolve, void."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import click

from detente.cli.forecast import DB, ledger_of, noted
from detente.cli.manner import Manner, speaks

FIRST = re.compile(r"(?:forecasts|resolutions)\[0\]\.?")
TYPES = ("binary", "multi-class", "ordered", "numeric")
SIGNED_RULE = (
    "The first scenario of the case whose conditions the settlement meets that is signed by the horizon; no_deal when"
    " none is signed"
)


@click.command("new", short_help="A question.")
@click.argument("question")
@click.option("--statement", metavar="TEXT", help="What will have happened.")
@click.option("--rule", metavar="TEXT", help="What must be seen, and where, for which bin to have come true.")
@click.option("--horizon", metavar="DATE", help="The day by which it must resolve.")
@click.option("--opened", metavar="DATE", help="First day of forecasts; by default today.")
@click.option("--type", "kind", type=click.Choice(TYPES), default=None, help="binary unless bins are given.")
@click.option("--bin", "bins", multiple=True, metavar="NAME", help="A bin; repeat it, in their order.")
@click.option("--unit", metavar="TEXT", help="The unit of a numeric question.")
@click.option("--condition", metavar="TEXT", help="What must happen for the question to count.")
@click.option(
    "--base-rate", "base_rate", multiple=True, type=float, metavar="P", help="Past share of a bin; repeat it."
)
@click.option("--early", is_flag=True, help="The rule lets it resolve before the horizon.")
@click.option("--from", "case", metavar="CASE", help="Ask which scenario of a case is signed by its horizon.")
@DB
@speaks()
def new(question: str, db: str | None, manner: Manner, **asked: Any) -> None:
    """Ask QUESTION, an id of yours.

    Without a horizon and a resolution rule a probability says nothing, so both are needed.
    """
    row = _of_case(asked.pop("case"), manner) if asked["case"] else (asked.pop("case") or {})
    kind, bins = asked.pop("kind"), [*asked.pop("bins")]
    told = {key: [*value] if isinstance(value, tuple) else value for key, value in asked.items() if value}
    row |= {"opened": str(date.today())} if "opened" not in {**row, **told} else {}
    row |= told | ({"bins": bins} if bins else {})
    row["type"] = kind or row.get("type") or ("multi-class" if bins else "binary")
    _write("new", {"questions": {question: row}}, db, manner)


def _of_case(name: str, manner: Manner) -> dict[str, Any]:
    from detente.cli.cases import open_case

    case, _ = open_case(name, manner)
    return {
        "statement": f"Which scenario is signed by {case.horizon}: {case.title}",
        "rule": SIGNED_RULE,
        "opened": str(case.as_of),
        "horizon": str(case.horizon),
        "type": "multi-class",
        "bins": [*(scenario.id for scenario in case.scenarios), "other_settlement", "no_deal"],
    }


@click.command("add", short_help="A forecast.")
@click.argument("question")
@click.option("--by", metavar="NAME", help="The forecaster.")
@click.option("--p", "odds", multiple=True, metavar="P|BIN=P", help="A probability: of yes, or of each bin.")
@click.option("--quantile", "quantiles", multiple=True, metavar="LEVEL=VALUE", help="Of a numeric question; repeat it.")
@click.option("--date", "day", metavar="DATE", help="The day of the forecast; by default today.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--source", metavar="TEXT", help="Where it was published.")
@click.option("--run", "run", metavar="CASE[:N]", help="Take the scenario odds of a kept run.")
@DB
@speaks()
def add(question: str, db: str | None, manner: Manner, **asked: Any) -> None:
    """Add a forecast on QUESTION.

    Write --p 0.3 for a binary question, else --p BIN=0.2 for every bin; --run takes the odds of a run that was kept.
    """
    ways = [name for name in ("odds", "quantiles", "run") if asked[name]]
    if len(ways) != 1:
        raise click.UsageError("give one of --p, --quantile or --run")
    if not asked["by"] and not asked["run"]:
        raise click.UsageError("say whose forecast it is: --by NAME")
    row: dict[str, Any] = {"question": question, "forecaster": asked["by"] or "detente"}
    row |= {key: asked[key] for key in ("reason", "source") if asked[key]}
    row |= {"date": asked["day"] or str(date.today())}
    if asked["run"]:
        _write("add", {"forecasts": [row]}, db, manner, _of_run(asked["run"], asked["day"]))
        return
    row |= {"p": _odds(asked["odds"])} if asked["odds"] else {"quantiles": dict(map(_pair, asked["quantiles"]))}
    _write("add", {"forecasts": [row]}, db, manner)


def _odds(told: tuple[str, ...]) -> Any:
    if any("=" in part for part in told):
        return dict(map(_pair, told))
    values = [_number(part) for part in told]
    return values if len(values) > 1 else values[0]


def _pair(text: str) -> tuple[str, float]:
    name, _, value = text.rpartition("=")
    return name.strip(), _number(value)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise click.UsageError(f"{text!r} is not a number; write 0.3 for 30 %, or BIN=0.3") from None


Completed = Callable[[Any, Any, dict[str, Any]], None]


def _of_run(asked: str, day: str | None) -> Completed:
    """Return what fills in the odds of a kept run, once the ledger is open."""

    def complete(connection: Any, held: Any, content: dict[str, Any]) -> None:
        from detente.ledger.runs import odds_for, run_named

        entry, row = run_named(connection, asked), content["forecasts"][0]
        name = f"{entry.subject}:{entry.version}"
        question = held.questions.get(row["question"])
        row["date"] = day or entry.doc["as_of"]
        row["p"] = odds_for(entry, question) if question else 0.0
        row["source"] = f"run {name}, {entry.doc['draws']} draws, seed {entry.doc['seed']}"
        row |= {"provenance": "hindsight-coded"} if entry.doc["hindsight"] else {}
        row.setdefault("reason", "scenario odds of a run")

    return complete


@click.command("import", short_help="Forecasts of others.")
@click.argument("file")
@DB
@speaks()
def import_(file: str, db: str | None, manner: Manner) -> None:
    """Import forecasts, questions and resolutions from FILE, all or nothing.

    A CSV has the columns question, forecaster, date and p (of several bins with | between), and if wanted reason,
    source and provenance; YAML and JSON have the sections questions, forecasts and resolutions.
    """
    from detente.ledger.reading import read_ledger

    _write("import", read_ledger(file), db, manner)


@click.command("resolve", short_help="What came true.")
@click.argument("question")
@click.argument("outcome")
@click.option("--source", metavar="TEXT", help="Where it was seen.")
@click.option("--date", "day", metavar="DATE", help="The day of the resolution; by default today.")
@click.option("--correction", metavar="TEXT", help="Why an earlier resolution was wrong.")
@DB
@speaks()
def resolve(question: str, outcome: str, db: str | None, manner: Manner, **asked: Any) -> None:
    """Resolve QUESTION to OUTCOME: a bin, or a number."""
    _write("resolve", _ended({"question": question, "outcome": outcome}, asked), db, manner, _as_number)


def _as_number(connection: Any, held: Any, content: dict[str, Any]) -> None:
    """Read the outcome of a numeric question as a number."""
    del connection
    row = content["resolutions"][0]
    question = held.questions.get(row["question"])
    if question is not None and not question.bins:
        row["outcome"] = _number(row["outcome"])


@click.command("void", short_help="A question that does not count.")
@click.argument("question")
@click.option("--reason", required=True, metavar="TEXT", help="Why it does not count, as: its condition was not met.")
@click.option("--source", metavar="TEXT", help="Where that was seen.")
@click.option("--date", "day", metavar="DATE", help="The day; by default today.")
@click.option("--correction", metavar="TEXT", help="Why an earlier resolution was wrong.")
@DB
@speaks()
def void(question: str, reason: str, db: str | None, manner: Manner, **asked: Any) -> None:
    """Take QUESTION out of the score; it is still counted and listed."""
    _write("void", _ended({"question": question, "void": reason}, asked), db, manner)


def _ended(row: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Return the end of a question with its day, today by default, and what was said of it."""
    told = {key: asked[key] for key in ("source", "correction") if asked[key]}
    return {"resolutions": [row | {"date": asked["day"] or str(date.today())} | told]}


def _write(verb: str, content: Any, db: str | None, manner: Manner, complete: Completed | None = None) -> None:
    from detente.case.document import Document
    from detente.case.fault import InputFaults
    from detente.report.pages.forecast import written_page

    try:
        data, notes = written(verb, content, db, complete)
    except InputFaults as error:
        raise InputFaults(error.file, _as_typed(error.faults)) from error
    file = content.file if isinstance(content, Document) else ""
    data["notes"] = noted(_as_typed(notes), manner, file)
    manner.answer(f"forecast.{verb}", data, lambda look: written_page(data, look))


def _as_typed(faults: Any) -> Any:
    """Return faults of a record that was typed, not read from a file, by the name of the value alone."""
    return tuple(fault if fault.line else replace(fault, where=FIRST.sub("", fault.where)) for fault in faults)


def written(verb: str, content: Any, db: str | None, complete: Completed | None = None) -> tuple[dict[str, Any], Any]:
    """Check what is to be added against the ledger and add it, in one transaction; return what was, and the notes."""
    from detente.case.document import Document
    from detente.ledger.archive import record, unbroken
    from detente.ledger.check import accepted
    from detente.ledger.history import ledger_of as folded
    from detente.ledger.store import writing

    with ledger_of(db, create=verb in ("new", "import")) as store, writing(store) as connection:
        held = folded(unbroken(connection))
        if complete is not None:
            complete(connection, held, content)
        document = content if isinstance(content, Document) else Document(content, file=f"forecast {verb}")
        checked = accepted(document, held, today=date.today())
        made = record(connection, checked.found)
    rows = [{"n": e.n, "kind": e.kind, "subject": e.subject, "sha256": e.sha256} for e in made]
    return {"ledger": store.place.shown, "recorded": rows}, checked.notes
