"""What is said of a case beside its outcome: one paragraph, labelled as consistency."""

from __future__ import annotations

from typing import Any

from detente.report.digits import decimal, points
from detente.report.digits import signed as signed_points
from detente.report.labels import LONG, Labels, listed

Result = dict[str, Any]
HINDSIGHT = "Consistency with what happened, not a prediction: the case was coded knowing it."
ZONE = "Zone, every stated red line binding"
BESIDE = "Consistency with what happened, not a prediction."


def consistency_sentences(found: Result, labels: Labels) -> list[str]:
    """Return the sentences on the object of `solutions.consistency`: outcome, rule, zone, baseline."""
    said = [HINDSIGHT if "hindsight" in found["kind"] else BESIDE, _outcome(found), _rule(found, labels)]
    said.append(_zone(found, labels))
    errors = found["baseline"]["weighted_error"], found["baseline"]["plain_error"]
    if None not in errors:
        weighted, plain = (points(x, exact=True) for x in errors)
        who = "mean position of the required parties"
        said.append(f"Baseline, the {who}: off by {weighted} of 100 on average, or {plain} without salience.")
    return said


def years(held: Result) -> str:
    """Return how long a settlement held, with the day it ended or to which it is known to have held.

    Examples
    --------
    >>> years({"years": 73.324, "until": None, "to_date": "2026-11-22"})
    'held 73.3 years to 2026-11-22'
    >>> years({"years": 7.0253, "until": "2022-02-21", "to_date": None})
    'ended after 7.03 years, on 2022-02-21'
    """
    span = f"{decimal(held['years'], 2 if held['years'] < 10.0 else 1)} years"
    return f"ended after {span}, on {held['until']}" if held["until"] else f"held {span} to {held['to_date']}"


def _outcome(found: Result) -> str:
    lasted = _lasted(found["talks"])
    if not found["agreed"]:
        return f"Outcome: no agreement by {found['date']}{lasted and f',{lasted}'}."
    held = f", {years(found['held'])}" if found["held"] else ""
    note = f" ({found['held']['note']})" if found["held"] and found["held"]["note"] else ""
    return f"Outcome: agreement on {found['date']}{lasted and lasted + ' of talks'}{held}{note}."


def _lasted(talks: Result | None) -> str:
    for unit in ("days", "hours"):
        if talks and talks[unit]:
            return f" after {decimal(talks[unit])} {unit}"
    return ""


def _rule(found: Result, labels: Labels) -> str:
    without = [labels.issue(issue, LONG) for issue in found["rule"]["without"]]
    if without:
        says = f"none on {listed(without)}, so no agreement"
    else:
        says = "there is one on each, so agreement"
    return f"Rule, an option of every issue that all required parties state acceptable: {says}{_fit(found, 'rule')}."


def _zone(found: Result, labels: Labels) -> str:
    zone = found["zone"]["agreement"]
    why = ""
    if zone != found["rule"]["agreement"]:
        why = "; it reads red lines and no-deal values, not what parties state acceptable"
    if not zone:
        return f"{ZONE}: empty, so no agreement{_fit(found, 'zone')}{why}."
    signed = found["settlement"]
    inside = ""
    if signed and signed["in_zone"]:
        inside = "; what was agreed lies in it"
    elif signed:
        inside = f"; what was agreed lies outside, refused by {labels.party_list(signed['refused_by'])}"
    gap = f"gap {signed_points(found['zone']['gap'], exact=True)} points"
    return f"{ZONE}: not empty, {gap}, so agreement{_fit(found, 'zone')}{why}{inside}."


def _fit(found: Result, name: str) -> str:
    return ", a miss" if name in found["misses"] else ", as it was"
