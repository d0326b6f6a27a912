"""The nouns of what would change a case: single changes, and levers, which are changes that somebody can make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.marking import Marked
from detente.case.quantity import Quantity

SET, ADD, SCALE, DROP = KINDS = ("set", "add", "scale", "drop")


class CannotChange(ValueError):
    """A change that a case does not allow; the message says what was read, what is allowed, and what is near."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one input.

    Parameters
    ----------
    path
        Id of the input, as runs print it: ``no_deal.RU``, ``views.RU.donbas.salience``; docs/explanation/levers.md
        lists all.
    kind
        ``set`` to a value, ``add`` to it, ``scale`` by a factor, or ``drop``.
    value
        A number or a range; None for ``drop``. A number that is set moves a range as a whole.
    """

    path: str
    kind: str
    value: float | Quantity | None = None


def undoing(changes: Sequence[Change]) -> int | None:
    """Return the place of the first change that makes an earlier one of the same input void; None without one.

    Examples
    --------
    >>> undoing([Change("no_deal.RU", "set", 60.0), Change("no_deal.RU", "add", 2.0)])
    >>> undoing([Change("no_deal.RU", "add", 2.0), Change("no_deal.RU", "set", 60.0)])
    1
    """
    for k, change in enumerate(changes):
        if change.kind in (SET, DROP) and any(change.path == earlier.path for earlier in changes[:k]):
            return k
    return None


STEPS = (0.25, 0.5, 0.75, 1.0)
"""How far a lever is pulled where its file does not say: shares of its whole range."""


@dataclass(frozen=True, slots=True)
class Lever(Marked):
    """A deliberate change of the case that a party can make, at a cost.

    Parameters
    ----------
    owner
        Id of the party that can pull it.
    changes
        What it does when it is pulled in full.
    cost
        What that costs, in `unit`; None: not stated. Pulled in part, it costs that part.
    steps
        How far it may be pulled, as shares of the whole, in rising order.
    """

    id: str
    name: str
    owner: str
    changes: tuple[Change, ...]
    cost: Quantity | None = None
    unit: str = ""
    steps: tuple[float, ...] = STEPS
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
