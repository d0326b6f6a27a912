"""The answer first: bottom line, scenarios, and whether a settlement exists that all required parties accept."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Details, Heading, Mark, Note, Table, Text, column, say, table
from detente.report.digits import DASH, count, error, exact_count, points, share, whole
from detente.report.figures import firmness_figure, scenario_figure, source_figure
from detente.report.labels import Labels, begun, plain
from detente.report.marking import withheld
from detente.report.sentences import (
    IGNORANCE,
    NO_ADVICE,
    NOT_A_FORECAST,
    bottom_line,
    comprehensive,
    dated,
    marks,
    rounding_note,
    sampling_line,
    undecided,
)

Result = dict[str, Any]
JUDGED = "Positions, saliences and no-deal values are judged unless marked sourced."


def title_blocks(run: Result) -> list[Block]:
    """Return title, marks, dates and condition: what stands above every report, whatever it holds."""
    case = run["case"]
    badges = tuple(Mark(m, "" if m == "reviewed" else "warn") for m in marks(case))
    when = dated(case)
    dates = f" {begun(when)}. Condition: {run.get('condition', 'if talks conclude')}."
    gone = withheld(case)
    return [Heading(1, case["title"]), Text((*badges, dates)), *([Note(gone)] if gone else [])]


def bottom_line_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the answer in a few sentences, and what it is not."""
    summary = run["case"]["summary"]
    found: list[Block] = [
        Heading(2, "Bottom line", "bottom-line"),
        *(Text((sentence,), "lead") for sentence in bottom_line(run, labels)),
        Note(f"{NOT_A_FORECAST} {JUDGED}"),
        say(NO_ADVICE, sampling_line(run), kind="small"),
    ]
    return [*found, say(summary)] if summary else found


def scenario_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the scenario bars and what each scenario means."""
    notes = [(labels.scenario(s["id"]), s["note"]) for s in run["scenarios"] if s["note"]]
    found: list[Block] = [
        Heading(2, "Scenarios", "scenarios"),
        say(
            "Each share is the mean over the forecast models, by their weights.",
            "Low and high are the range over the models and over each group of inputs held at its low and at its high;",
            "they are not a sampling error.",
        ),
        scenario_figure(run, labels),
    ]
    if rounding_note(run):
        found.append(say(rounding_note(run), kind="small"))
    if notes:
        found.append(Details("What each scenario means", (table("Scenarios", "Scenario|Meaning~", notes),)))
    return found


def zone_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return P(zone) by source and by firmness, and the counts of the central case."""
    zone, part = run["zone_probability"], run["zone_probability"]["comprehensive"]
    found: list[Block] = [
        Heading(2, "Is there a zone?", "zone"),
        say(
            "The zone holds the settlements that every required party accepts:",
            f"{labels.party_list(run['central']['parties'])}.",
            "P(zone) is the share of draws in which it is not empty:",
            f"{share(zone['value'], zone['se'], run['draws'])} (sampling error {error(zone['se'])}).",
            f"A settlement that leaves nothing open: {comprehensive(run)} (sampling error {error(part.get('se'))}).",
        ),
        Note(IGNORANCE),
        source_figure(run),
    ]
    if zone["by_firmness"]:
        found += [_firmness_text(), firmness_figure(run)]
    if undecided(run):
        found.append(Note(undecided(run)))
    gap = run["gap"]
    if gap["q50"] is not None:
        found.append(_gap_text(gap))
    return [*found, _counts(run), _solutions(run, labels), *_left_open(run, labels)]


def _firmness_text() -> Text:
    return say(
        "Nobody knows how firm a red line is.",
        "The curve gives every red line one common firmness, the probability that it binds at the decision:",
        "0 means that none binds, 1 that all do.",
    )


def _gap_text(gap: Result) -> Text:
    return say(
        "Gap: the least surplus of the best settlement without a binding red line; negative means apart.",
        f"Median {points(gap['q50'])} points, nine draws in ten between {points(gap['q05'])} and {points(gap['q95'])}.",
    )


def _counts(run: Result) -> Table:
    central = run["central"]
    named = (
        ("all settlements", central["settlements"]["total"]),
        ("admissible", central["settlements"]["admissible"]),
        ("in the zone", central["settlements"]["zone"]),
        ("in the zone, and ratifiers accept it too", _known(central.get("ratified"))),
    )
    rows = [(name, count(c), _counted(c)) for name, c in named if c]
    gaps = (
        ("gap, points", central["gap"]),
        ("gap without red lines, points", central["gap_without_red_lines"]),
    )
    rows += [
        (name, points(x, exact=True), "every settlement meets a red line" if x is None else "") for name, x in gaps
    ]
    return table("Central case: counts and gap", "What|Count#|Note", rows)


def _known(c: Result | None) -> Result | None:
    """Return a count; None for one that is not known."""
    return None if c is None or c["value"] is None else c


def _counted(c: Result) -> str:
    whole_number = exact_count(c)
    if whole_number:
        return f"exactly {whole_number}"
    return "exact" if c["exact"] else "estimate"


def _solutions(run: Result, labels: Labels) -> Block:
    solutions, valued = run["central"]["solutions"], run["central"]["valued"]
    if not any(s["settlements"] for s in solutions.values()):
        return say("No solution concept has an answer in the central case, because its zone is empty.")
    rows: list[tuple[Cell, ...]] = []
    for name, solution in solutions.items():
        first = solution["settlements"][0]["utility"] if solution["settlements"] else {}
        ties = whole(solution["ties"]) if solution["ties"] else DASH
        rows.append((plain(name), ties, *(points(first.get(p), exact=True) for p in valued), solution["flag"] or ""))
    names = "".join(column(f"Utility to {labels.party(p)}") for p in valued)
    caption = "Solution concepts in the central case; of ties, the first"
    return table(caption, f"Concept|Tied settlements#{names}|Note~", rows)


def _left_open(run: Result, labels: Labels) -> list[Block]:
    settled = round(run["draws"] * run["zone_probability"]["value"])
    rows = [(labels.issue(r["issue"]), share(r["share"], r["se"], settled)) for r in run["left_open"]]
    if not rows:
        return []
    caption = "Share of the draws with a settlement in which the solution concepts leave an issue open"
    return [Details("Which issues the solution concepts leave open", (table(caption, "Issue|Left open#", rows),))]
