"""Whether all who must consent say yes to one offer when nobody chooses without error: a logit equilibrium.

Each party says yes or no at the same time; the offer is carried out if all say yes, else there is no deal. Saying yes
is worth the surplus times the chance that all others say yes, so that doubt about the others weakens yes and no alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.case.fault import TooLarge
from detente.strategy.quantal.equilibrium import respond

MOST_PARTIES = 12


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Chances that an offer is accepted at some precision.

    Parameters
    ----------
    precision
        How sharply parties tell better from worse, per point of utility; at 0 they toss a coin.
    parties
        ``(N,)``: chance that each says yes.
    together
        Chance that all do.
    """

    precision: float
    parties: np.ndarray
    together: float


def acceptance(surplus: ArrayLike, precision: float) -> Acceptance:
    """Return the chances that parties with these surpluses, in points, say yes to an offer, each and all together.

    Raises
    ------
    ValueError
        When there is no party, or a number is not finite.
    TooLarge
        When there are too many parties.

    Examples
    --------
    >>> found = acceptance([10.0], 0.1)
    >>> round(found.together, 6)
    0.731059
    >>> acceptance([10.0, 5.0], 0.0).together
    0.25
    """
    gains = np.atleast_1d(np.asarray(surplus, dtype=float))
    if gains.ndim != 1 or not gains.size:
        raise ValueError("surpluses are one number for each of at least one party")
    if len(gains) > MOST_PARTIES:
        raise TooLarge(f"{len(gains)} parties are more than {MOST_PARTIES}")
    payoffs = np.zeros((len(gains), *(2 for _ in gains)))
    payoffs[(slice(None), *(1 for _ in gains))] = gains
    found = respond(payoffs, precision)
    yes = np.array([chance[1] for chance in found.chances])
    return Acceptance(precision, yes, float(yes.prod()))
