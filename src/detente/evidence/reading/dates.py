"""Dates in a sentence, as written in English or by ISO 8601."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "(" + "|".join(name.capitalize() for name in MONTHS) + ")"
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(\d{{4}})\b")
MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
YEAR = re.compile(r"(?<![\d,.-])(1[89]\d\d|20\d\d)(?![\d,]*\d)\b")


@dataclass(frozen=True, slots=True)
class Dates:
    """The full dates and the years that a sentence names."""

    days: tuple[date, ...] = ()
    years: tuple[int, ...] = ()


def dates(text: str) -> Dates:
    """Return the dates of a sentence.

    >>> dates("Met on 29 March 2022 and, as of March 30, 2022, again in 2023.")
    Dates(days=(datetime.date(2022, 3, 29), datetime.date(2022, 3, 30)), years=(2022, 2023))
    """
    if not re.search(r"\d{4}", text):
        return Dates()
    found: dict[int, date] = {}
    for match in DAY_FIRST.finditer(text):
        _keep(found, match.start(), match[3], MONTHS.index(match[2].lower()) + 1, match[1])
    for match in MONTH_FIRST.finditer(text):
        _keep(found, match.start(), match[3], MONTHS.index(match[1].lower()) + 1, match[2])
    for match in ISO.finditer(text):
        _keep(found, match.start(), match[1], int(match[2]), match[3])
    days = tuple(dict.fromkeys(found[at] for at in sorted(found)))
    years = {int(m[1]): None for m in YEAR.finditer(text)} | {day.year: None for day in days}
    return Dates(days, tuple(sorted(years)))


def _keep(found: dict[int, date], at: int, year: str, month: int, day: str) -> None:
    with suppress(ValueError):
        found[at] = date(int(year), month, int(day))
