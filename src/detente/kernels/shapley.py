"""Shares of a result's variance, estimated on the draws at hand: first-order and Shapley."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np

BINS = 64
RIDGE = 1e-10


def first_order(x: np.ndarray, y: np.ndarray, *, bins: int = BINS) -> float:
    """Return the share of the variance of ``y (n,)`` that the mean of y given ``x (n,)`` explains.

    ``Var(E[y|x]) / Var(y)`` from bins of equal probability (equal values stay together), less the part that sampling
    alone puts between the bins (one-way analysis of variance). In [0, 1].
    """
    order = np.argsort(x, kind="stable")
    edges = np.searchsorted(x[order], np.quantile(x, np.linspace(0, 1, bins + 1)[1:-1]), side="right")
    cuts = np.unique(np.concatenate([[0], edges, [x.size]]))
    size = np.diff(cuts)
    sums = np.add.reduceat(y[order], cuts[:-1])
    means, total = sums / size, y.var()
    if total == 0.0 or size.size < 2:
        return 0.0
    between = float((size * (means - y.mean()) ** 2).sum()) / y.size
    within = total - between
    return float(np.clip((between - within * (size.size - 1) / max(y.size - size.size, 1)) / total, 0.0, 1.0))


def shapley_of_covariance(covariance: np.ndarray, with_y: np.ndarray, variance: float) -> np.ndarray:
    """Return the Shapley shares ``(G,)`` of the variance of y that inputs explain linearly (LMG).

    ``covariance (G, G)`` of the inputs, ``with_y (G,)`` their covariance with y. The worth of a set of inputs is the
    R^2 of the regression on it; an input's share is the mean of what it adds over all orders (Lindeman, Merenda & Gold
    1980; Owen & Prieur 2017 for Gaussian linear models). Shares sum to the R^2 of all inputs.
    """
    groups = with_y.size
    ridge = RIDGE * np.trace(covariance) * np.eye(groups)
    worth = np.zeros(1 << groups)
    for size in range(1, groups + 1):
        rows = np.array(list(combinations(range(groups), size)))
        blocks = (covariance + ridge)[rows[:, :, None], rows[:, None, :]]
        fitted = np.linalg.solve(blocks, with_y[rows][:, :, None])[:, :, 0]
        worth[(1 << rows).sum(axis=1)] = (fitted * with_y[rows]).sum(axis=1) / variance
    subsets = np.arange(1 << groups)
    weight = np.array([factorial(k) * factorial(groups - k - 1) / factorial(groups) for k in range(groups)])
    share = np.zeros(groups)
    for g in range(groups):
        without = subsets[(subsets >> g & 1) == 0]
        sizes = ((without[:, None] >> np.arange(groups)) & 1).sum(axis=1)
        share[g] = (weight[sizes] * (worth[without | 1 << g] - worth[without])).sum()
    return share


def linear_index(columns: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the best linear index of ``columns (n, k)`` for each ``y (n, m)``, fitted on one half, used on the other.

    Cross-fitting keeps a group of many columns without effect from explaining noise.
    """
    half = np.arange(len(y)) % 2 == 0
    index = np.zeros(y.shape)
    for fit, use in ((half, ~half), (~half, half)):
        middle = columns[fit].mean(axis=0)
        centred = columns[fit] - middle
        gram = centred.T @ centred
        gram += np.eye(gram.shape[0]) * (RIDGE * np.trace(gram) + 1e-12)
        index[use] = (columns[use] - middle) @ np.linalg.solve(gram, centred.T @ (y[fit] - y[fit].mean(axis=0)))
    return index
