"""The nouns of how talks run: channels with what a leak would cost, places with what they are judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.case.marking import Marked
from detente.case.quantity import Quantity, exactly

OFFICIAL, BACK_CHANNEL = TRACK_KINDS = ("official", "back_channel")
BETTER = ("high", "low")
NO_LEAK = exactly(0.0)
AS_FAST = exactly(1.0)
"""The efficiency of a channel on which talks close no faster than on the official one."""


@dataclass(frozen=True, slots=True)
class Track(Marked):
    """A channel of talks.

    Parameters
    ----------
    kind
        One of `TRACK_KINDS`.
    parties
        Ids of those who are in it.
    host
        Id of the party that hosts it; None: somebody outside the case, or nobody.
    leak
        Probability that it becomes known in a month, 0-1.
    cost
        Party id -> points by which the bar for a yes rises once it has become known.
    efficiency
        What the rate of closing is multiplied by while it runs.
    """

    id: str
    name: str
    kind: str
    parties: tuple[str, ...]
    host: str | None = None
    leak: Quantity = NO_LEAK
    cost: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])
    efficiency: Quantity = AS_FAST
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Venue(Marked):
    """A place of talks with its judged scores (0-100); `host`: the party of the case on whose soil it lies."""

    id: str
    name: str
    scores: Mapping[str, float]
    country: str = ""
    host: str | None = None
    icc_party: str = ""
    host_role: str = ""
    hosted: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class VenueCriterion:
    """What venues are compared by; `better` says whether a `high` or a `low` score speaks for a place."""

    id: str
    name: str
    better: str = "high"
    note: str = ""
