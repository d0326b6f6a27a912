"""Those who can wreck a deal that others have signed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, positive, share


def attempt_chance(
    capability: ArrayLike, breaking: ArrayLike, deal: ArrayLike, noise: ArrayLike
) -> np.ndarray:  # fmt: skip
    """Return the probability a year that a spoiler wrecks the deal, ``cap / (1 + exp(-(u - v) / tau))``.

    `capability`: the chance of success of an attempt, in [0, 1]; `breaking` and `deal`: its utility with the deal
    wrecked and kept, in points; `noise`: tau, points above 0 over which its choice is unsure. What a spoiler wants
    (limited, greedy, total; Stedman 1997, International Security 22(2), from memory) is in its utilities: a total
    spoiler has no deal that it prefers.

    Examples
    --------
    >>> float(attempt_chance(0.2, 50, 50, 10))
    0.1
    """
    ease = (np.asarray(breaking, dtype=float) - np.asarray(deal, dtype=float)) / positive("noise", noise)
    return share("capability", capability) * np.exp(-np.logaddexp(0.0, -ease))


def survives_spoilers(chances: ArrayLike, years: ArrayLike) -> np.ndarray:
    """Return the probability that no spoiler has wrecked the deal by then, ``prod_s (1 - q_s)^T``.

    `chances` ``(..., spoilers)``: of each spoiler a year, taken as independent of one another and from year to year;
    `years` broadcasts against what is left. Closed form.

    Examples
    --------
    >>> float(survives_spoilers([0.5, 0.5], 1))
    0.25
    """
    return (1.0 - share("chances", chances)).prod(axis=-1) ** not_negative("years", years)
