"""Was the forecast right: the Brier score of a deal in force at the horizon, beside forecasts that know nothing.

Binary half-form ``(p - o)^2`` (Brier 1950): 0 is best, 1 worst. The base rate is what these talks have come to so far:
with k deals in T years before the as-of date, the rate has Jeffreys' gamma posterior of shape k + 1/2 and rate T, and a
deal comes about within h years with chance ``1 - (T / (T + h))^(k + 1/2)``, which is above zero even without any deal.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.case.nouns import Case
from detente.case.outcome import Outcome
from detente.kernels.scores import half_brier

UNIFORM = 0.5
JEFFREYS = 0.5
DAYS_PER_YEAR = 365.25


def base_rate(case: Case) -> float | None:
    """Return the chance of a deal in force by the horizon from the record of the talks; None without a record."""
    record = case.timing.record if case.timing else None
    if record is None:
        return None
    past = (case.as_of - record.since).days / DAYS_PER_YEAR
    ahead = (case.horizon - case.as_of).days / DAYS_PER_YEAR
    return 1.0 - (past / (past + ahead)) ** (record.agreements + JEFFREYS)


def in_force(outcome: Outcome, day: date) -> bool | None:
    """Return whether a deal was in force on a day; None where the outcome is of a later day."""
    if not outcome.agreed:
        return False if outcome.date >= day else None
    signed = outcome.signed or outcome.date
    ended = outcome.held.until if outcome.held else None
    return signed <= day and (ended is None or ended > day)


def score(case: Case, outcome: Outcome | None, forecast: float | None) -> dict[str, Any] | None:
    """Return the forecasts of a deal in force at the horizon, and their Brier scores where the outcome is known.

    `case` as known at its as-of date, so without its outcome, which is only compared here. None without a forecast.
    """
    if forecast is None:
        return None
    happened = in_force(outcome, case.horizon) if outcome else None
    forecasts = {"this": forecast, "base_rate": base_rate(case), "uniform": UNIFORM}
    return {
        "question": f"a deal is in force on {case.horizon}",
        "outcome": happened,
        "hindsight": case.hindsight,
        "forecasts": {
            name: {"p": p, "brier": None if happened is None else float(half_brier(p, happened))}
            for name, p in forecasts.items()
            if p is not None
        },
    }
