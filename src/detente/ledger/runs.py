"""Runs that were kept: what went in, what came out, and the forecast that their scenario odds make."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from detente.formats.json_text import canonical
from detente.ledger.archive import append, entries
from detente.ledger.fault import LedgerFault
from detente.ledger.history import Entry
from detente.ledger.records import Question
from detente.ledger.tables import answers

RUN, NO_DEAL = "run", "no_deal"
CHUNK = 64_000_000
"""The most bytes that an answer may unpack to; one of the flagship has less than one million."""


@dataclass(frozen=True, slots=True)
class ScenarioOdds:
    """Probabilities of a case's scenarios by its horizon, or the condition under which they hold instead."""

    p: Mapping[str, float]
    by: str
    condition: str = ""


def keep_run(connection: Connection, result: Mapping[str, Any]) -> Entry:
    """Keep the object of ``detente run --json``: a line in the history, the answer compressed beside it."""
    text = canonical(result).encode()
    digest = sha256(text).hexdigest()
    if connection.execute(select(answers.c.sha256).where(answers.c.sha256 == digest)).first() is None:
        connection.execute(answers.insert().values(sha256=digest, data=zlib.compress(text, 6)))
    case, odds = result["case"], scenario_odds(result)
    doc = {
        "title": case["title"], "inputs": case["sha256"], "version": result["version"], "as_of": case["as_of"],
        "horizon": case["horizon"], "hindsight": case["hindsight"], "seed": result["seed"], "draws": result["draws"],
        "answer": digest, "bytes": len(text), "odds": dict(odds.p), "condition": odds.condition,
    }  # fmt: skip
    name = str(case["id"]).encode("utf-8", "replace").decode("utf-8")
    return append(connection, RUN, name, doc)


def runs(connection: Connection, case: str | None = None) -> tuple[Entry, ...]:
    """Return the runs that were kept, of one case or of all, oldest first."""
    return entries(connection, RUN, subject=case)


def run_named(connection: Connection, name: str) -> Entry:
    """Return a run by its number in the history, or by the id of its case (the latest), or as CASE:VERSION.

    Raises
    ------
    LedgerFault
        When there is none, with those that there are.
    """
    held = runs(connection)
    case, _, version = name.partition(":")
    found = [
        entry for entry in held
        if (name.isdigit() and entry.n == int(name)) or (entry.subject == case and version in ("", str(entry.version)))
    ]  # fmt: skip
    if not found:
        known = ", ".join(f"{entry.subject}:{entry.version}" for entry in held[-12:]) or "none"
        raise LedgerFault(f"no run {name} was kept; there are {known}: `detente run CASE --keep` keeps one")
    return found[-1]


def answer_of(connection: Connection, entry: Entry) -> dict[str, Any]:
    """Return the answer of a run that was kept.

    Raises
    ------
    LedgerFault
        When it is not what was written.
    """
    wanted = entry.doc["answer"]
    data = connection.execute(select(answers.c.data).where(answers.c.sha256 == wanted)).scalar_one_or_none()
    text = b""
    try:
        text = zlib.decompressobj().decompress(data or b"", CHUNK)
    except zlib.error:
        pass
    if sha256(text).hexdigest() != wanted:
        raise LedgerFault(f"the answer of {entry.named} is not what was written; put back a copy of the ledger")
    return json.loads(text)


def scenario_odds(result: Mapping[str, Any]) -> ScenarioOdds:
    """Return the odds that a run gives its scenarios: signed by the horizon, where the case says how fast talks close.

    Without timing they hold only if talks conclude, which is said in `condition`.
    """
    timing = (result.get("hold") or {}).get("timing")
    horizon = result["case"]["horizon"]
    if timing is None:
        p = {row["id"]: float(row["value"]) for row in result["scenarios"]}
        return ScenarioOdds(p, horizon, str(result["condition"]))
    p = {row["id"]: float(row["signed"]) for row in timing["scenarios"]}
    return ScenarioOdds(p | {NO_DEAL: max(0.0, 1.0 - sum(p.values()))}, horizon)


def odds_for(entry: Entry, question: Question) -> list[float]:
    """Return the odds of a run over the bins of a question, which must be its scenarios.

    Raises
    ------
    LedgerFault
        When the bins are others, the horizons differ, or the odds are conditional and the question is not.
    """
    odds: Mapping[str, float] = entry.doc["odds"]
    name = f"{entry.subject}:{entry.version}"
    if set(odds) != set(question.bins):
        raise LedgerFault(f"the bins of {question.id} are not the scenarios of {name}: these are {', '.join(odds)}")
    if str(question.horizon) != entry.doc["horizon"]:
        told = f"{question.id} resolves by {question.horizon}, {name} speaks of {entry.doc['horizon']}"
        raise LedgerFault(f"{told}; ask a question with the same horizon")
    if entry.doc["condition"] and not question.condition:
        told = f"the odds of {name} hold {entry.doc['condition']}: its case has no timing, so they have no date"
        raise LedgerFault(f"{told}; add timing to the case, or ask a question with a condition")
    return [odds[name] for name in question.bins]
