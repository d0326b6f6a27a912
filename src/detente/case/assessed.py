"""On which inputs of a merged case its assessors disagree, and what each of them said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.marking import Marked
from detente.case.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Assessed(Marked):
    """One input of which the case holds the envelope, and what every assessor gave for it.

    Parameters
    ----------
    path
        Of the input, as ``views.UP.fill.salience``; it is marked as the row around the input is.
    values
        Name of an assessor -> its number or range, in the unit of the input.
    """

    path: str
    values: Mapping[str, Quantity]
