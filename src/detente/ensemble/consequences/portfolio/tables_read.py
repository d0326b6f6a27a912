"""Holdings and prices as their owner gives them: read against the series that there are, with every fault."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.holdings import Holdings, PriceTable
from detente.consequences.portfolio.series import catalogue
from detente.formats.holdings import example_holdings, read_holdings
from detente.formats.prices import read_prices


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is given: its bytes, and what its faults call it."""

    data: bytes
    file: str


@dataclass(frozen=True, slots=True)
class Tables:
    """What is held and at which prices, as read.

    Parameters
    ----------
    holdings
        What is held; the example that ships where nothing was given.
    prices
        The owner's prices; None where there are none.
    """

    holdings: Holdings
    prices: PriceTable | None

    @property
    def own(self) -> tuple[str, ...]:
        """Names of the owner's series."""
        return own_series(self.prices)

    @property
    def series(self) -> tuple[str, ...]:
        """Names of all series: the owner's, then those that ship."""
        return known_series(self.prices)

    def equity(self, asked: str | None = None) -> str:
        """Return the column that is the equity market; empty where none is.

        Raises
        ------
        ValueError
            When the prices have no column of the name that was asked.
        """
        usual = catalogue().roles.equity
        if asked is None:
            return next((name for name in self.own if name.lower() == usual), "")
        if asked not in self.own:
            there = ", ".join(self.own) or "none"
            raise ValueError(f"the prices have no column {asked[:80]!r}; there are {there}")
        return asked


def own_series(prices: PriceTable | None) -> tuple[str, ...]:
    """Return the names of the series of a table of prices."""
    return tuple(prices.prices) if prices else ()


def known_series(prices: PriceTable | None) -> tuple[str, ...]:
    """Return the names of all series that a holding may follow: those of the prices, then those that ship."""
    return tuple(dict.fromkeys([*own_series(prices), *catalogue().ids]))


def read_tables(holdings: Sheet | None, prices: Sheet | None) -> Tables:
    r"""Return holdings and prices as read; without holdings, the example that ships.

    Raises
    ------
    InputFaults
        With every fault of the prices, else of the holdings, as `read_prices` and `read_holdings`.

    Examples
    --------
    >>> found = read_tables(Sheet(b"asset,weight\ngold,1\n", "own.csv"), None)
    >>> found.holdings.rows[0].asset, found.own, "gold" in found.series
    ('gold', (), True)
    """
    table = None if prices is None else read_prices(prices.data, file=prices.file)
    held = Sheet(example_holdings(), "") if holdings is None else holdings
    return Tables(read_holdings(held.data, known_series(table), file=held.file), table)
