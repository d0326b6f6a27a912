"""Numbers at the door of a formula: turned into arrays, refused where the formula has no meaning."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def within(name: str, values: ArrayLike, low: float, high: float, ends: str = "[]") -> np.ndarray:
    """Return values as floats, each in an interval; `ends` says which bounds belong to it. NaN, unknown, may pass.

    Raises
    ------
    ValueError
        Naming the values and the first that is outside.

    Examples
    --------
    >>> within("patience", 1, 0, 1, "[)")
    Traceback (most recent call last):
    ValueError: patience: 1 is not in [0, 1)
    """
    found = np.asarray(values, dtype=float)
    under = found < low if ends[0] == "[" else found <= low
    over = found > high if ends[1] == "]" else found >= high
    outside = found[under | over]
    if outside.size:
        raise ValueError(f"{name}: {outside.flat[0]:g} is not in {ends[0]}{low:g}, {high:g}{ends[1]}")
    return found


def share(name: str, values: ArrayLike) -> np.ndarray:
    """Return probabilities or shares, each in [0, 1]."""
    return within(name, values, 0.0, 1.0)


def patience(name: str, values: ArrayLike) -> np.ndarray:
    """Return discount factors per period, each in [0, 1)."""
    return within(name, values, 0.0, 1.0, "[)")


def positive(name: str, values: ArrayLike) -> np.ndarray:
    """Return numbers above 0."""
    return within(name, values, 0.0, np.inf, "(]")


def not_negative(name: str, values: ArrayLike) -> np.ndarray:
    """Return numbers of 0 or more."""
    return within(name, values, 0.0, np.inf)
