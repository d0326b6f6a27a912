"""Assumptions by effect: what the answer becomes when one of them is turned, the largest effect first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.report.blocks import Block, Heading, say, table
from detente.report.digits import share, share_change, signed
from detente.report.labels import Labels

Result = dict[str, Any]
GROUPS = "inputs drawn"
"""What is turned where a case names no assumption: whole groups of inputs."""
TURNED = (
    "Each row is the run made anew with that assumption turned and all else as it was, on the same random numbers."
    " A rate goes from its low to its high; what has not happened is taken to have happened."
)


@dataclass(frozen=True, slots=True)
class Turned:
    """One assumption turned: its name, what kind it is, the answer on either side, and the difference."""

    name: str
    kind: str
    before: str
    after: str
    effect: float
    se: float = 0.0


def turned(run: Result, labels: Labels) -> list[Turned]:
    """Return the assumptions behind a signature (without timing, behind P(zone)), the largest effect first."""
    found = [*_rates(run), *_cards(run)] if run["hold"]["timing"] else [*_sources(run), *_cards(run)]
    return sorted(found, key=lambda row: -abs(row.effect))


def assumption_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the assumptions ranked by what turning each does."""
    on = f"a deal signed by {run['case']['horizon']}" if run["hold"]["timing"] else "P(zone)"
    rows = [(row.name, row.kind, row.before, row.after, _effect(row)) for row in turned(run, labels)]
    head = "Assumption~|Kind|Answer, as taken or at low#|Answer, turned or at high#|Effect, points#"
    return [
        Heading(2, "Assumptions by effect", "assumptions"),
        say(TURNED),
        table(f"What each assumption does to {on}", head, rows),
    ]


def _effect(row: Turned) -> str:
    """Return a drawn effect with its error; one of a judged rate, which has none, in whole points."""
    return share_change(row.effect, row.se) if row.se > 0.0 else signed(100.0 * row.effect)


def _rates(run: Result) -> list[Turned]:
    return [
        Turned(
            row["name"], row["coded"], share(ends["at_low"]), share(ends["at_high"]), ends["at_high"] - ends["at_low"]
        )
        for row in run["hold"]["timing"]["assumptions"]
        for ends in (row["moves"]["signed"],)
    ]


def _cards(run: Result) -> list[Turned]:
    held = run.get("wild_cards")
    if not held:
        return []
    key = "signed" if "signed" in held["without"] else "zone"
    base = held["without"][key]
    return [
        Turned(
            f"Has not happened: {row['name']}",
            f"wild card, {row['kind']}",
            share(base["value"], base["se"]),
            share(row["given"][key]["value"], row["given"][key]["se"]),
            row["effect"][key]["value"],
            row["effect"][key]["se"],
        )
        for row in held["cards"]
    ]


def _sources(run: Result) -> list[Turned]:
    """Return what drawing a kind of inputs, in place of holding it at its middle, does to P(zone)."""
    parts = run["zone_probability"]["by_source"]
    base = parts["central"]["value"]
    names = {"no_deal": "No-deal values at their middle", "preferences": "Preferences at their middle"}
    names |= {"red_lines": "Every stated red line binds"}
    return [
        Turned(
            name,
            GROUPS,
            share(base),
            share(parts[key]["value"], parts[key]["se"], parts[key]["draws"]),
            parts[key]["value"] - base,
            parts[key]["se"],
        )
        for key, name in names.items()
    ]
