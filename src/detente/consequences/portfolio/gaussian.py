"""The second engine: what a Gaussian world expects of all factors, given some of them; and how strange those are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Conditional:
    """Factors given views on some combinations of them.

    Parameters
    ----------
    mean, covariance
        ``(N,)`` and ``(N, N)`` given the views.
    distance
        Mahalanobis distance of the views from what the prior expects, in standard deviations.
    tail
        Chance of views at least as far, by the chi-squared distribution: small is implausible.
    """

    mean: np.ndarray
    covariance: np.ndarray
    distance: float
    tail: float


def gaussian_conditional(
    mean: np.ndarray, covariance: np.ndarray, rows: np.ndarray, target: np.ndarray
) -> Conditional:  # fmt: skip
    """Return the conditional of a Gaussian given ``rows @ factors = target``.

    ``mu + S Q' (Q S Q')^-1 (v - Q mu)`` and ``S - S Q' (Q S Q')^-1 Q S``. Closed form; as in Meucci 2008 (from memory).

    Raises
    ------
    ValueError
        When views say the same thing twice, so that ``Q S Q'`` has no inverse.

    Examples
    --------
    >>> found = gaussian_conditional(np.zeros(2), np.array([[1.0, 0.5], [0.5, 1.0]]), np.eye(1, 2), np.array([2.0]))
    >>> found.mean.tolist(), found.distance
    ([2.0, 1.0], 2.0)
    """
    from scipy.special import gammaincc

    spread = rows @ covariance @ rows.T
    if np.linalg.matrix_rank(spread) < len(rows):
        raise ValueError("rows: two views say the same thing, or one says nothing; leave one out")
    surprise = np.asarray(target, dtype=float) - rows @ mean
    gain = np.linalg.solve(spread, rows @ covariance).T
    squared = float(surprise @ np.linalg.solve(spread, surprise))
    tail = float(gammaincc(len(rows) / 2.0, squared / 2.0))
    return Conditional(mean + gain @ surprise, covariance - gain @ rows @ covariance, float(np.sqrt(squared)), tail)
