"""The page of the verb `hold`."""

from __future__ import annotations

from typing import Any

from detente.cli.manner import Look, flow
from detente.cli.pages import columns, title_lines
from detente.report.digits import DASH, share, share_range
from detente.report.hold_sentences import (
    DIAGNOSIS,
    RESTS_ON,
    SIGNED,
    assumption_rows,
    fragility_sentence,
    horizon_rows,
    obstacle_rows,
    otherwise,
    ripeness_sentence,
    score_sentences,
    survival_sentences,
)
from detente.report.labels import LONG, Labels, labels_of

Result = dict[str, Any]
NO_TIMING = (
    "The case has no `timing`, so there is no chance by the horizon: say there how often a year talks close while the"
    " zone holds a settlement."
)


def hold_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` every step of ratification and every month."""
    labels = labels_of(found)
    lines = [*title_lines(found, look)]
    lines += _horizon(found, look) if found["timing"] else flow(NO_TIMING, look)
    for sentence in (fragility_sentence(found, labels), *survival_sentences(found)):
        lines += ["", *flow(sentence, look)] if sentence else []
    lines += ["", *_offers(found, labels, look)]
    if whole:
        lines += _whole(found, labels, look)
    lines += [
        "",
        *columns(["What stands in the way", "draws", "at"], [[*r] for r in obstacle_rows(found, labels)], look),
    ]
    lines += flow(DIAGNOSIS, look)
    for sentence in (ripeness_sentence(found, labels), *score_sentences(found)):
        lines += ["", *flow(sentence, look)] if sentence else []
    return "\n".join(lines)


def _horizon(found: Result, look: Look) -> list[str]:
    day = found["case"]["horizon"]
    chances = [[f"{words}", p, ends, word] for words, p, ends, word in horizon_rows(found)]
    assumed = [[name, ends, by, held] for name, ends, by, held in assumption_rows(found)]
    return [
        *columns([f"By {day}", "chance", "range", ""], chances, look),
        *flow(SIGNED, look),
        "",
        *columns(["Assumption, judged: mid (low-high)", "", "signed", "in force"], assumed, look),
        *flow(RESTS_ON, look),
        "",
        *columns([f"Otherwise, on {day}", ""], [[*row] for row in otherwise(found)], look),
    ]


def _offers(found: Result, labels: Labels, look: Look) -> list[str]:
    if not found["offers"]:
        return flow("No offer settles or defers every issue, so that none can be judged.", look)
    keepers = [row["party"] for row in found["offers"][0]["keeping"]]
    leaving = {row["id"]: row for row in found["stability"]}
    head = ["Offer, if it were signed", "all sign", "ratified", *(f"{labels.party(p)} keeps" for p in keepers), "left"]
    rows = [
        [
            offer["name"],
            share(offer["signed"]["value"], offer["signed"]["se"], found["draws"]),
            _ratified(offer["ratified"]),
            *(share(row["keeps"], row["se"], found["draws"]) for row in offer["keeping"]),
            _left(leaving.get(offer["id"]), found["draws"]),
        ]
        for offer in found["offers"]
    ]
    about = (
        "All sign: share of draws in which every required party accepts. Ratified: chance, and its range over what is"
        " uncertain beside the draws. Keeps: share of draws in which keeping beats breaking it, given the guarantees in"
        " the offer. Left: share of draws in which a party would leave it, others' answer seen (sequential stability)."
    )
    return [*columns(head, rows, look), *flow(about, look)]


def _ratified(row: Result | None) -> str:
    if row is None:
        return DASH
    if row["probability"] is None:
        return f"not known ({share_range(row['low'], row['high'])})"
    return f"{share(row['probability'])} ({share_range(row['low'], row['high'])})"


def _left(row: Result | None, draws: int) -> str:
    return DASH if row is None else share(max(party["leaves"] for party in row["parties"]), 0.0, draws)


def _whole(found: Result, labels: Labels, look: Look) -> list[str]:
    """Return every offer's steps and exposures, and the course month by month."""
    lines: list[str] = []
    for offer in found["offers"]:
        lines += ["", *flow(f"{offer['name']}:", look)]
        for step in (offer["ratified"] or {}).get("steps", []):
            if step["needed"]:
                lines += flow(f"  {step['name']}: {_step(step)}", look)
        for row in offer["exposed"]:
            where = f"below its no-deal value should nothing follow {row['phase']}"
            lines += flow(f"  {labels.party(row['party'], LONG)}: {where}, in {share(row['exposed'])} of draws", look)
    if found["timing"]:
        names = ("signed", "in_force", "war", "collapse", "escalation", "pending", "rejected", "broken")
        rows = [[month["date"], *(share(month[name]) for name in names)] for month in found["timing"]["by_month"]]
        lines += ["", *columns(["By", *(name.replace("_", " ") for name in names)], rows, look)]
    return lines


def _step(step: Result) -> str:
    basis = {"given": "a wait, taken as kept", "unknown": "nothing says how it would decide"}.get(step["basis"])
    days = f"done after {step['done']['mid']:.0f} days"
    if basis:
        return f"{basis}; {days}"
    p = share(step["probability"]) if step["probability"] is not None else "not known"
    return f"{p} ({share_range(step['low'], step['high'])}), by {step['basis'].replace('_', ' ')}; {days}"
