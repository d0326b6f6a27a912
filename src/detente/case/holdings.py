"""The nouns of a portfolio: what is held, and prices month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CASH = "cash"
"""The asset, or the proxy of one, that does not move."""
MOST_HOLDINGS, MOST_SERIES = 500, 500


@dataclass(frozen=True, slots=True)
class Holding:
    """One asset that is held.

    Parameters
    ----------
    asset
        Its name.
    weight
        Share of the whole, negative where it is owed; the weights of all holdings sum to one.
    amount
        In the owner's money; None where the file gives weights.
    proxy
        Series that it moves like; empty where it has a price series of its own name, or exposures.
    exposures
        Series -> change of the asset in per cent when the series moves by one per cent.
    line
        Line of the file, for messages.
    """

    asset: str
    weight: float
    amount: float | None = None
    proxy: str = ""
    exposures: Mapping[str, float] = field(default_factory=dict[str, float])
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is held; `total` is the sum of the amounts, None where the file gives weights."""

    rows: tuple[Holding, ...]
    total: float | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Prices month by month.

    Parameters
    ----------
    months
        ``YYYY-MM``, every month of the calendar from the first to the last.
    prices
        Series -> price of every month, above 0; None where there is none.
    """

    months: tuple[str, ...]
    prices: Mapping[str, tuple[float | None, ...]]
    file: str = ""
