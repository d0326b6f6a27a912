"""Expected fragility raises the bar for signing: a deal that may break down is worth less when it is signed.

A deal worth v breaks down at the rate lambda a year and leaves its party r' afterwards; later years count less at the
rate rho. Then signing is worth ``v~ = r' + (v - r') rho / (rho + lambda)``, in the same points as v, and beats no deal,
r, when ``v >= r + (r - r') lambda / rho``. Derived from the value of a flow until breakdown, as in
`hazard.value_until_breakdown`. All take numbers or arrays that broadcast; rates are per year.

A constant rate is a simplification, for the hazard of agreements falls. `steady_rate` gives the constant rate at which
a deal is worth as much as under any survival curve, from the share of its value that lasts (`curves.lasting_share`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, positive, within


def expected_value(value: ArrayLike, after: ArrayLike, rate: ArrayLike, discount: ArrayLike) -> np.ndarray:
    """Return what signing is worth, ``r' + (v - r') rho / (rho + lambda)``.

    `value`: of the deal while it stands; `after`: what the party has once it broke down; `rate`: of breakdown;
    `discount` above 0.

    Examples
    --------
    >>> float(expected_value(60, 30, 0.1, 0.05).round(9))
    40.0
    """
    risk, rho = not_negative("rate", rate), positive("discount", discount)
    left = np.asarray(after, dtype=float)
    return left + (np.asarray(value, dtype=float) - left) * rho / (rho + risk)


def steady_rate(lasting: ArrayLike, discount: ArrayLike) -> np.ndarray:
    """Return the constant rate of breakdown at which the same share of a deal's value lasts, ``rho (1 - phi) / phi``.

    `lasting`: phi, the integral of ``rho exp(-rho t) S(t)`` over time, in (0, 1]; under a constant rate it is
    ``rho / (rho + lambda)``.

    Examples
    --------
    >>> float(steady_rate(0.25, 0.1).round(12))
    0.3
    """
    held = within("lasting", lasting, 0.0, 1.0, "(]")
    return positive("discount", discount) * (1.0 - held) / held


def value_needed(no_deal: ArrayLike, after: ArrayLike, rate: ArrayLike, discount: ArrayLike) -> np.ndarray:
    """Return the least value of a deal that is worth signing, ``r + (r - r') lambda / rho``.

    Examples
    --------
    >>> float(value_needed(40, 30, 0.1, 0.05))
    60.0
    """
    return np.asarray(no_deal, dtype=float) + bar_raised(no_deal, after, rate, discount)


def bar_raised(no_deal: ArrayLike, after: ArrayLike, rate: ArrayLike, discount: ArrayLike) -> np.ndarray:
    """Return by how many points fragility raises the bar, ``(r - r') lambda / rho``.

    Below 0 where a broken deal leaves its party better off than no deal: then fragility lowers the bar.
    """
    worse = np.asarray(no_deal, dtype=float) - np.asarray(after, dtype=float)
    return worse * not_negative("rate", rate) / positive("discount", discount)
