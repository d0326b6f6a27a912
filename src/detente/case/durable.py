"""The nouns of what holds a deal: guarantees, what a breach pays, the phases of a sequenced deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.case.marking import Marked
from detente.case.quantity import Quantity, exactly

if TYPE_CHECKING:
    from detente.case.nouns import Predicate

REFERENCE_CLASSES = ("peace_agreements", "ceasefires")
"""Ids of the reference classes that ship, each a file of the same name under durability/parameters."""
AS_THE_CLASS = exactly(1.0)
"""The frailty of a case that is like its reference class."""


@dataclass(frozen=True, slots=True)
class Guarantee(Marked):
    """A promise to answer a breach.

    Parameters
    ----------
    by
        Id of the party that answers.
    protects
        Ids of the parties for whom it answers (`for` in the file); it deters a breach by any other party.
    strength
        Probability that a breach which is seen is answered, 0-1.
    detection
        Probability that a breach is seen, 0-1.
    lag
        Days from the breach to the answer.
    when
        Settlements of which it is part; None: of every one.
    date
        When it was tabled.
    """

    id: str
    name: str
    by: str
    protects: tuple[str, ...]
    strength: Quantity
    detection: Quantity
    lag: Quantity
    when: Predicate | None = None
    date: date | None = None
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Breach(Marked):
    """What breaking a deal is worth to a party while it lasts, on the utility scale.

    `unanswered`: while nobody answers the breach; `answered`: once somebody does.
    """

    party: str
    unanswered: Quantity
    answered: Quantity
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Phase(Marked):
    """An ordered part of a settlement.

    Parameters
    ----------
    delivers
        Party id -> ids of the issues that it carries out in this phase.
    after
        Ids of the phases that must be done before.
    months
        How long it takes.
    standing
        Party id -> its utility if nothing follows this phase; where it is left out, it follows from what is delivered.
    """

    id: str
    name: str
    delivers: Mapping[str, tuple[str, ...]]
    after: tuple[str, ...] = ()
    months: Quantity | None = None
    standing: Mapping[str, Quantity] = field(default_factory=dict)
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class PhaseOrder:
    """A named way to carry out all phases one after the other; `phases` holds the id of each once."""

    id: str
    name: str
    phases: tuple[str, ...]
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Durability(Marked):
    """What says whether a deal of this case would hold.

    Parameters
    ----------
    reference_class
        One of `REFERENCE_CLASSES`: the past cases whose survival is the baseline.
    frailty
        What the hazard of the class is multiplied by for this case.
    discount
        Rate per year at which the parties value later things less; None: not stated.
    breach, phases
        In the order of the file.
    orders
        Named orders of the phases, to be compared.
    broken
        Party -> what it has once a deal has broken down, on the utility scale; a party left out has its no-deal value.
    """

    reference_class: str
    frailty: Quantity = AS_THE_CLASS
    discount: Quantity | None = None
    breach: tuple[Breach, ...] = ()
    phases: tuple[Phase, ...] = ()
    broken: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
    orders: tuple[PhaseOrder, ...] = ()
