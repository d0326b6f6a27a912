"""The noun of what may happen from outside the talks."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.levers import Change
from detente.case.marking import Marked
from detente.case.quantity import Quantity

WILD_CARD_KINDS = ("actor", "event")


@dataclass(frozen=True, slots=True)
class WildCard(Marked):
    """An actor or event that may change the case, and does so through its declared changes alone.

    Parameters
    ----------
    kind
        One of `WILD_CARD_KINDS`; an actor is named here and is no party.
    changes
        What it does to the case once it has happened, in order.
    probability
        That it happens by the horizon, 0-1; None where `rate` is given.
    rate
        Times a year that it would happen; it happens by the horizon with probability ``1 - exp(-rate x years)``.
    exclusive
        Name of a group of wild cards of which at most one happens; empty: independent of all others.
    """

    id: str
    name: str
    kind: str
    changes: tuple[Change, ...]
    probability: Quantity | None = None
    rate: Quantity | None = None
    exclusive: str = ""
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
