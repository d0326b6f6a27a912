"""Would a signed settlement be ratified: every step, all of them together under a stated dependence, and by when.

A ratifier accepts what is no worse to it than its reversion (Putnam 1988). Where a poll speaks of the settlement it
decides alone; a poll and a utility are never multiplied together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.case.ratification import RatificationStep
from detente.durability.consent import needed
from detente.durability.dependence import INDEPENDENT, Dependence, frechet, joint
from detente.durability.schedule import critical, done, mean
from detente.durability.steps import StepVerdict, judge_step, question
from detente.settlement.space import Space

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Days:
    """Days after the signature: with every duration at its low, mid and high, and with every duration at its mean."""

    low: float
    mid: float
    high: float
    expected: float

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Ratified:
    """Whether one settlement would be ratified, if it were signed.

    Parameters
    ----------
    options
        The settlement.
    steps
        Every step of the case, in the file's order.
    dependence
        How steps go together, given the draw; what they share by the draw is in the draws.
    joint
        ``(D,)``: chance that all steps pass; NaN where a step is unknown.
    low, high
        The same on average over draws, with what is uncertain outside the draws at its ends.
    bounds
        Fréchet bounds of the average: what no dependence of the steps can leave.
    done
        Step -> days until it is done.
    days, earliest, chain
        Days until the last step, the day of the earliest end, and the steps that take longest, one after the other.
    """

    options: dict[str, str]
    steps: tuple[StepVerdict, ...]
    dependence: Dependence
    joint: np.ndarray
    low: float
    high: float
    bounds: tuple[float, float]
    done: dict[str, Days]
    days: Days
    earliest: date
    chain: tuple[str, ...]

    @property
    def probability(self) -> float:
        """Chance of ratification on average over the draws; NaN where a step is unknown."""
        return float(self.joint.mean())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; unknown probabilities are null."""
        return {
            "options": self.options,
            "probability": _told(self.probability),
            "low": self.low,
            "high": self.high,
            "dependence": self.dependence.words,
            "bounds": {"low": self.bounds[0], "high": self.bounds[1]},
            "days": self.days.to_dict(),
            "earliest": f"{self.earliest:%Y-%m}",
            "chain": list(self.chain),
            "steps": self.rows(),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return the steps as plain rows."""
        return [
            {
                "id": step.id,
                "name": step.name,
                "of": step.of,
                "needed": step.needed,
                "basis": step.basis,
                "probability": _told(float(step.probability.mean())),
                "low": float(step.low.mean()),
                "high": float(step.high.mean()),
                "done": self.done[step.id].to_dict(),
                "polls": list(step.polls),
            }
            for step in self.steps
        ]


def ratification(
    case: Case, space: Space, columns: np.ndarray, *, dependence: Dependence = INDEPENDENT, signed: date | None = None
) -> Ratified:  # fmt: skip
    """Judge whether a settlement would be ratified.

    Parameters
    ----------
    case
        The case as known at its as-of date.
    space
        Its space with all parties that hold views, built from `consent.with_reversions` of the case.
    columns
        ``(issues of the space,)``: the settlement, one column per issue (`Space.pick`).
    dependence
        How steps go together, given the draw.
    signed
        Day of the signature; by default the as-of date.

    Raises
    ------
    ValueError
        When the space was built without the reversions, or steps wait for each other.
    """
    asked = question(case, space, columns)
    steps = tuple(judge_step(step, asked) for step in case.ratification)
    chance, low, high = (_stacked(steps, name, space.draws) for name in ("probability", "low", "high"))
    finished, chain = _times(case, space, columns)
    total = _days(np.max([*(_array(days) for days in finished.values()), np.zeros(4)], axis=0))
    together = joint(chance, dependence)
    return Ratified(
        options=space.settlement(columns),
        steps=steps,
        dependence=dependence,
        joint=together,
        low=float(joint(low, dependence).mean()),
        high=float(joint(high, dependence).mean()),
        bounds=_holding(_bounds(chance, low, high), float(together.mean())),
        done=finished,
        days=total,
        earliest=(signed or case.as_of) + timedelta(days=total.low),
        chain=chain,
    )


def _stacked(steps: tuple[StepVerdict, ...], name: str, draws: int) -> np.ndarray:
    held = [getattr(step, name) for step in steps]
    return np.column_stack(held) if held else np.ones((draws, 0))


def _bounds(chance: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
    """Return the Fréchet bounds of the steps' average chances; an unknown one is between its low and its high."""
    least, most = (np.where(np.isnan(chance), end, chance).mean(axis=0, keepdims=True) for end in (low, high))
    return float(frechet(least)[0][0]), float(frechet(most)[1][0])


def _holding(bounds: tuple[float, float], probability: float) -> tuple[float, float]:
    """Return the bounds, free of the rounding of averages; a probability beyond them is an error."""
    if np.isnan(probability):
        return bounds
    held = min(bounds[0], probability), max(bounds[1], probability)
    if max(bounds[0] - held[0], held[1] - bounds[1]) > ROUNDING:
        raise AssertionError(f"the probability {probability:g} is outside its bounds {bounds[0]:g} to {bounds[1]:g}")
    return held


def _times(case: Case, space: Space, columns: np.ndarray) -> tuple[dict[str, Days], tuple[str, ...]]:
    """Return when each step is done, and the chain that takes longest with durations at their mid."""
    after = {step.id: step.after for step in case.ratification}
    takes = {step.id: takes_at(step) * needed(step, space, columns) for step in case.ratification}
    finished = {step: _days(days) for step, days in done(takes, after).items()}
    ordered = {step.id: finished[step.id] for step in case.ratification}
    return ordered, critical({step: float(days[1]) for step, days in takes.items()}, after)


def takes_at(step: RatificationStep) -> np.ndarray:
    """Return how many days a step takes, ``(4,)``: at its low, mid and high, and on average."""
    own = step.takes
    return np.array([own.low, own.mid, own.high, mean(own)])


def _days(values: np.ndarray) -> Days:
    return Days(*(float(value) for value in values))


def _array(days: Days) -> np.ndarray:
    return np.array([days.low, days.mid, days.high, days.expected])


def _told(value: float) -> float | None:
    return None if np.isnan(value) else value
