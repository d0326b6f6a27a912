"""Whether a case that was changed can still be judged: somebody must consent, and there is something to weigh."""

from __future__ import annotations

from detente.case.coverage import LEAST, issues_viewed
from detente.case.dated import latest
from detente.case.levers import CannotChange
from detente.case.nouns import Case
from detente.case.quantity import LEAST_SALIENCE

WEIGHED = ("parties", "views", "no_deal")
"""Sections that this rests on."""


def why_not(case: Case) -> str | None:
    """Return why a case leaves nobody to bargain with, as a file that says so is refused; None where it does not.

    Somebody must be required; every required party has an entry under ``no_deal``; some required party has a no-deal
    value and views on half of the issues; and every party with a no-deal value minds some issue.
    """
    required = [party.id for party in case.parties if party.required]
    if not required:
        return "no party would be required, so any settlement would do; leave one that must consent"
    entries = {entry.party: entry.value for entry in latest(case.no_deal, case.as_of)}
    without = [party for party in required if party not in entries]
    if without:
        return f"{without[0]} would be required and has no entry under no_deal; write one, or none"
    views = latest(case.views, case.as_of)
    valued = [party for party, value in entries.items() if value is not None]
    minded = {view.party for view in views if view.salience.mid >= LEAST_SALIENCE}
    careless = [party for party in valued if party not in minded]
    if careless:
        return f"no issue would have a salience above 0 to {careless[0]}, which has a no-deal value"
    if not any(party in required and issues_viewed(views, party) >= LEAST * len(case.issues) for party in valued):
        told = "no required party would be left with a no-deal value and views on at least half of the issues"
        return f"{told}, so that there is nothing to bargain over"
    return None


def must_stand(before: Case, after: Case) -> None:
    """Refuse changes that leave nobody to bargain with; raises `CannotChange`."""
    told = why_not(after)
    if told is not None and why_not(before) is None:
        raise CannotChange(told)
