"""What came of the talks of a case: read by no judgement, only to be compared with what a judgement says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day

from detente.case.marking import Marked


@dataclass(frozen=True, slots=True)
class Talks:
    """How long the talks lasted; sources count days with or without the last one."""

    began: Day | None = None
    days: float | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Whether the settlement held: `until` the day on which it ended, or `to_date`, a day on which it still stood."""

    until: Day | None = None
    to_date: Day | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Marked):
    """What came of the talks.

    Parameters
    ----------
    agreed
        Whether there was an agreement.
    date
        Day of the agreement, or on which the talks lapsed; after the case's as-of date.
    signed
        Day of the signature, where it is another.
    settlement
        Issue id -> option id, as far as the agreement settles it; empty without one.
    scores
        Issue id -> place on the 0-100 axis, where the result lay elsewhere than at its option, or between options.
    realised
        Issue id -> option id of what came about in fact, where it is another than what was agreed.
    held
        Whether the settlement held; None without one, or where that is not known.
    blocking
        What blocked the talks, or decided them.
    """

    agreed: bool
    date: Day
    signed: Day | None = None
    talks: Talks | None = None
    settlement: Mapping[str, str] = field(default_factory=dict[str, str])
    scores: Mapping[str, float] = field(default_factory=dict[str, float])
    realised: Mapping[str, str] = field(default_factory=dict[str, str])
    held: Held | None = None
    blocking: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"

    @property
    def in_force(self) -> Day:
        """Day from which the settlement counts: that of the signature, or else of the agreement."""
        return self.signed or self.date
