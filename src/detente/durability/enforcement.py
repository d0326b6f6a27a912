"""Whether each party keeps a deal because breaking it does not pay: a repeated game with grim trigger.

A breach pays T a period while it is not answered; keeping pays R; after an answer the breaker has P for ever. A breach
is answered with probability q, k periods after it begins. All take numbers or arrays that broadcast; payoffs are on one
scale per party and their unit does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, patience, positive, share


@dataclass(frozen=True, slots=True)
class Payoffs:
    """What a party has a period: breaking unanswered (T), keeping (R), after an answer (P)."""

    unanswered: ArrayLike
    keeping: ArrayLike
    answered: ArrayLike

    @property
    def temptation(self) -> np.ndarray:
        """What a breach gains while it lasts, T - R; 0 where it gains nothing."""
        return np.maximum(np.asarray(self.unanswered, dtype=float) - np.asarray(self.keeping, dtype=float), 0.0)

    @property
    def penalty(self) -> np.ndarray:
        """What an answer takes from the breaker, R - P; 0 where it takes nothing."""
        return np.maximum(np.asarray(self.keeping, dtype=float) - np.asarray(self.answered, dtype=float), 0.0)


def period_factor(discount: ArrayLike, years: ArrayLike) -> np.ndarray:
    """Return the discount factor of a period, ``exp(-rho t)``, from a rate per year and a length in years."""
    return np.exp(-not_negative("discount", discount) * not_negative("years", years))


def answered(strength: ArrayLike, detection: ArrayLike) -> np.ndarray:
    """Return the probability that somebody answers a breach, ``1 - prod_j (1 - s_j d_j)``.

    `strength` and `detection` ``(..., guarantees)``; no guarantee gives 0. Answers are taken as independent, which
    flatters guarantees whose guarantors look to one another.

    Examples
    --------
    >>> float(answered([0.5, 0.2], [1.0, 0.5]).round(4)), float(answered([], []))
    (0.55, 0.0)
    """
    return 1.0 - (1.0 - share("strength", strength) * share("detection", detection)).prod(axis=-1)


def factor_needed(payoffs: Payoffs, *, answer: ArrayLike = 1.0, lag: ArrayLike = 1.0) -> np.ndarray:
    """Return the least discount factor per period at which keeping beats breaking; 0 where a breach gains nothing.

    ``d* = ((T - R) / ((T - R) + q (R - P)))^(1/k)`` with q the `answer` and k the `lag` in periods, above 0. It is the
    one-shot deviation condition ``T (1 - d^k) + d^k [q P + (1 - q) R] <= R``; k = 1 and q = 1 is the textbook
    threshold ``(T - R) / (T - P)``. 1 means that no patience is enough. Repeated-game algebra (Friedman 1971 for grim
    trigger, from memory).

    Examples
    --------
    >>> game = Payoffs(unanswered=1.3, keeping=1.0, answered=0.4)
    >>> factor_needed(game, answer=[1.0, 0.5]).round(4).tolist()
    [0.3333, 0.5]
    """
    gain, loss = payoffs.temptation, share("answer", answer) * payoffs.penalty
    shape = np.broadcast_shapes(gain.shape, loss.shape)
    base = np.divide(gain, gain + loss, out=np.zeros(shape), where=np.broadcast_to(gain > 0.0, shape))
    return _known(base, gain, loss) ** (1.0 / positive("lag", lag))


def slack(
    factor: ArrayLike, payoffs: Payoffs, *, answer: ArrayLike = 1.0, lag: ArrayLike = 1.0
) -> np.ndarray:  # fmt: skip
    """Return by how much a party is more patient than keeping asks for, ``d - d*``; below 0 it breaks the deal."""
    return patience("factor", factor) - factor_needed(payoffs, answer=answer, lag=lag)


def answer_needed(factor: ArrayLike, payoffs: Payoffs, *, lag: ArrayLike = 1.0) -> np.ndarray:
    """Return the least probability of an answer at which keeping beats breaking: `factor_needed` solved for q.

    ``q* = (T - R)(1 - d^k) / (d^k (R - P))``. Above 1 no answer is sure enough; infinite where an answer takes nothing.

    Examples
    --------
    >>> answer_needed([0.5, 0.2], Payoffs(1.3, 1.0, 0.4)).round(4).tolist()
    [0.5, 2.0]
    """
    kept = patience("factor", factor) ** positive("lag", lag)
    gain, loss = payoffs.temptation * (1.0 - kept), kept * payoffs.penalty
    shape = np.broadcast_shapes(gain.shape, loss.shape)
    none = np.where(gain > 0.0, np.inf, 0.0)
    found = np.divide(gain, loss, out=np.broadcast_to(none, shape).copy(), where=np.broadcast_to(loss > 0.0, shape))
    return _known(found, gain, loss)


def strength_needed(
    factor: ArrayLike, payoffs: Payoffs, *, detection: ArrayLike = 1.0, lag: ArrayLike = 1.0
) -> np.ndarray:  # fmt: skip
    """Return the least strength of one guarantee that makes the party keep the deal, `answer_needed` by detection.

    `detection` in (0, 1]: the probability that a breach is seen. Above 1 no strength is enough: something else has to
    change, what breaking pays, what an answer takes, or how soon it comes.
    """
    seen = np.asarray(share("detection", positive("detection", detection)))
    return answer_needed(factor, payoffs, lag=lag) / seen


def _known(found: np.ndarray, gain: np.ndarray, loss: np.ndarray) -> np.ndarray:
    """Return the values with NaN where a payoff is unknown."""
    return np.where(np.isnan(gain) | np.isnan(loss), np.nan, found)
