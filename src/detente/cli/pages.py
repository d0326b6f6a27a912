"""Pages of text for verbs whose answer is a few tables: `zone` and `offers`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.case.nouns import OPEN
from detente.cli.manner import Look, clean, flow
from detente.report.digits import count, decimal, points, signed, whole
from detente.report.labels import Labels, labels_of, plain
from detente.report.sentences import marks

Result = dict[str, Any]
GAP = "  "
LEAST = 20
"""Characters that the first column of a table keeps however narrow the screen is."""
SHOWN = 3
"""Settlements shown in full; all of them are in the JSON."""


def columns(head: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> list[str]:
    """Return a table as aligned lines: the first column to the left, the others to the right.

    Examples
    --------
    >>> columns(["", "worth"], [["north", "65.9"], ["the far south", "7"]], Look(80, False, True))
    ['                 worth', '  north           65.9', '  the far south      7']
    """
    table = [[clean(cell) for cell in row] for row in ([*head], *rows)]
    widths = [max(len(row[k]) for row in table) for k in range(len(head))]
    room = look.width - sum(width + len(GAP) for width in widths[1:]) - len(GAP)
    widths[0] = min(widths[0], max(LEAST, room))
    lines: list[str] = []
    for row in table:
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append(GAP + GAP.join([_cut(row[0], widths[0], look).ljust(widths[0]), *rest]).rstrip())
    return lines


def _cut(text: str, width: int, look: Look) -> str:
    mark = "..." if look.ascii else "\u2026"
    return text if len(text) <= width else text[: width - len(mark)] + mark


def _title(result: Result, look: Look) -> list[str]:
    case = result["case"]
    dates = f"As of {case['as_of']}, horizon {case['horizon']}; {', '.join(marks(case))}."
    return [*flow(case["title"], look), dates, ""]


# Zone


def zone_page(found: Result, look: Look) -> str:
    """Return the page of the verb `zone`."""
    labels = labels_of(found)
    bind = "every stated red line binding" if found["red_lines"] else "no red line binding"
    lines = [
        *_title(found, look),
        *flow(f"Central case: every number at its middle value, {bind}.", look),
        *flow(f"Required parties: {labels.party_list(found['parties'])}.", look),
        "",
        *_counts(found, look),
        "",
        *_least(found, labels, look),
        "",
        *_solutions(found, labels, look),
        *_blocking(found, labels, look),
        *(line for note in found.get("notes", []) for line in flow(f"Note: {note}", look)),
    ]
    return "\n".join(lines)


def _counts(found: Result, look: Look) -> list[str]:
    held, front = found["settlements"], found["frontier"]
    rows = [
        ["all", count(held["total"])],
        ["admissible", count(held["admissible"])],
        ["in the zone: all required parties accept", count(held["zone"])],
        ["on the frontier of the zone", _size(front["zone"])],
        ["on the frontier of the admissible", _size(front["admissible"])],
    ]
    return columns(["Settlements", ""], rows, look)


def _size(front: Result) -> str:
    return count({"value": front["size"], "exact": front["exact"]})


def _least(found: Result, labels: Labels, look: Look) -> list[str]:
    gap, without = found["gap"], found["gap_without_red_lines"]
    shown = "none, every settlement meets a red line" if gap is None else f"{signed(gap, exact=True)} points"
    lines = flow(f"Gap, the largest least surplus: {shown}; without red lines {signed(without, exact=True)}.", look)
    lines += flow(f"No-deal values: {_by_party(found['no_deal'], labels)}.", look)
    miss = found["nearest_miss"]
    if miss:
        lines += flow(f"Nearest miss, points below the no-deal value: {_by_party(miss['short'], labels)}.", look)
    return lines


def _by_party(values: Result, labels: Labels) -> str:
    return ", ".join(f"{labels.party(party)} {points(x, exact=True)}" for party, x in values.items()) or "none"


def _solutions(found: Result, labels: Labels, look: Look) -> list[str]:
    rows: list[list[str]] = []
    for name, solution in found["solutions"].items():
        for settlement in solution["settlements"][:1]:
            utility = [points(settlement["utility"].get(party), exact=True) for party in found["valued"]]
            rows.append([plain(name), whole(solution["ties"]), *utility])
    if not rows:
        return ["No solution: the zone is empty.", ""]
    table = columns(["Solution: utility at the first", "ties", *found["valued"]], rows, look)
    flags = {solution["flag"] for solution in found["solutions"].values() if solution["flag"]}
    unproven = [plain(name) for name, solution in found["solutions"].items() if solution["slack"] > 0.0]
    if unproven:
        who = ", ".join(unproven)
        flags.add(f"Not proven, as the search met its limit; there may be better ones or more ties: {who}.")
    return [*table, *(line for flag in sorted(flags) for line in flow(flag, look)), "", *_settled(found, labels, look)]


def _settled(found: Result, labels: Labels, look: Look) -> list[str]:
    """Return the distinct settlements of the solutions, issue by issue."""
    named: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, solution in found["solutions"].items():
        for settlement in solution["settlements"][:1]:
            named.setdefault(tuple(settlement["options"].items()), []).append(plain(name))
    lines: list[str] = []
    for options, names in [*named.items()][:SHOWN]:
        lines += flow(", ".join(names) + ":", look)
        for issue, option in options:
            if option != OPEN:
                lines += flow(f"  {labels.issue(issue)}: {labels.option(issue, option)}", look)
        left = [labels.issue(issue) for issue, option in options if option == OPEN]
        lines += [*(flow(f"  left open: {'; '.join(left)}", look) if left else []), ""]
    return lines


def _blocking(found: Result, labels: Labels, look: Look) -> list[str]:
    rows = [
        [
            labels.issue(row["issue"]),
            "yes" if row["all_barred"] else "no",
            "yes" if row["opens_alone"] else "no",
            signed(row["gap_points"], exact=True),
        ]
        for row in found["blocking"]
        if row["all_barred"] or row["opens_alone"] or row["gap_points"]
    ]
    if not rows:
        return ["No issue blocks: no red line costs a point of the gap."]
    return columns(["Red lines that block or cost points", "all barred", "opens alone", "gap"], rows, look)


# Offers


def offers_page(found: Result, look: Look) -> str:
    """Return the page of the verb `offers`."""
    labels = labels_of({**found, "offers": found})
    parts = [
        _title(found, look)[:-1],
        _offers(found, look),
        _met(found, look),
        _bounds(found, labels, look),
        _intersections(found, labels, look),
        _convergence(found, look),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _offers(found: Result, look: Look) -> list[str]:
    if not found["offers"]:
        return ["No offers."]
    parties = list(dict.fromkeys(party for offer in found["offers"] for party in offer["utility"]))
    rows = [
        [
            offer["id"],
            offer["date"] or ("undated" if offer["tabled"] else "not tabled"),
            offer["by"] or "-",
            *(points(offer["utility"].get(party), exact=True) for party in parties),
        ]
        for offer in found["offers"]
    ]
    return columns(["Utility of each offer", "date", "by", *parties], rows, look)


def _met(found: Result, look: Look) -> list[str]:
    """Return who accepts each offer, and which red lines of required parties it meets."""
    required = {party["id"] for party in found["case"]["parties"] if party["required"]}
    lines: list[str] = []
    for offer in found["offers"]:
        lines += flow(f"{offer['id']}: accepted by {', '.join(offer['accepted_by']) or 'nobody'}", look)
        for party, issues in offer["red_lines"].items():
            if party in required:
                lines += flow(f"  red lines of {party}: {', '.join(issues)}", look)
    return lines


def _bounds(found: Result, labels: Labels, look: Look) -> list[str]:
    if not found["bounds"]:
        return ["No statements on offers, so no bounds on no-deal values."]
    how = "red lines ignored" if found["red_lines_ignored"] else "a refusal over an own red line does not count"
    lines = flow(f"Bounds that statements put on no-deal values ({how}):", look)
    for party, row in found["bounds"].items():
        ends = [
            f"{word} {points(row[end], exact=True)} ({row['from'][end]})"
            for word, end in (("at least", "low"), ("at most", "high"))
            if row[end] is not None
        ]
        lines += flow(f"  {labels.party(party)}: {', '.join(ends) or 'none'}", look)
    return lines


def _intersections(found: Result, labels: Labels, look: Look) -> list[str]:
    rows = [
        [labels.issue(issue), " ".join(row["not_red"]) or "none", " ".join(row["acceptable"]) or "none"]
        for issue, row in found["intersections"].items()
    ]
    return columns(["Options", "on no red line", "acceptable to principals"], rows, look)


def _convergence(found: Result, look: Look) -> list[str]:
    if not found["convergence"]:
        return []
    parties = list(dict.fromkeys(party for step in found["convergence"] for party in step["utility_change"]))
    rows = [
        [
            step["to"],
            step["date"] or "-",
            str(len(step["changed"])),
            decimal(step["distance"]),
            *(signed(step["utility_change"].get(party), exact=True) for party in parties),
        ]
        for step in found["convergence"]
    ]
    return columns(["Draft, against the last", "date", "changed", "distance", *parties], rows, look)
