"""Which day of a case comes next: its horizon, or the last day of one of its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.case.nouns import Case

HORIZON = "horizon"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day that a case waits for; `what` is the name of the indicator, or `HORIZON`."""

    day: date
    what: str


def next_day(case: Case, today: date) -> Ahead | None:
    """Return the earliest day of a case from today on, the horizon first among those of one day; None without one."""
    signs = [*case.indicators]
    seen = [Ahead(sign.by, sign.name) for sign in signs]
    matrix = () if case.cross_impact is None else case.cross_impact.descriptors
    told = [sign for row in matrix for variant in row.variants for sign in variant.indicators]
    seen += [Ahead(sign.by, sign.what) for sign in told if sign.by is not None]
    coming = [one for one in (Ahead(case.horizon, HORIZON), *seen) if one.day >= today]
    return min(coming, key=lambda one: one.day, default=None)
