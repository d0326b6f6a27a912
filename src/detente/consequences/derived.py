"""Indicators that are not a sum of products: the chance of a recession, and energy as a lever over Europe."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.case.check.fields import day, number, one_of, text
from detente.case.quantity import Quantity
from detente.consequences.rationing import Rationing, ces_rationing
from detente.consequences.regions import REGIONS
from detente.consequences.sheet import CODED, POSITIVE, RANGE, REGION, listed, read_sheet, shipped
from detente.kernels.ranges import positive, share

PER_CENT = number(-100.0, 100.0)


@dataclass(frozen=True, slots=True)
class RecessionBasis:
    """What a recession of a region is: growth over a year below a bound, in per cent.

    `growth` is that of the baseline and `error` the standard deviation of forecasts a year ahead.
    """

    region: str
    growth: float
    error: float
    below: float
    coded: str
    source: str

    @property
    def definition(self) -> str:
        """The sentence that is printed beside the number."""
        where = REGIONS.get(self.region, self.region)
        return (
            f"GDP of the {where} grows by less than {self.below:g} % over the year; baseline {self.growth:g} %"
            f" with a forecast error of {self.error:g} ({self.coded})"
        )


@dataclass(frozen=True, slots=True)
class LeverageBasis:
    """How much of its gas a region takes from Russia, what gas is of its GDP, how well it is replaced."""

    region: str
    dependence: Quantity
    cost_share: Quantity
    elasticity: Quantity
    coded: str
    source: str


@dataclass(frozen=True, slots=True)
class Flags:
    """Bounds of the shadow price and of the share of an input beyond which rationing is not to be relied on."""

    price: float
    share: float
    coded: str
    source: str


GROUND = {"coded": one_of(CODED), "source": text}
RECESSION = {"region": REGION, "growth": PER_CENT, "error": POSITIVE, "below": PER_CENT, **GROUND}
LEVERAGE = {"region": REGION, "dependence": RANGE, "cost_share": RANGE, "elasticity": RANGE, **GROUND}
FLAGS = {"price": POSITIVE, "share": POSITIVE, **GROUND}


@cache
def indicator_parameters() -> dict[str, Any]:
    """Return the parameters that ship: `recession`, `leverage` and `flags`, each a tuple of records."""
    table = {
        "as_of": day,
        "recession": listed(RecessionBasis, RECESSION, tuple(RECESSION)),
        "leverage": listed(LeverageBasis, LEVERAGE, tuple(LEVERAGE)),
        "flags": listed(Flags, FLAGS, tuple(FLAGS)),
    }
    return read_sheet(shipped("indicators.yaml"), table, file="indicators.yaml")


def recession_chance(effect: ArrayLike, growth: float, error: float, below: float) -> np.ndarray:
    """Return the chance of a recession in every draw, ``(D, ...)``, from what a scenario does to GDP over the year.

    ``Phi((below - growth - effect) / error)``: the baseline is uncertain too, by a normal forecast error. The mean over
    draws is the chance under the scenario.

    Examples
    --------
    >>> recession_chance([0.0, -1.0], 1.0, 1.0, 0.0).round(4).tolist()
    [0.1587, 0.5]
    """
    from scipy.special import ndtr

    return ndtr((below - growth - np.asarray(effect, dtype=float)) / positive("error", error))


def growth_over_year(level: np.ndarray, months: tuple[int, ...], month: int) -> np.ndarray:
    """Return what a scenario adds to growth over the twelve months to one, ``(D,)``, from levels ``(D, M)``.

    Raises
    ------
    ValueError
        When a month that is needed was not asked for.
    """
    lacking = [m for m in (month, month - 12) if m > 0 and m not in months]
    if lacking or month < 1:
        raise ValueError(f"months: growth to month {month} needs month {lacking[0] if lacking else 1}; ask for it")
    before = level[:, months.index(month - 12)] if month > 12 else 0.0
    return level[:, months.index(month)] - before


def energy_leverage(dependence: ArrayLike, cost_share: ArrayLike, elasticity: ArrayLike) -> Rationing:
    """Return what a stop of all gas from Russia would take from a region's output, by `ces_rationing`.

    This is the indicator "energy leverage over Europe": it grows with the share of gas that comes from Russia, and is
    the loss that the supplier could threaten with, not one that is forecast. `dependence` in [0, 1).
    """
    left = 1.0 - share("dependence", dependence)
    return ces_rationing(cost_share, elasticity, left)
