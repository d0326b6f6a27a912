"""A number with its range: the smallest noun of a case."""

from __future__ import annotations

from dataclasses import dataclass

SHAPES = ("triangular", "pert", "uniform", "normal")
POINTS = (0.0, 100.0)
"""Bounds of saliences, positions, leverages, and of utilities in points."""
LEAST_SALIENCE = 1e-6
"""A party whose largest salience is below this minds nothing: no utility can be weighed with it."""
RAW_LIMIT = 1_000_000.0
"""Utilities under `scale: raw` stay within this of 0: far beyond any use, small enough for exact integers."""


def utility_bounds(scale: str) -> tuple[float, float]:
    """Return the bounds of worths and no-deal values on a case's scale, ``points`` or ``raw``."""
    return (-RAW_LIMIT, RAW_LIMIT) if scale == "raw" else POINTS


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
