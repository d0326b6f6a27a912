"""What is lost when an input is rationed: exact CES, between the bounds of Hulten and Leontief, with its shadow price.

All take numbers or arrays that broadcast and return float64 arrays. Losses are negative changes, in shares of one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, positive, share


@dataclass(frozen=True, slots=True)
class Rationing:
    """Change of output when an input falls to a share x of what it was.

    Parameters
    ----------
    change
        Exact, by the CES formula.
    hulten
        First order, ``a ln x``, as a change of output: the bound of perfect markets in small shocks.
    leontief
        ``x - 1`` where x < 1: nothing can replace the input.
    share_after
        Cost share of the input afterwards, at its shadow price.
    price_multiple
        Its shadow price over the price before.
    """

    change: np.ndarray
    hulten: np.ndarray
    leontief: np.ndarray
    share_after: np.ndarray
    price_multiple: np.ndarray

    def implausible(self, price: float, share_of_output: float) -> np.ndarray:
        """Return where the shadow price or the share passes a bound: there the number is not to be relied on."""
        return (self.price_multiple > price) | (self.share_after > share_of_output)


def ces_rationing(cost_share: ArrayLike, elasticity: ArrayLike, remaining: ArrayLike) -> Rationing:
    """Return what rationing costs with constant elasticity of substitution s.

    ``Y / Y0 = [a x^((s-1)/s) + 1 - a]^(s/(s-1))``; ``x^a`` at s = 1 and ``min(x, 1)`` at s = 0. The shadow price is
    ``(Y / x)^(1/s)`` times the old one. Source: Baqaee & Farhi 2019, Econometrica 87(4), and Bachmann et al. 2022 use
    the form (both from memory); the algebra is checked here. Second order is off by a third and more in the examples of
    the golden file, so that it is not used.

    Parameters
    ----------
    cost_share
        a, share of the input in output before, in [0, 1].
    elasticity
        s, 0 or more.
    remaining
        x, what is left of the input as a share of what it was, above 0.

    Examples
    --------
    >>> found = ces_rationing(0.04, [0.04, 1.0], 0.9)
    >>> (100 * found.change).round(4).tolist()
    [-1.5686, -0.4206]
    """
    a, x = share("cost_share", cost_share), positive("remaining", remaining)
    s = not_negative("elasticity", elasticity)
    a, s, x = (np.array(part, dtype=float) for part in np.broadcast_arrays(a, s, x))
    logs = np.log(x)
    output = _log_output(a, s, logs)
    hulten, leontief = np.expm1(a * logs), np.minimum(x, 1.0) - 1.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        multiple = np.where(logs == 0.0, 1.0, np.exp((output - logs) / s))
        after = np.where(logs == 0.0, a, a * np.exp((output - logs) * (1.0 - s) / s))
    # without substitution the scarce input takes all, one in plenty nothing
    after = np.where((s == 0.0) & (logs != 0.0), np.where(logs < 0.0, 1.0, 0.0), after)
    multiple = np.where((s == 0.0) & (logs != 0.0), np.where(logs < 0.0, np.inf, 0.0), multiple)
    return Rationing(np.expm1(output), hulten, leontief, np.where(a > 0.0, np.minimum(after, 1.0), 0.0), multiple)


def second_order(cost_share: ArrayLike, elasticity: ArrayLike, remaining: ArrayLike) -> np.ndarray:
    """Return the second-order approximation of the change in logarithms, to explain what it misses.

    ``a l + (s - 1) / (2 s) a (1 - a) l^2`` with ``l = ln x``.
    """
    a, s = share("cost_share", cost_share), positive("elasticity", elasticity)
    logs = np.log(positive("remaining", remaining))
    return a * logs + 0.5 * (s - 1.0) / s * a * (1.0 - a) * logs**2


def sufficient_statistic(cost_share: ArrayLike, multiple: ArrayLike, remaining: ArrayLike) -> np.ndarray:
    """Return the change of welfare in logarithms when the input's share grows to a multiple of itself.

    ``(s0 + ds / 2) ln x`` with ``ds = (multiple - 1) s0``. Source: Bachmann et al. 2022 (form from memory).
    """
    first = share("cost_share", cost_share)
    grown = (positive("multiple", multiple) - 1.0) * first
    return (first + 0.5 * grown) * np.log(positive("remaining", remaining))


def _log_output(a: np.ndarray, s: np.ndarray, logs: np.ndarray) -> np.ndarray:
    """Return ``ln(Y / Y0)``, without loss of digits near s = 1 and without overflow near s = 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        power = (s - 1.0) / s
        small = np.log1p(a * np.expm1(power * logs)) / power
        large = np.logaddexp(np.log(a) + power * logs, np.log1p(-a)) / power
        found = np.where(np.abs(power * logs) < 1.0, small, large)
    found = np.where(s == 1.0, a * logs, found)
    return np.where(s == 0.0, np.where(a > 0.0, np.minimum(logs, 0.0), 0.0), np.where(logs == 0.0, 0.0, found))
