"""Paired differences: two cases on the same random numbers, draw by draw."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from detente.ensemble.shares import mean_and_error
from detente.scenarios.measure import Measured


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one answer: its mean before and after, their difference, and the errors of the three.

    `se` is the standard error of the paired difference, sd over draws of (after - before) / sqrt(n). As both use the
    same random numbers it is smaller than that of two separate runs.
    """

    before: float
    after: float
    value: float
    se: float
    before_se: float
    after_se: float

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        return asdict(self)


def effect(before: np.ndarray, after: np.ndarray) -> Effect:
    """Return the effect on an answer ``(D,)``; the difference of the two means, as two runs print them.

    Examples
    --------
    >>> effect(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 1.0, 1.0, 1.0]))
    Effect(before=0.5, after=0.75, value=0.25, se=0.21650635094610965, before_se=0.25, after_se=0.21650635094610965)
    """
    first, last = float(before.mean()), float(after.mean())
    errors = [float(mean_and_error(values)[1]) for values in (after - before, before, after)]
    return Effect(first, last, last - first, *errors)


def effect_on(name: str, before: Measured, after: Measured) -> Effect:
    """Return the effect on one answer: to the bit the difference of what two runs print."""
    found = effect(before.outputs[name], after.outputs[name])
    first, last = before.mean(name), after.mean(name)
    return replace(found, before=first, after=last, value=last - first)


def effects(before: Measured, after: Measured) -> dict[str, Any]:
    """Return the effect on every answer that both cases have, and on what every party ends with."""
    both = [name for name in before.outputs if name in after.outputs]
    found = {name: effect_on(name, before, after).to_dict() for name in both}
    parties = [party for party in before.utility if party in after.utility]
    return {
        "outputs": found,
        "parties": {party: effect(before.utility[party], after.utility[party]).to_dict() for party in parties},
    }
