"""Changes in per cent over a few months, in every window of the past in which all that is asked has a price."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.case.fault import Unanswerable, unfit
from detente.case.holdings import PriceTable
from detente.consequences.portfolio.series import PAR_YIELD, PER_USD, Series, catalogue, shipped_prices
from detente.formats.prices import calendar

COUPONS = 2
"""Coupons a year by which a par yield is quoted."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The past that is weighed: overlapping windows of `span` months.

    Parameters
    ----------
    ends
        Last month of every window, ``YYYY-MM``.
    changes
        Series -> change over every window in per cent ``(J,)``.
    own
        Series of the user's prices; all others ship.
    span
        Months of one window.
    last
        Last month that counts, whether it has prices or not.
    """

    ends: tuple[str, ...]
    changes: Mapping[str, np.ndarray]
    own: tuple[str, ...]
    span: int
    last: str

    def matrix(self, names: Sequence[str]) -> np.ndarray:
        """Return the changes of series as columns, ``(J, N)``."""
        return np.column_stack([self.changes[name] for name in names])


def changes(values: np.ndarray, span: int, series: Series | None = None) -> np.ndarray:
    """Return the change over each window of `span` months that ends in a month, in per cent, ``(T,)``; NaN before.

    `values` are as published, ``(T,)``, NaN where there is none; without a series they are prices.

    Examples
    --------
    >>> changes(np.array([100.0, 105.0, 110.0]), 2).round(6).tolist()
    [nan, nan, 10.0]
    """
    if series is not None and series.kind == PAR_YIELD:
        level = par_bond(values, series.years)
    else:
        level = 1.0 / values if series is not None and series.kind == PER_USD else values
    found = np.full(len(level), np.nan)
    found[span:] = 100.0 * (level[span:] / level[:-span] - 1.0)
    return found


def par_bond(yields: np.ndarray, years: int) -> np.ndarray:
    """Return the value of one invested in a par bond that is changed for a new one each month, ``(T,)``.

    A bond of `years` with the coupon of the month before is priced at the yield of the month, ``c/y (1 - v) + v`` with
    ``v = (1 + y/2)^(-2 years)``, and has earned a twelfth of its coupon. Yields in per cent a year, coupons twice a
    year; that the bond has grown a month older is left out. A gap is bridged at the last yield.

    Examples
    --------
    >>> par_bond(np.array([6.0, 6.0, 5.0]), 10).round(4).tolist()
    [1.0, 1.005, 1.0884]
    """
    coupon, now = yields[:-1] / 100.0, yields[1:] / 100.0
    discount = (1.0 + now / COUPONS) ** (-COUPONS * years)
    grown = coupon / now * (1.0 - discount) + discount + coupon / 12.0
    level = np.concatenate([[1.0], np.cumprod(np.where(np.isnan(grown), 1.0, grown))])
    return np.where(np.isnan(yields), np.nan, level)


def sample(as_of: date, needed: Collection[str], own: PriceTable | None = None) -> Sample:
    """Return the windows up to a day in which every series that is needed has a change.

    Series that are not needed are there where they have a change in all of these windows. A month counts once it is
    over by the day. A series of the user comes before one that ships under the same name.

    Raises
    ------
    InputFaults
        When the user's prices share too few months with the others, naming the months of each.
    Unanswerable
        When too little of what ships is known by the day.
    """
    tables = [shipped_prices()] if own is None else [shipped_prices(), own]
    months = tuple(calendar(min(table.months[0] for table in tables), _last_month(as_of)))
    span = catalogue().sample.span
    moved = {
        name: changes(_laid(shipped_prices(), name, months), span, catalogue().of(name)) for name in catalogue().ids
    }
    if own is not None:
        moved |= {name: changes(_laid(own, name, months), span) for name in own.prices}
    there = np.all([np.isfinite(moved[name]) for name in needed], axis=0) if needed else np.zeros(len(months), bool)
    if there.sum() < catalogue().sample.fewest:
        raise _too_few(int(there.sum()), {name: moved[name] for name in needed}, months, own)
    kept = {name: values[there] for name, values in moved.items() if np.isfinite(values[there]).all()}
    ends = tuple(month for month, held in zip(months, there, strict=True) if held)
    return Sample(ends, kept, tuple(own.prices) if own else (), span, _last_month(as_of))


def _last_month(as_of: date) -> str:
    """Return the last month that is over by a day."""
    after = date.fromordinal(as_of.toordinal() + 1).replace(day=1)
    return f"{date.fromordinal(after.toordinal() - 1):%Y-%m}"


def _laid(table: PriceTable, column: str, months: Sequence[str]) -> np.ndarray:
    """Return the values of a series in the months of a calendar, NaN where it has none."""
    held = dict(zip(table.months, table.prices[column], strict=True))
    found = [held.get(month) for month in months]
    return np.array([np.nan if value is None else value for value in found])


def _too_few(
    count: int, needed: Mapping[str, np.ndarray], months: Sequence[str], own: PriceTable | None
) -> Exception:  # fmt: skip
    fewest = catalogue().sample.fewest
    span = catalogue().sample.span
    message = f"{count} windows of {span} months have a change of every series that is used; {fewest} are the fewest"
    told = "; ".join(f"{name} {_from_to(values, months)}" for name, values in needed.items())
    if own is None or not any(name in own.prices for name in needed):
        return Unanswerable(f"{message}: {told}")
    hint = "give longer prices that overlap with the others, up to the day of the case"
    return unfit(own.file, f"{message}: {told}", hint)


def _from_to(values: np.ndarray, months: Sequence[str]) -> str:
    there = np.flatnonzero(np.isfinite(values))
    return f"{months[there[0]]} to {months[there[-1]]} ({len(there)})" if len(there) else "has none by that day"
