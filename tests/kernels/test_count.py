"""Counts by halves, compiled and not, and estimates, against brute force."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernels import acceptability, count
from tests.kernels.tables import brute_force, random_table

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=150)
@given(SEEDS, st.booleans())
def test_pairs_of_halves_are_counted_alike_in_numpy_and_compiled(seed: int, compiled: bool) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, parties=int(rng.integers(2, 6)))
    rules = {name: lambda size: compiled for name in ("listed_by_kernel", "swept_by_kernel")}
    with patch.multiple(count, **rules):
        found = count.in_zone(table, rng=rng)
    points = brute_force(table)[1]
    assert found == (int((points >= 0).all(axis=1).sum()), True, 0.0)


@pytest.mark.parametrize("seed", range(12))
def test_an_estimate_lies_near_the_count_and_says_how_near(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, parties=2)
    exact = count.in_zone(table, rng=rng)
    with patch.object(count, "HALF_LIMIT", 0):
        found = count.in_zone(table, rng=rng)
    if found.exact:  # everything was pruned before the first half was full
        assert found.value == exact.value == 0
    assert abs(found.value - exact.value) <= 4.5 * found.se
    assert found.se <= 0.5 / np.sqrt(count.SAMPLES) * max(count.admissible(table), 1)


@settings(max_examples=150)
@given(SEEDS)
def test_the_tally_of_every_settlement_equals_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, draws=5, parties=int(rng.integers(1, 5)))
    expected: dict[tuple[int, ...], int] = {}
    for draw in range(table.draws):
        picks, points = brute_force(table, draw)
        for pick, point in zip(picks.tolist(), points, strict=True):
            expected[tuple(pick)] = expected.get(tuple(pick), 0) + bool((point >= 0).all())
    expected = {pick: n for pick, n in expected.items() if n}
    for backend, threads, block in (("twin", 1, 32), ("compiled", 1, 1), ("compiled", 2, 3), ("compiled", 8, 32)):
        found = acceptability.tally(table, backend=backend, threads=threads, block=block)
        cells = np.flatnonzero(found.counts)
        listed = found.settlements(cells).tolist()
        assert dict(zip(map(tuple, listed), found.counts.reshape(-1)[cells].tolist(), strict=True)) == expected


def test_the_tally_looks_at_the_draws_that_fit() -> None:
    table = random_table(np.random.default_rng(4), draws=5)
    size = int(np.prod(np.diff(table.start)))
    with patch.object(acceptability, "LISTED_CELLS", 3 * size + 1):
        found = acceptability.tally(table, backend="twin")
    first = acceptability.tally(table.rows(slice(0, 3)), backend="twin")
    assert (found.draws, first.draws) == (3, 3)
    assert np.array_equal(found.counts, first.counts)
    with patch.object(acceptability, "LISTED_SETTLEMENTS", size - 1):
        assert not acceptability.fits(np.diff(table.start))
