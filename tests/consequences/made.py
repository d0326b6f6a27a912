"""Designs and draws for the ledger: the tables that ship, and small made ones."""

from __future__ import annotations

from datetime import date

import numpy as np

from detente.case.quantity import Quantity, exactly
from detente.consequences.drivers import Driver, drivers
from detente.consequences.ledger import Design, Draws, sizes
from detente.consequences.responses import Lag, Response, responses, terms

AT_ONCE = Lag(1.0, 0.0)
SCENARIOS = ("frozen_conflict", "land_for_guarantees", "neutral_demilitarised", "no_deal")


def triangular(rng: np.random.Generator, value: Quantity, draws: int) -> np.ndarray:
    if value.certain:
        return np.full(draws, value.mid)
    return rng.triangular(value.low, value.mid, value.high, draws)


def shipped_design(months: int = 24, asked: tuple[int, ...] = (3, 6, 12, 24)) -> Design:
    table = drivers()
    set_by = {row.driver for row in table.rows}
    kept = tuple(driver for driver in table.drivers if driver.id in set_by)
    return Design(terms(responses(), [driver.id for driver in kept], months), kept, asked)


def shipped_draws(scenario: str, draws: int, months: int = 24, seed: int = 1) -> Draws:
    """Draws of a scenario; survival falls at a rate of its own in every draw."""
    rng = np.random.default_rng(seed)
    table, ids = drivers(), [driver.id for driver in shipped_design(months, (1,)).drivers]
    coefficients = np.column_stack([triangular(rng, row.value, draws) for row in responses()])
    deal, no_deal = (
        sizes(ids, {key: triangular(rng, row.value, draws) for key, row in table.of(name).items()}, draws)
        for name in (scenario, "no_deal")
    )
    survival = np.exp(-rng.uniform(0.0, 0.4, (draws, 1)) * np.arange(1, months + 1) / 12)
    return Draws(coefficients, deal, no_deal, survival)


def made_driver(name: str, ramp: float = 0.0, lasts: float = 1000.0, half_life: float = 1000.0) -> Driver:
    return Driver(name, name, "%", ramp, lasts, half_life)


def made_response(
    name: str, indicator: str, driver: str, region: str = "WLD", lag: Lag = AT_ONCE
) -> Response:  # fmt: skip
    return Response(name, indicator, region, driver, exactly(1.0), "%", lag, "assumed", "made", date(2025, 1, 1))
