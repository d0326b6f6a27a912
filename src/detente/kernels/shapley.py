"""Shares of a result's variance, estimated on the draws at hand: first-order and Shapley."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

BINS = 64
MOST_GROUPS = 12
RIDGE = 1e-10
COLLINEAR = 1e-9
"""A direction of standardised columns with less variance than this left is one that others already hold."""


def first_order(x: np.ndarray, y: np.ndarray, *, bins: int = BINS) -> float:
    """Return the share of the variance of ``y (n,)`` that the mean of y given ``x (n,)`` explains.

    ``Var(E[y|x]) / Var(y)`` from bins of equal probability (equal values stay together), less the part that sampling
    alone puts between the bins (one-way analysis of variance). In [0, 1].

    Examples
    --------
    >>> x = np.arange(1000) % 2
    >>> first_order(x, 3.0 * x), first_order(np.arange(1000) // 2, 3.0 * x)
    (1.0, 0.0)
    """
    order = np.argsort(x)
    held = x[order]
    edges = np.searchsorted(held, held[np.arange(1, bins) * x.size // bins], side="right")
    cuts = np.unique(np.concatenate([[0], edges, [x.size]]))[:-1]
    size = np.diff(cuts, append=x.size)
    centred = y[order] - y.mean()
    total = float(centred @ centred)
    if total == 0.0 or size.size < 2:
        return 0.0
    between = float((np.add.reduceat(centred, cuts) ** 2 / size).sum())
    within = total - between
    return float(np.clip((between - within * (size.size - 1) / max(x.size - size.size, 1)) / total, 0.0, 1.0))


def shapley_r2(groups: Sequence[np.ndarray], y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the Shapley shares of the variance of y that groups of columns explain linearly, and their sum.

    The worth of a set of groups is the adjusted R^2 of the regression on all its columns, floored at 0, so that a group
    of many columns without effect gets about 0; a share is the mean of what the group adds over all orders of the
    groups (Lindeman, Merenda & Gold 1980). Shares may fall below 0 by sampling error; they sum to the adjusted R^2 of
    all groups together, floored at 0.

    Parameters
    ----------
    groups
        At most `MOST_GROUPS` arrays ``(n, k_g)``. Constant and collinear columns do no harm.
    y
        ``(n,)``, or ``(n, m)`` for several results at once. A constant result has no shares: all 0.

    Returns
    -------
    tuple
        Shares ``(G,)`` or ``(G, m)``, and the adjusted R^2, a number or ``(m,)``.
    """
    draws, sizes = len(y), [held.shape[1] for held in groups]
    columns = _standard(np.concatenate(groups, axis=1))
    results = _standard(y.reshape(draws, -1))
    r2, rank = _subset_r2(columns.T @ columns / draws, columns.T @ results / draws, sizes)
    free = np.maximum(draws - 1 - rank, 1)[:, None]
    worth = np.maximum(1.0 - (1.0 - r2) * (draws - 1) / free, 0.0)
    return shapley_values(worth).reshape(len(sizes), *y.shape[1:]), worth[-1].reshape(y.shape[1:])


def shapley_of_covariance(
    covariance: np.ndarray, with_y: np.ndarray, variance: float, *, sizes: Sequence[int] | None = None
) -> np.ndarray:
    """Return the Shapley shares ``(G,)`` of the variance of y that inputs of known covariance explain linearly.

    As `shapley_r2`, without sampling and so without adjustment; exact for Gaussian linear models (Owen & Prieur 2017).
    Shares sum to the R^2 of all inputs.

    Parameters
    ----------
    covariance
        ``(k, k)`` of the inputs.
    with_y
        ``(k,)``: covariance of the inputs with y.
    variance
        Of y.
    sizes
        Number of inputs in each group, in order; each input is its own group by default.

    Examples
    --------
    Two inputs, coefficients 1 and 1, standard deviations 1 and 2, correlation 0.5:

    >>> covariance = np.array([[1.0, 1.0], [1.0, 4.0]])
    >>> shapley_of_covariance(covariance, covariance @ [1.0, 1.0], 7.0).round(5).tolist()
    [0.33929, 0.66071]
    """
    scale = np.sqrt(np.diag(covariance))
    scale = np.where(scale > 0.0, scale, 1.0)
    standard = covariance / np.outer(scale, scale)
    r2, _ = _subset_r2(standard, (with_y / (scale * np.sqrt(variance)))[:, None], sizes or [1] * len(scale))
    return shapley_values(r2)[:, 0]


def linear_index(columns: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the best linear index of ``columns (n, k)`` for each ``y (n, m)``, fitted on one half, used on the other.

    Cross-fitting keeps a group of many columns without effect from explaining noise.
    """
    halves = slice(0, None, 2), slice(1, None, 2)
    index = np.zeros(y.shape)
    for fit, use in (halves, halves[::-1]):
        middle = columns[fit].mean(axis=0)
        centred = columns[fit] - middle
        gram = centred.T @ centred
        gram += np.eye(gram.shape[0]) * (RIDGE * np.trace(gram) + 1e-12)
        index[use] = (columns[use] - middle) @ np.linalg.solve(gram, centred.T @ (y[fit] - y[fit].mean(axis=0)))
    return index


def _standard(columns: np.ndarray) -> np.ndarray:
    """Columns with mean 0 and variance 1; constant ones 0."""
    middle = columns.mean(axis=0)
    centred = columns - middle
    spread = np.sqrt(np.einsum("nk,nk->k", centred, centred) / len(columns))
    moves = spread > COLLINEAR * np.maximum(1.0, np.abs(middle))
    centred *= np.divide(1.0, spread, out=np.zeros_like(spread), where=moves)
    return centred


def _subset_r2(covariance: np.ndarray, with_y: np.ndarray, sizes: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """R^2 ``(2**G, m)`` and rank ``(2**G,)`` of the regression on every subset of groups; bit g of the row is group g.

    A binary tree, one group a level: a node takes the group's columns in, which leaves of all later columns what the
    group does not explain (a Schur complement), or leaves them out. So every subset costs one step, on the columns not
    yet decided; the largest groups come first, where the tree is narrow.
    """
    if len(sizes) > MOST_GROUPS:
        raise ValueError(f"{len(sizes)} groups: subsets of at most {MOST_GROUPS} groups are enumerated; merge some")
    start = np.cumsum([0, *sizes])
    order = sorted(range(len(sizes)), key=lambda g: -sizes[g])
    place = np.concatenate([np.arange(start[g], start[g + 1]) for g in order])
    left = np.concatenate([covariance[np.ix_(place, place)], with_y[place]], axis=1)[None]
    rows, r2, rank = np.zeros(1, dtype=np.int64), np.zeros((1, with_y.shape[1])), np.zeros(1, dtype=np.int64)
    for g in order:
        taken, gain, new = _take(left, sizes[g])
        left = np.concatenate([left[:, sizes[g] :, sizes[g] :], taken])
        r2, rank = np.concatenate([r2, r2 + gain]), np.concatenate([rank, rank + new])
        rows = np.concatenate([rows, rows | 1 << g])
    back = np.argsort(rows)
    return r2[back], rank[back]


def _take(left: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Regress on the first `size` columns of ``left (N, r, r + m)``: what remains, R^2 gained, new directions."""
    variance, axes = np.linalg.eigh(left[:, :size, :size])
    new = variance > COLLINEAR
    unit = axes * np.where(new, 1.0 / np.sqrt(np.where(new, variance, 1.0)), 0.0)[:, None, :]
    loads = unit.transpose(0, 2, 1) @ left[:, :size, size:]
    later = left.shape[1] - size
    taken = left[:, size:, size:] - loads[:, :, :later].transpose(0, 2, 1) @ loads
    return taken, (loads[:, :, later:] ** 2).sum(axis=1), new.sum(axis=1)


def shapley_values(worth: np.ndarray) -> np.ndarray:
    """Shapley values ``(G, m)`` of a game with ``worth (2**G, m)``."""
    groups = worth.shape[0].bit_length() - 1
    subsets = np.arange(worth.shape[0])
    members = (subsets[:, None] >> np.arange(groups) & 1).sum(axis=1)
    weight = np.array([1.0 / (groups * comb(groups - 1, k)) for k in range(groups)])
    without = [subsets[(subsets >> g & 1) == 0] for g in range(groups)]
    return np.stack([weight[members[s]] @ (worth[s | 1 << g] - worth[s]) for g, s in enumerate(without)])
