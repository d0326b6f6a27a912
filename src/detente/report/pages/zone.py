"""The page of `zone`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.case.nouns import OPEN
from detente.report.consistency import consistency_sentences
from detente.report.digits import count, points, signed, whole
from detente.report.labels import LONG, Labels, and_more, labels_of, plain
from detente.report.screen import Look, flow
from detente.report.screen_tables import GAP, columns, party_columns, title_lines

Result = dict[str, Any]
SHOWN = 3
"""Settlements shown in full; all of them are in the JSON."""


def zone_page(found: Result, look: Look) -> str:
    """Return the page of the verb `zone`."""
    labels = labels_of(found)
    bind = ", every stated red line binding" if _lined(found) else "; nobody states a red line"
    bind = bind if found["red_lines"] else ", no red line binding"
    lines = [
        *title_lines(found, look),
        *flow(f"Central case: every number at its middle value{bind}.", look),
        *flow(f"Required parties: {labels.party_list(found['parties'])}.", look),
        "",
        *_counts(found, labels, look),
        "",
        *_least(found, labels, look),
        "",
        *_solutions(found, labels, look),
        *_blocking(found, labels, look),
        *_coalitions(found, labels, look),
        *_beside(found, labels, look),
        *(line for note in found.get("notes", []) for line in flow(f"Note: {note}", look)),
    ]
    # A part may be empty, and its blank lines are then two in a row.
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).rstrip()


def _lined(found: Result) -> bool:
    """Return whether somebody who must consent has a red line that binds."""
    return any(parties for row in found["blocking"] for parties in row["barred"].values())


def _beside(found: Result, labels: Labels, look: Look) -> list[str]:
    """Return the case beside its outcome, where it has one."""
    if "consistency" not in found:
        return []
    return ["", *flow(" ".join(consistency_sentences(found["consistency"], labels)), look)]


def _counts(found: Result, labels: Labels, look: Look) -> list[str]:
    held, front = found["settlements"], found["frontier"]
    some = front["parties"] if set(front["parties"]) != set(found["valued"]) else []
    for_whom = f", for {labels.party_list(some)}" if some else ""
    ratified = found.get("ratified") or {}
    ratified = ratified if ratified.get("value") is not None else None
    rows = [
        ["all", count(held["total"])],
        ["admissible", count(held["admissible"])],
        ["in the zone: all required parties accept", count(held["zone"])],
        *([["  and all who ratify accept: the ratified zone", count(ratified)]] if ratified else []),
        [f"on the frontier of the zone{for_whom}", _size(front["zone"])],
        [f"on the frontier of the admissible{for_whom}", _size(front["admissible"])],
    ]
    why = dict.fromkeys(held["note"] for held in (front["zone"], front["admissible"]) if held.get("note"))
    told = [line for note in why for line in flow(f"{GAP}Not counted: {note}.", look)]
    return [*columns(["Settlements", ""], rows, look), *told]


def _size(front: Result) -> str:
    return count({"value": front["size"], "exact": front["exact"]})


def _least(found: Result, labels: Labels, look: Look) -> list[str]:
    gap, without = found["gap"], found["gap_without_red_lines"]
    shown = "none, every settlement meets a red line" if gap is None else f"{signed(gap, exact=True)} points"
    if found["gap_slack"]:
        shown += f" or up to {points(found['gap_slack'], exact=True)} more, as the search met its limit"
    shown += f"; without red lines {signed(without, exact=True)}" if _lined(found) else ""
    lines = flow(f"Gap, the largest least surplus: {shown}.", look)
    lines += flow(f"No-deal values: {_by_party(found['no_deal'], labels)}.", look)
    silent = [party for party in found["parties"] if party not in found["no_deal"]]
    if silent:
        lines += flow(f"Without one, consenting by red lines alone: {labels.party_list(silent)}.", look)
    miss = found["nearest_miss"]
    if miss:
        lines += flow(f"Nearest miss, points below the no-deal value: {_by_party(miss['short'], labels)}.", look)
        lines += _options(miss["settlements"][0]["options"].items(), labels, look)
    return lines


def _by_party(values: Result, labels: Labels) -> str:
    named = [f"{labels.party(party, LONG)} {points(x, exact=True)}" for party, x in values.items()]
    return and_more(named, "; ") or "none"


def _solutions(found: Result, labels: Labels, look: Look) -> list[str]:
    rows: list[list[str]] = []
    parties, more = party_columns(found["valued"], found["parties"], look)
    for name, solution in found["solutions"].items():
        for settlement in solution["settlements"][:1]:
            utility = [points(settlement["utility"].get(party), exact=True) for party in parties]
            rows.append([plain(name), whole(solution["ties"]), *utility])
    if not rows:
        open_ = found["gap"] is not None and found["gap"] + found["gap_slack"] >= 0.0
        why = (
            "none was found before the search met its limit; the zone may not be empty"
            if open_
            else "the zone is empty"
        )
        return [*flow(f"No solution: {why}.", look), ""]
    table = columns(["Solution: utility at the first", "ties", *parties], rows, look)
    flags = {solution["flag"] for solution in found["solutions"].values() if solution["flag"]}
    unproven = [plain(name) for name, solution in found["solutions"].items() if solution["slack"] > 0.0]
    if unproven:
        who = ", ".join(unproven)
        flags.add(f"Not proven, as the search met its limit; there may be better ones or more ties: {who}.")
    flagged = [line for flag in sorted(flags) for line in flow(flag, look)]
    return [*table, *more, *flagged, "", *_settled(found, labels, look)]


def _settled(found: Result, labels: Labels, look: Look) -> list[str]:
    """Return the distinct settlements of the solutions, issue by issue."""
    named: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, solution in found["solutions"].items():
        for settlement in solution["settlements"][:1]:
            named.setdefault(tuple(settlement["options"].items()), []).append(plain(name))
    lines: list[str] = []
    for options, names in [*named.items()][:SHOWN]:
        lines += flow(", ".join(names) + ":", look)
        lines += [*_options(options, labels, look), ""]
    return lines


def _options(options: Iterable[tuple[str, str]], labels: Labels, look: Look) -> list[str]:
    """Return what a settlement settles, issue by issue, and what it leaves open."""
    lines: list[str] = []
    left: list[str] = []
    for issue, option in options:
        if option == OPEN:
            left.append(labels.issue(issue, LONG))
        else:
            lines += flow(f"{GAP}{labels.issue(issue, LONG)}: {labels.option(issue, option)}", look)
    return [*lines, *(flow(f"{GAP}left open: {'; '.join(left)}", look) if left else [])]


def _blocking(found: Result, labels: Labels, look: Look) -> list[str]:
    rows = [
        [
            labels.issue(row["issue"], LONG),
            "yes" if row["all_barred"] else "no",
            "yes" if row["opens_alone"] else "no",
            signed(row["gap_points"], exact=True),
        ]
        for row in found["blocking"]
        if row["all_barred"] or row["opens_alone"] or row["gap_points"]
    ]
    if not rows:
        return flow("No issue blocks: no red line costs a point of the gap.", look) if _lined(found) else []
    return columns(["Red lines that block or cost points", "all barred", "opens alone", "gap"], rows, look)


def _coalitions(found: Result, labels: Labels, look: Look) -> list[str]:
    """Return which parties have no settlement in common, and whose leaving the table opens the zone."""
    held = found["coalitions"]
    if held is None or not held["blocking"]:
        return []

    def named(sets: list[list[str]]) -> str:
        told = [" with ".join(labels.party(p) for p in members) or "nobody at all" for members in sets]
        return and_more(told, "; ")

    lines = ["", *flow(f"Smallest groups that no settlement suits: {named(held['blocking'])}.", look)]
    if held["opening"]:
        lines += flow(f"Without these at the table the others could settle: {named(held['opening'])}.", look)
    return lines
