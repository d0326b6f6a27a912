"""Why a deal that both sides prefer to war may not be made or kept: two-party models of war over a pie of 1.

Costs, values and shares are in units of the pie; all take numbers or arrays that broadcast and return float64 arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, patience, share


@dataclass(frozen=True, slots=True)
class BargainingRange:
    """Divisions that both sides prefer to war, as shares of the first party, `low` to `high`."""

    low: np.ndarray
    high: np.ndarray

    @property
    def width(self) -> np.ndarray:
        """How much of the pie lies between the two."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Ultimatum:
    """What a party demands that does not know the other's cost of war, and the risk it takes."""

    demand: np.ndarray
    war_chance: np.ndarray


@dataclass(frozen=True, slots=True)
class PreventiveWar:
    """Whether a declining party fights today a rival that rises tomorrow, in present values of a flow pie of 1.

    Parameters
    ----------
    fight
        The declining party's value of war today.
    best_peace
        The most it can have in peace: all of today's pie, and tomorrow's beyond what the rival's war value commands.
    peace_if_rival_proposes
        The same when the rival makes the offers from tomorrow on, and leaves it no more than its own war value.
    shift
        What the rival gains by waiting: its war value tomorrow, discounted, less that of today.
    surplus
        What both would save by not fighting today.
    least_later
        The least chance of winning tomorrow at which the declining party still keeps peace today; 0 where any will do.
    """

    fight: np.ndarray
    best_peace: np.ndarray
    peace_if_rival_proposes: np.ndarray
    shift: np.ndarray
    surplus: np.ndarray
    least_later: np.ndarray

    @property
    def war(self) -> np.ndarray:
        """Whether war comes: the shift of power is larger than what peace saves (Powell's inefficiency condition)."""
        return self.shift > self.surplus


@dataclass(frozen=True, slots=True)
class Costs:
    """What war costs the declining party and its rising rival, once, in units of the flow pie."""

    declining: ArrayLike
    rising: ArrayLike


def bargaining_range(win_chance: ArrayLike, cost_first: ArrayLike, cost_second: ArrayLike) -> BargainingRange:
    """Return the divisions that both sides prefer to war, ``[p - c1, p + c2]`` cut to the pie.

    `win_chance`: probability that the first party wins all. It is never empty: war destroys something. Source: Fearon
    1995, International Organization 49(3), pp. 386-390 (pages from memory).

    Examples
    --------
    >>> bargaining_range(0.5, [0.1, 0.6], 0.2).low.tolist()
    [0.4, 0.0]
    """
    chance = share("win_chance", win_chance)
    low = chance - not_negative("cost_first", cost_first)
    high = chance + not_negative("cost_second", cost_second)
    low, high = np.broadcast_arrays(np.maximum(low, 0.0), np.minimum(high, 1.0))
    return BargainingRange(low, high)


def risk_return(win_chance: ArrayLike, cost_own: ArrayLike, highest_cost_other: ArrayLike) -> Ultimatum:
    """Return the demand and the probability of war when the other's cost of war is uniform on ``[0, c]``.

    The first party demands ``p + k`` with ``k = (c - c1) / 2`` where ``c > c1``, else 0, and at most the whole pie; the
    other fights when its cost is below ``k``, with probability ``k / c``. Source: Fearon 1995, pp. 390-395
    (pages from memory) for the trade-off; the uniform case is algebra.

    Examples
    --------
    >>> found = risk_return(0.5, 0.1, [0.05, 0.3])
    >>> found.demand.tolist(), found.war_chance.round(4).tolist()
    ([0.5, 0.6], [0.0, 0.3333])
    """
    chance, highest = share("win_chance", win_chance), not_negative("highest_cost_other", highest_cost_other)
    wished = np.maximum(highest - not_negative("cost_own", cost_own), 0.0) / 2.0
    extra = np.minimum(wished, 1.0 - chance)
    risk = np.divide(extra, highest, out=np.zeros(np.broadcast(extra, highest).shape), where=highest > 0.0)
    return Ultimatum(chance + extra, risk)


def preventive_war(
    win_now: ArrayLike, win_later: ArrayLike, factor: ArrayLike, costs: Costs
) -> PreventiveWar:  # fmt: skip
    """Return whether a shift of power makes war today certain although peace would leave more for both.

    `win_now`, `win_later`: the declining party's chance of winning today and from tomorrow on; `factor`: discount
    factor per period, in (0, 1). War is a lottery over the whole future, ``p / (1 - d)``, less a cost once. With M the
    war values and B = 1 / (1 - d), war comes when ``d M_R(t+1) - M_R(t) > B - [M_D(t) + M_R(t)]``, which is
    ``M_D(t) > 1 + d (B - M_R(t+1))``. Sources: Fearon 1995, pp. 401-409 (pages from memory); Powell 2006, International
    Organization 60(1), the inefficiency condition (its wording from memory, the algebra derived and checked here).

    Examples
    --------
    >>> preventive_war(0.7, [0.3, 0.69], 0.9, Costs(0.1, 0.1)).war.tolist()
    [True, False]
    """
    now, later = share("win_now", win_now), share("win_later", win_later)
    discount = patience("factor", factor)
    if (discount == 0.0).any():
        raise ValueError("factor: 0 is not in (0, 1)")
    own, other = not_negative("costs.declining", costs.declining), not_negative("costs.rising", costs.rising)
    pie = 1.0 / (1.0 - discount)
    fight, rival_now = now * pie - own, (1.0 - now) * pie - other
    own_later, rival_later = later * pie - own, (1.0 - later) * pie - other
    parts = (
        fight,
        1.0 + discount * (pie - rival_later),
        1.0 + discount * own_later,
        discount * rival_later - rival_now,
        pie - (fight + rival_now),
        np.maximum(((fight - 1.0) / discount - other) / pie, 0.0),
    )
    return PreventiveWar(*np.broadcast_arrays(*parts))
