"""The draws behind the ledger: coefficients shared by all scenarios, sizes of drivers by scenario, survival.

A driver has one stream of random numbers for all scenarios: a draw in which oil reacts strongly does so under each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.consequences import Consequences
from detente.case.nouns import NO_DEAL, Case
from detente.case.quantity import Quantity
from detente.consequences.drivers import DriverRow, drivers
from detente.consequences.given import driver_rows
from detente.consequences.ledger import Design, Draws, Ledger, ledger, sizes
from detente.consequences.responses import responses, terms
from detente.ensemble.consequences.odds import Odds
from detente.ensemble.draws import Streams
from detente.ensemble.hold.drawn import drawn, survival

ASKED = (1, 3, 6, 9, 12, 18, 24, 36, 60, 120)
"""Months that are answered, as far as a case is followed."""
NOT_IN_LEDGER = ("return_share", "reconstruction")
"""Drivers of the panel of people, which follows cohorts instead."""
BOUNDS = (-1e9, 1e9)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is drawn for a case, N draws, and the ledger of each scenario.

    Parameters
    ----------
    rows
        Scenario -> driver -> what it sets.
    given
        Scenario -> driver -> sizes ``(N,)``.
    survival
        ``(N, T)``: that a deal in force since month 0 still holds at the end of month 1 ... T.
    draws, ledgers
        Of each scenario, in the order of the odds.
    """

    case: Case
    odds: Odds
    design: Design
    rows: Mapping[str, Mapping[str, DriverRow]]
    given: Mapping[str, Mapping[str, np.ndarray]]
    survival: np.ndarray
    draws: tuple[Draws, ...]
    ledgers: tuple[Ledger, ...]
    streams: Streams

    @property
    def months(self) -> tuple[int, ...]:
        """The months that are answered."""
        return self.design.months

    def value(self, path: str, quantity: Quantity) -> np.ndarray:
        """Return the draws of a quantity of a panel, ``(N,)``."""
        return self.streams.values(quantity, f"consequences.{path}", BOUNDS)

    def survival_of(self, scenario: str) -> np.ndarray:
        """Return the survival of a scenario; no deal cannot break."""
        return np.ones_like(self.survival) if scenario == NO_DEAL else self.survival


def world(case: Case, odds: Odds, count: int, seed: int) -> World:
    """Draw everything and follow every scenario; `count` draws under a seed."""
    months = (case.consequences or Consequences()).months
    rows = {scenario: driver_rows(case, drivers(), scenario) for scenario in odds.ids}
    streams = Streams(case, count, seed)
    given = {
        scenario: {key: streams.values(row.value, f"consequences.drivers.{key}", BOUNDS)
                   for key, row in own.items()}
        for scenario, own in rows.items()
    }  # fmt: skip
    named = {key for own in rows.values() for key in own if key not in NOT_IN_LEDGER}
    kept = tuple(driver for driver in drivers().drivers if driver.id in named)
    ids = [driver.id for driver in kept]
    asked = tuple(month for month in ASKED if month <= months) or (months,)
    design = Design(terms(responses(), ids, months), kept, asked)
    table = [streams.values(row.value, f"consequences.responses.{row.id}", BOUNDS) for row in responses()]
    lasting = survival(case, drawn(case, draws=count, seed=seed), np.arange(1.0, months + 1.0))
    whole = np.ones_like(lasting)
    draws = tuple(
        Draws(
            np.column_stack(table),
            sizes(ids, given[scenario], count),
            sizes(ids, given[NO_DEAL], count),
            whole if scenario == NO_DEAL else lasting,
        )
        for scenario in odds.ids
    )
    found = tuple(ledger(design, held) for held in draws)
    return World(case, odds, design, rows, given, lasting, draws, found, streams)
