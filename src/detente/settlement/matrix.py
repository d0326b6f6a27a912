"""Who wants what: every view of a case as a table of issues by parties, and options that nobody would rather have."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from detente.case.nouns import Case, Issue, View
from detente.case.places import firmness
from detente.case.quantity import POINTS, Quantity, utility_bounds
from detente.settlement.elicitation.bounds import points


def matrix(case: Case) -> dict[str, Any]:
    """Return the views of a case as known at its as-of date, as plain values.

    `issues` holds per issue its `cells`: of each party with a view its salience, its weight (the salience divided by
    the sum of all of the party's, each at mid), its position, and per option the worth in points, whether that is
    `given` or follows from the position, and the firmness of a red line on it. `parties` holds the sums of saliences.
    `bounds` are what the fields allow; `dominated` lists options that another one of the issue beats or equals for all.
    """
    views = {(view.party, view.issue): view for view in case.views}
    sums = {p.id: sum(v.salience.mid for v in case.views if v.party == p.id) for p in case.parties}
    parties = [{"id": p.id, "views": sum(v.party == p.id for v in case.views), "sum": sums[p.id]} for p in case.parties]
    issues = [
        {
            "id": issue.id,
            "cells": [
                _cell(case, issue, views[p.id, issue.id], sums[p.id]) for p in case.parties if (p.id, issue.id) in views
            ],
        }
        for issue in case.issues
    ]
    beaten = [
        {"issue": issue.id, "option": option, "by": by}
        for issue in case.issues
        for option, by in dominated(case, issue)
    ]
    bounds = {"salience": list(POINTS), "worth": list(utility_bounds(case.scale))}
    return {"bounds": bounds, "parties": parties, "issues": issues, "dominated": beaten}


def worth_of(case: Case, view: View, option: str) -> Quantity:
    """Return the worth of an option to a party, in points, over the range of its position where it follows from one.

    It is the largest where the position comes nearest to the score, and the least at an end of the range.
    """
    if view.position is None:
        return view.worth[option]
    score = case.issue(view.issue).option(option).score
    if score is None:
        raise ValueError(f"option {option} of {view.issue} has no score, and a position needs one")
    low, mid, high = view.position.low, view.position.mid, view.position.high
    least = min(points(view, score, low), points(view, score, high))
    return Quantity(least, points(view, score, mid), points(view, score, min(max(score, low), high)))


def dominated(case: Case, issue: Issue) -> list[tuple[str, str]]:
    """Return pairs of an option and another of the same issue that is at least as good for all, and better for one.

    Compared are the worths at mid of all parties with a view on the issue; a red line on the better option that does
    not stand on the other too speaks against it. Interactions and exclusions may still make it worth having. Of several
    better options the first is named.
    """
    held = [view for view in case.views if view.issue == issue.id]
    worth = {option: [worth_of(case, view, option).mid for view in held] for option in issue.option_ids}
    lines = {option: {v.party for v in held if firmness(v, option) is not None} for option in issue.option_ids}
    found: dict[str, str] = {}
    for option, other in permutations(issue.option_ids, 2):
        pairs = list(zip(worth[option], worth[other], strict=True))
        beats = all(b >= a for a, b in pairs) and any(b > a for a, b in pairs)
        if beats and lines[other] <= lines[option]:
            found.setdefault(option, other)
    return list(found.items())


def _cell(case: Case, issue: Issue, view: View, total: float) -> dict[str, Any]:
    options = {
        option: {
            "worth": _ends(worth_of(case, view, option)),
            "red_line": firmness(view, option),
            "accepted": option in view.accepts,
        }
        for option in issue.option_ids
    }
    return {
        "party": view.party,
        "salience": _ends(view.salience),
        "weight": view.salience.mid / total if total > 0.0 else None,
        "position": None if view.position is None else _ends(view.position),
        "given": view.position is None,
        "options": options,
    }


def _ends(held: Quantity) -> dict[str, float]:
    return {"low": held.low, "mid": held.mid, "high": held.high}
