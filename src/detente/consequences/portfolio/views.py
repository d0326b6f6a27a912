"""Views on the moments of scenarios, written as linear rows: what the expectation of a row shall be, or not pass.

Second and higher moments are linear once the means they are taken about are held fixed; so fix those by views too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

EQUAL, AT_MOST, AT_LEAST = SENSES = ("=", "<=", ">=")


@dataclass(frozen=True, slots=True)
class View:
    """One view: ``E[row] sense target``.

    Parameters
    ----------
    name
        What is printed.
    row
        ``(J,)``: a value in every scenario.
    sense
        ``=``, ``<=`` or ``>=``.
    target
        In the unit of the row.
    """

    name: str
    row: np.ndarray
    sense: str
    target: float

    def __post_init__(self) -> None:
        """Refuse a sense that is none, and rows or targets without end."""
        if self.sense not in SENSES:
            raise ValueError(
                f'view "{self.name}": "{self.sense}" is not allowed; a sense is one of {", ".join(SENSES)}'
            )
        if not (np.isfinite(self.target) and np.isfinite(self.row).all()):
            raise ValueError(f'view "{self.name}": the target and every value must be finite numbers; fill the gaps')

    @property
    def outside(self) -> bool:
        """Whether no weighting of the scenarios can meet the view."""
        below, above = self.target < self.row.min(), self.target > self.row.max()
        return (below and self.sense != AT_LEAST) or (above and self.sense != AT_MOST)


def mean_view(name: str, values: np.ndarray, sense: str, target: float) -> View:
    """Return a view on a mean."""
    return View(f"mean of {name}", np.asarray(values, dtype=float), sense, target)


def volatility_view(name: str, values: np.ndarray, sense: str, target: float, *, mean: float) -> View:
    """Return a view on a standard deviation about a mean that is held elsewhere."""
    return View(f"volatility of {name}", (np.asarray(values) - mean) ** 2, sense, target**2)


def moment_view(
    name: str, standard: np.ndarray, power: int, sense: str, target: float
) -> View:  # fmt: skip
    """Return a view on a standardised moment, 3 for skewness and 4 for kurtosis, of values already standardised."""
    return View(f"moment {power} of {name}", np.asarray(standard) ** power, sense, target)


def correlation_view(
    name: str, first: np.ndarray, second: np.ndarray, sense: str, target: float
) -> View:  # fmt: skip
    """Return a view on a correlation of values already standardised."""
    return View(f"correlation of {name}", np.asarray(first) * np.asarray(second), sense, target)
