"""A mean over draws with its sampling error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.ensemble.shares import mean_and_error


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over draws and its standard error, sd over sqrt(n)."""

    value: float
    se: float

    def to_dict(self) -> dict[str, float]:
        """Return it as plain values."""
        return {"value": self.value, "se": self.se}


def mean_of(by_draw: np.ndarray) -> Mean:
    """Return the mean of one number or truth value per draw, ``(D,)``."""
    value, se = mean_and_error(np.asarray(by_draw, dtype=float))
    return Mean(float(value), float(se))
