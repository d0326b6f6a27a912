"""A case as utility profiles over one domain, for other programs, and what is lost on the way."""

from __future__ import annotations

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.case.profiles import Domain, DomainIssue, Profile
from detente.case.quantity import POINTS
from detente.settlement.inputs import central_inputs, option_columns
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import valued_parties, worths


def profiles_of(case: Case) -> tuple[Domain, dict[str, Profile], tuple[str, ...]]:
    """Return the central case as a domain with the profiles of the required parties by id, and what is not kept.

    Utilities are those of the case divided by 100. Raises `Unanswerable` where the case has none on that scale.
    """
    now = known(case)
    rows = np.flatnonzero(valued_parties(now) & np.array([party.required for party in now.parties]))
    if now.scale == "raw":
        raise Unanswerable("the case has `scale: raw`; profiles have utilities between 0 and 1")
    if not rows.size:
        raise Unanswerable("no required party has a no-deal value and views on half of the issues, so no profile")
    inputs = central_inputs(now)
    worth, values = worths(now, inputs)[0] / POINTS[1], no_deal_values(now, inputs).value[0]
    place = option_columns(now)
    domain = Domain(now.title, tuple(DomainIssue(i.name, tuple(o.name for o in i.options)) for i in now.issues))
    found: dict[str, Profile] = {}
    for p in rows:
        weights = inputs.salience[0, p] / inputs.salience[0, p].sum()
        rated = tuple(tuple(float(worth[p, place[i.id, o]]) for o in i.option_ids) for i in now.issues)
        party = now.parties[p]
        found[party.id] = Profile(party.name, tuple(weights.tolist()), rated, float(values[p] / POINTS[1]))
    return domain, found, tuple(_lost(case, now, rows.size))


def _lost(case: Case, now: Case, kept: int) -> list[str]:
    """Name what a case holds and profiles cannot, with how many of it there are."""
    views = now.views
    ranges = [view.salience for view in views] + [view.position for view in views if view.position is not None]
    ranges += [quantity for view in views for quantity in view.worth.values()]
    ranges += [entry.value for entry in now.no_deal if entry.value is not None]
    counted = {
        "red lines": sum(len(view.red_lines) for view in views),
        "ranges, of which the middle is kept": sum(not quantity.certain for quantity in ranges),
        "exclusions": len(case.forbid),
        "interactions": len(case.interactions),
        "issues that may stay open": sum(issue.deferrable for issue in case.issues),
        "parties without a required consent and a utility": len(case.parties) - kept,
        "offers": len(case.offers),
        "statements": len(case.statements),
        "scenarios": len(case.scenarios),
        "steps of ratification": len(case.ratification),
        "sources": len(case.sources),
    }
    return [f"{number} {what}" for what, number in counted.items() if number]
