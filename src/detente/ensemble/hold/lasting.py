"""How long a deal in force lasts over the draws: survival of its reference class, and how fast deals end when."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.durability.breakdown import SPANS, breakdown
from detente.durability.reference import ReferenceClass, reference_class
from detente.durability.survival import MONTHS, baseline, with_frailty
from detente.ensemble.hold.drawn import Drawn

LOW, HIGH = 0.05, 0.95


def lasting(case: Case, given: Drawn) -> dict[str, Any] | None:
    """Return how long deals of the reference class last, at the frailty of this case; intervals of class and draws."""
    if case.durability is None:
        return None
    of = reference_class(case.durability.reference_class)
    found = baseline(of)
    drawn_here = with_frailty(found.survival, given.frailty[:, None])
    rows = found.rows()
    return {
        "reference_class": of.id,
        "name": of.name,
        "source": of.source,
        "scope": of.scope,
        "warning": of.warning,
        "cases": of.cases,
        "ended": of.ended,
        "hazard": _hazard(of, given),
        "rows": [
            {
                "months": month,
                "value": float(np.mean(drawn_here.value[:, k])),
                "low": float(np.quantile(drawn_here.low[:, k], LOW)),
                "high": float(np.quantile(drawn_here.high[:, k], HIGH)),
                "of_class": rows[k]["survival"],
                "published": rows[k]["published"],
                "basis": drawn_here.basis,
            }
            for k, month in enumerate(MONTHS)
        ],
    }


def _hazard(of: ReferenceClass, given: Drawn) -> list[dict[str, Any]]:
    """Return per span of months the rate of ending, per deal and year: that of the class times the frailty."""
    found = breakdown(of)
    frailty = given.frailty
    return [
        {
            "since": since,
            "months": until,
            "value": float(found.value[k] * frailty.mean()),
            "low": float(found.low[k] * np.quantile(frailty, LOW)),
            "high": float(found.high[k] * np.quantile(frailty, HIGH)),
            "of_class": float(found.value[k]),
            "basis": f"{found.basis}; times a judged frailty",
        }
        for k, (since, until) in enumerate(pairwise(SPANS))
    ]
