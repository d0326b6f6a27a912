"""Drivers: what a scenario sets for the economy, as changes against the as-of baseline, with their paths.

A scenario without rows of its own inherits those of a named parent, with wider ranges, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from detente.case.check.fields import day, number, one_of, text, url, words
from detente.case.fault import Unanswerable
from detente.case.quantity import Quantity
from detente.consequences.lags import driver_path
from detente.consequences.sheet import CODED, NOT_NEGATIVE, POSITIVE, RANGE, WORD, listed, read_sheet, shipped


@dataclass(frozen=True, slots=True)
class Driver:
    """A quantity that scenarios set: its unit and path (months; see `lags.driver_path`)."""

    id: str
    name: str
    unit: str
    ramp: float
    lasts: float
    half_life: float

    def path(self, months: int) -> np.ndarray:
        """Return the share of its size that is reached at the end of months 1 to T, ``(T,)``, not to be written to."""
        return _path(self, months)


@dataclass(frozen=True, slots=True)
class DriverRow:
    """The size of one driver under one scenario; `inherited` names whose it is, `url` where its source is."""

    scenario: str
    driver: str
    value: Quantity
    coded: str
    source: str = ""
    inherited: str = ""
    url: str = ""
    widened: bool = False

    @property
    def ground(self) -> str:
        """What is printed beside the number."""
        own = self.source or "analyst judgement"
        more = ", range widened" if self.widened else ""
        return f"{own}; inherited from {self.inherited}{more}" if self.inherited else own


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Which scenario takes whose rows, and by what factor each range grows around its middle."""

    scenario: str
    parent: str
    widen: float
    why: str


@dataclass(frozen=True, slots=True)
class DriverTable:
    """All drivers, rows and inheritances, with the date of the baseline."""

    as_of: date
    drivers: tuple[Driver, ...]
    rows: tuple[DriverRow, ...]
    inherits: tuple[Inheritance, ...]

    def driver(self, driver_id: str) -> Driver:
        """Return a driver by its id."""
        return next(row for row in self.drivers if row.id == driver_id)

    def of(self, scenario: str) -> dict[str, DriverRow]:
        """Return the rows of a scenario by driver, its own or inherited ones.

        Raises
        ------
        Unanswerable
            When the scenario has neither rows nor a parent with rows.
        """
        return _rows(self, scenario, ())


TABLE = {
    "as_of": day,
    "drivers": listed(
        Driver,
        {"id": WORD, "name": text, "unit": text, "ramp": NOT_NEGATIVE, "lasts": NOT_NEGATIVE, "half_life": POSITIVE},
        ("id", "name", "unit", "ramp", "lasts", "half_life"),
    ),
    "rows": listed(
        DriverRow,
        {"scenario": WORD, "driver": WORD, "value": RANGE, "coded": one_of(CODED), "source": words, "url": url},
        ("scenario", "driver", "value", "coded"),
    ),
    "inherits": listed(
        Inheritance,
        {"scenario": WORD, "parent": WORD, "widen": number(1.0, 100.0), "why": text},
        ("scenario", "parent", "widen", "why"),
    ),
}


def read_drivers(data: bytes, *, file: str) -> DriverTable:
    """Read a table of drivers.

    Raises
    ------
    InputFaults
        With every fault of the table, with its line.
    """
    return DriverTable(**read_sheet(data, TABLE, file=file))


@cache
def drivers() -> DriverTable:
    """Return the drivers that ship: those of the flagship.

    Examples
    --------
    >>> drivers().of("kyiv_terms")["gas"].ground
    'middle as Allianz, 27 February 2025; inherited from land_for_guarantees, range widened'
    """
    return read_drivers(shipped("drivers.yaml"), file="drivers.yaml")


def taken(row: DriverRow, scenario: str, parent: str, widen: float) -> DriverRow:
    """Return a row of a parent as that of a scenario which takes it: its range widened, which it says."""
    value = widened(row.value, widen)
    wider = row.widened or value != row.value
    return replace(row, scenario=scenario, value=value, inherited=parent, widened=wider)


def widened(value: Quantity, factor: float) -> Quantity:
    """Return a quantity whose ends lie `factor` times as far from its middle."""
    low, high = (value.mid + factor * (end - value.mid) for end in (value.low, value.high))
    return replace(value, low=low, high=high)


@cache
def _path(driver: Driver, months: int) -> np.ndarray:
    found = driver_path(np.arange(1, months + 1), driver.ramp, driver.lasts, driver.half_life)
    found.flags.writeable = False
    return found


def _rows(table: DriverTable, scenario: str, asked: tuple[str, ...]) -> dict[str, DriverRow]:
    own = {row.driver: row for row in table.rows if row.scenario == scenario}
    heir = next((row for row in table.inherits if row.scenario == scenario), None)
    if own:
        return own
    if heir is None or scenario in asked:
        message = f"scenario {scenario} has no drivers; scenarios with drivers are {', '.join(_named(table))}"
        raise Unanswerable(f"{message}: add rows, or name one of them as its parent")
    held: Mapping[str, DriverRow] = _rows(table, heir.parent, (*asked, scenario))
    return {key: taken(row, scenario, heir.parent, heir.widen) for key, row in held.items()}


def _named(table: DriverTable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.scenario for row in table.rows))
