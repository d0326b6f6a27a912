"""Survival curves of a reference class: shapes fitted to what is published of it.

A curve falls steeply at first and then lies flat: most agreements that break down do so within three years. So the
shapes have a plateau (a share that never breaks down) or a falling hazard; the constant hazard is fitted as well, to
show how far it is off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from detente.durability.hazard import cured_survival, exponential_survival, log_normal_survival, weibull_survival
from detente.durability.reference import ReferenceClass
from detente.kernels.ranges import not_negative, positive

Survival = Callable[[np.ndarray], np.ndarray]
NODES = 128
"""Points of the integral over time; its error is far below the figures that are printed."""
NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """A fitted survival curve.

    Parameters
    ----------
    shape
        A name in `SHAPES`, or ``moments`` where it follows from mean and median times.
    parameters
        In the order of the shape: plateau where it has one, then those of its distribution, in years.
    aic
        Akaike's criterion of the fit, lower is better; None where nothing was fitted.
    distance
        The largest distance to a published point.
    """

    shape: str
    parameters: tuple[float, ...]
    survival: Survival
    aic: float | None = None
    distance: float = 0.0

    def at(self, years: ArrayLike, frailty: ArrayLike = 1.0) -> np.ndarray:
        """Return the share still standing, ``S(t)^frailty``: the hazard of the class times `frailty`, broadcast."""
        return self.survival(not_negative("years", years)) ** positive("frailty", frailty)


@dataclass(frozen=True, slots=True)
class Shape:
    """A family of curves: from numbers without bounds to parameters, and the curve that these give."""

    start: tuple[float, ...]
    parameters: Callable[[np.ndarray], tuple[float, ...]]
    survival: Callable[..., np.ndarray]


def _logistic(x: float) -> float:
    return float(np.exp(-np.logaddexp(0.0, -x)))


def _positive(x: Sequence[float] | np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in np.exp(x))


def _cured(x: np.ndarray) -> tuple[float, ...]:
    return (_logistic(x[0]), *_positive(x[1:]))


SHAPES = {
    "cured_weibull": Shape((0.5, -0.4, 0.0), _cured, lambda t, c, *rest: cured_survival(c, weibull_survival(t, *rest))),
    "cured_log_normal": Shape(
        (0.5, -0.5, 0.3), _cured, lambda t, c, *rest: cured_survival(c, log_normal_survival(t, *rest))
    ),
    "log_normal": Shape((5.0, 2.0), _positive, log_normal_survival),
    "weibull": Shape((-1.0, 5.0), _positive, weibull_survival),
    "exponential": Shape((-3.0,), _positive, exponential_survival),
}
"""Each shape that is fitted to a published curve."""


@cache
def curves(of: ReferenceClass) -> tuple[Curve, ...]:
    """Return the curves of a class, the best first: by Akaike's criterion where its survival curve is published.

    Where only shares and times of those that ended are, the one curve is a mixture over the groups of a share that
    never ends and a log-normal through mean and median: ``sigma^2 = 2 ln(mean / median)``.
    """
    if not of.curve:
        return (_of_moments(of),)
    return tuple(sorted((_curve_of(name, of) for name in SHAPES), key=lambda curve: curve.aic or 0.0))


def published(of: ReferenceClass, years: ArrayLike) -> np.ndarray:
    """Return the published Kaplan-Meier share at the last published time at or before `years`; 1 before the first.

    A step table: exact at the published times, too high between them, unknown (NaN) beyond the last.
    """
    time = not_negative("years", years)
    known = np.array([point.years for point in of.curve])
    steps = np.array([1.0, *(point.survival for point in of.curve)])
    return np.where(time > known[-1] + NEARLY, np.nan, steps[np.searchsorted(known, time + NEARLY)])


def lasting_share(curve: Curve, discount: ArrayLike, frailty: ArrayLike = 1.0) -> np.ndarray:
    """Return the share of a deal's discounted value that comes before its breakdown, ``int rho e^(-rho t) S(t) dt``.

    `discount` and `frailty` broadcast. By Gauss-Legendre in w, with ``1 - exp(-rho t) = w^3 (10 - 15 w + 6 w^2)``, so
    that nodes are dense where the curve is steep and the integrand is smooth at both ends.
    """
    rho, factor = positive("discount", discount), positive("frailty", frailty)
    points, weights = _nodes()
    w = 0.5 + 0.5 * points
    left = [1] * np.broadcast(rho, factor).ndim
    count, rest = _smooth(w), _smooth(1.0 - w)
    time = -np.where(w < 0.5, np.log1p(-count), np.log(rest)).reshape(-1, *left) / rho
    density = (15.0 * weights * (w * (1.0 - w)) ** 2).reshape(-1, *left)
    return (density * curve.at(time, factor)).sum(axis=0)


@cache
def _nodes() -> tuple[np.ndarray, np.ndarray]:
    """Return the nodes and weights of Gauss-Legendre, read-only."""
    found = np.polynomial.legendre.leggauss(NODES)
    for held in found:
        held.setflags(write=False)
    return found


def _smooth(w: np.ndarray) -> np.ndarray:
    return w**3 * (10.0 - 15.0 * w + 6.0 * w**2)


def _curve_of(name: str, of: ReferenceClass) -> Curve:
    """Return the curve of a shape with the parameters that the class keeps of it, or else those that fit best."""
    shape, kept = SHAPES[name], {fit.shape: fit.parameters for fit in of.fits}
    parameters = kept[name] if name in kept else fitted(name, of)
    time, share = _points(of)
    unlikely = _misfit(shape.survival(time, *parameters), of)
    return Curve(
        name,
        parameters,
        lambda t: shape.survival(t, *parameters),
        aic=2.0 * (unlikely + len(parameters)),
        distance=float(np.abs(shape.survival(time, *parameters) - share).max()),
    )


def fitted(name: str, of: ReferenceClass) -> tuple[float, ...]:
    """Return the parameters of a shape with the highest likelihood of how many ended between the published times."""
    from scipy.optimize import minimize

    shape, (time, _) = SHAPES[name], _points(of)
    options = {"xatol": NEARLY, "fatol": NEARLY, "maxiter": 10_000, "maxfev": 10_000}
    best = minimize(
        lambda x: _misfit(shape.survival(time, *shape.parameters(x)), of),
        shape.start, method="Nelder-Mead", options=options,
    )  # fmt: skip
    return shape.parameters(best.x)


def _points(of: ReferenceClass) -> tuple[np.ndarray, np.ndarray]:
    """Return the published times, in years, and the shares that survived them."""
    return np.array([point.years for point in of.curve]), np.array([point.survival for point in of.curve])


def _misfit(survival: np.ndarray, of: ReferenceClass) -> float:
    """Return minus the logarithm of the likelihood of a curve, given at the published times.

    The counts are n times the falls of the published curve: as if nobody had been censored between them.
    """
    seen = of.cases * _falls(_points(of)[1])
    return -float((seen * np.log(np.maximum(_falls(survival), np.finfo(float).tiny))).sum())


def _falls(share: np.ndarray) -> np.ndarray:
    """Return how much of the whole ends in each interval, and what is left."""
    held = np.concatenate([[1.0], share, [0.0]])
    return -np.diff(held)


def _of_moments(of: ReferenceClass) -> Curve:
    weights = [group.cases / of.cases for group in of.groups]
    parts = [
        (
            1.0 - group.ended / group.cases,
            group.median_years,
            (2.0 * np.log(group.mean_years / group.median_years)) ** 0.5,
        )
        for group in of.groups
    ]

    def survival(t: np.ndarray) -> np.ndarray:
        each = [cured_survival(c, log_normal_survival(t, median, spread)) for c, median, spread in parts]
        return np.asarray(sum(weight * share for weight, share in zip(weights, each, strict=True)))

    return Curve("moments", tuple(float(x) for part in parts for x in part), survival)
