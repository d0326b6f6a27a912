"""A case as the plain values of its file: what a reader would have read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.case.nouns import Case
from detente.formats.plain import ahead, course, said, talks
from detente.formats.plain.rows import Plain, by_id, record


def plain(case: Case) -> Plain:
    """Return a case as nested mappings, lists, texts and numbers in the order of its file; defaults are left out."""
    head = {"detente": 1, **record(case, leave=("id", "interactions", *SECTIONS))}
    sections = {key: write(case) for key, write in SECTIONS.items()}
    return head | {key: held for key, held in sections.items() if held}


SECTIONS: dict[str, Callable[[Case], Any]] = {
    "staleness": lambda case: record(case.staleness),
    "sources": lambda case: by_id(case.sources),
    "parties": lambda case: by_id(case.parties, talks.party),
    "issues": lambda case: by_id(case.issues, talks.issue),
    "forbid": lambda case: [record(row) for row in case.forbid],
    "views": talks.views,
    "no_deal": talks.no_deal,
    "statements": lambda case: [record(row) for row in case.statements],
    "correlation": lambda case: [talks.correlation(group) for group in case.correlation],
    "offers": lambda case: by_id(case.offers),
    "scenarios": talks.scenarios,
    "trajectories": talks.trajectories,
    "tracks": lambda case: by_id(case.tracks),
    "venue_criteria": lambda case: by_id(case.venue_criteria),
    "venues": lambda case: by_id(case.venues),
    "ratification": lambda case: [course.step(step) for step in case.ratification],
    "dependence": lambda case: course.dependence(case.dependence),
    "guarantees": lambda case: [course.guarantee(row) for row in case.guarantees],
    "durability": lambda case: course.durability(case.durability),
    "timing": lambda case: course.timing(case.timing),
    "levers": lambda case: [ahead.lever(row) for row in case.levers],
    "wild_cards": lambda case: [ahead.wild_card(row) for row in case.wild_cards],
    "outcome": course.outcome,
    "cross_impact": lambda case: ahead.cross_impact(case.cross_impact),
    "futures": lambda case: ahead.futures(case.futures),
    "hypotheses": lambda case: by_id(case.hypotheses),
    "claims": lambda case: [ahead.claim(row) for row in case.claims],
    "indicators": lambda case: [ahead.indicator(row) for row in case.indicators],
    "consequences": lambda case: ahead.consequences(case.consequences),
    "models": lambda case: record(case.models) if case.models else {},
    "brief": lambda case: said.brief(case.brief),
    "confides": lambda case: {row.party: list(row.sections) for row in case.confides},
    "withheld": lambda case: record(case.withheld) if case.withheld else {},
}
"""Section of the file -> how it is written; interactions stand under `views`."""
