"""What the war going on is worth, how long it lasts, and what its course teaches about who would win.

All take numbers or arrays that broadcast and return float64 arrays. Rates are per year, durations in years.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, positive


def remaining_war(discount: ArrayLike, *, years: ArrayLike | None = None, end_rate: ArrayLike = 0.0) -> np.ndarray:
    """Return the discounted duration of what is left of a war: how many years of it count today.

    Either the war lasts `years`, ``(1 - exp(-rho T)) / rho``, or it ends at the rate `end_rate` each year,
    ``1 / (rho + h)``; `discount` is rho, above 0. Closed form, methods of the no-deal value.

    Examples
    --------
    >>> float(remaining_war(0.05, end_rate=0.2)), round(float(remaining_war(0.05, years=2)), 4)
    (4.0, 1.9033)
    """
    rate = positive("discount", discount)
    if years is None:
        return 1.0 / (rate + not_negative("end_rate", end_rate))
    return -np.expm1(-rate * not_negative("years", years)) / rate


def war_value(chances: ArrayLike, values: ArrayLike, cost: ArrayLike, duration: ArrayLike) -> np.ndarray:
    """Return the no-deal value that follows from a war going on, ``sum_k pi_k v(e_k) - c D``.

    `chances` and `values` ``(..., ends)``: probability and utility of each way in which the war may end; `cost`: points
    lost for a year of war; `duration`: as `remaining_war` gives it.

    Raises
    ------
    ValueError
        When the probabilities of a row do not sum to 1.

    Examples
    --------
    >>> float(war_value([0.6, 0.4], [80, 20], 5, 4))
    36.0
    """
    weight = not_negative("chances", chances)
    if not np.allclose(weight.sum(axis=-1), 1.0):
        raise ValueError(f"chances: they sum to {np.ravel(weight.sum(axis=-1))[0]:g}, not to 1")
    return (weight * np.asarray(values, dtype=float)).sum(axis=-1) - not_negative("cost", cost) * np.asarray(duration)


def attrition_hazard(prize: ArrayLike, cost: ArrayLike) -> np.ndarray:
    """Return the rate at which each side gives in, in a symmetric war of attrition, ``c / v``.

    `prize`: what the last one standing wins; `cost`: what a year of holding out costs each side. Closed form.
    """
    return not_negative("cost", cost) / positive("prize", prize)


def attrition_years(prize: ArrayLike, cost: ArrayLike) -> np.ndarray:
    """Return the mean duration of a symmetric war of attrition, ``v / (2 c)`` years.

    Either side may give in at any time, so that the war ends at twice the rate of `attrition_hazard`.

    Examples
    --------
    >>> float(attrition_years(10, 1))
    5.0
    """
    return 0.5 / attrition_hazard(prize, positive("cost", cost))


def learned_chance(wins: ArrayLike, losses: ArrayLike, won: ArrayLike, fought: ArrayLike) -> np.ndarray:
    """Return the mean belief in winning after some fights, ``(a + k) / (a + b + n)``.

    `wins` a and `losses` b: the belief before, as if so many fights had been seen; k of n fights are `won`. The
    conjugate update of a Beta belief; as a rule of learning by fighting after Slantchev 2003, American Political
    Science Review 97(4) (from memory).

    Examples
    --------
    >>> float(learned_chance(2, 2, 3, 4))
    0.625
    """
    before, after = positive("wins", wins), positive("losses", losses)
    count, total = not_negative("won", won), not_negative("fought", fought)
    if (count > total).any():
        raise ValueError("won: more fights are won than fought")
    return (before + count) / (before + after + total)
