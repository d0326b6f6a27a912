"""Dates: against those of the case, and whether the text has one at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.evidence.reading.article import Article, Read
from detente.evidence.reading.rules.found import Found
from detente.evidence.reading.scene import Known


def timeline(article: Article) -> Iterator[Found]:
    """Yield sentences with the day and month of something that the case knows, in another year."""
    known = article.scene.known
    days = {row.day for row in known}
    for read in article.reads:
        for day in read.dates.days:
            slip = next((row for row in known if day not in days and _slips(read, day, row)), None)
            if slip is not None:
                yield Found("date", read, f"{slip.what} is of {slip.day} in the case, not of {day}")


def _slips(read: Read, day: date, row: Known) -> bool:
    if (day.month, day.day) != (row.day.month, row.day.day) or day.year == row.day.year:
        return False
    return any(word.key in row.names for word in read.words)


def undated(article: Article) -> Iterator[Found]:
    """Yield the first sentence of a text of some length that names no year and no date."""
    long_enough = len(article.reads) >= FEWEST
    if long_enough and not any(read.dates.years for read in article.reads):
        yield Found("undated", article.reads[0], "the text names no year, so a day in it has no date")


FEWEST = 5
"""Sentences from which a text is expected to say when it was written."""
