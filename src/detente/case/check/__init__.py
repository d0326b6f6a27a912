"""Check a document as a case: every fault at once, each with its line, and the case when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente.case.check.brief import brief, check_brief
from detente.case.check.consequences import check_consequences, consequences
from detente.case.check.correlation import correlation
from detente.case.check.cross_impact import cross_impact
from detente.case.check.dependence import dependence
from detente.case.check.desk import MOST_FAULTS, Desk, Enough, Node
from detente.case.check.durable import durability, guarantees
from detente.case.check.evidence import check_evidence, claims, hypotheses, indicators
from detente.case.check.fields import Reader, Table, day, flag, one_of, record, text, words
from detente.case.check.futures import check_futures, futures
from detente.case.check.levers import check_levers, levers
from detente.case.check.marking import check_marking, confides, withheld
from detente.case.check.mixture import mixture
from detente.case.check.names import Names, names_of
from detente.case.check.notes import add_notes
from detente.case.check.outcome import outcome
from detente.case.check.ratification import ratification
from detente.case.check.scenarios import scenarios
from detente.case.check.sections import (
    exclusions,
    issues,
    offers,
    parties,
    sources_section,
    staleness,
    statements,
    trajectories,
)
from detente.case.check.timing import timing
from detente.case.check.tracks import tracks, venue_criteria, venues
from detente.case.check.views import no_deal, preferences
from detente.case.check.whole import Rows, check_whole
from detente.case.check.wild_cards import check_wild_cards, wild_cards
from detente.case.document import Document
from detente.case.fault import Fault
from detente.case.marking import MARKINGS
from detente.case.nouns import SCALES, STATUSES, Case

VERSION = 1
MOST = 200
"""Largest number of parties, of issues, and of options of an issue."""
REQUIRED = ("detente", "title", "as_of", "horizon", "parties", "issues")
SECTIONS = {
    "staleness": staleness,
    "sources": sources_section,
    "parties": parties,
    "issues": issues,
    "forbid": exclusions,
    "views": preferences,
    "no_deal": no_deal,
    "statements": statements,
    "correlation": correlation,
    "offers": offers,
    "scenarios": scenarios,
    "trajectories": trajectories,
    "tracks": tracks,
    "venue_criteria": venue_criteria,
    "venues": venues,
    "ratification": ratification,
    "dependence": dependence,
    "guarantees": guarantees,
    "durability": durability,
    "timing": timing,
    "levers": levers,
    "wild_cards": wild_cards,
    "outcome": outcome,
    "cross_impact": cross_impact,
    "futures": futures,
    "hypotheses": hypotheses,
    "claims": claims,
    "indicators": indicators,
    "consequences": consequences,
    "models": mixture,
    "brief": brief,
    "confides": confides,
    "withheld": withheld,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Parameters
    ----------
    case
        The case; None when there are faults.
    faults
        Every fault, in file order.
    notes
        What is no fault but worth knowing, in file order; empty while there are faults.
    """

    case: Case | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def check(document: Document, *, case_id: str) -> Checked:
    """Check a document as a case file.

    Examples
    --------
    >>> [fault.text() for fault in check(Document([]), case_id="small").faults]
    ['a list is not a mapping of keys such as title, parties and issues']
    """
    muted = document.unread.union(fault.where for fault in document.faults)
    desk = Desk(document, list(document.faults), muted=muted)
    try:
        rows = _read(desk)
    except Enough:
        rest = Fault("", None, f"more than {MOST_FAULTS} faults; the rest was not checked", "mend these first")
        return Checked(None, (*_in_order(desk.faults), rest))
    if desk.faults or rows is None:
        return Checked(None, _in_order(desk.faults))
    case = Case(id=case_id, **rows)
    add_notes(desk, case)
    return Checked(case, (), _in_order(desk.notes))


def _read(desk: Desk) -> Rows | None:
    """Return what the sections hold, as far as it can be read."""
    top = Node(desk.document.value, (), desk)
    if top.value is None:
        top.fault("the file is empty", "`detente new NAME` writes a template")
        return None
    if not isinstance(top.value, dict):
        top.unlike("a mapping of keys such as title, parties and issues")
        return None
    if not _of_a_size(top):
        return None
    rows = record(top, _table(names_of(top.value)), REQUIRED)
    rows.pop("detente", None)
    preferred = rows.pop("views", None)
    rows["views"] = preferred.views if preferred else ()
    rows["interactions"] = preferred.interactions if preferred else ()
    check_whole(desk, rows)
    check_levers(desk, rows)
    check_wild_cards(desk, rows)
    check_futures(desk, rows)
    check_evidence(desk, rows)
    check_consequences(desk, rows)
    check_brief(desk, rows)
    check_marking(desk, rows)
    return rows


def _of_a_size(top: Node) -> bool:
    """Return whether there are no more parties, issues and options than can be worked with; add faults if not."""
    for key in ("parties", "issues"):
        if key in top.value:
            _no_more(top.at(key), key)
    issue_map = top.value.get("issues")
    for issue, held in (issue_map if isinstance(issue_map, dict) else {}).items():
        if isinstance(held, dict) and "options" in held:
            _no_more(top.at("issues").at(issue).at("options"), "options")
    return top.desk.sound()


def _no_more(node: Node, what: str) -> None:
    if isinstance(node.value, dict) and len(node.value) > MOST:
        message = f"{len(node.value)} {what} are more than the {MOST} that can be worked with"
        node.desk.fault(node.place, message, f"merge some, or split the case: at most {MOST} {what}", limit=True)


def _table(names: Names) -> Table:
    plain: dict[str, Reader] = {
        "detente": _version,
        "title": text,
        "as_of": day,
        "horizon": day,
        "status": one_of(STATUSES),
        "summary": words,
        "hindsight": flag,
        "scale": one_of(SCALES),
        "marking": one_of(MARKINGS),
    }
    return plain | {key: _bound(section, names) for key, section in SECTIONS.items()}


def _bound(section: Callable[[Node, Names], Any], names: Names) -> Reader:
    def read(node: Node) -> Any:
        return section(node, names)

    return read


def _version(node: Node) -> Any:
    if type(node.value) is int and node.value == VERSION:
        return VERSION
    return node.unlike(f"{VERSION}, the version of the case file that can be read")


def _in_order(found: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(found, key=lambda fault: fault.line or 0))
