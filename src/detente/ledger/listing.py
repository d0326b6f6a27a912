"""What the ledger holds, as plain data for pages and JSON: questions and their history, standings, pools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from detente.case.fault import Fault, Unanswerable
from detente.ledger import pool
from detente.ledger.calibration import calibration, murphy
from detente.ledger.check import CheckedLedger
from detente.ledger.history import Entry, ledger_of
from detente.ledger.league import League, Scored, league
from detente.ledger.records import BINARY, Forecast, Ledger, Question

OPEN, DUE, RESOLVED, VOID = "open", "due", "resolved", "void"


def listing(entries: Sequence[Entry], wanted: str | None = None, *, today: date) -> dict[str, Any]:
    """Return the questions of a history with what was last said on each; of one that is wanted, everything said."""
    whole = [entry for entry in entries if entry.whole]
    ledger = ledger_of(whole)
    asked = [key for key in ledger.questions if wanted in (None, key)]
    rows = [_question(ledger, ledger.questions[key], today) for key in asked]
    if wanted and rows:
        mine = [entry for entry in whole if entry.subject == wanted and entry.kind in ("forecast", "resolution")]
        rows[0]["history"] = [{"n": entry.n, "at": entry.at, "kind": entry.kind, **entry.doc} for entry in mine]
    return {"questions": rows}


def _question(ledger: Ledger, question: Question, today: date) -> dict[str, Any]:
    held = {key: str(value) if isinstance(value, date) else value for key, value in asdict(question).items()}
    end = ledger.resolutions.get(question.id)
    return {
        **held,
        "status": _status(ledger, question, today),
        "resolution": None if end is None else {"date": str(end.date), "outcome": end.outcome, "void": end.void},
        "forecasts": len(ledger.on(question.id)),
        "latest": [_forecast(row) for row in ledger.latest(question.id)],
    }


def _status(ledger: Ledger, question: Question, today: date) -> str:
    end = ledger.resolutions.get(question.id)
    if end is not None:
        return VOID if end.void else RESOLVED
    return DUE if today > question.horizon else OPEN


def _forecast(row: Forecast) -> dict[str, Any]:
    return {
        "forecaster": row.forecaster, "date": str(row.date), "p": [*row.p], "stated": [*row.stated],
        "quantiles": [[*pair] for pair in row.quantiles], "reason": row.reason, "provenance": row.provenance,
    }  # fmt: skip


# Standings


def standings(ledger: Ledger, checked: CheckedLedger | None = None) -> dict[str, Any]:
    """Return the league of a ledger, question by question and forecaster by forecaster; with what a check refused."""
    made = league(ledger)
    refused = () if checked is None else checked.faults
    notes = () if checked is None else checked.notes
    return {
        "title": checked.title if checked else "",
        "table": [{**asdict(row), "skill": dict(row.skill)} for row in made.table],
        "questions": [
            {**_question(ledger, question, question.horizon), "scored": _scored(made, key)}
            for key, question in ledger.questions.items()
        ],
        "pairs": [{"first": pair.first, "second": pair.second, **asdict(pair.comparison)} for pair in made.pairs],
        "void": [*made.void],
        "open": [*made.open],
        "refused": [_refusal(fault, checked) for fault in refused],
        "notes": [note.text() for note in notes],
        **_events(ledger, made.scored),
    }


def _refusal(fault: Fault, checked: CheckedLedger | None) -> dict[str, Any]:
    file = checked.file if checked else ""
    return {"where": fault.where, "line": fault.line, "why": fault.text(file)}


def _scored(made: League, key: str) -> list[dict[str, Any]]:
    rows = [row for row in made.scored if row.question == key]
    return [{**asdict(row), "p": [*row.p], "date": str(row.date) if row.date else None} for row in rows]


def _events(ledger: Ledger, scored: Sequence[Scored]) -> dict[str, Any]:
    """Return the calibration of what forecasters last said on binary questions; none where there are none."""
    held = [
        (row.p[0], row.half_brier, ledger.resolutions[row.question].outcome == ledger.questions[row.question].bins[0])
        for row in scored
        if row.counts and not row.reference and ledger.questions[row.question].type == BINARY
    ]
    if not held:
        return {"n": 0, "calibration": [], "murphy": None}
    p, came = np.array([row[0] for row in held]), np.array([row[2] for row in held])
    return {
        "n": len(held),
        "calibration": [asdict(row) for row in calibration(p, came)],
        "murphy": asdict(murphy(p, came)),
    }


# Pools


def pools(ledger: Ledger, key: str, day: date | None = None, power: float | None = None) -> dict[str, Any]:
    """Return the forecasts on a question made one, in every way.

    Raises
    ------
    Unanswerable
        When there is no such question, it has no bins, or nobody has said anything yet.
    """
    question = ledger.questions.get(key)
    if question is None:
        raise Unanswerable(f"there is no question {key!r}; `detente forecast list` names them")
    held = ledger.voices(key, day)
    if not question.bins or not held:
        why = (
            "its answer is a number; pools are of probabilities" if not question.bins else "nobody has a forecast on it"
        )
        raise Unanswerable(f"no pool of {key}: {why}")
    p = np.array([row.p for row in held])
    made = {"linear": pool.linear(p)}
    try:
        made["geometric"] = pool.geometric(p)
        if power is not None:
            made["extremised"] = pool.extremised(made["geometric"], power)
    except ValueError as error:
        raise Unanswerable(f"no pool of {key}: {error}") from error
    return {
        "question": key,
        "statement": question.statement,
        "forecasts": [_forecast(row) for row in held],
        "pools": {name: dict(zip(question.bins, row.tolist(), strict=True)) for name, row in made.items()},
        "power": power,
    }
