"""Votes by quorum: the exact distribution of yes seats, unanimity, and the qualified majority of the EU.

Probabilities vary by draw. Blocs vote independently of each other given these; within a bloc all vote alike, or each
for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from detente.case.fault import TooLarge
from detente.case.quantity import Quantity
from detente.durability.distinct import distinct

MOST_SUMS = 2_000_000
MOST_NODES = 200
NORMAL_TAIL = 1.6448536269514722
"""Standard normal quantile of 95 %."""
TINY = 1e-300
POPULATION_GRID = 1_000_000
"""Steps per unit of population, so that sums and their comparison with a share are exact."""


class Quorum(NamedTuple):
    """A qualified majority: shares of states and of population, and the states without which nobody can block."""

    states: float
    population: float
    blocking: int


def bloc_seats(seats: int, yes: np.ndarray, *, together: bool = True) -> np.ndarray:
    """Return the probability of every number of yes seats of a bloc, ``(D, seats + 1)``.

    `yes (D,)` is the probability that it votes yes as one or, where it does not vote together, of each of its seats.
    """
    p = np.asarray(yes, dtype=float)
    if not together:
        return _binomial(seats, p)
    found = np.zeros((p.size, seats + 1))
    found[:, 0], found[:, -1] = 1.0 - p, p
    return found


def free_seats(seats: int, yes: Quantity) -> np.ndarray:
    """Return the same for seats that vote each for itself with one uncertain probability, ``(1, seats + 1)``.

    The binomial is averaged over the quantity: that nobody knows the mood of a house moves all of its seats together.
    Exact for up to 396 seats of a triangular or uniform quantity, whose density is a polynomial on each side of `mid`.
    """
    p, weight = _nodes(yes, min(seats // 2 + 2, MOST_NODES))
    return (weight @ _binomial(seats, p))[None, :]


def _binomial(seats: int, p: np.ndarray) -> np.ndarray:
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(seats + 1)
    ways = gammaln(seats + 1) - gammaln(k + 1) - gammaln(seats - k + 1)
    return np.exp(ways + xlogy(k, p[:, None]) + xlog1py(seats - k, -p[:, None]))


def _nodes(yes: Quantity, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return points of a quantity and their weights: Gauss-Legendre on each side of its middle."""
    if yes.certain:
        return np.array([yes.mid]), np.ones(1)
    x, w = np.polynomial.legendre.leggauss(count)
    sides = [(low, high) for low, high in ((yes.low, yes.mid), (yes.mid, yes.high)) if low < high]
    p = np.concatenate([low + (x + 1.0) / 2.0 * (high - low) for low, high in sides])
    weight = np.concatenate([w * (high - low) for low, high in sides]) * _density(yes, p)
    return p, weight / weight.sum()


def _density(yes: Quantity, p: np.ndarray) -> np.ndarray:
    """Return the density of a quantity, up to a factor; a normal one is cut at its 5 % and 95 % points."""
    if yes.shape == "uniform":
        return np.ones_like(p)
    if yes.shape == "normal":
        return np.exp(-0.5 * ((p - yes.mid) * 2.0 * NORMAL_TAIL / (yes.high - yes.low)) ** 2)
    if yes.shape == "pert":
        width = yes.high - yes.low
        a, b = 4.0 * (yes.mid - yes.low) / width, 4.0 * (yes.high - yes.mid) / width
        return ((p - yes.low) / width) ** a * ((yes.high - p) / width) ** b
    below = (p - yes.low) / max(yes.mid - yes.low, TINY)
    above = (yes.high - p) / max(yes.high - yes.mid, TINY)
    return np.where(p < yes.mid, below, above)


def add_up(blocs: Sequence[np.ndarray]) -> np.ndarray:
    """Return the probability of every number of yes seats of all blocs, ``(D, seats + 1)``, each ``(D or 1, own + 1)``.

    The Poisson-binomial distribution and its kin by convolution, which is exact.

    Examples
    --------
    >>> add_up([bloc_seats(2, np.array([0.5])), bloc_seats(1, np.array([0.5]))])
    array([[0.25, 0.25, 0.25, 0.25]])
    """
    found = np.ones((1, 1))
    for own in sorted(blocs, key=len):
        grown = np.zeros((max(len(found), len(own)), found.shape[1] + own.shape[1] - 1))
        for k in np.flatnonzero(own.any(axis=0)):
            grown[:, k : k + found.shape[1]] += found * own[:, k : k + 1]
        found = grown
    return found


def reaches(distribution: np.ndarray, needed: int) -> np.ndarray:
    """Return the probability of at least `needed` yes seats, ``(D,)``."""
    return np.clip(distribution[:, needed:].sum(axis=1), 0.0, 1.0)


def unanimous(yes: np.ndarray) -> np.ndarray:
    """Return the probability that every member votes yes, ``(D,)``; who abstains is not asked for here."""
    return np.asarray(yes.prod(axis=1))


def qualified_majority(
    states: Sequence[int], population: Sequence[float], yes: np.ndarray, quorum: Quorum
) -> np.ndarray:  # fmt: skip
    """Return the probability of a qualified majority, ``(D,)``, exactly.

    Members are blocs of states that vote as one, with their population together. It is attained with the quorum's share
    of the states and of the population, and also with the share of states alone where fewer than `quorum.blocking`
    states are against. Source: Treaty on European Union, Article 16(4): 55 % of the states, 65 % of the population, at
    least four states to block.

    Raises
    ------
    TooLarge
        When the members' populations have too many different sums.
    """
    counts, sizes = np.asarray(states), np.rint(np.asarray(population) * POPULATION_GRID).astype(np.int64)
    everybody, people = int(counts.sum()), int(sizes.sum())

    def passed(held: np.ndarray, weight: np.ndarray) -> np.ndarray:
        enough = held >= np.ceil(quorum.states * everybody - 1e-9)
        populous = weight >= np.ceil(quorum.population * people - 1e-6)
        return np.asarray(enough & (populous | (everybody - held < quorum.blocking)))

    rows, back = distinct(yes)
    return np.array([_passes(counts, sizes, row, passed) for row in rows])[back]


def _passes(
    counts: np.ndarray, sizes: np.ndarray, yes: np.ndarray, passed: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> float:  # fmt: skip
    """Sum the probability of every pair (states, population) that passes."""
    sums, chance = np.zeros((1, 2), dtype=np.int64), np.ones(1)
    for count, size, p in zip(counts, sizes, yes, strict=True):
        if p > 0.0:
            grown = np.concatenate([sums, sums + np.array([count, size])])
            sums, where = np.unique(grown, axis=0, return_inverse=True)
            chance = np.bincount(where.reshape(-1), np.concatenate([chance * (1.0 - p), chance * p]), len(sums))
        if len(sums) > MOST_SUMS:
            raise TooLarge(
                f"the members' populations have more than {MOST_SUMS:,} different sums: give them in millions with one"
                " decimal, or join members that vote alike"
            )
    return float(min(1.0, chance[passed(sums[:, 0], sums[:, 1])].sum()))
