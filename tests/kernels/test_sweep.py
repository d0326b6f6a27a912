"""Frontiers of some of the parties over the zone of all, merged and swept, equal brute force."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernels import maxima, merge, sweep
from detente.kernels.table import Table
from tests.kernels.tables import brute_force, random_table

SEEDS = st.integers(0, 2**32 - 1)


def expected(table: Table, rows: list[int]) -> dict[tuple[int, ...], set[tuple[int, ...]]]:
    """Surpluses of some parties on their frontier of the zone, and the settlements that give each."""
    picks, points = brute_force(table)
    inside = (points >= 0).all(axis=1)
    picks, shown = picks[inside], points[inside][:, rows]
    found: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for pick, point in zip(picks.tolist(), shown, strict=True):
        if not ((shown >= point).all(axis=1) & (shown > point).any(axis=1)).any():
            found.setdefault(tuple(point.tolist()), set()).add(tuple(pick))
    return found


@settings(max_examples=200)
@given(SEEDS, st.integers(1, 2), st.sampled_from([1, 2, 600]))
def test_the_sweep_equals_brute_force_whatever_it_keeps(seed: int, shown: int, kept: int) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, parties=int(rng.integers(shown, 6)))
    rows = rng.permutation(table.reserve.shape[1])[:shown].tolist()
    wanted = expected(table, rows)
    found = sweep.sweep(table, rows, kept=kept)
    points = sorted(wanted, reverse=True)
    assert found.counts == [len(wanted[point]) for point in points]
    for point, picks in zip(points, found.picks, strict=True):
        assert 0 < len(picks) <= kept
        assert {*map(tuple, picks.tolist())} <= wanted[point]
        assert kept < 600 or {*map(tuple, picks.tolist())} == wanted[point]


@settings(max_examples=200)
@given(SEEDS)
def test_merging_for_some_parties_equals_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, parties=int(rng.integers(1, 6)))
    counted = rng.random(table.reserve.shape[1]) < 0.5
    counted[int(rng.integers(counted.size))] = True
    rows = np.flatnonzero(counted).tolist()
    wanted = expected(table, rows)
    front = merge.merge(table, counted=counted)
    found = {
        tuple(point[rows].tolist()): {*map(tuple, merge.settlements(front, np.array([k]), limit=10**6)[0].tolist())}
        for k, point in enumerate(front.points)
    }
    assert found == wanted


def test_a_frontier_beyond_its_limits_is_refused() -> None:
    table = random_table(np.random.default_rng(1), parties=3, top=1000)._replace(
        reserve=np.zeros((1, 3), dtype=np.int64)
    )
    points = len(expected(table, [0, 1]))
    assert points > 1
    assert len(sweep.sweep(table, [0, 1], limit=points).counts) == points
    with pytest.raises(merge.FrontTooLarge, match=f"more than {points - 1} points"):
        sweep.sweep(table, [0, 1], limit=points - 1)
    with patch.object(sweep, "NODE_CAP", 1), pytest.raises(merge.FrontTooLarge, match="more than 1 nodes"):
        sweep.sweep(table, [0, 1])


def test_too_many_comparisons_are_refused_and_not_made() -> None:
    rng = np.random.default_rng(1)
    points = np.unique(rng.integers(0, 10**6, size=(3000, 5)), axis=0)[::-1]
    points = np.ascontiguousarray(points[np.argsort(-points.sum(axis=1), kind="stable")])
    whole, room = maxima.room_for(points)
    looks = maxima.undominated(points, 5, whole, room, 2**40)
    part, room = maxima.room_for(points)
    assert 1000 < maxima.undominated(points, 5, part, room, 1000) < 1000 + len(points)
    assert part.sum() < whole.sum()
    pruned = patch.object(merge, "pruned_by_kernel", lambda *_: True)
    with pruned, patch.object(merge, "COMPARISONS", looks - 1), pytest.raises(merge.FrontTooLarge, match="comparisons"):
        merge.efficient(points)
    with pruned, patch.object(merge, "COMPARISONS", looks):
        assert len(merge.efficient(points)[0]) == whole.sum()
