"""What elicitation says, as plain values: the ranges with the changes that write them, or what contradicts what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from detente.case.nouns import Case
from detente.case.quantity import POINTS, Quantity
from detente.settlement.elicitation.conflict import Conflict
from detente.settlement.elicitation.fit import CENTRE, CENTROID, Fit, fit_weights, fit_worths
from detente.settlement.elicitation.question import next_question
from detente.settlement.elicitation.sound import views_of
from detente.settlement.elicitation.statements import Statement

DIGITS = 2
"""Decimals of a salience or worth that is written; the ends are rounded outwards, so that nothing possible is lost."""
HOW = {
    CENTROID: "rank-order centroid: the mean of all weights with this order (Barron and Barrett 1996)",
    CENTRE: "the point farthest from all bounds at once: a choice among many that fit, not what was said",
    "": "",
}


def elicited(
    case: Case, party: str, said: Sequence[Statement], *, issue: str = "", ask: bool = False
) -> dict[str, Any]:
    """Return what statements leave possible for a party, as plain values.

    Parameters
    ----------
    case
        The case as known at its as-of date.
    issue
        Elicit the worths of the options of this issue; empty: the weights of the issues.
    ask
        Look for the comparison to ask next, which takes some hundred linear programs.

    Raises
    ------
    InputFaults
        With every statement that cannot be weighed.
    """
    fit = fit_worths(case, party, issue, said) if issue else fit_weights(case, party, said)
    written = list(fit.ranges) if issue else saliences(case, party, fit)
    rows = zip(fit.names, fit.ranges, map(rounded, written), strict=False)
    path = f"views.{party}.{issue}.worth.{{}}" if issue else f"views.{party}.{{}}.salience"
    found = [{"id": name, **_ends(held), "written": _ends(put), "path": path.format(name)} for name, held, put in rows]
    head = {"party": party, "issue": issue or None, "consistent": fit.conflict is None, "statements": len(said)}
    asked = None if issue or not ask else _asked(case, party, fit)
    middle = {"mid_how": fit.mid_how or None, "mid_said": HOW[fit.mid_how]}
    return {**head, **middle, "ranges": found, "conflict": _told(fit.conflict), "next": asked}


def saliences(case: Case, party: str, fit: Fit) -> list[Quantity]:
    """Return ranges of weights as saliences of 0 to 100: times one number, so that their ratios stay.

    The number is the sum of the party's saliences as they are, or less where a range would pass 100. Saliences that are
    drawn each alone from these ranges, and divided by their sum, give every weighting that fits, and others too.
    """
    if not fit.ranges:
        return []
    whole = sum(view.salience.mid for view in views_of(case, party).values())
    top = POINTS[1]
    size = min(whole or top, top / max(held.high for held in fit.ranges))
    return [Quantity(size * held.low, size * held.mid, size * held.high) for held in fit.ranges]


def rounded(held: Quantity) -> Quantity:
    """Return a range with `DIGITS` decimals, its ends outwards.

    >>> rounded(Quantity(1.239, 2.0001, 3.331)).high
    3.34
    """
    step = 10.0**DIGITS
    low, high = math.floor(held.low * step + 1e-6) / step, math.ceil(held.high * step - 1e-6) / step
    return Quantity(low, min(max(round(held.mid, DIGITS), low), high), high)


def _ends(held: Quantity) -> dict[str, float]:
    return {"low": held.low, "mid": held.mid, "high": held.high}


def _told(found: Conflict | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"size": len(found.sets[0]), "sets": [list(held) for held in found.sets], "more": found.more}


def _asked(case: Case, party: str, fit: Fit) -> dict[str, Any] | None:
    found = next_question(case, party, fit)
    if found is None:
        return None
    choice = {"first": dict(found.choice.first), "second": dict(found.choice.second)}
    return {"issue": found.issue, **choice, "width": found.before, "after": [found.first, found.second]}
