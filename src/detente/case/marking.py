"""Who may read what: the marking of an object of a case, by whom it was confided, and what a view leaves out.

The levels are those of the Traffic Light Protocol (FIRST, TLP version 2.0, 2022), from open to closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

MARKINGS = ("clear", "green", "amber", "amber+strict", "red")
"""TLP 2.0, from what everybody may read to what only those in the room may."""
CLEAR, RED = MARKINGS[0], MARKINGS[-1]
FILLED = ("views", "no_deal")
"""Sections in which every view of a case must say something of a party: what is confided is filled, not left out."""
CONFIDABLE = (
    "sources", *FILLED, "forbid", "statements", "correlation", "offers", "scenarios", "trajectories", "tracks",
    "venues", "ratification", "guarantees", "durability", "timing", "levers", "wild_cards", "outcome",
    "cross_impact", "futures", "hypotheses", "claims", "indicators", "consequences",
)  # fmt: skip
"""Sections whose rows can be confided by a party; who is at the table and what is open is the frame, and is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What every row has that may be withheld: a base of nouns.

    Parameters
    ----------
    marking
        One of `MARKINGS`; empty: as the case says.
    confided_by
        Id of the party that told it in confidence: other parties' views do not hold it. Empty: nobody.
    """

    marking: str = ""
    confided_by: str = ""


@dataclass(frozen=True, slots=True)
class Confides:
    """Sections of which a party may have confided rows, whether it has or not; every reader may know this."""

    party: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not in a case that was made for a reader.

    Parameters
    ----------
    view_of
        Party whose view it is; empty: it is not one party's.
    above
        Rows above this marking were taken out; empty: none were looked for.
    rows
        Section -> rows that were taken out for their marking, with those that could not stand without them.
    """

    view_of: str = ""
    above: str = ""
    rows: Mapping[str, int] = field(default_factory=dict[str, int])


def rank(marking: str) -> int:
    """Return the place of a marking from open to closed.

    >>> rank("clear") < rank("amber") < rank("amber+strict") < rank("red")
    True
    """
    return MARKINGS.index(marking)


def effective(marking: str, confided_by: str, usual: str) -> str:
    """Return the marking that counts: the row's own, or that of the case; what was confided is red until it says less.

    >>> effective("", "", "green"), effective("", "DOWN", "green"), effective("amber", "DOWN", "green")
    ('green', 'red', 'amber')
    """
    return marking or (RED if confided_by else usual)


def carried(case: Any) -> str:
    """Return the marking that a case as a whole has to carry: the most closed of any of its rows."""
    levels = (effective(row.marking, row.confided_by, case.marking) for row in _marked(case))
    return max((case.marking, *levels), key=rank)


def told(case: Any) -> dict[str, Any]:
    """Return what every answer says of who may read it: the marking that it carries, and what is not in it."""
    held: Withheld | None = case.withheld
    gone = None if held is None else {"view_of": held.view_of, "above": held.above, "rows": dict(held.rows)}
    return {"marking": carried(case), "withheld": gone}


def _marked(held: Any) -> Iterator[Marked]:
    if isinstance(held, Marked):
        yield held
    if is_dataclass(held):
        for slot in fields(held):
            yield from _marked(getattr(held, slot.name))
    elif isinstance(held, tuple):
        for item in held:
            yield from _marked(item)
