"""The nouns of what would change a case: single changes, and levers, which are changes that somebody can make."""

from __future__ import annotations

from dataclasses import dataclass

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
