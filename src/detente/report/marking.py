"""Who may read a report, and what is not in it: the marks of its title, a sentence below it, a label on each page."""

from __future__ import annotations

from typing import Any

from detente.case.marking import CLEAR

Result = dict[str, Any]
NAMES = {
    "sources": "source", "views": "view", "no_deal": "no-deal value", "forbid": "exclusion", "statements": "statement",
    "offers": "offer", "scenarios": "scenario", "claims": "claim", "levers": "lever", "wild_cards": "wild card",
    "indicators": "indicator", "tracks": "track", "venues": "venue", "guarantees": "guarantee",
    "hypotheses": "hypothesis", "trajectories": "trajectory",
}  # fmt: skip
"""Section -> what one of its rows is called; other sections keep their own name."""
PLURAL = {"hypothesis": "hypotheses", "trajectory": "trajectories"}


def for_whom(case: Result) -> list[str]:
    """Return the marks of a case that not everybody may read, or that was made for a reader."""
    held: Result | None = case.get("withheld")
    view = [f"view of {_name(case, held['view_of'])}"] if held and held["view_of"] else []
    parts = ["parts withheld"] if held else []
    return [*_level(case), *view, *parts]


def _level(case: Result) -> list[str]:
    marking = case.get("marking") or CLEAR
    return [] if marking == CLEAR and not case.get("withheld") else [f"TLP:{marking.upper()}"]


def label(case: Result) -> str:
    """Return what stands first at the foot of each page; empty for what everybody may read.

    >>> label({"marking": "amber+strict"}), label({"marking": "clear"})
    ('TLP:AMBER+STRICT. ', '')
    """
    return "".join(f"{mark}. " for mark in _level(case))


def withheld(case: Result) -> str:
    """Return in a sentence or two what is not in a case; empty where nothing was taken out."""
    held: Result | None = case.get("withheld")
    if not held:
        return ""
    told = [_of_a_view(case, held)] if held["view_of"] else []
    if held["above"]:
        told.append(f"What is marked above {held['above']} is withheld: {_counted(held['rows'])}.")
    return " ".join(told)


def _of_a_view(case: Result, held: Result) -> str:
    name = _name(case, held["view_of"])
    return (
        f"This is the view of {name}: what is public, and what {name} confided. Where another party may have confided "
        "something, the widest range stands for it, whether it has or not."
    )


def _counted(rows: dict[str, int]) -> str:
    said = [f"{count} {_called(section, count)}" for section, count in rows.items()]
    return ", ".join(said) or "nothing"


def _called(section: str, count: int) -> str:
    one = NAMES.get(section, section)
    return one if count == 1 else PLURAL.get(one, f"{one}s" if section in NAMES else one)


def _name(case: Result, party: str) -> str:
    return next((row["name"] for row in case["parties"] if row["id"] == party), party)
