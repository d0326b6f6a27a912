"""One line for each standing question, from the numbers of one run; empty where the run cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from detente.report.brief.answers_on_economy import ECONOMY
from detente.report.brief.judgements import judgements
from detente.report.change_sentences import cards_line, channels_line, futures_line, levers_line, venues_line
from detente.report.digits import DASH, FEW, JUDGED_ERROR, counted, ends, points, share, share_range
from detente.report.hold_sentences import left_share, obstacle_rows, ratified_words
from detente.report.labels import Labels, begun, listed
from detente.report.sentences import comprehensive
from detente.report.track_record import difference, interval, shipped_record

Result = dict[str, Any]
Answer = Callable[[Result, Labels], str]
LAND = re.compile(r"territor|crimea|donetsk|luhansk|kherson|border|land\b|line\b|oblast", re.IGNORECASE)
ALLIANCE = re.compile(r"\bNATO\b")
YEAR = 12
MOST = 3


def _path(run: Result, labels: Labels) -> str:
    rows = (run.get("evidence") or {"hypotheses": []})["hypotheses"]
    return "; ".join(
        f"{row['name'].partition(':')[0]} {share(row['value'], JUDGED_ERROR)} ({share_range(row['low'], row['high'])})"
        for row in rows
    )


def _table(run: Result, labels: Labels) -> str:
    required = run["central"]["parties"]
    told = f"{len(run['case']['parties'])} parties, of which {labels.party_list(required)} must consent"
    draws = run["sub_samples"]["binding"]
    known = [row for row in run["binding"] if row["share"] is not None]
    rows = sorted(known, key=lambda row: -row["share"])[: draws >= FEW]
    ratify = [row["id"] for row in run["case"]["parties"] if row["role"] == "ratifier"]
    told += f"; {labels.party_list(ratify)} ratify" if ratify else ""
    first = [
        f"; in draws without a zone {labels.party(r['party'])} binds in {share(r['share'], r['se'], draws)}"
        for r in rows
    ]
    return told + "".join(first)


def _points_on_table(run: Result, labels: Labels) -> str:
    rows = [row for row in run["offers"]["offers"] if row["tabled"]]
    if not rows:
        return ""
    last = max(rows, key=lambda row: row["date"] or "")
    issues, offers = counted(run["case"]["issues"], "issue"), counted(rows, "tabled offer")
    return f"{issues}, {offers}; the latest is {last['name']}"


def _apart(run: Result, labels: Labels, wanted: re.Pattern[str]) -> str:
    kept = run["offers"]["intersections"]
    rows = [issue for issue in run["case"]["issues"] if wanted.search(f"{issue['name']} {issue['id']}")]
    return "; ".join(
        f"{labels.issue(row['id'])}: {len(kept[row['id']]['not_red'])} of {len(row['options'])}"
        " options cross no red line"
        for row in rows[:MOST]
        if row["id"] in kept
    )


def _nato(run: Result, labels: Labels) -> str:
    return _apart(run, labels, ALLIANCE)


def _territory(run: Result, labels: Labels) -> str:
    return _apart(run, labels, LAND)


def _wants(run: Result, labels: Labels) -> str:
    return "; ".join(
        f"{labels.party(party)} {points(row['mean'])} points,"
        f" nine draws in ten {points(row['q05'])}{DASH}{points(row['q95'])}"
        for party, row in run["no_deal"].items()
    )


def _scenario(id: str) -> Answer:
    def told(run: Result, labels: Labels) -> str:
        row = next((row for row in run["scenarios"] if row["id"] == id), None)
        if row is None:
            return ""
        said = f"{share(row['value'], row['se'], run['draws'])} ({ends(row)}) {run['condition']}"
        timing = run["hold"]["timing"]
        late = next((one for one in (timing or {"scenarios": []})["scenarios"] if one["id"] == id), None)
        if late is None:
            return said
        signed = share(late["signed"], JUDGED_ERROR, run["hold"]["draws"])
        return f"{said}; signed by {run['case']['horizon']}: {signed}"

    return told


def _whole(run: Result, labels: Labels) -> str:
    total = sum(row["value"] for row in run["scenarios"])
    named = f"{len(run['scenarios'])} scenarios, no deal and another settlement among them, add up to {share(total)}"
    return f"{named}; each settlement falls in the first that matches"


def _zone(run: Result, labels: Labels) -> str:
    zone = run["zone_probability"]
    told = share(zone["value"], zone["se"], run["draws"])
    return f"in {told} of draws, and one that leaves nothing open in {comprehensive(run)}"


def _stable(run: Result, labels: Labels) -> str:
    rows = run["hold"]["stability"][:MOST]
    return "; ".join(
        f"{labels.offer(row['id'])}: left in {left_share(run['hold'], row['id'])} of draws" for row in rows
    )


def _last(run: Result, labels: Labels) -> str:
    held = run["hold"]["survival"]
    rows = [row for row in held["rows"] if row["months"] == YEAR] if held else []
    return "".join(
        f"{share(row['value'], row.get('se'))} ({share_range(row['low'], row['high'])}) stand"
        f" after {YEAR} months; class: {held['name']}"
        for row in rows
    )


def _guarantees(run: Result, labels: Labels) -> str:
    row = next((row for row in run["hold"]["obstacles"] if row["kind"] == "commitment"), None)
    if row is None or run["hold"]["survival"] is None:
        return ""
    told = share(row["share"], None, run["hold"]["draws"])
    return f"with the guarantees as offered, breaking a deal pays somebody more than keeping it in {told} of draws"


def _obstacles(run: Result, labels: Labels) -> str:
    rows = obstacle_rows(run["hold"], labels)[:MOST]
    return "; ".join(f"{name.partition(':')[0]} {told}" for name, told, *_ in rows)


def _sources(run: Result, labels: Labels) -> str:
    rows = run["sources"]
    good = sum(1 for row in rows if row["grade"][:1] in ("A", "B"))
    items = (run.get("evidence") or {"items": []})["items"]
    return (
        f"{good} of {len(rows)} graded A or B; {counted(items, 'origin')} of claims, copies counted once"
        if rows
        else ""
    )


def _watch(run: Result, labels: Labels) -> str:
    rows = sorted((run.get("evidence") or {"watch": []})["watch"], key=lambda row: row["by"])
    return "; ".join(f"{row['name']}, by {row['by']}" for row in rows[:MOST])


def _sure(run: Result, labels: Labels) -> str:
    if run["hold"]["timing"] is None:
        return ""
    return judgements(run, labels)[0].text


def _before(run: Result, labels: Labels) -> str:
    rows = {row["id"] if "id" in row else row["model"]: row for row in shipped_record()["models"]}
    row = rows.get("compromise")
    if row is None:
        return ""
    told = f"on {row['cases']} past talks the compromise model errs by {interval(row['error'])} points"
    base = row["against"].get("constant")
    return told + (f", against always the middle {difference(base)}" if base else "")


def _sequence(run: Result, labels: Labels) -> str:
    rows = [row for row in run["hold"]["offers"] if row["tabled"] and row["ratified"]]
    if not rows:
        return ""
    row, held = rows[-1], rows[-1]["ratified"]
    names = {step["id"]: step["name"] for step in held["steps"]}
    chain = listed(names.get(step, step) for step in held["chain"])
    return (
        f"{row['name']}: {chain}, in this order, not before {held['earliest']}; ratified {ratified_words(held)}"
        if held["chain"]
        else ""
    )


ANSWERS: Mapping[str, Answer] = {
    "path": _path,
    "table": _table,
    "venue": lambda run, _: venues_line(run),
    "channel": channels_line,
    "cards": lambda run, _: cards_line(run),
    "points": _points_on_table,
    "nato": _nato,
    "wants": _wants,
    "frozen": _scenario("frozen_conflict"),
    "land": _scenario("land_for_guarantees"),
    "neutral": _scenario("neutral_demilitarised"),
    "whole": _whole,
    "zone": _zone,
    "stable": _stable,
    "last": _last,
    "levers": lambda run, _: levers_line(run),
    "guarantees": _guarantees,
    "territory": _territory,
    "regime": lambda run, _: futures_line(run),
    "obstacles": _obstacles,
    "sources": _sources,
    "watch": _watch,
    "sure": _sure,
    "before": _before,
    "sequence": _sequence,
    **ECONOMY,
}
"""Id of a question -> its answer; a question that has none here is not answered by a run."""


def answer(run: Result, labels: Labels, question: str) -> str:
    """Return the answer to a question in one line; empty where this run cannot say."""
    made = ANSWERS.get(question)
    told = made(run, labels) if made and _can(run, question) else ""
    return begun(told.rstrip("."))


NEEDS = {"venue": "venues", "channel": "tracks", "cards": "wild_cards", "levers": "levers", "regime": "futures"}
"""Question -> the part of a run that answers it, which an older run or a smaller case does not hold."""


def _can(run: Result, question: str) -> bool:
    return bool(run.get(NEEDS[question])) if question in NEEDS else True
