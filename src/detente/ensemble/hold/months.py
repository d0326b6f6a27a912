"""The months from the as-of date to the horizon; the last one may be a part of a month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np

from detente.case.nouns import Case
from detente.case.timing import MOST_MONTHS


def month_ends(case: Case) -> tuple[date, ...]:
    """Return the ends of the months from the as-of date on; the last one is the horizon.

    Raises
    ------
    ValueError
        With more than `MOST_MONTHS` months, which the check of a case with `timing` has refused.

    Examples
    --------
    >>> from detente.formats.load import load
    >>> [str(day) for day in month_ends(load("miami"))][-2:]
    ['2026-05-31', '2026-06-30']
    """
    found: list[date] = []
    while not found or found[-1] < case.horizon:
        if len(found) == MOST_MONTHS:
            raise ValueError(f"the horizon is more than {MOST_MONTHS} months after the as-of date")
        found.append(min(later(case.as_of, len(found) + 1), case.horizon))
    return tuple(found)


def lengths(case: Case) -> np.ndarray:
    """Return the length of every month in months, ``(T,)``: 1, but the part that counts of the last one.

    Examples
    --------
    >>> from detente.formats.load import load
    >>> lengths(load("template"))[-2:].round(3).tolist()
    [1.0, 0.516]
    """
    count = len(month_ends(case))
    begin, end = (later(case.as_of, months) for months in (count - 1, count))
    return np.append(np.ones(count - 1), (case.horizon - begin).days / (end - begin).days)


def later(day: date, months: int) -> date:
    """Return the day some months on; from the last day of a month to the last day of another.

    >>> str(later(date(2025, 12, 31), 2)), str(later(date(2025, 12, 21), 13))
    ('2026-02-28', '2027-01-21')
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    whole = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if whole else min(day.day, last))


def talk_months(case: Case) -> np.ndarray:
    """Return the lengths of the months that talks are followed; one month where the case has no `timing`."""
    return np.ones(1) if case.timing is None else lengths(case)
