"""Check questions, forecasts and resolutions, whatever door they come by: every fault at once, no repair unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from detente.case.check.desk import MISSING, MOST_FAULTS, Desk, Enough, Missing, Node, listed
from detente.case.check.fields import Reader, Table, build, day, kept, one_of, record
from detente.case.check.sections import rows
from detente.case.document import Document
from detente.case.fault import Fault, InputFaults
from detente.ledger.check_forecast import VALUE, probabilities, quantiles
from detente.ledger.check_question import questions, said
from detente.ledger.records import NUMERIC, PROVENANCES, Forecast, Ledger, Question, Resolution

SECTIONS = ("title", "note", "questions", "forecasts", "resolutions")


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """What a check found: the records without a fault, every fault, and notes on what was repaired."""

    found: Ledger
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    file: str = ""
    title: str = ""


FORECAST: Table = {
    "question": said, "forecaster": said, "date": day, "p": lambda node: node, "quantiles": lambda node: node,
    "reason": said, "source": said, "provenance": one_of(PROVENANCES),
}  # fmt: skip
RESOLUTION: Table = {
    "question": said, "date": day, "outcome": lambda node: node, "void": said, "source": said, "correction": said,
}  # fmt: skip


def check(document: Document, held: Ledger | None = None, *, today: date | None = None) -> CheckedLedger:
    """Check what a document adds to a ledger.

    `held`: what is there already. `today`: nothing may be dated later. A record with a fault is left out, and so is
    what refers to it.
    """
    desk = Desk(document, list(document.faults))
    try:
        return _done(desk, _found(Node(document.value, (), desk), held or Ledger(), today))
    except Enough:
        desk.faults.append(Fault("", None, f"more than {MOST_FAULTS} faults; the rest was not checked"))
        return _done(desk, Ledger())


def _found(node: Node, before: Ledger, today: date | None) -> Ledger:
    """Return the records without a fault."""
    if not isinstance(node.value, dict):
        node.unlike(f"a mapping with the sections {listed(SECTIONS)}")
        return Ledger()
    readers: dict[str, Reader] = dict.fromkeys(SECTIONS, lambda node: node)
    sections: dict[str, Any] = record(node, readers)
    new = dict(questions(sections.get("questions"), before))
    every = replace(before, questions={**before.questions, **new})
    resolutions = _resolutions(sections.get("resolutions"), every, today)
    known = replace(every, resolutions={**before.resolutions, **resolutions})
    said_before = set(before.forecasts)
    read = ((item, _forecast(item, known, today)) for item in _rows(sections.get("forecasts")))
    return Ledger(new, kept(_once(item, found, said_before) for item, found in read), resolutions)


def accepted(document: Document, held: Ledger | None = None, *, today: date | None = None) -> CheckedLedger:
    """Check what a document adds, all of it or nothing.

    Raises
    ------
    InputFaults
        With every fault.
    """
    checked = check(document, held, today=today)
    if checked.faults:
        raise InputFaults(document.file, checked.faults)
    return checked


def _done(desk: Desk, found: Ledger) -> CheckedLedger:
    faults = tuple(sorted(desk.faults, key=lambda fault: fault.line or 0))
    value = desk.document.value
    title = str(value.get("title", "")) if isinstance(value, dict) else ""
    return CheckedLedger(found, faults, tuple(desk.notes), desk.document.file, title)


def _rows(node: Node | None) -> Any:
    return () if node is None else rows(node)


# Forecasts


def _forecast(node: Node, held: Ledger, today: date | None) -> Any:
    row = record(node, FORECAST, ("question", "forecaster", "date"))
    question = _known(node, row, held)
    if question is None or isinstance(row, Missing) or "date" not in row:
        return MISSING
    made: dict[str, Any] = {key: row[key] for key in row if key not in ("p", "quantiles")}
    made |= _odds(node, row, question)
    on_time = _in_time(node.at("date"), row["date"], question, held.resolutions.get(question.id), today)
    return build(Forecast, made, ("forecaster", "p" if question.bins else "quantiles")) if on_time else MISSING


def _once(node: Node, found: Any, said_before: set[Forecast]) -> Any:
    """Return a forecast, unless the ledger has it already; that is noted."""
    if found in said_before:
        node.desk.note(node.place, "it is in the ledger already; left out")
        return MISSING
    return found


def _known(node: Node, row: Any, held: Ledger) -> Question | None:
    if isinstance(row, Missing) or "question" not in row:
        return None
    found = held.questions.get(row["question"])
    if found is None and row["question"] in _named(node):
        who = f" by {row['forecaster']} on {row['date']}" if "forecaster" in row and "date" in row else ""
        node.at("question").fault(f'"{row["question"]}" has faults itself: what was said{who} is refused with it')
    elif found is None:
        told = f'there is no question "{row["question"]}"; there are {listed(held.questions)}'
        node.at("question").fault(told, node.desk.meant(row["question"], held.questions))
    return found


def _named(node: Node) -> Collection[str]:
    """Return the ids of the questions of the document, those with faults too."""
    asked = node.desk.document.value.get("questions")
    return asked if isinstance(asked, dict) else ()


def _odds(node: Node, row: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """Return the probabilities or quantiles of a row; the other of the two is a fault."""
    wanted, other = ("p", "quantiles") if question.bins else ("quantiles", "p")
    if other in row:
        row[other].fault(f"the question is {question.type}: it takes {wanted}", f"write {wanted} instead")
    if wanted not in row:
        node.fault(f'the key "{wanted}" is missing', f"the question is {question.type}; add {wanted}: ...")
        return {}
    if not question.bins:
        levels = quantiles(row["quantiles"])
        return {} if isinstance(levels, Missing) else {"quantiles": levels}
    read = probabilities(row["p"], question)
    return {} if isinstance(read, Missing) else {"p": read[0], "stated": read[1]}


def _in_time(node: Node, on: date, question: Question, end: Resolution | None, today: date | None) -> bool:
    told = len(node.desk.faults)
    if on < question.opened:
        node.fault(f"{on} is before the question opened, {question.opened}")
    if today is not None and on > today:
        node.fault(f"{on} has not come yet", "date it today or earlier")
    if on > question.horizon:
        node.fault(f"{on} is after the horizon, {question.horizon}", "a forecast counts only up to its horizon")
    elif end is not None and on > end.date:
        node.fault(f"{on} is after the question was resolved, {end.date}", "what is known cannot be forecast")
    return len(node.desk.faults) == told


# Resolutions


def _resolutions(node: Node | None, held: Ledger, today: date | None) -> dict[str, Resolution]:
    found: dict[str, Resolution] = {}
    for item in _rows(node):
        done = {**held.resolutions, **found}
        made = _resolution(item, replace(held, resolutions=done), today)
        if not isinstance(made, Missing):
            found[made.question] = made
    return found


def _resolution(node: Node, held: Ledger, today: date | None) -> Any:
    row = record(node, RESOLUTION, ("question", "date"))
    question = _known(node, row, held)
    if question is None or isinstance(row, Missing) or "date" not in row:
        return MISSING
    told = len(node.desk.faults)
    before = held.resolutions.get(question.id)
    if before is not None and "correction" not in row:
        was = before.outcome if before.outcome is not None else "void"
        node.fault(
            f'"{question.id}" was resolved already, as {was} on {before.date}', "to correct it, say why (correction)"
        )
    if ("outcome" in row) == ("void" in row):
        node.fault("it needs either an outcome or, in void, the reason why it does not count", "write one of the two")
    elif "outcome" in row:
        row["outcome"] = _outcome(node, row, question)
    _dated(node.at("date"), row, question, today)
    return Resolution(**row) if len(node.desk.faults) == told else MISSING


def _dated(node: Node, row: Mapping[str, Any], question: Question, today: date | None) -> None:
    if row["date"] < question.opened:
        node.fault(f"{row['date']} is before the question opened, {question.opened}")
    if today is not None and row["date"] > today:
        node.fault(f"{row['date']} has not come yet", "resolve it when it has")


def _outcome(node: Node, row: Mapping[str, Any], question: Question) -> Any:
    cell = row["outcome"]
    if "source" not in row:
        node.fault("an outcome has no source", "add source: where it was seen")
    if question.type == NUMERIC:
        outcome = VALUE(cell)
    else:
        outcome = one_of(question.bins)(_worded(cell))
    if not isinstance(outcome, Missing) and not question.may_resolve(row["date"], outcome):
        node.at("date").fault(
            f"{row['date']} is before the horizon, {question.horizon}, and the rule does not let it resolve early",
            "wait for the horizon; a question that resolves early says early: true",
        )
    return outcome


def _worded(node: Node) -> Node:
    """Return an outcome as text, so that a bin named by a number or a truth value is found."""
    if isinstance(node.value, bool):
        return Node("yes" if node.value else "no", node.place, node.desk)
    return Node(f"{node.value:g}", node.place, node.desk) if isinstance(node.value, (int, float)) else node
