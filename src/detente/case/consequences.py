"""The nouns of what follows for the economy: what a case says itself of drivers, and which scenario takes whose."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.marking import Marked
from detente.case.quantity import Quantity

DRIVERS = (
    "oil", "gas", "cereals", "food", "fertiliser", "harvest", "cereal_supply", "defence", "return_share",
    "reconstruction", "gas_dependence", "confidence", "equity",
)  # fmt: skip
"""What a scenario can set; units and paths stand in `consequences/parameters/drivers.yaml`."""
DEFAULT_SCENARIOS = (
    "frozen_conflict", "land_for_guarantees", "neutral_demilitarised", "no_deal", "moscow_terms", "kyiv_terms",
    "other_settlement",
)  # fmt: skip
"""Scenarios of which the table that ships says what they set."""
PANELS = ("ukraine",)
"""Data sets of people and of security that ship."""
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class ScenarioDriver(Marked):
    """The size of a driver under a scenario, as a change against the as-of baseline."""

    scenario: str
    driver: str
    value: Quantity
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class DriverParent:
    """A scenario that takes the drivers of another, each range `widen` times as wide around its middle."""

    scenario: str
    parent: str
    widen: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Consequences(Marked):
    """What a case says of consequences; what it does not say comes from the table that ships.

    Parameters
    ----------
    months
        Months over which consequences are followed.
    people, security
        Data set of the panel, of `PANELS`; empty: no panel.
    drivers
        Rows that replace those of the table, or of a parent.
    inherits
        Scenarios that take the drivers of another.
    """

    months: int = 24
    people: str = ""
    security: str = ""
    drivers: tuple[ScenarioDriver, ...] = ()
    inherits: tuple[DriverParent, ...] = ()
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
