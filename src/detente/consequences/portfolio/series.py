"""Price series that ship: monthly, with unit, credit and licence, and what role each has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.case.check.fields import Reader, Table, build, day, one_of, record, text, url, whole, words
from detente.case.holdings import PriceTable
from detente.consequences.sheet import CODED, WORD, listed, read_sheet, shipped
from detente.formats.prices import read_prices

KINDS = PRICE, PER_USD, PAR_YIELD = ("price", "per_usd", "par_yield")


@dataclass(frozen=True, slots=True)
class Series:
    """A series that ships.

    Parameters
    ----------
    kind
        ``price`` in USD; ``per_usd``, a currency whose value in USD is its inverse; ``par_yield`` in % a year of a bond
        of `years`.
    driver
        Driver of scenarios whose market it is; empty where there is none.
    """

    id: str
    name: str
    unit: str
    kind: str
    credit: str
    driver: str = ""
    years: int = 0


@dataclass(frozen=True, slots=True)
class Credit:
    """Who publishes a series, and under which licence."""

    id: str
    name: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class Roles:
    """Which series tells equity, energy and, without equity, demand."""

    equity: str
    energy: str
    demand: str
    coded: str


@dataclass(frozen=True, slots=True)
class SampleRule:
    """Months of one change, and how many changes are the fewest, and few."""

    span: int
    fewest: int
    few: int
    coded: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The table of the series that ship."""

    as_of: date
    credits: tuple[Credit, ...]
    series: tuple[Series, ...]
    roles: Roles
    sample: SampleRule

    @property
    def ids(self) -> tuple[str, ...]:
        """The series, in the order of the table."""
        return tuple(row.id for row in self.series)

    def of(self, series: str) -> Series | None:
        """Return a series by its id; None where it does not ship."""
        return next((row for row in self.series if row.id == series), None)

    def credit(self, series: Series) -> Credit:
        """Return who publishes a series."""
        return next(row for row in self.credits if row.id == series.credit)


def _one(noun: Callable[..., Any], table: Table) -> Reader:
    """Return the reader of one record, all of whose keys must be there."""
    return lambda node: build(noun, record(node, table, tuple(table)), tuple(table))


GROUND = {"coded": one_of(CODED)}
CREDIT = {"id": WORD, "name": text, "licence": text, "url": url}
SERIES = {
    "id": WORD, "name": text, "unit": text, "kind": one_of(KINDS), "credit": WORD, "driver": words,
    "years": whole(1, 100),
}  # fmt: skip
TABLE = {
    "as_of": day,
    "credits": listed(Credit, CREDIT, tuple(CREDIT)),
    "series": listed(Series, SERIES, ("id", "name", "unit", "kind", "credit")),
    "roles": _one(Roles, {"equity": WORD, "energy": WORD, "demand": WORD, **GROUND}),
    "sample": _one(SampleRule, {key: whole(1, 1000) for key in ("span", "fewest", "few")} | GROUND),
}


@cache
def catalogue() -> Catalogue:
    """Return what is known of the series that ship.

    Examples
    --------
    >>> catalogue().of("brent").driver, catalogue().credit(catalogue().of("eur")).licence
    ('oil', 'public domain of the US government')
    """
    return Catalogue(**read_sheet(shipped("series.yaml"), TABLE, file="series.yaml"))


@cache
def shipped_prices() -> PriceTable:
    """Return the prices that ship, as published: exchange rates per USD, yields in per cent.

    Examples
    --------
    >>> shipped_prices().months[0], shipped_prices().prices["eur"][0]
    ('2000-01', 0.9871)
    """
    return read_prices(shipped("prices_monthly.csv"), file="prices_monthly.csv")
