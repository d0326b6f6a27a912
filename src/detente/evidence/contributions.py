"""Who moved it: the part of each item in a change of probabilities, in log-odds and in probability; parts add up."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb

import numpy as np

MOST_EXACT = 12
"""Items up to which every order of them is averaged; beyond it they are moved together."""
EXACT, TOGETHER = "shapley", "aumann_shapley"
NODES, BLOCK = 16, 64


@dataclass(frozen=True, slots=True)
class Contributions:
    """Parts of n items in the change of K probabilities.

    Parameters
    ----------
    log_odds
        ``(n, K)`` parts in the change of the log-odds of each against all others.
    probability
        ``(n, K)`` parts in the change of each probability.
    method
        ``shapley``, the mean over all orders, or ``aumann_shapley``, the limit of it when all items grow together.
    """

    log_odds: np.ndarray
    probability: np.ndarray
    method: str


def shares(log: np.ndarray) -> np.ndarray:
    """Return the probabilities of log-weights ``(..., K)``."""
    weight = np.exp(log - log.max(axis=-1, keepdims=True))
    return weight / weight.sum(axis=-1, keepdims=True)


def log_odds(log: np.ndarray) -> np.ndarray:
    """Return the log-odds of each of the log-weights ``(..., K)`` against all others together."""
    others = _others(log)
    top = others.max(axis=-1, keepdims=True)
    return log - (top[..., 0] + np.log(np.exp(others - top).sum(axis=-1)))


def contributions(start: np.ndarray, items: np.ndarray) -> Contributions:
    """Return the part of each item in the way from the log-weights `start` ``(K,)`` to ``start + items.sum(0)``.

    With two hypotheses the log-odds parts are the items' own log-likelihood ratios, whatever the order. With more
    they depend on what the others are worth when an item arrives, and are averaged over all orders (Shapley 1953);
    beyond `MOST_EXACT` items along the straight way (Aumann & Shapley 1974, from memory). Either adds up exactly.

    Parameters
    ----------
    items
        ``(n, K)`` log-likelihoods.
    """
    if len(items) <= MOST_EXACT:
        logs = start + _sums(items)
        return Contributions(_shapley(log_odds(logs)), _shapley(shares(logs)), EXACT)
    return Contributions(*_together(start, items), TOGETHER)


def _sums(items: np.ndarray) -> np.ndarray:
    """Return the sum of every set of items, ``(2^n, K)``; item i is in the sets whose bit i is set."""
    found = np.zeros((1, items.shape[1]))
    for item in items:
        found = np.concatenate([found, found + item])
    return found


def _shapley(worth: np.ndarray) -> np.ndarray:
    """Return the Shapley values ``(n, K)`` of the worths of all sets ``(2^n, K)``."""
    size = len(worth).bit_length() - 1
    if size == 0:
        return np.zeros((0, worth.shape[1]))
    sets = np.arange(len(worth))
    members = np.bitwise_count(sets).astype(int)
    weight = np.array([1.0 / (size * comb(size - 1, k)) for k in range(size)])
    without = (sets[(sets >> k & 1) == 0] for k in range(size))
    return np.stack([weight[members[s]] @ (worth[s | 1 << k] - worth[s]) for k, s in enumerate(without)])


def _together(start: np.ndarray, items: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the parts of items that grow together from nothing to their full weight.

    ``integral of p_h (l_h - sum_g p_g l_g) dt`` in probability, ``l_h - sum_(g != h) l_g integral of q_g dt`` with q
    the probabilities of the others among themselves in log-odds; Gauss-Legendre on steps of about one nat.
    """
    total = items.sum(axis=0)
    steps, size = max(1, ceil(float(np.ptp(total)))), len(start)
    mean, pairs, among = np.zeros(size), np.zeros((size, size)), np.zeros((size, size))
    for first in range(0, steps, BLOCK):
        time, weight = _nodes(first, min(first + BLOCK, steps), steps)
        way = start + time[:, None] * total
        held = shares(way)
        mean += weight @ held
        pairs += (weight[:, None] * held).T @ held
        among += np.einsum("t,thg->hg", weight, shares(_others(way)))
    return items - items @ among.T, items * mean - items @ pairs.T


def _others(log: np.ndarray) -> np.ndarray:
    """Return for each of the log-weights ``(..., K)`` those of all others, itself left out, ``(..., K, K)``."""
    return np.where(np.eye(log.shape[-1], dtype=bool), -np.inf, log[..., None, :])


def _nodes(first: int, end: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return nodes and weights on [first / steps, end / steps]."""
    node, weight = np.polynomial.legendre.leggauss(NODES)
    begins = np.arange(first, end)[:, None]
    return ((begins + (node + 1.0) / 2.0) / steps).ravel(), np.tile(weight / 2.0 / steps, end - first)
