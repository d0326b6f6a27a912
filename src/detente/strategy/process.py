"""How the way of bargaining divides a pie of 1: closed forms for two parties, over draws.

All take numbers or arrays that broadcast, and return shares of the pie, float64 arrays.

What a party has without a deal enters in two ways that differ. As an *outside option* it is taken by leaving the talks,
and only matters when it is better than what the talks give. As a *breakdown point* it is what parties have while, or
after, talks fail on their own, and it shifts every split. A war that goes on during the talks is the second.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import patience, share


def alternating_offers(first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Return the share of the party that proposes first, ``(1 - d2) / (1 - d1 d2)``.

    `first`, `second`: discount factors per round of the two parties, in [0, 1). Source: Rubinstein 1982, Econometrica
    50(1), the model with fixed discounting factors.

    Examples
    --------
    >>> float(alternating_offers(0.5, 0.5))
    0.6666666666666666
    """
    own, other = patience("first", first), patience("second", second)
    return (1.0 - other) / (1.0 - own * other)


def outside_option(factor: ArrayLike, option: ArrayLike) -> np.ndarray:
    """Return the share of the responder who may leave for an outside option, ``max(d / (1 + d), b)``.

    `factor`: discount factor per round of both parties, in [0, 1). `option`: what leaving gives the responder, as a
    share of the pie in [0, 1]; the proposer keeps the rest. Sources: Binmore, Shaked & Sutton 1989, Quarterly Journal
    of Economics 104(4), "deal me out"; Osborne & Rubinstein 1990, chapter 3.

    Examples
    --------
    >>> outside_option(0.5, [0.2, 0.5]).round(4).tolist()
    [0.3333, 0.5]
    """
    common = patience("factor", factor)
    return np.maximum(common / (1.0 + common), share("option", option))


def exogenous_breakdown(first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Return the first party's share when talks may break down by chance, ``b1 + (1 - b1 - b2) / 2``.

    `first`, `second`: what a breakdown gives each party, as shares of the pie; they may not exceed it together. The
    limit of short rounds. Source: Binmore, Rubinstein & Wolinsky 1986, RAND Journal of Economics 17(2).

    Raises
    ------
    ValueError
        When the two shares sum to more than the pie: there is nothing to divide.

    Examples
    --------
    >>> float(exogenous_breakdown(0.0, 0.5))
    0.25
    """
    own, other = share("first", first), share("second", second)
    rest = 1.0 - share("the sum of both shares", own + other)
    return own + rest / 2.0
