"""Orders in which parts are moved one after the other, all of them or a sample: what a Shapley value averages over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from detente.ensemble.draws import generator

LEAST_PAIRS = 4
"""Pairs of an order and its reverse that are sampled at least, since an error is told from their spread."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The cases between the two, and the steps between them that a part's contribution is the mean of.

    Parameters
    ----------
    sets
        The cases as sets of parts, ``C`` of them, in rising order.
    start, end
        Per part and step the place in `sets` without the part and with it, ``(G, J)``.
    weight
        Of every step, ``(G, J)``; the weights of a part sum to 1.
    """

    sets: tuple[int, ...]
    start: np.ndarray
    end: np.ndarray
    weight: np.ndarray
    exact: bool

    @property
    def sampled(self) -> int:
        """How many orders were sampled; 0 where all count."""
        return 0 if self.exact else self.weight.shape[1]

    def steps(self, worth: np.ndarray) -> np.ndarray:
        """Return what each step adds, ``(G, J, ...)``, to the worth of the cases, ``(C, ...)``."""
        return worth[self.end] - worth[self.start]

    def errors(self, steps: np.ndarray) -> list[float]:
        """Return the sampling error of a part's mean over orders, of ``(G, J)``; an order and its reverse are one."""
        if self.exact:
            return [0.0] * len(steps)
        pairs = steps.reshape(len(steps), -1, 2).mean(axis=2)
        return (pairs.std(axis=1, ddof=1) / np.sqrt(pairs.shape[1])).tolist()


def orders_of(parts: int, most: int, seed: int) -> Orders:
    """Return every order where few enough cases lie between, else pairs of an order and its reverse."""
    if 1 << parts <= max(most, 2):
        return _every(parts)
    rng = generator(seed, "orders of parts")
    pairs = max(LEAST_PAIRS, most // (2 * (parts - 1)))
    passed = [_passed(order) for _ in range(pairs) for order in _both_ways(rng.permutation(parts))]
    sets = sorted({held for way in passed for held in way})
    place = {held: k for k, held in enumerate(sets)}
    with_part = [[next(held for held in way if held >> g & 1) for way in passed] for g in range(parts)]
    end = np.array([[place[held] for held in row] for row in with_part])
    start = np.array([[place[held ^ 1 << g] for held in row] for g, row in enumerate(with_part)])
    return Orders(tuple(sets), start, end, np.full(end.shape, 1.0 / len(passed)), exact=False)


def _every(parts: int) -> Orders:
    """Return all orders: every set without a part, weighed by the share of orders that pass it before the part."""
    sets = np.arange(1 << parts)
    start = np.array([sets[sets >> g & 1 == 0] for g in range(parts)], dtype=np.int64).reshape(parts, len(sets) // 2)
    end = start | 1 << np.arange(parts)[:, None]
    by_size = np.array([1.0 / (parts * comb(parts - 1, size)) for size in range(parts)])
    weight = by_size[np.bitwise_count(start)] if parts else np.zeros(start.shape)
    return Orders(tuple(sets.tolist()), start, end, weight, exact=True)


def _both_ways(order: np.ndarray) -> tuple[list[int], list[int]]:
    """Return an order and its reverse: what a part adds early in one, it adds late in the other."""
    return order.tolist(), order[::-1].tolist()


def _passed(order: Sequence[int]) -> list[int]:
    """Return the sets of parts that an order goes through, from none to all."""
    found = [0]
    for part in order:
        found.append(found[-1] | 1 << part)
    return found
