"""The answer at a glance: odds, chances by the horizon and what stands in the way, in three small tables."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Heading, Table, say, table
from detente.report.digits import DASH, ends, share
from detente.report.hold_sentences import NO_TIMING, horizon_rows, obstacle_rows
from detente.report.labels import Labels
from detente.report.sentences import rounding_note

Result = dict[str, Any]


def glance_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the scenarios' shares with their ranges, the chances by the horizon, and the obstacles."""
    hold, day = run["hold"], run["case"]["horizon"]
    found: list[Block] = [Heading(2, "At a glance", "glance"), _odds(run, labels)]
    if rounding_note(run):
        found.append(say(rounding_note(run), kind="small"))
    if hold["timing"] is None:
        found.append(say(NO_TIMING))
    else:
        found.append(table(f"Chances by {day}", "What|Chance#|Range#|In words~", horizon_rows(hold)))
    obstacles = obstacle_rows(hold, labels)
    return [*found, table("What stands in the way", "Obstacle~|Share of draws#|Where, median~", obstacles)]


def _odds(run: Result, labels: Labels) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (labels.scenario(row["id"]), share(row["value"], row["se"], run["draws"]), ends(row))
        for row in run["scenarios"]
    ]
    return table("Scenarios, if talks conclude", f"Scenario~|Share#|Low{DASH}high over models and inputs#", rows)
