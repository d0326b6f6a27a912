"""Several forecasts made one. Each way has its own name, and they differ: say which was used.

Forecasts are ``(forecasters, ..., bins)`` or, for probabilities of one event, ``(forecasters, ...)``; weights are
``(forecasters,)``, equal when None, and are divided by their sum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def linear(p: ArrayLike, weights: ArrayLike | None = None) -> np.ndarray:
    """Return the arithmetic mean of probabilities, right for models of which one must be true.

    >>> linear([[0.1, 0.9], [0.3, 0.7]]).round(12).tolist()
    [0.2, 0.8]
    """
    held = np.asarray(p, dtype=float)
    return np.tensordot(_shares(weights, len(held)), held, axes=1)


def geometric(p: ArrayLike, weights: ArrayLike | None = None) -> np.ndarray:
    """Return the geometric mean of class probabilities ``(forecasters, ..., bins)``, divided by its sum: the log pool.

    For two bins it equals the geometric mean of odds. A bin that one forecaster calls impossible stays impossible.

    Raises
    ------
    ValueError
        When every bin is impossible to somebody, so that nothing is left.
    """
    held = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        product = np.exp(np.tensordot(_shares(weights, len(held)), np.log(held), axes=1))
    return _divided(product)


def geometric_odds(p: ArrayLike, weights: ArrayLike | None = None) -> np.ndarray:
    """Return the probability whose odds are the geometric mean of the odds of `p` ``(forecasters, ...)``.

    Probabilities of one event; suited to experts (Sevilla 2021).

    >>> round(float(geometric_odds([0.6, 0.7, 0.9])), 10)
    0.7595101587
    """
    held = np.asarray(p, dtype=float)
    return geometric(np.stack([held, 1.0 - held], axis=-1), weights)[..., 0]


def extremised(p: ArrayLike, power: float) -> np.ndarray:
    """Return probabilities ``(..., bins)`` to a power, divided by their sum; of two bins, the odds to that power.

    A power of 1 changes nothing; 2.5 suits forecasters who know different things, and only those (Sevilla 2021).

    >>> round(float(extremised([0.7595101586800531, 0.2404898413199469], 2.5)[0]), 10)
    0.9465961456
    """
    if not power > 0.0:
        raise ValueError(f"power: {power:g} is not above 0")
    return _divided(np.asarray(p, dtype=float) ** power)


def _divided(product: np.ndarray) -> np.ndarray:
    total = product.sum(axis=-1, keepdims=True)
    if not (total > 0.0).all():
        raise ValueError("no pool: every bin is impossible to one of the forecasters")
    return product / total


def _shares(weights: ArrayLike | None, count: int) -> np.ndarray:
    held = np.ones(count) if weights is None else np.asarray(weights, dtype=float)
    if held.shape != (count,) or not (held >= 0.0).all() or not held.sum() > 0.0:
        raise ValueError(f"weights: {count} numbers of 0 or more are needed, not all 0")
    return held / held.sum()


POOLS = {"linear": linear, "geometric": geometric}
"""Pools over the bins of a question, by the name that answers print."""
