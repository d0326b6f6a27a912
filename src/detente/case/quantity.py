"""A number with its range: the smallest noun of a case."""

from __future__ import annotations

from dataclasses import dataclass

SHAPES = ("triangular", "pert", "uniform", "normal")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range with a most likely value.

    Parameters
    ----------
    low, mid, high
        Bounds and most likely value, ``low <= mid <= high``, in the unit of the field that holds it.
    shape
        How draws fall between the bounds: ``triangular`` (mode ``mid``), ``pert``, ``uniform``, or ``normal``
        (mean ``mid``; ``low`` and ``high`` are read as the 5 % and 95 % points, draws truncated to the field's scale).
    sources
        Ids of the sources of this number, where it has its own.
    """

    low: float
    mid: float
    high: float
    shape: str = "triangular"
    sources: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the range has no width."""
        return self.low == self.high


def exactly(value: float) -> Quantity:
    """Return the quantity that has no spread."""
    return Quantity(value, value, value)
