"""A channel that may leak: does it raise the chance of a deal, and up to which leak rate.

While a back-channel stays secret, talks close ``f`` times as fast; once it leaks, the bar for a yes is higher, and
talks go on in the open. Rates are a year: ``a`` closing, ``b`` everything that ends talks without a deal, ``l`` the
leak. Without a horizon a race of constant rates gives

- in the open: ``P0 = a / (a + b)``;
- through the channel: ``P(l) = (f a + l q) / (f a + b + l)`` with ``q = a' / (a' + b)``, closing at ``a'`` once leaked.

``P(l) >= P0`` is linear in ``l``, and holds up to ``l* = (f - 1) a (a' + b) / (a - a')``. Where a leak closes the zone
for good, ``a' = 0``, this is ``(f - 1) b``: what the channel gains in speed times how fast talks die anyhow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.durability.course import MONTHS, Rates

STEPS = 60
"""Halvings in the search for a threshold: far below any rounding of a probability."""
SURE = 1.0 - 1e-12


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel in every draw, ``(D,)``: `leak` times a year, and `efficiency`, the factor on closing while secret."""

    leak: np.ndarray
    efficiency: np.ndarray


@dataclass(frozen=True, slots=True)
class Signed:
    """Chances ``(D,)`` that a deal is signed within the months while the channel is secret, and after it leaked."""

    secret: np.ndarray
    leaked: np.ndarray

    @property
    def value(self) -> np.ndarray:
        """Return the chance that a deal is signed."""
        return self.secret + self.leaked


def rate_of(probability: np.ndarray) -> np.ndarray:
    """Return the rate a year of what happens in a month with this probability, ``-12 ln(1 - p)``."""
    return -MONTHS * np.log1p(-np.minimum(probability, SURE))


def monthly(rate: float) -> float:
    """Return the probability in a month of what happens at this rate a year."""
    return float(0.0 - np.expm1(-rate / MONTHS))


def once_threshold(secret: float, leaked: float, official: float) -> float | None:
    """Return the probability of a leak at the outset at which a channel makes no difference.

    The one-step tree: ``(1 - p) secret + p leaked = official``. 0 where the channel does not help even in secret, None
    where it helps, or does no harm, even in the open.

    Examples
    --------
    >>> once_threshold(0.5, 0.1, 0.3)
    0.5
    """
    if secret <= official:
        return 0.0
    return None if leaked >= official else (secret - official) / (secret - leaked)


def rate_threshold(efficiency: float, closing: float, ending: float, after: float) -> float | None:
    """Return the leak rate a year at which a channel makes no difference without a horizon, ``l*`` of this module.

    `closing` is ``a``, `ending` ``b``, `after` ``a'``. None where no leak rate undoes what the channel gains.

    Examples
    --------
    >>> rate_threshold(efficiency=1.5, closing=0.25, ending=0.3, after=0.0)
    0.15
    """
    if efficiency <= 1.0 or closing <= 0.0:
        return 0.0
    if after >= closing:
        return None
    return (efficiency - 1.0) * closing * (after + ending) / (closing - after)


def share_threshold(efficiency: float, ending: float, closed: float) -> float | None:
    """Return ``l*`` where a leak closes the zone for good in a share of the draws that have one, and else does nothing.

    Summed over the draws, the condition of `rate_threshold` becomes ``l* = (f - 1) b / closed``.

    Examples
    --------
    >>> share_threshold(efficiency=1.5, ending=0.3, closed=0.5)
    0.3
    """
    if efficiency <= 1.0:
        return 0.0
    return None if closed <= 0.0 else (efficiency - 1.0) * ending / closed


def signed(
    zone: np.ndarray, exposed: np.ndarray, rates: Rates, channel: Channel, *, last: float = 1.0
) -> Signed:  # fmt: skip
    """Return the chances that talks through a channel close within ``T`` months, the last of which may be a part.

    Parameters
    ----------
    zone, exposed
        ``(D, T)``, 0-1: the chance that the zone holds a settlement in that month, in secret and once it has leaked.
    rates, channel
        As their records say.
    last
        Length of the last month, in (0, 1].

    Notes
    -----
    Months as in `durability.course`, with the leak as one more competing risk: what leaks in a month goes on in the
    open from the next. With `leak` 0 and `efficiency` 1 this is the course's own chance.
    """
    ending = rates.collapse + rates.escalation
    secret, leaked = np.ones(len(zone)), np.zeros(len(zone))
    by_secret, by_leaked = np.zeros(len(zone)), np.zeros(len(zone))
    for month, length in enumerate(np.append(np.ones(zone.shape[1] - 1), last).tolist()):
        closing = rates.closing * channel.efficiency * zone[:, month]
        closed, leaks, stays = _race(closing, channel.leak, ending, length)
        in_the_open, _, open_stays = _race(rates.closing * exposed[:, month], np.zeros(len(zone)), ending, length)
        by_secret += secret * closed
        by_leaked += leaked * in_the_open
        secret, leaked = secret * stays, leaked * open_stays + secret * leaks
    return Signed(by_secret, by_leaked)


def _race(
    closing: np.ndarray, leak: np.ndarray, ending: np.ndarray, length: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the chances within a part of a month that talks close, that they leak, and that nothing happens."""
    total = closing + leak + ending
    leaving = -np.expm1(-total * length / MONTHS)
    part = np.divide(leaving, total, out=np.zeros_like(total), where=total > 0)
    return closing * part, leak * part, 1.0 - leaving


def horizon_threshold(gain: Callable[[float], float]) -> float | None:
    """Return the leak probability a month at which ``gain(probability)`` changes its sign.

    `gain` falls, as a leak never helps. 0 where there is none without a leak, None where no leak undoes it.
    """
    low, high = 0.0, SURE
    if gain(low) <= 0.0:
        return 0.0
    if gain(high) >= 0.0:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if gain(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0
