"""The page of the verb `hold`."""

from __future__ import annotations

from typing import Any

from detente.report.digits import share
from detente.report.hold_sentences import (
    DIAGNOSIS,
    KEPT,
    MONTHLY,
    NO_TIMING,
    RESTS_ON,
    SIGNED,
    assumption_rows,
    fragility_sentence,
    horizon_rows,
    month_rows,
    obstacle_rows,
    offer_heads,
    offer_rows,
    otherwise,
    ratified_zone_sentence,
    ripeness_sentence,
    score_sentences,
    step_rows,
    survival_sentences,
)
from detente.report.labels import LONG, Labels, labels_of
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]


def hold_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` every step of ratification and every month."""
    labels = labels_of(found)
    lines = [*title_lines(found, look)]
    lines += _horizon(found, look) if found["timing"] else flow(NO_TIMING, look)
    for sentence in (
        fragility_sentence(found, labels),
        ratified_zone_sentence(found, labels),
        *survival_sentences(found),
    ):
        lines += ["", *flow(sentence, look)] if sentence else []
    lines += ["", *_offers(found, labels, look)]
    if whole:
        lines += _whole(found, labels, look)
    lines += [
        "",
        *columns(
            ["What stands in the way", "draws", "where, median"], [[*r] for r in obstacle_rows(found, labels)], look
        ),
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
        *columns([f"Otherwise, on {day}", ""], [[words, p] for words, p, _ in otherwise(found)], look),
    ]


def _offers(found: Result, labels: Labels, look: Look) -> list[str]:
    if not found["offers"]:
        return flow("No offer settles or defers every issue, so that none can be judged.", look)
    head = ["Offer, if it were signed", *offer_heads(found, labels)]
    return [*columns(head, offer_rows(found), look), *flow(KEPT, look)]


def _whole(found: Result, labels: Labels, look: Look) -> list[str]:
    """Return every offer's steps and exposures, and the course month by month."""
    lines: list[str] = []
    for offer in found["offers"]:
        lines += ["", *flow(f"{offer['name']}:", look)]
        for name, told in step_rows(offer):
            lines += flow(f"  {name}: {told}", look)
        for row in offer["exposed"]:
            often = share(row["exposed"], 0.0, found["draws"])
            where = f"below its no-deal value in {often} of draws, should nothing follow"
            lines += flow(f"  {labels.party(row['party'], LONG)}: {where}: {row['name']}", look)
    if found["timing"]:
        heads = ["By", *(name.replace("_", " ") for name in MONTHLY)]
        lines += ["", *columns(heads, month_rows(found), look)]
    return lines
