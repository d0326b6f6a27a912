"""The nouns of time: how fast talks close, break down or are overtaken, and how no-deal values drift meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.case.marking import Marked
from detente.case.quantity import Quantity, exactly

NEVER = exactly(0.0)
MOST_MONTHS = 240
"""Months at most from the as-of date to the horizon, over which talks are followed."""


@dataclass(frozen=True, slots=True)
class Record:
    """How often these talks have come to a deal in force since a day: the basis of the base-rate forecast."""

    since: date
    agreements: int = 0
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing(Marked):
    """What happens to talks, and to what parties have without a deal, as months pass after the as-of date.

    Parameters
    ----------
    closing
        Signatures a year while the zone holds a settlement.
    collapse, escalation
        Times a year that talks end for good, and that the war escalates so that they do.
    drift
        Party -> points by which its no-deal value changes in a year.
    record
        What these talks have come to so far; None: no base rate.
    """

    closing: Quantity
    collapse: Quantity = NEVER
    escalation: Quantity = NEVER
    drift: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])
    record: Record | None = None
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
