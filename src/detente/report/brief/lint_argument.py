"""What the argument of a brief is held to: other explanations, decisions, order, and what changed it."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from math import fsum
from typing import Any

from detente.report.blocks import Heading, Text
from detente.report.brief.grounds import brief_of
from detente.report.brief.records import Finding, Record

Result = dict[str, Any]
FEWEST, MOST_WORDS, CLOSE = 2, 60, 1e-9
FIRST = "bottom-line"


def alternatives(record: Record) -> list[Finding]:
    """Return what is missing of: two explanations, no deal, a dissent, a look back from failure."""
    run, held = record.run, brief_of(record.run)
    named = (run.get("evidence") or {"hypotheses": []})["hypotheses"]
    asked = (
        (len(named) >= FEWEST, "hypotheses", f"{len(named)}", f"weigh at least {FEWEST} explanations"),
        (any(r["id"] == "no_deal" for r in run["scenarios"]), "scenarios", "no branch without a deal", "add no_deal"),
        (bool(held["dissent"]), "brief.dissent", "nobody", "write who disagrees, with what and why"),
        (bool(held["premortem"]), "brief.premortem", "nothing", "write how the answer would have come to be wrong"),
    )
    return [Finding("4", where, read, todo) for there, where, read, todo in asked if not there]


def relevance(record: Record) -> list[Finding]:
    """Return decisions that are missing, without a date, or about no lever that was run."""
    rows = brief_of(record.run)["so_what"]
    if not rows:
        return [Finding("5", "brief.so_what", "nothing", "write what is to be decided, by when, with which lever")]
    there = {row["id"] for row in (record.run.get("levers") or {"rows": []})["rows"]}
    found: list[Finding] = []
    for k, row in enumerate(rows):
        where = f"brief.so_what[{k}]"
        if not row["by"]:
            found.append(Finding("5", where, "no date", "write by when it is to be decided"))
        if not row["levers"] or not set(row["levers"]) <= there:
            found.append(Finding("5", where, f"levers {row['levers']}", "name levers of the case"))
    return found


def argument(record: Record) -> list[Finding]:
    """Return an answer that does not come first, judgements that are too long, and a ring in what rests on what."""
    found = _opening(record)
    for row in record.judgements:
        words = len(row.text.split())
        if words > MOST_WORDS:
            found.append(Finding("6", row.id, f"{words} words", f"say it in {MOST_WORDS}"))
    ring = _ring(record.argument)
    if ring:
        found.append(Finding("6", " -> ".join(ring), "rests on itself", "take one of these links out"))
    return found


def _opening(record: Record) -> list[Finding]:
    first = next(iter(record.sections), "")
    blocks = list(record.sections.get(first, ()))
    leads = [block for block in blocks[:FEWEST] if isinstance(block, Text)]
    heads = [block for block in blocks[:1] if isinstance(block, Heading)]
    if first == FIRST and heads and leads:
        return []
    return [Finding("6", "sections", f"begins with {first or 'nothing'}", "put the bottom line first")]


def _ring(edges: Mapping[str, Any]) -> list[str]:
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


def change(record: Record) -> list[Finding]:
    """Return changes whose parts do not add up to them, and a change that nothing explains."""
    run, held = record.run, record.run.get("evidence")
    since = run.get("since")
    if not held and not since:
        return [Finding("7", "changed", "nothing", "hold claims against hypotheses, or name an earlier version")]
    found = _claims(held) if held else []
    for key, row in (since or {"answers": {}})["answers"].items():
        parts = row.get("parts") or []
        if parts and abs(fsum(part["value"] for part in parts) - row["value"]) > CLOSE:
            found.append(Finding("7", f"since.answers.{key}", "parts that miss the change", "attribute it anew"))
    return found


def _claims(held: Result) -> list[Finding]:
    found: list[Finding] = []
    for row in held["hypotheses"]:
        moved = fsum(item["probability"][row["id"]] for item in held["items"])
        missed = row["value"] - row["prior"] - moved
        if abs(missed) > CLOSE:
            where = f"evidence.{row['id']}"
            found.append(Finding("7", where, f"claims miss the change by {missed:.2g}", "run the case anew"))
    return found
