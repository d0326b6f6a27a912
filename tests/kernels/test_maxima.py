"""Compiled pruning keeps the same vectors as numpy's, and as the definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernels import maxima, merge


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1), st.integers(1, 120), st.integers(1, 6), st.integers(1, 9))
def test_kernel_and_twin_keep_what_nothing_dominates(seed: int, rows: int, parties: int, spread: int) -> None:
    points = np.random.default_rng(seed).integers(-spread, spread + 1, (rows, parties))
    ranked = np.unique(points, axis=0)[::-1]
    dominates = (ranked[:, None] >= ranked[None]).all(axis=2) & ~np.eye(len(ranked), dtype=bool)
    best = ~dominates.any(axis=0)
    assert np.array_equal(merge.undominated(ranked), best)
    assert np.array_equal(by_kernel(ranked), best)
    counted = int(np.random.default_rng(seed).integers(1, parties + 1))
    better = dominates & (ranked[:, None, :counted] != ranked[None, :, :counted]).any(axis=2)
    for found in (merge.undominated(ranked, counted), by_kernel(ranked, counted)):
        assert np.array_equal(found, ~better.any(axis=0))


def test_sums_too_close_for_floats_do_not_hide_a_dominated_vector() -> None:
    large = 2**61
    ranked = np.array([[large, large + 1, 0], [large, large, 0]])
    assert merge.undominated(ranked).tolist() == by_kernel(ranked).tolist() == [True, False]


def by_kernel(ranked: np.ndarray, counted: int = 0) -> np.ndarray:
    order = np.argsort(-ranked.sum(axis=1, dtype=float), kind="stable")
    points = np.ascontiguousarray(ranked[order])
    keep, front = maxima.room_for(points)
    maxima.undominated(points, counted or points.shape[1], keep, front, 2**40)
    mask = np.zeros(len(ranked), dtype=bool)
    mask[order] = keep
    return mask
