"""What we know: the block of the report on hypotheses, the claims behind them, and what to watch."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Details, Heading, column, say, table
from detente.report.digits import decimal, share, share_change, share_range

Result = dict[str, Any]
JUDGED = 0.01
"""Judged probabilities are printed in whole percent."""
ABOUT = (
    "All judged: priors, likelihoods, and how far the letter of a grade is trusted. One origin counts once, whoever"
    " repeats it. Interval: ranges as independent; bounds: all at their worst end at once."
)


def evidence_blocks(run: Result) -> list[Block]:
    """Return hypotheses after the evidence, what each origin did, the watch list; nothing without hypotheses."""
    held = run.get("evidence")
    if not held:
        return []
    rows = [
        (
            row["name"],
            share(row["prior"], JUDGED),
            share(row["value"], JUDGED),
            share_range(row["low"], row["high"]),
            share_range(row["least"], row["most"]),
        )
        for row in held["hypotheses"]
    ]
    found: list[Block] = [
        Heading(2, "What we know", "evidence"),
        table("Hypotheses, before and after the evidence", "Hypothesis~|Prior#|Now#|Interval#|Bounds#", rows),
        say(ABOUT),
    ]
    if held["items"]:
        found.append(Details("What each origin did", (_items(held),)))
    return [*found, _watch(held)] if held["watch"] else found


def _items(held: Result) -> Block:
    keys = [row["id"] for row in held["hypotheses"]]
    rows = [
        (row["text"], row["grade"], str(len(row["copies"])), *(share_change(row["probability"][k], 0.0) for k in keys))
        for row in held["items"]
    ]
    head = "Claim~|Grade|Copies#" + "".join(column(key) for key in keys)
    return table("Points of probability that each origin added; they add up to the change", head, rows)


def _watch(held: Result) -> Block:
    rows = [
        (
            row["name"],
            row["threshold"],
            row["by"],
            _told(row["if_seen"]),
            _told(row["if_unseen"]),
            decimal(row["gain"], 2),
        )
        for row in held["watch"]
    ]
    return table("To watch, the most telling first", "What~|Threshold~|By!|Seen~|Not seen~|Bits#", rows)


def _told(posterior: Result) -> str:
    return ", ".join(f"{key} {share(p, JUDGED)}" for key, p in posterior.items())


def evidence_line(run: Result) -> str:
    """Return the hypotheses and the first thing to watch in one line; empty without hypotheses."""
    held = run.get("evidence")
    if not held:
        return ""
    named = "; ".join(
        f"{row['name'].partition(':')[0]} {share(row['value'], JUDGED)} ({share_range(row['low'], row['high'])})"
        for row in held["hypotheses"]
    )
    count = len(held["items"])
    first = f" First to watch for, by {held['watch'][0]['by']}: {held['watch'][0]['name']}." if held["watch"] else ""
    return f"{named}; judged, {count} origin{'s' * (count != 1)}.{first}"
