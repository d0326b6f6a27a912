"""Weigh the past by scenario: what each scenario's drivers say of markets becomes views, by either of two engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.consequences.portfolio.changes import Sample
from detente.consequences.portfolio.gaussian import Conditional, gaussian_conditional
from detente.consequences.portfolio.pooling import Pooled, pool
from detente.consequences.portfolio.prior import SupplyPrior, supply_shock_prior
from detente.consequences.portfolio.series import catalogue
from detente.consequences.portfolio.views import EQUAL, View, mean_view

EQUITY = "equity"
"""The driver whose market no series that ships is."""


@dataclass(frozen=True, slots=True)
class FactorView:
    """What a scenario's driver says of its market: the mean of `series` over a window shall be `target`, in per cent.

    `driver`, `coded` and `ground` say where the number comes from.
    """

    scenario: str
    driver: str
    series: str
    target: float
    coded: str
    ground: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """The past as each scenario weighs it.

    Parameters
    ----------
    prior
        Weights before any view.
    views
        Scenario -> its views.
    pooled
        Scenario -> weights that meet all its views.
    unled
        Scenario -> weights that meet its views but that on equity, so that what these do to equity can be seen.
    """

    prior: SupplyPrior
    views: Mapping[str, tuple[FactorView, ...]]
    pooled: Mapping[str, Pooled]
    unled: Mapping[str, Pooled]


def markets(equity: str = "") -> dict[str, str]:
    """Return the series of each driver that has a market; equity only where a series of it is given.

    Examples
    --------
    >>> markets("stocks")
    {'oil': 'brent', 'gas': 'gas_eu', 'cereals': 'wheat', 'fertiliser': 'urea', 'equity': 'stocks'}
    """
    own = {row.driver: row.id for row in catalogue().series if row.driver}
    return own | ({EQUITY: equity} if equity else {})


def signs(equity: str = "") -> tuple[str, str]:
    """Return the series whose moves tell supply from demand: equity, or what stands for it, and energy."""
    roles = catalogue().roles
    return equity or roles.demand, roles.energy


def weigh(
    past: Sample, views: Mapping[str, Sequence[FactorView]], equity: str, *, same_sign_weight: float
) -> Weighing:  # fmt: skip
    """Return the past as every scenario weighs it, by entropy pooling from the prior of supply shocks.

    Raises
    ------
    ValueError
        When no window would be left under the prior.
    """
    demand, energy = (past.changes[name] for name in signs(equity))
    prior = supply_shock_prior(demand, energy, same_sign_weight=same_sign_weight)
    pooled = {scenario: pool(prior.p, _rows(past, rows)) for scenario, rows in views.items()}
    unled = {
        scenario: pool(prior.p, _rows(past, kept)) if len(kept) < len(rows) else pooled[scenario]
        for scenario, rows in views.items()
        for kept in [[row for row in rows if row.driver != EQUITY]]
    }
    return Weighing(prior, {key: tuple(rows) for key, rows in views.items()}, pooled, unled)


def gaussian(
    past: Sample, views: Sequence[FactorView], profit: np.ndarray, prior: np.ndarray
) -> Conditional:  # fmt: skip
    """Return the portfolio given the views by the second engine: last of ``mean`` after the series of the views.

    `profit` is its change in every window ``(J,)``; mean and covariance are those under the prior.

    Raises
    ------
    ValueError
        When two views say the same thing.
    """
    joint = np.column_stack([*(past.changes[row.series] for row in views), profit])
    mean = prior @ joint
    about = joint - mean
    covariance = about.T @ (about * prior[:, None])
    target = np.array([row.target for row in views])
    return gaussian_conditional(mean, covariance, np.eye(len(views), len(views) + 1), target)


def _rows(past: Sample, rows: Sequence[FactorView]) -> list[View]:
    return [mean_view(row.series, past.changes[row.series], EQUAL, row.target) for row in rows]
