"""What the numbers of a brief are held to: where they come from, how sure they are, how they are drawn."""

from __future__ import annotations

import re
from typing import Any

from detente.case.likelihood import joined, word
from detente.case.nouns import CODINGS
from detente.ensemble.explain import orphans
from detente.report.blocks import Figure
from detente.report.brief.assumptions import GROUPS
from detente.report.brief.judgements import Judgement
from detente.report.brief.records import Finding, Record, figures, sentences
from detente.report.digits import places

Result = dict[str, Any]
BARE = re.compile(r"\b(?:(?:un)?likely|(?:im)?probabl[ey]|(?:im)?possibl[ey]|perhaps|conceivabl[ey]|might)\b", re.I)
STOP = re.compile(r"(?<=[.!?;])\s+")
PERCENT = re.compile(r"(?<![<>\d.,])(\d+(?:\.\d+)?) ?%")
TICK = re.compile(r'<text x="([^"]*)" y="([^"]*)"[^>]*class="label tick"[^>]*>([^<]*)</text>')
NUMBER = re.compile(r"[-\u2212]?\d+(?:\.\d+)?")
FLAGGED = re.compile(r"axis|does not start at", re.I)
MOST_NAMED = 3
BESIDE = ("published", "since")
"""What a report holds beside its run: forecasts of others, each with its link, and a comparison of two cases."""


def sources(record: Record) -> list[Finding]:
    """Return numbers that lead nowhere, inputs that cite what is not there, and sources without grade or date."""
    run, named = record.run, {row["id"] for row in record.run["sources"]}
    lost = orphans({key: held for key, held in run.items() if key not in BESIDE})
    found = [_orphan(lost)] if lost else []
    bad = [row["path"] for row in run["inputs"] if any(key not in named for key in row["sources"] or ())]
    bare = [row["path"] for row in run["inputs"] if row["coded"].startswith("sourced") and not row["sources"]]
    ungraded = [row["id"] for row in run["sources"] if not row["grade"] or not row["date"]]
    for rows, read, todo in (
        (bad, "cites a source that the run does not hold", "add the source, or cite one that is there"),
        (bare, "is marked sourced and cites nothing", "cite the source, or mark it judged"),
        (ungraded, "has no grade or no date", "grade it A-F and 1-6, and date it"),
    ):
        found += [Finding("1", _several(rows), read, todo)] if rows else []
    return found if run["sources"] else [*found, Finding("1", "sources", "none", "name what the inputs rest on")]


def _orphan(rows: list[str]) -> Finding:
    todo = "give each a rule: what evidence, judgement or run it comes from"
    return Finding("1", _several(rows), "comes from no evidence, judgement or run", todo)


def _several(rows: list[str]) -> str:
    more = len(rows) - MOST_NAMED
    return ", ".join(rows[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def uncertainty(record: Record) -> list[Finding]:
    """Return words without numbers, likelihood joined with confidence, wrong words, and digits finer than the error."""
    found: list[Finding] = []
    for where, text in sentences(record):
        found += [Finding("2", where, f"“{said}”", "say the number and its range") for said in _bare(text)]
        found += [Finding("2", where, f"“{said}”", "part likelihood and confidence") for said in joined(text)]
    for row in record.judgements:
        found += _worded(row) + _fine(row)
    if not record.judgements:
        found.append(Finding("2", "judgements", "none", "judge at least one thing, with number, range and horizon"))
    return found


def _bare(text: str) -> list[str]:
    return [said for said in STOP.split(text) if BARE.search(said) and "%" not in said]


def _worded(row: Judgement) -> list[Finding]:
    if not row.worded:
        return []
    wanted = word(row.value) or "outside the ICD 203 scale"
    ends = row.said.rstrip(".").endswith(f", {wanted}")
    return [] if ends else [Finding("2", row.id, f"“{row.said}”", f"the word for {row.shown} is: {wanted}")]


def _fine(row: Judgement) -> list[Finding]:
    """Return a finding where a printed percent has a digit that its standard error does not carry."""
    for text in PERCENT.findall(row.shown):
        finer = "." in text or (float(text) % 10 != 0 and places(row.se) < 2)
        if finer:
            return [Finding("2", row.id, f"{text} % with a standard error of {row.se}", "print no digit that fine")]
    return []


def assumptions(record: Record) -> list[Finding]:
    """Return inputs of no kind, and assumptions that are missing or not ranked by effect."""
    odd = [row["path"] for row in record.run["inputs"] if row["coded"] not in CODINGS]
    found = [Finding("3", _several(odd), "is no kind of input", f"mark it {', '.join(CODINGS)}")] if odd else []
    sizes = [abs(row.effect) for row in record.turned]
    if all(row.kind == GROUPS for row in record.turned):
        found.append(Finding("3", "assumptions", "only whole groups of inputs are turned", "add timing or wild_cards"))
    if sizes != sorted(sizes, reverse=True):
        found.append(Finding("3", "assumptions", "not in the order of their effect", "put the largest effect first"))
    return found


def visuals(record: Record) -> list[Finding]:
    """Return drawings without words for those who cannot see them, without their numbers, or with a cut axis."""
    found: list[Finding] = []
    for figure in figures(record):
        if not figure.alt.strip():
            found.append(Finding("9", figure.id, "no text alternative", "say in words what it shows"))
        if not figure.table.rows:
            found.append(Finding("9", figure.id, "no table of its numbers", "put the numbers beside it"))
        if _cut(figure):
            found.append(Finding("9", figure.id, "an axis that does not hold 0", "start it at 0, or say so beside it"))
    return found


def _cut(figure: Figure) -> bool:
    """Return whether an axis of values does not hold 0, and nothing beside the drawing says so."""
    whole = all(min(axis) <= 0.0 <= max(axis) for axis in axes(figure.svg))
    return not whole and not FLAGGED.search(f"{figure.title} {figure.caption} {figure.alt}")


def axes(svg: str) -> list[list[float]]:
    """Return the ticks of each axis of values: those above one another, or where there are none, beside one another.

    Examples
    --------
    >>> axes('<text x="4" y="9" class="label tick">40 %</text><text x="4" y="1" class="label tick">60 %</text>')
    [[40.0, 60.0]]
    """
    up: dict[str, list[float]] = {}
    across: dict[str, list[float]] = {}
    for x, y, text in TICK.findall(svg):
        for said in NUMBER.findall(text)[:1]:
            value = float(said.replace("\u2212", "-"))
            up.setdefault(x, []).append(value)
            across.setdefault(y, []).append(value)
    standing = [ticks for ticks in up.values() if len(set(ticks)) > 1]
    return standing or [ticks for ticks in across.values() if len(ticks) > 1]
