"""A case as utility profiles over one domain, for other programs, and what is lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import EVEN_LEVERAGE, Case
from detente.case.profiles import Domain, DomainIssue, Profile
from detente.case.quantity import POINTS
from detente.settlement.frame import valued_parties
from detente.settlement.inputs import central_inputs, option_columns
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import worths


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
    discounts = {entry.party: entry.discount for entry in now.no_deal}
    issues = zip(_distinct((i.name, i.id) for i in now.issues), now.issues, strict=True)
    domain = Domain(
        now.title, tuple(DomainIssue(name, _distinct((o.name, o.id) for o in issue.options)) for name, issue in issues)
    )
    found: dict[str, Profile] = {}
    for p in rows:
        weights = inputs.salience[0, p] / inputs.salience[0, p].sum()
        rated = tuple(tuple(float(worth[p, place[i.id, o]]) for o in i.option_ids) for i in now.issues)
        party = now.parties[p]
        reservation, discount = float(values[p] / POINTS[1]), discounts.get(party.id)
        found[party.id] = Profile(party.name, tuple(weights.tolist()), rated, reservation, discount)
    return domain, found, tuple(_lost(case, now, {*found}))


def _distinct(named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return names of issues or options, each with its id behind it where others are named alike."""
    pairs = [*named]
    often = Counter(name for name, _ in pairs)
    return tuple(name if often[name] == 1 else f"{name} ({key})" for name, key in pairs)


def _lost(case: Case, now: Case, kept: set[str]) -> list[str]:
    """Name what a case holds and profiles cannot, with how many of it there are."""
    views = now.views
    ranges = [view.salience for view in views] + [view.position for view in views if view.position is not None]
    ranges += [quantity for view in views for quantity in view.worth.values()]
    ranges += [entry.value for entry in now.no_deal if entry.value is not None]
    counted = {
        ("red line", "red lines"): sum(len(view.red_lines) for view in views),
        ("range, of which the middle is kept", "ranges, of which the middle is kept"): sum(
            not quantity.certain for quantity in ranges
        ),
        ("exclusion", "exclusions"): len(case.forbid),
        ("interaction", "interactions"): len(case.interactions),
        ("issue that may stay open", "issues that may stay open"): sum(issue.deferrable for issue in case.issues),
        (
            "party that need not consent or has no utility", "parties that need not consent or have no utility"
        ): len(case.parties) - len(kept),
        ("leverage", "leverages"): sum(p.id in kept and p.leverage != EVEN_LEVERAGE for p in case.parties),
        ("correlation group", "correlation groups"): len(case.correlation),
        ("offer", "offers"): len(case.offers),
        ("statement", "statements"): len(case.statements),
        ("scenario", "scenarios"): len(case.scenarios),
        ("step of ratification", "steps of ratification"): len(case.ratification),
        ("guarantee", "guarantees"): len(case.guarantees),
        ("weighing of models", "weighings of models"): int(case.models is not None),
        ("source", "sources"): len(case.sources),
    }  # fmt: skip
    return [f"{number} {names[number > 1]}" for names, number in counted.items() if number]
