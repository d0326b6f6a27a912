"""What happened and what is due, on one line of time: claims, drafts, words on them, rounds, polls, what to watch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.case.nouns import Case
from detente.evidence.origins import dated

KINDS = ("round", "offer", "statement", "poll", "position", "claim", "watch", "as_of", "horizon")
"""Kinds of event; those of one day come in this order."""
DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
"""How a venue's rounds begin: a day, or a month alone."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day.

    Parameters
    ----------
    day
        Of several days the first; of a month, where no day is known, the first with `approximate`.
    id
        Of the case: of a claim, offer, venue, step, indicator; of a position ``PARTY.issue``.
    detail
        A word more: the verdict of a statement, the threshold of an indicator.
    ahead
        Whether it lies after the as-of date.
    """

    day: date
    kind: str
    id: str
    text: str
    party: str | None = None
    detail: str = ""
    sources: tuple[str, ...] = ()
    approximate: bool = False
    ahead: bool = False


def timeline(case: Case) -> tuple[Event, ...]:
    """Return the dated events of a case as known at its as-of date, earliest first; what has no day is left out.

    Nothing later than the as-of date is in it but deadlines: the last day of indicators, and the horizon.
    """
    past = [event for event in _past(case) if event.day <= case.as_of]
    found = [*past, *_deadlines(case), Event(case.as_of, "as_of", case.id, "")]
    return tuple(sorted(found, key=lambda event: (event.day, KINDS.index(event.kind))))


def _past(case: Case) -> Iterator[Event]:
    yield from _rounds(case)
    yield from _drafts(case)
    for step in case.ratification:
        yield from (Event(p.date, "poll", step.id, p.wording, step.by, sources=p.sources) for p in step.polls)
    for row in case.trajectories:
        for point in row.points:
            place = f"{row.party}.{row.issue}"
            yield Event(point.date, "position", place, point.what, row.party, f"{point.position:g}", point.sources)
    for claim in case.claims:
        day, cited = dated(case, claim), (claim.source,) if claim.source else ()
        if day is not None:
            yield Event(day, "claim", claim.id, claim.text, detail=claim.attribution, sources=cited)


def _drafts(case: Case) -> Iterator[Event]:
    """Yield the offers tabled, and the words of parties on them."""
    for offer in case.offers:
        if offer.tabled and offer.date is not None:
            yield Event(offer.date, "offer", offer.id, offer.name, offer.by, sources=offer.sources)
    for said in case.statements:
        if said.date is not None:
            yield Event(said.date, "statement", said.offer, said.text, said.party, said.verdict, said.sources)


def _rounds(case: Case) -> Iterator[Event]:
    """Yield the rounds of talks that the venues hosted."""
    for venue in case.venues:
        for told in venue.hosted:
            day = _day(told)
            if day is not None:
                month = DAY.match(told)
                vague = month is not None and month[3] is None
                yield Event(day, "round", venue.id, venue.name, venue.host, told, venue.sources, vague)


def _day(told: str) -> date | None:
    """Return the first day that a text begins with; None where it names none.

    >>> _day("2025-12-19/21"), _day("2025-10"), _day("last autumn")
    (datetime.date(2025, 12, 19), datetime.date(2025, 10, 1), None)
    """
    found = DAY.match(told)
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
    except ValueError:
        return None


def _deadlines(case: Case) -> Iterator[Event]:
    for row in case.indicators:
        ahead = row.by > case.as_of
        yield Event(row.by, "watch", row.id, row.name, detail=row.threshold, sources=row.sources, ahead=ahead)
    yield Event(case.horizon, "horizon", case.id, "", ahead=case.horizon > case.as_of)
