"""The page of `offers`: what each offer is worth to whom, over whose red lines, and how far drafts are apart."""

from __future__ import annotations

from typing import Any

from detente.report.digits import decimal, points, signed
from detente.report.labels import LONG, MOST_LISTED, Labels, and_more, labels_of
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, party_columns, title_lines

Result = dict[str, Any]


def offers_page(found: Result, look: Look, *, whole: bool = False) -> str:
    """Return the page of the verb `offers`; `whole` names every red line that an offer meets."""
    labels = labels_of({**found, "offers": found})
    parts = [
        title_lines(found, look)[:-1],
        _offers(found, labels, look),
        _met(found, labels, look, whole=whole),
        _bounds(found, labels, look),
        _intersections(found, labels, look),
        _convergence(found, look),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _offers(found: Result, labels: Labels, look: Look) -> list[str]:
    if not found["offers"]:
        return ["No offers."]
    valued = list(dict.fromkeys(party for offer in found["offers"] for party in offer["utility"]))
    parties, more = party_columns(valued, _required(found), look)
    rows = [
        [
            offer["id"],
            offer["date"] or ("undated" if offer["tabled"] else "not tabled"),
            offer["by"] or "-",
            *(points(offer["utility"].get(party), exact=True) for party in parties),
        ]
        for offer in found["offers"]
    ]
    table = columns(["Utility of each offer", "date", "by", *parties], rows, look)
    by = (offer["by"] for offer in found["offers"] if offer["by"])
    ids = [party for party in dict.fromkeys([*parties, *by]) if labels.party(party, LONG) != party]
    meant = [f"{party} = {labels.party(party, LONG)}" for party in ids]
    return [*table, *more, *flow(f"  {and_more(meant, '; ')}", look)]


def _required(found: Result) -> set[str]:
    return {party["id"] for party in found["case"]["parties"] if party["required"]}


def _met(found: Result, labels: Labels, look: Look, *, whole: bool) -> list[str]:
    """Return who accepts each offer, and which red lines of required parties it meets."""
    if not found["offers"]:
        return []
    required, issues = _required(found), len(found["case"]["issues"])
    lines = flow("Who accepts each offer, and over whose red lines it goes:", look)
    for offer in found["offers"]:
        lines += ["", *flow(f"{offer['id']}: {offer['name']}", look)]
        lines += flow(f"  accepted by {labels.party_list(offer['accepted_by'])}", look)
        met = {party: on for party, on in offer["red_lines"].items() if party in required}
        for party in [*met][: None if whole else MOST_LISTED]:
            on = [labels.issue(issue, LONG) for issue in met[party]]
            named = "; ".join(on) if whole else and_more(on, "; ")
            lines += flow(f"  red lines of {labels.party(party, LONG)}, {len(on)} of {issues} issues: {named}", look)
        if len(met) > MOST_LISTED and not whole:
            lines += flow(f"  red lines of {len(met) - MOST_LISTED} more parties; all with --verbose", look)
    return lines


def _bounds(found: Result, labels: Labels, look: Look) -> list[str]:
    if not found["bounds"]:
        return flow("No statements on offers, so no bounds on no-deal values.", look)
    how = "red lines ignored" if found["red_lines_ignored"] else "a refusal over an own red line does not count"
    lines = flow(f"Bounds that statements put on no-deal values ({how}):", look)
    for party, row in [*found["bounds"].items()][:MOST_LISTED]:
        ends = [
            f"{word} {points(row[end], exact=True)}, what {row['from'][end]} is worth to it"
            for word, end in (("at least", "low"), ("at most", "high"))
            if row[end] is not None
        ]
        lines += flow(f"  {labels.party(party, LONG)}: {'; '.join(ends) or 'no bound'}", look)
    more = len(found["bounds"]) - MOST_LISTED
    return [*lines, *(flow(f"  and {more} more parties; all with --json", look) if more > 0 else [])]


def _intersections(found: Result, labels: Labels, look: Look) -> list[str]:
    lines = flow("Options on no red line of a required party (* stated acceptable by all principals):", look)
    for issue, row in found["intersections"].items():
        open_to_all = [*row["not_red"], *(option for option in row["acceptable"] if option not in row["not_red"])]
        lines += flow(f"  {labels.issues.get(issue, issue)}{'' if open_to_all else ': none'}", look)
        for option in open_to_all:
            mark = "*" if option in row["acceptable"] else " "
            barred = "" if option in row["not_red"] else " (on a red line)"
            lines += _hanging(f"    {mark} ", f"{labels.option(issue, option)}{barred}", look)
    return lines


def _hanging(mark: str, text: str, look: Look) -> list[str]:
    """Return text beside a mark, its further lines below its first."""
    first, *more = flow(" " * len(mark) + text, look)
    return [mark + first[len(mark) :], *more]


def _convergence(found: Result, look: Look) -> list[str]:
    if not found["convergence"]:
        return []
    changed = list(dict.fromkeys(party for step in found["convergence"] for party in step["utility_change"]))
    parties, more = party_columns(changed, _required(found), look)
    rows = [
        [
            step["to"],
            str(len(step["changed"])),
            decimal(step["distance"]),
            *(signed(step["utility_change"].get(party), exact=True) for party in parties),
        ]
        for step in found["convergence"]
    ]
    names = ["Draft, against the one before", "changed", "distance", *parties]
    about = (
        "changed: issues settled otherwise; distance: mean difference of option scores where both settle, of 100; then "
        "the change of utility to each party, in points"
    )
    return [*columns(names, rows, look), *more, *flow(f"  ({about})", look)]
