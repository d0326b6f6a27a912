"""Utility profiles over one domain, the record of negotiation platforms, and the case that they make.

A domain names issues and their values; a profile weights the issues and evaluates the values on a scale of 0-1. A
party's utility is ``sum_i weight_i x evaluation_i(value)``, its reservation value is on that scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.case.nouns import OPEN, Case, Issue, NoDeal, Option, Party, Source, View
from detente.case.quantity import POINTS, exactly

UNDATED = date.min
"""As-of date of a case that has none, because it comes from profiles."""
ENDLESS = date.max
"""Horizon of such a case."""
RESERVED = (OPEN, "all", "any", "not", "with")
SUM_TOLERANCE = 1e-9
MOST_ISSUES, MOST_VALUES = 200, 200
"""Issues of a domain, and values of one issue, that can be worked with."""
LEAST_WEIGHT, MOST_WEIGHT = 1e-6, 1e6
"""Least sum of the weights and largest weight of a profile: beyond them nothing is weighed, or only one issue is."""


@dataclass(frozen=True, slots=True)
class DomainIssue:
    """An issue of a domain with its values in words; `kind` is ``discrete``, ``integer`` or ``real``."""

    name: str
    values: tuple[str, ...]
    kind: str = "discrete"


@dataclass(frozen=True, slots=True)
class Domain:
    """The issues that parties negotiate."""

    name: str
    issues: tuple[DomainIssue, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one party wants: weights per issue, evaluations 0-1 per issue and value, in the order of the domain.

    `reservation` is the utility of no deal. `discount` is a factor per unit of time, kept and never applied.
    """

    name: str
    weights: tuple[float, ...]
    evaluations: tuple[tuple[float, ...], ...]
    reservation: float = 0.0
    discount: float | None = None

    @property
    def total(self) -> float:
        """The sum of the weights; 1 where it differs by rounding alone."""
        found = sum(self.weights)
        return 1.0 if abs(found - 1.0) < SUM_TOLERANCE else found


def case_of(domain: Domain, profiles: Sequence[Profile], *, case_id: str) -> Case:
    """Return the case in which every profile is a principal that must consent.

    Utilities are 100 times those of the profiles, divided by the sum of the weights where that is more than 1; the
    no-deal value is the reservation value on the same scale.
    """
    issues = _issues(domain)
    parties = ids((profile.name for profile in profiles), taken=())
    views: list[View] = []
    no_deal: list[NoDeal] = []
    for party, profile in zip(parties, profiles, strict=True):
        most, part = max(1.0, *profile.weights), min(1.0, profile.total)
        for issue, weight, evaluations in zip(issues, profile.weights, profile.evaluations, strict=True):
            worth = {o: exactly(POINTS[1] * e * part) for o, e in zip(issue.option_ids, evaluations, strict=True)}
            salience = exactly(POINTS[1] * weight / most)
            views.append(View(party, issue.id, salience, worth=worth, sources=(party,), coded="sourced"))
        no_deal.append(_no_deal(party, profile))
    return Case(
        id=case_id,
        title=domain.name,
        as_of=UNDATED,
        horizon=ENDLESS,
        parties=tuple(Party(i, p.name, "principal", required=True) for i, p in zip(parties, profiles, strict=True)),
        issues=issues,
        views=tuple(views),
        no_deal=tuple(no_deal),
        sources=tuple(Source(i, f"utility profile {p.name}") for i, p in zip(parties, profiles, strict=True)),
        summary=f"{len(profiles)} utility profiles over one domain.",
    )


def _no_deal(party: str, profile: Profile) -> NoDeal:
    value = exactly(POINTS[1] * profile.reservation / max(1.0, profile.total))
    kept, why = profile.discount, _why(profile)
    return NoDeal(party, value, relative_to=(), why=why, sources=(party,), coded="sourced", discount=kept)


def _why(profile: Profile) -> str:
    parts = ["reservation value of the profile"]
    if profile.total > 1.0:
        parts.append(f"weights sum to {profile.total:.6g}, utilities are divided by it")
    return "; ".join(parts)


def _issues(domain: Domain) -> tuple[Issue, ...]:
    found: list[Issue] = []
    for key, issue in zip(ids((i.name for i in domain.issues), taken=RESERVED), domain.issues, strict=True):
        options = zip(ids(issue.values, taken=RESERVED), issue.values, strict=True)
        found.append(Issue(key, issue.name, tuple(Option(o, name) for o, name in options)))
    return tuple(found)


def ids(names: Iterable[str], *, taken: Iterable[str]) -> list[str]:
    """Return an id for every name: its letters and digits, numbered where two would be alike or one is `taken`.

    Examples
    --------
    >>> ids(["$100 Billion", "100 billion!", "open", "a"], taken=["open"])
    ['v100_billion', 'v100_billion_2', 'open_2', 'a']
    """
    used, found = {word.lower() for word in taken}, []
    for name in names:
        stem = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_").lower()[:40] or "v"
        stem = stem if stem[0].isalpha() else f"v{stem}"
        key, number = stem, 2
        while key in used:
            key, number = f"{stem}_{number}", number + 1
        used.add(key)
        found.append(key)
    return found
