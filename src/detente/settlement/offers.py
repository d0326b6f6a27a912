"""Offers side by side: what each is worth to whom, who accepts it, how drafts converge, and what statements imply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from detente.case.coverage import covers
from detente.case.nouns import OPEN, Case, Offer, Settlement, Statement
from detente.settlement.frame import valued_parties
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values, settled_utility
from detente.settlement.units import GRID

TOLERANCE = 1.0 / GRID
"""Points by which a utility may lie below a no-deal value and still count as equal: the unit of the kernels."""


def offers(case: Case) -> dict[str, Any]:
    """Judge all offers of a case as known at its as-of date, by its central case.

    Returns the object of ``detente offers --json``: per offer its utilities, who accepts it and whose red lines it
    meets; the bounds that statements put on no-deal values, with the offer each comes from; per issue the options on
    nobody's red line and those stated acceptable by all principals; and the changes between successive tabled drafts.
    An offer that settles only some issues is judged by those: what it leaves open is worth each party's no-deal value.
    """
    now = known(case)
    desk = _desk(now)
    return {
        "offers": [desk.row(offer) for offer in now.offers],
        "bounds": desk.bounds(red_lines=True),
        "bounds_without_red_lines": desk.bounds(red_lines=False),
        "intersections": intersections(now),
        "convergence": [desk.step(a, b) for a, b in pairwise(drafts(now))],
    }


def judged_offers(case: Case) -> tuple[Case, list[dict[str, Any]], dict[str, float]]:
    """Return a case as known, its offers as `offers` judges them, and the no-deal values of parties that have one."""
    now = known(case)
    desk = _desk(now)
    return now, [desk.row(offer) for offer in now.offers], desk.no_deal


def drafts(case: Case) -> list[Offer]:
    """Return the tabled offers that have a date, earliest first; offers of one day keep the file's order."""
    dated = [offer for offer in case.offers if offer.tabled and offer.date is not None]
    return sorted(dated, key=lambda offer: offer.date or date.min)


def compare(case: Case, first: str, second: str) -> dict[str, Any]:
    """Return what changes from one offer of a case to another; `KeyError` where there is no such offer."""
    now = known(case)
    return _desk(now).step(now.offer(first), now.offer(second))


def red_lines_met(case: Case, settlement: Settlement) -> dict[str, list[str]]:
    """Return per party the issues on which a settlement meets one of its stated red lines."""
    met: dict[str, list[str]] = {}
    for party in case.parties:
        for view in case.views:
            stated = {line.option for line in view.red_lines}
            if view.party == party.id and settlement.get(view.issue) in stated:
                met.setdefault(party.id, []).append(view.issue)
    return met


def intersections(case: Case) -> dict[str, dict[str, list[str]]]:
    """Return per issue the options on no red line of a required party, and those `acceptable` to all principals."""
    required = {party.id for party in case.parties if party.required}
    principals = [party.id for party in case.parties if party.role == "principal"]
    found: dict[str, dict[str, list[str]]] = {}
    for issue in case.issues:
        views = [view for view in case.views if view.issue == issue.id]
        barred = {line.option for view in views if view.party in required for line in view.red_lines}
        found[issue.id] = {
            "not_red": [option for option in issue.option_ids if option not in barred],
            "acceptable": acceptable(case, issue.id, principals),
        }
    return found


def acceptable(case: Case, issue_id: str, parties: Sequence[str]) -> list[str]:
    """Return the options of an issue that all these parties state acceptable.

    A party without a view on the issue states nothing and does not narrow it; without any such view no option is
    acceptable.
    """
    stated = [set(view.accepts) for view in case.views if view.issue == issue_id and view.party in parties]
    shared = set.intersection(*stated) if stated else set[str]()
    return [option for option in case.issue(issue_id).option_ids if option in shared]


def distance(case: Case, first: Settlement, second: Settlement) -> float | None:
    """Return how far two settlements are apart: the mean absolute difference of option scores, 0-100, no salience.

    Over the issues that both settle by options with a score; None where there is no such issue.
    """
    apart: list[float] = []
    for issue in case.issues:
        score = {option.id: option.score for option in issue.options}
        a, b = score.get(first.get(issue.id, OPEN)), score.get(second.get(issue.id, OPEN))
        if a is not None and b is not None:
            apart.append(abs(a - b))
    return sum(apart) / len(apart) if apart else None


def changed(case: Case, first: Settlement, second: Settlement) -> list[str]:
    """Return the issues that two settlements do not settle alike; one left open in only one of them is among these."""
    return [i.id for i in case.issues if first.get(i.id, OPEN) != second.get(i.id, OPEN)]


@dataclass(frozen=True, slots=True)
class _Desk:
    """One case with the utilities of its offers and its no-deal values, both central."""

    case: Case
    utility: dict[str, dict[str, float]]
    no_deal: dict[str, float]

    def row(self, offer: Offer) -> dict[str, Any]:
        """Return one offer as data."""
        met = red_lines_met(self.case, offer.settlement)
        return {
            "id": offer.id,
            "name": offer.name,
            "by": offer.by,
            "date": None if offer.date is None else str(offer.date),
            "track": offer.track,
            "tabled": offer.tabled,
            "options": dict(offer.settlement),
            "utility": self.utility[offer.id],
            "accepted_by": [p.id for p in self.case.parties if self._judges(p.id) and self._accepts(p.id, offer, met)],
            "red_lines": met,
        }

    def _judges(self, party: str) -> bool:
        return party in self.no_deal or self.case.party(party).required

    def _accepts(self, party: str, offer: Offer, met: dict[str, list[str]]) -> bool:
        if party in met:
            return False
        value = self.utility[offer.id].get(party)
        return party not in self.no_deal or value is None or value >= self.no_deal[party] - TOLERANCE

    def bounds(self, *, red_lines: bool) -> dict[str, Any]:
        """Return per party that made a statement the bounds on its no-deal value and the offers they come from."""
        spoke = {statement.party for statement in self.case.statements}
        return {p.id: self._bound(p.id, red_lines) for p in self.case.parties if p.id in spoke}

    def _bound(self, party: str, red_lines: bool) -> dict[str, Any]:
        own = [s for s in self.case.statements if s.party == party and party in self.utility[s.offer]]
        refused = [s for s in own if s.verdict == "refused" and not (red_lines and self._barred(s))]
        willing = [s for s in own if s.verdict != "refused"]

        def worth(statement: Statement) -> float:
            return self.utility[statement.offer][party]

        low, high = max(refused, key=worth, default=None), min(willing, key=worth, default=None)
        return {
            "low": None if low is None else worth(low),
            "high": None if high is None else worth(high),
            "from": {"low": None if low is None else low.offer, "high": None if high is None else high.offer},
        }

    def _barred(self, statement: Statement) -> bool:
        return statement.party in red_lines_met(self.case, self.case.offer(statement.offer).settlement)

    def step(self, first: Offer, second: Offer) -> dict[str, Any]:
        """Return what changes from one offer to another."""
        before, after = self.utility[first.id], self.utility[second.id]
        return {
            "from": first.id,
            "to": second.id,
            "date": None if second.date is None else str(second.date),
            "changed": changed(self.case, first.settlement, second.settlement),
            "distance": distance(self.case, first.settlement, second.settlement),
            "utility_change": {party: after[party] - before[party] for party in before if party in after},
        }


def _desk(case: Case) -> _Desk:
    inputs = central_inputs(case)
    covered = [covers(case, party.id) for party in case.parties]
    utility = {o.id: _points(case, covered, settled_utility(case, inputs, o)[0]) for o in case.offers}
    values = no_deal_values(case, inputs).value[0]
    return _Desk(case, utility, _points(case, valued_parties(case).tolist(), values))


def _points(case: Case, kept: Sequence[bool], values: np.ndarray) -> dict[str, float]:
    """Return the values of the kept parties that have one, by id."""
    rows = zip(case.parties, kept, values.tolist(), strict=True)
    return {party.id: value for party, keep, value in rows if keep and not np.isnan(value)}
