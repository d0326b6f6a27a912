"""By the horizon: signed, ratified, in force, month by month and scenario by scenario, and what each assumption moves.

No event is drawn: every draw of the inputs carries the chance of each state (`durability.course`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.case.quantity import Quantity
from detente.durability.course import STATES, Approval, Course, course
from detente.ensemble.hold.drawn import Drawn, survival
from detente.ensemble.hold.signed import Approvals
from detente.ensemble.hold.talks import Talks
from detente.ensemble.shares import mean_and_error, scenario_ids

RATES = {
    "closing": "signatures a year while the zone holds a settlement",
    "collapse": "times a year that talks end for good",
    "escalation": "times a year that the war escalates so that talks end",
}
RESULTS = ("signed", "ratified", "in_force")
END_OF_MONTHS = 240
"""Months at most that a course is followed."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a course rests on: the case as known, what was drawn, the talks, and what signatures meet."""

    case: Case
    drawn: Drawn
    talks: Talks
    approvals: Approvals

    @property
    def months(self) -> int:
        """Number of months."""
        return len(self.talks.zone)


def month_ends(case: Case) -> tuple[date, ...]:
    """Return the ends of the months from the as-of date on; the last one is the horizon.

    Examples
    --------
    >>> from detente.formats.load import load
    >>> [str(day) for day in month_ends(load("miami"))][-2:]
    ['2026-05-31', '2026-06-30']
    """
    found: list[date] = []
    while (not found or found[-1] < case.horizon) and len(found) < END_OF_MONTHS:
        found.append(min(_later(case.as_of, len(found) + 1), case.horizon))
    return tuple(found)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    whole = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if whole else min(day.day, last))


def horizon(asked: Question) -> dict[str, Any]:
    """Return the chances by the horizon with their ranges, the course by month, and the shares of scenarios."""
    found = followed(asked)
    ends = [*_moved(asked)]
    days = month_ends(asked.case)
    return {
        "assumptions": [row for row, _, _ in ends],
        **{name: _result(name, found, ends) for name in RESULTS},
        "by_month": [_month(found, asked, t, day) for t, day in enumerate(days)],
        "scenarios": _scenarios(asked, found),
    }


def followed(asked: Question, **changed: Any) -> Course:
    """Return the course of talks, with some rates, the frailty or the chance of approval replaced."""
    held = asked.drawn
    rates = held.rates
    if rates is None:
        raise ValueError("the case has no timing")
    named = {name: np.full(held.frailty.size, value) for name, value in changed.items() if name in RATES}
    if "frailty" in changed:
        held = replace(held, frailty=np.full(held.frailty.size, changed["frailty"]))
    months = asked.months
    chance = changed.get("ratification", asked.approvals.chance)
    approval = Approval(*(np.repeat(x[:, None], months, axis=1) for x in (chance, asked.approvals.months)))
    lasting = survival(asked.case, held, np.arange(months, dtype=float))
    return course(asked.talks.zone.T.astype(float), replace(rates, **named), approval, lasting)


def by_end(name: str, found: Course) -> np.ndarray:
    """Return a result at the horizon in every draw, ``(D,)``."""
    if name == "in_force":
        return found.of("in_force")[:, -1]
    return found.signed.sum(axis=1) if name == "signed" else found.entered.sum(axis=(1, 2))


Ends = tuple[dict[str, Any], Course, Course]


def _moved(asked: Question) -> Iterator[Ends]:
    """Yield each assumption as a row, with the course at its low and at its high, the rates of talks first."""
    timing, held = asked.case.timing, asked.case.durability
    if timing is None:
        return
    for name, words in RATES.items():
        yield _ends(asked, (f"timing.{name}", words, timing.coded), name, getattr(timing, name))
    if asked.case.ratification:
        chances = asked.approvals
        low, high = (followed(asked, ratification=end) for end in (chances.low, chances.high))
        held_at = {"low": chances.low, "mid": chances.chance, "high": chances.high}
        ends = {name: float(chance.mean()) for name, chance in held_at.items()}
        yield _row(("ratification", "chance that what is signed is ratified", "judged"), ends, low, high), low, high
    if held is not None:
        told = ("durability.frailty", "hazard of a breakdown, times that of the reference class", held.coded)
        yield _ends(asked, told, "frailty", held.frailty)


def _ends(asked: Question, told: tuple[str, str, str], name: str, quantity: Quantity) -> Ends:
    low, high = (followed(asked, **{name: end}) for end in (quantity.low, quantity.high))
    ends = {"low": quantity.low, "mid": quantity.mid, "high": quantity.high}
    return _row(told, ends, low, high), low, high


def _row(told: tuple[str, str, str], ends: dict[str, float], low: Course, high: Course) -> dict[str, Any]:
    path, words, coded = told
    moves = {
        name: {"at_low": float(by_end(name, low).mean()), "at_high": float(by_end(name, high).mean())}
        for name in RESULTS
    }
    return {"path": path, "name": words, **ends, "coded": coded, "moves": moves}


def _result(name: str, found: Course, ends: list[Ends]) -> dict[str, float]:
    value, se = (float(x) for x in mean_and_error(by_end(name, found)))
    reached = [value, *(float(by_end(name, end).mean()) for _, *pair in ends for end in pair)]
    return {"value": value, "se": se, "low": min(reached), "high": max(reached)}


def _month(found: Course, asked: Question, month: int, day: date) -> dict[str, Any]:
    states = found.states[:, month].mean(axis=0)
    return {
        "date": str(day),
        "zone": float(asked.talks.zone[month].mean()),
        "signed": float(found.signed[:, : month + 1].sum(axis=1).mean()),
        **{name: float(states[k]) for k, name in enumerate(STATES)},
    }


def _scenarios(asked: Question, found: Course) -> list[dict[str, Any]]:
    """Return per scenario the chance that a deal of its kind was signed by the horizon, and is in force, by month."""
    weight = asked.talks.weight[:, :, :-1].transpose(1, 0, 2)
    signed = np.einsum("ds,dsk->dsk", found.signed, weight).cumsum(axis=1).mean(axis=0)
    standing = np.einsum("dst,dsk->tk", found.standing, weight) / len(weight)
    return [
        {
            "id": name,
            "signed": float(signed[-1, k]),
            "in_force": float(standing[-1, k]),
            "by_month": standing[:, k].tolist(),
        }
        for k, name in enumerate(scenario_ids(asked.case)[:-1])
    ]
