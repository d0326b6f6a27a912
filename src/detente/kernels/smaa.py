"""Stochastic multicriteria acceptability analysis (SMAA-2; Lahdelma & Salminen 2001), plain numpy."""

from __future__ import annotations

import numpy as np


def rank_acceptability(values: np.ndarray) -> np.ndarray:
    """Return ``b[a, r]``: the share of draws in which alternative ``a`` of ``values (D, A)`` has rank ``r + 1``.

    Rank is 1 + the number of alternatives strictly better, so that ties share the better rank.
    """
    rank = (values[:, None, :] > values[:, :, None]).sum(axis=2)
    return np.stack([(rank == r).mean(axis=0) for r in range(values.shape[1])], axis=1)


def central_mean(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the mean of ``weights (D, k)`` over the draws ``rows (D,)``; NaN where there is none."""
    return weights[rows].mean(axis=0) if rows.any() else np.full(weights.shape[1], np.nan)


def pairwise_winning(values: np.ndarray) -> np.ndarray:
    """Return ``c[a, b]``: the share of draws in which alternative ``a`` of ``values (D, A)`` is better than ``b``.

    Leskinen et al. (2006). With the share of draws in which they tie, ``c[a, b]`` and ``c[b, a]`` sum to 1.
    """
    return (values[:, :, None] > values[:, None, :]).mean(axis=0)


def rank_entropy(ranks: np.ndarray) -> np.ndarray:
    """Return the entropy in bits of each alternative's ranks ``b (A, R)``: 0 where its rank is certain."""
    safe = np.where(ranks > 0.0, ranks, 1.0)
    return -(ranks * np.log2(safe)).sum(axis=1)
