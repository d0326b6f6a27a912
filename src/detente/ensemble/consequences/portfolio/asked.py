"""What is asked of a portfolio, and everything that its answer is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.holdings import Holdings, PriceTable
from detente.case.nouns import NO_DEAL
from detente.consequences.portfolio.changes import Sample
from detente.consequences.portfolio.pooling import mixture
from detente.consequences.portfolio.prior import SAME_SIGN_WEIGHT
from detente.consequences.portfolio.weighing import Weighing
from detente.ensemble.consequences.drawn import World

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Implied:
    """A price of which is asked what probability of a settlement it implies.

    `if_peace` and `if_not` are its two values; None where they are the means of the series, and `price` is a change.
    """

    name: str
    price: float
    if_peace: float | None = None
    if_not: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Parameters
    ----------
    holdings
        What is held.
    prices
        The user's prices; None where there are none.
    equity
        Column of them that is the equity market; empty where none is.
    same_sign_weight
        Weight in the prior of windows in which equity and energy moved the same way, 0-1.
    level
        Of VaR and CVaR.
    implied
        Prices of which is asked what they imply.
    """

    holdings: Holdings
    prices: PriceTable | None = None
    equity: str = ""
    same_sign_weight: float = SAME_SIGN_WEIGHT
    level: float = LEVEL
    implied: tuple[Implied, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything that the answer is made of.

    Parameters
    ----------
    returns
        ``(J, N)``: change of every holding in every window, in per cent.
    weights
        ``(N,)``: of the holdings.
    """

    asked: Asked
    world: World
    past: Sample
    weighing: Weighing
    returns: np.ndarray
    weights: np.ndarray

    @property
    def profit(self) -> np.ndarray:
        """Change of the whole portfolio in every window, in per cent, ``(J,)``."""
        return self.returns @ self.weights

    @property
    def posteriors(self) -> Mapping[str, np.ndarray]:
        """Scenario -> weights of the windows ``(J,)``."""
        return {key: found.q for key, found in self.weighing.pooled.items()}

    @property
    def mixed(self) -> np.ndarray:
        """Weights of the windows over all scenarios by their odds, ``(J,)``."""
        return mixture([*self.posteriors.values()], self.world.odds.chance)

    @property
    def settled(self) -> np.ndarray | None:
        """Weights of the windows given a settlement of any kind; None where the odds of all are 0."""
        odds = self.world.odds
        chance = np.where([key == NO_DEAL for key in odds.ids], 0.0, odds.chance)
        return mixture([*self.posteriors.values()], chance / chance.sum()) if chance.sum() > 0.0 else None

    @property
    def against(self) -> np.ndarray:
        """Weights of the windows under no deal, ``(J,)``."""
        return self.posteriors[NO_DEAL]
