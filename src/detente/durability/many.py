"""Ratification of many settlements at once, each in a draw of its own: what is signed differs from draw to draw.

Step by step the settlements are put in groups of which the step makes the same (`consent.alike`), so that each group is
judged once. The verdicts are those of `ratification.ratification`, settlement by settlement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.case.nouns import Case
from detente.case.ratification import RatificationStep
from detente.durability.consent import alike
from detente.durability.distinct import groups
from detente.durability.ratification import takes_at
from detente.durability.schedule import done
from detente.durability.steps import judge_step, question
from detente.settlement.space import Space

MEAN = 3
"""Place of the mean among the days that a step takes."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the steps say to N settlements.

    Parameters
    ----------
    probability, low, high
        ``(N, steps)``: chance of a yes; NaN and 0-1 where nothing is known.
    days
        ``(N,)``: until the last step, with every duration at its mean.
    """

    probability: np.ndarray
    low: np.ndarray
    high: np.ndarray
    days: np.ndarray


def verdicts(case: Case, space: Space, columns: np.ndarray) -> Verdicts:
    """Judge settlements ``(N, I)``, the n-th in the n-th draw of a space of N draws; else as `ratification`."""
    held = _of_deciders(case, space)
    found = np.ones((3, len(columns), len(case.ratification)))
    needed = np.zeros(found.shape[1:], dtype=bool)
    for s, step in enumerate(case.ratification):
        for rows in alike(step, case, held, columns):
            judged = judge_step(step, replace(question(case, held, columns[rows]), space=held.take(rows)))
            found[:, rows, s] = judged.probability, judged.low, judged.high
            needed[rows, s] = judged.needed
    probability, low, high = found
    return Verdicts(probability, low, high, _days(case.ratification, needed))


def _of_deciders(case: Case, space: Space) -> Space:
    """Return the space with the parties alone that a step asks."""
    asked = {step.by for step in case.ratification} | {b.party for s in case.ratification for b in s.rule.blocs}
    return space.only(np.array([party in asked for party in space.parties]))


def _days(steps: Sequence[RatificationStep], needed: np.ndarray) -> np.ndarray:
    """Return the days until the last of the steps that are needed ``(N, steps)``, on average, ``(N,)``."""
    days, after = np.zeros(len(needed)), {step.id: step.after for step in steps}
    for rows in groups(needed):
        takes = {step.id: takes_at(step)[MEAN] * wanted for step, wanted in zip(steps, needed[rows[0]], strict=True)}
        days[rows] = max([0.0, *(float(end) for end in done(takes, after).values())])
    return days
