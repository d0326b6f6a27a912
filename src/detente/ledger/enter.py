"""Enter questions, forecasts and resolutions into a ledger: checked whole, then written in one transaction, or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from detente.case.document import Document
from detente.case.fault import Fault, InputFaults
from detente.case.nouns import ALWAYS, Case
from detente.ledger.archive import record, unbroken
from detente.ledger.check import accepted
from detente.ledger.history import Entry, ledger_of
from detente.ledger.records import BINARY, MULTI_CLASS, PROVENANCES, Ledger, Question
from detente.ledger.runs import odds_for, run_named
from detente.ledger.store import Store, writing

Row = dict[str, Any]
Completed = Callable[[Connection, Ledger, Row], None]
"""What fills in values of a document once the ledger is open."""
FIRST = re.compile(r"(?:forecasts|resolutions)\[0\]\.?")
SIGNED_RULE = (
    "The first scenario of the case whose conditions the settlement meets that is signed by the horizon; no_deal when"
    " none is signed"
)
OWN = "detente"
"""Whose forecast the odds of a run are, where nobody is named."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The entries that were written, and notes on what was repaired."""

    entries: tuple[Entry, ...]
    notes: tuple[Fault, ...]

    def rows(self) -> list[Row]:
        """Return the entries as plain values."""
        return [{"n": e.n, "kind": e.kind, "subject": e.subject, "sha256": e.sha256} for e in self.entries]


def enter(store: Store, document: Document, *, today: date, complete: Completed | None = None) -> Entered:
    """Check what a document adds against the ledger and add it, all of it or nothing.

    Parameters
    ----------
    today
        Nothing may be dated later.
    complete
        Called within the transaction with the connection, what the ledger holds and the value of the document.

    Raises
    ------
    InputFaults
        With every fault; of what was typed, not read from a file, each by the name of the value alone.
    LedgerFault
        When the ledger is not as it was written, or cannot be written to.
    """
    try:
        with writing(store) as connection:
            held = ledger_of(unbroken(connection))
            if complete is not None:
                complete(connection, held, document.value)
            checked = accepted(document, held, today=today)
            made = record(connection, checked.found)
    except InputFaults as error:
        raise InputFaults(error.file, as_typed(error.faults)) from error
    return Entered(made, as_typed(checked.notes))


def as_typed(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults of a record that was typed, not read from a file, by the name of the value alone."""
    return tuple(fault if fault.line else replace(fault, where=FIRST.sub("", fault.where)) for fault in faults)


def asked(key: str, row: Row, case: Case | None = None, *, today: date) -> Row:
    """Return the document of a question: of a case, where one is given, with what else was said.

    It is opened today, and is binary unless it has bins, where nothing else is said.
    """
    whole = {} if case is None else of_case(case)
    whole |= {"opened": str(today)} if "opened" not in {**whole, **row} else {}
    whole |= row
    whole["type"] = row.get("type") or whole.get("type") or (MULTI_CLASS if "bins" in whole else BINARY)
    return {"questions": {key: whole}}


def of_case(case: Case) -> Row:
    """Return the question which scenario of a case is signed by its horizon."""
    return {
        "statement": f"Which scenario is signed by {case.horizon}: {case.title}",
        "rule": SIGNED_RULE,
        "opened": str(case.as_of),
        "horizon": str(case.horizon),
        "type": MULTI_CLASS,
        "bins": [*(scenario.id for scenario in case.scenarios), *ALWAYS],
    }


def of_run(name: str, day: str | None = None) -> Completed:
    """Return what fills in the odds of a kept run, dated as its case unless a day is given."""

    def complete(connection: Connection, held: Ledger, content: Row) -> None:
        from_run(run_named(connection, name), held, content, day)

    return complete


def from_run(entry: Entry, held: Ledger, content: Row, day: str | None = None) -> None:
    """Fill the odds of a kept run into the one forecast of a document."""
    row = content["forecasts"][0]
    question = held.questions.get(row["question"])
    row["date"] = day or entry.doc["as_of"]
    row["p"] = odds_for(entry, question) if question else 0.0
    row["source"] = f"run {entry.subject}:{entry.version}, {entry.doc['draws']} draws, seed {entry.doc['seed']}"
    row |= {"provenance": PROVENANCES[-1]} if entry.doc["hindsight"] else {}
    row.setdefault("reason", "scenario odds of a run")


def as_number(connection: Connection, held: Ledger, content: Row) -> None:
    """Read the outcome of a numeric question as a number; what is none stays a text, which the check refuses."""
    del connection
    row = content["resolutions"][0]
    question: Question | None = held.questions.get(row["question"])
    if question is not None and not question.bins and isinstance(row.get("outcome"), str):
        try:
            row["outcome"] = float(row["outcome"])
        except ValueError:
            return
