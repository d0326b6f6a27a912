"""The units in which the kernels are exact: steps per point of worth, and steps of each party's salience."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from detente.case.nouns import Case
from detente.case.once import once
from detente.case.quantity import LEAST_SALIENCE, POINTS

GRID = 100_000
"""Steps per point on which positions, worths and no-deal values lie (docs/decisions/0005)."""
SALIENCE_DIGITS = 5
"""Digits of a party's largest salience that are kept at least."""
ROOM = 2**61
"""Largest sum of salience x worth, so that every difference of two sums is a 64-bit integer."""
MOST_PARTS = 10_000
"""Largest denominator of a worth that is read as a fraction."""
MOST_STEPS = 10_000_000
NEAR = 1e-6


class Units(NamedTuple):
    """Steps per point of worth, and per unit of salience for every party, ``(P,)`` powers of ten."""

    worth: int
    salience: np.ndarray


@once
def units(case: Case) -> Units:
    """Return the units of a case: they follow from its coded numbers, never from draws."""
    steps = worth_unit(case)
    return Units(steps, _salience_unit(case, steps))


def on_grid(values: np.ndarray, unit: float | np.ndarray) -> np.ndarray:
    """Return values rounded to the grid on which the kernels are exact, so that bounds and utilities agree."""
    return np.rint(values * unit) / unit


@once
def worth_unit(case: Case) -> int:
    """Return the steps per point: 100,000, or as many more as hold fractions such as 700/9 exactly.

    The fractions are those of worths given per option, as evaluations divided by their maximum are.
    """
    given = [quantity.mid for view in case.views for quantity in view.worth.values()]
    given += [entry.value.mid for entry in case.no_deal if entry.value is not None]
    held = np.array(given)
    if _lie_on(held, GRID):
        return GRID
    parts = math.lcm(*(Fraction(value).limit_denominator(MOST_PARTS).denominator for value in given))
    steps = parts * -(-GRID // parts)
    return steps if steps <= MOST_STEPS and _lie_on(held, steps) else GRID


def _lie_on(values: np.ndarray, steps: int) -> bool:
    return bool((np.abs(values * steps - np.rint(values * steps)) < NEAR).all())


def _salience_unit(case: Case, steps: int) -> np.ndarray:
    """Return the power of ten that holds the coded saliences of each party exactly, as far as sums have room."""
    top = max([POINTS[1], *(abs(q.high) for view in case.views for q in view.worth.values())])
    room = ROOM / (len(case.issues) * top * steps)
    found = np.ones(len(case.parties))
    for p, party in enumerate(case.parties):
        saliences = [view.salience for view in case.views if view.party == party.id]
        highest = max([LEAST_SALIENCE, *(quantity.high for quantity in saliences)])
        digits = max([SALIENCE_DIGITS - 1 - math.floor(math.log10(highest)), *(_decimals(q.mid) for q in saliences)])
        found[p] = 10.0 ** min(digits, math.floor(math.log10(room / highest)))
    return found


@lru_cache(maxsize=4096)
def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
