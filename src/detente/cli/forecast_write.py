"""The verbs of `forecast` that add to the ledger: new, add, import, resolve, void."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from detente.cli.forecast import DB, ledger_of, noted
from detente.cli.manner import Manner, speaks

if TYPE_CHECKING:
    from detente.ledger.enter import Completed

TYPES = ("binary", "multi-class", "ordered", "numeric")


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
    from detente.cli.cases import open_case
    from detente.formats.load import is_secret
    from detente.ledger.enter import asked as document

    name, kind, bins = asked.pop("case"), asked.pop("kind"), [*asked.pop("bins")]
    row = {key: [*value] if isinstance(value, tuple) else value for key, value in asked.items() if value}
    row |= ({"bins": bins} if bins else {}) | ({"type": kind} if kind else {})
    if name and is_secret(name):
        raise click.UsageError(f"{name} is encrypted and the ledger is not: it would hold title and scenarios")
    case = open_case(name, manner)[0] if name else None
    _write("new", document(question, row, case, today=date.today()), db, manner)


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
    from detente.ledger.enter import OWN, of_run

    row: dict[str, Any] = {"question": question, "forecaster": asked["by"] or OWN}
    row |= {key: asked[key] for key in ("reason", "source") if asked[key]}
    row |= {"date": asked["day"] or str(date.today())}
    if asked["run"]:
        _write("add", {"forecasts": [row]}, db, manner, of_run(asked["run"], asked["day"]))
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
    from detente.ledger.enter import as_number

    _write("resolve", _ended({"question": question, "outcome": outcome}, asked), db, manner, as_number)


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
    from detente.report.pages.forecast import written_page

    data, notes = written(verb, content, db, complete)
    file = content.file if isinstance(content, Document) else ""
    data["notes"] = noted(notes, manner, file)
    manner.answer(f"forecast.{verb}", data, lambda look: written_page(data, look))


def written(verb: str, content: Any, db: str | None, complete: Completed | None = None) -> tuple[dict[str, Any], Any]:
    """Enter what is to be added into the ledger; return what was, and the notes."""
    from detente.case.document import Document
    from detente.ledger.enter import enter

    document = content if isinstance(content, Document) else Document(content, file=f"forecast {verb}")
    with ledger_of(db, create=verb in ("new", "import")) as store:
        entered = enter(store, document, today=date.today(), complete=complete)
    return {"ledger": store.place.shown, "recorded": entered.rows()}, entered.notes
