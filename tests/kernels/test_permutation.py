"""The laws of orders that are never listed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernels.permutation import ROUNDS, permuted, share

KEYS = np.random.SeedSequence(7).generate_state(3 * ROUNDS, np.uint64).reshape(3, ROUNDS)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 16, 17, 63, 64, 65, 1000, 4097])
def test_every_place_is_taken_once(size):
    found = permuted(np.arange(size), size, KEYS)
    assert (np.sort(found, axis=1) == np.arange(size)).all()


@given(size=st.integers(1, 10**8), data=st.data())
def test_a_place_goes_where_it_goes_whoever_else_is_asked_for(size, data):
    places = np.array(data.draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=20)))
    together = permuted(places, size, KEYS)
    alone = np.concatenate([permuted(places[k : k + 1], size, KEYS) for k in range(places.size)], axis=1)
    assert (together == alone).all()
    assert together.min() >= 0
    assert together.max() < size


def test_keys_give_different_orders():
    first, second, third = permuted(np.arange(1000), 1000, KEYS)
    for one, other in ((first, second), (second, third), (first, np.arange(1000))):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(1000)


def test_small_orders_are_all_met():
    keys = np.random.SeedSequence(1).generate_state(500 * ROUNDS, np.uint64).reshape(500, ROUNDS)
    assert len({tuple(row) for row in permuted(np.arange(3), 3, keys).tolist()}) == 6


def test_shares_are_even():
    found = np.sort(share(np.arange(10_000), KEYS[:, 0]), axis=1)
    assert ((found >= 0.0) & (found < 1.0)).all()
    # Kolmogorov's distance of 10,000 even numbers is below 1.63/100 in 99 of 100 cases
    assert np.abs(found - (np.arange(10_000) + 0.5) / 10_000).max() < 0.0163
