"""Rates of breakdown, the survival that follows, and the value of a deal that may break down.

All take numbers or arrays that broadcast and return float64 arrays; rates are per year, times in years.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.ranges import not_negative, positive, share


def hazard(baseline: ArrayLike, coefficients: ArrayLike, covariates: ArrayLike) -> np.ndarray:
    """Return the rate of breakdown, ``lambda_0 exp(b' z)``.

    `coefficients` and `covariates` ``(..., k)``: what differs from the baseline. Source: Cox 1972, Journal of the Royal
    Statistical Society B 34(2), the proportional-hazards form.

    Examples
    --------
    >>> float(hazard(0.1, [0.0, np.log(2)], [1, 1]).round(12))
    0.2
    """
    shift = (np.asarray(coefficients, dtype=float) * np.asarray(covariates, dtype=float)).sum(axis=-1)
    return not_negative("baseline", baseline) * np.exp(shift)


def exponential_survival(years: ArrayLike, rate: ArrayLike) -> np.ndarray:
    """Return ``exp(-lambda t)``: survival under a rate that never changes. Peace agreements are not like this."""
    return np.exp(-not_negative("rate", rate) * not_negative("years", years))


def exponential_mean(rate: ArrayLike) -> np.ndarray:
    """Return the mean years until breakdown under a constant rate, ``1 / lambda``."""
    return 1.0 / positive("rate", rate)


def weibull_survival(years: ArrayLike, shape: ArrayLike, scale: ArrayLike) -> np.ndarray:
    """Return ``exp(-(t / scale)^shape)``; with a shape below 1 the hazard falls with time."""
    return np.exp(-((not_negative("years", years) / positive("scale", scale)) ** positive("shape", shape)))


def log_normal_survival(years: ArrayLike, median: ArrayLike, spread: ArrayLike) -> np.ndarray:
    """Return ``1 - Phi(ln(t / median) / spread)``, 1 at time 0; `spread` is the sd of the logarithm, above 0."""
    from scipy.special import ndtr

    time, middle = not_negative("years", years), positive("median", median)
    logs = np.log(time / middle, out=np.full(np.broadcast(time, middle).shape, -np.inf), where=time > 0.0)
    return ndtr(-logs / positive("spread", spread))


def cured_survival(plateau: ArrayLike, survival: ArrayLike) -> np.ndarray:
    """Return ``c + (1 - c) S0(t)``: a share c never breaks down, the others survive as `survival` says.

    The mixture-cure form, Boag 1949 and Berkson & Gage 1952 (both from memory).
    """
    lasting = share("plateau", plateau)
    return lasting + (1.0 - lasting) * share("survival", survival)


def value_until_breakdown(
    flow: ArrayLike, after: ArrayLike, rate: ArrayLike, discount: ArrayLike
) -> np.ndarray:  # fmt: skip
    """Return the present value of a deal that pays a flow until it breaks down, and another one for ever after.

    ``v / (rho + lambda) + lambda / (rho + lambda) w / rho`` with v the `flow`, w the flow `after`, lambda the `rate`,
    rho the `discount` above 0. Closed form.

    Examples
    --------
    >>> float(value_until_breakdown(1, 0, 0.15, 0.05))
    5.0
    """
    risk, rho = not_negative("rate", rate), positive("discount", discount)
    return (np.asarray(flow, dtype=float) + risk * np.asarray(after, dtype=float) / rho) / (rho + risk)
