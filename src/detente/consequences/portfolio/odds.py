"""Odds that prices imply, odds at which a hedge pays for itself, and what one hedge can take off the tail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.consequences.portfolio.risk import tail_risk
from detente.kernels.ranges import share

GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0
STEPS = 60


@dataclass(frozen=True, slots=True)
class Hedge:
    """One instrument beside the portfolio, at the size that makes the CVaR least.

    Parameters
    ----------
    instrument
        Its name.
    size
        In units of the portfolio; negative sizes are short.
    cvar, without
        CVaR with and without it.
    cost
        What it takes off the mean.
    """

    instrument: str
    size: float
    cvar: float
    without: float
    cost: float


def hedge_table(
    profit: np.ndarray, instruments: Mapping[str, np.ndarray], q: np.ndarray, *, most: float = 1.0, level: float = 0.95
) -> tuple[Hedge, ...]:  # fmt: skip
    """Return every instrument with the size in ``[-most, most]`` that makes the CVaR least, the lowest CVaR first.

    The CVaR is convex in the size, so that a golden-section search finds its least value. At most one instrument is
    held; what several could do together is not asked.
    """
    without = tail_risk(profit, q, level=level).cvar
    rows: list[Hedge] = []
    for name, returns in instruments.items():
        size, cvar = _least(profit, returns, q, most, level)
        if cvar >= without:
            size, cvar = 0.0, without
        rows.append(Hedge(name, size, cvar, without, float(-size * (q @ returns))))
    return tuple(sorted(rows, key=lambda row: row.cvar))


def _least(profit: np.ndarray, returns: np.ndarray, q: np.ndarray, most: float, level: float) -> tuple[float, float]:
    def at(size: float) -> float:
        return tail_risk(profit + size * returns, q, level=level).cvar

    low, high = -most, most
    for _ in range(STEPS):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        low, high = (low, right) if at(left) <= at(right) else (left, high)
    size = 0.5 * (low + high)
    return size, at(size)


def break_even(gain: ArrayLike, otherwise: ArrayLike) -> np.ndarray:
    """Return the probability of an event at which something neither gains nor loses; NaN where no probability does.

    `gain` if the event comes, `otherwise` if not: ``p = -o / (g - o)``.

    Examples
    --------
    >>> break_even([3.0, 3.0], [-1.0, 1.0]).tolist()
    [0.25, nan]
    """
    g, o = np.asarray(gain, dtype=float), np.asarray(otherwise, dtype=float)
    found = np.divide(-o, g - o, out=np.full(np.broadcast(g, o).shape, np.nan), where=g != o)
    return np.where((found >= 0.0) & (found <= 1.0), found, np.nan)


def implied_probability(price: ArrayLike, if_peace: ArrayLike, if_not: ArrayLike) -> np.ndarray:
    """Return the probability of peace at which a price is the mean of its two values, risk-neutral.

    Outside 0-1 the two values do not span the price: NaN. The inverse is `implied_price`. A risk premium moves it, so
    that it is no forecast.
    """
    value, peace, war = (np.asarray(x, dtype=float) for x in (price, if_peace, if_not))
    return break_even(peace - value, war - value)


def implied_price(probability: ArrayLike, if_peace: ArrayLike, if_not: ArrayLike) -> np.ndarray:
    """Return the price at a probability of peace, ``p V_peace + (1 - p) V_not``."""
    p = share("probability", probability)
    return p * np.asarray(if_peace, dtype=float) + (1.0 - p) * np.asarray(if_not, dtype=float)
