"""When an effect comes and goes: the path of a driver, and the lag with which an indicator follows it.

Times are months after the start of a scenario; month u stands for its end, so that nothing has moved at time 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, positive


def driver_path(months: ArrayLike, ramp: float, lasts: float, half_life: float) -> np.ndarray:
    """Return the share of a driver's size that is reached after some months, equation 1 of the ledger.

    ``1 - exp(-t / ramp)`` for t <= lasts, then decay with the half-life from what was reached; a ramp of 0 is a step.

    Examples
    --------
    >>> driver_path([0, 1, 3, 9], 0, 3, 6).tolist()
    [0.0, 1.0, 1.0, 0.5]
    """
    time, until = not_negative("months", months), float(not_negative("lasts", lasts))
    speed = 1.0 / ramp if float(not_negative("ramp", ramp)) > 0.0 else np.inf
    rising = np.minimum(time, until)
    reached = -np.expm1(-np.multiply(rising, speed, out=np.zeros(time.shape), where=rising > 0.0))
    return reached * 0.5 ** (np.maximum(time - until, 0.0) / positive("half_life", half_life))


def lag_weights(months: int, shape: float, mean: float) -> np.ndarray:
    """Return the part of an effect that arrives in each month after its cause, ``(T,)``, gamma distributed.

    The first is that of the same month. They sum to what has arrived after T months, at most 1; a mean of 0 is at once.

    Examples
    --------
    >>> lag_weights(3, 1.0, 0.0).tolist(), float(lag_weights(3, 2.0, 5.0).sum().round(4))
    ([1.0, 0.0, 0.0], 0.3374)
    """
    from scipy.special import gammainc

    if float(not_negative("mean", mean)) == 0.0:
        return np.eye(1, months)[0]
    with np.errstate(over="ignore"):
        arrived = gammainc(positive("shape", shape), np.arange(months + 1) * float(shape) / mean)
    return np.diff(arrived)


def followed(weights: np.ndarray, path: np.ndarray) -> np.ndarray:
    """Return the matrix ``(T, T)`` that turns survival by month into reach by month: ``[t, u] = w(t - u) p(u)``.

    Summed over u it is the response to the whole path. It equals the sum of cumulated weights times the path's steps
    (summation by parts), the form in which equation 2 of the ledger is written.
    """
    months = len(path)
    since = np.arange(months)[:, None] - np.arange(months)[None, :]
    return np.where(since >= 0, weights[np.maximum(since, 0)], 0.0) * path[None, :]
