"""Scenario discovery: a planted box is found with its true inputs alone, and noise gives no box."""

from __future__ import annotations

import numpy as np
import pytest

from detente.scenarios.discovery import discover

NAMES = list("abcdefgh")


def cases(seed: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.random((10_000, 8))
    y = (x[:, 0] > 0.6) & (x[:, 1] < 0.4) & (x[:, 2] > 0.3)
    return x, y ^ (rng.random(len(x)) < noise)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("noise", [0.0, 0.05])
def test_a_planted_box_is_found_and_nothing_else_is_restricted(seed, noise):
    box = discover(NAMES, *cases(seed, noise))
    assert box is not None
    found = {row.input: (row.low, row.high) for row in box.restrictions}
    assert set(found) == {"a", "b", "c"}
    assert found["a"] == (pytest.approx(0.6, abs=0.03), None)
    assert found["b"] == (None, pytest.approx(0.4, abs=0.03))
    assert found["c"] == (pytest.approx(0.3, abs=0.03), None)
    assert box.density > 0.9
    if not noise:
        assert box.coverage > 0.95


@pytest.mark.parametrize("seed", range(6))
def test_coverage_density_and_mass_are_those_of_the_bounds_that_are_printed(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(1500, 5)).round(2)
    y = rng.random(1500) < np.where((x[:, 1] > 0.2) & (x[:, 3] < 0.9), 0.6, 0.08)
    box = discover(NAMES[:5], x, y)
    assert box is not None and box.restrictions
    inside = np.ones(len(x), dtype=bool)
    for row in box.restrictions:
        column = x[:, NAMES.index(row.input)]
        inside &= (row.low is None or column >= row.low) & (row.high is None or column <= row.high)
    assert (box.coverage, box.density, box.mass) == pytest.approx(
        ((y & inside).sum() / y.sum(), y[inside].mean(), inside.mean()), abs=1e-12
    )


@pytest.mark.parametrize("seed", range(4))
def test_where_no_input_matters_no_input_is_named(seed):
    rng = np.random.default_rng(seed)
    box = discover([str(k) for k in range(60)], rng.random((1000, 60)), rng.random(1000) < 0.3)
    assert box is not None
    assert box.restrictions == ()
    assert (box.coverage, box.mass) == (1.0, 1.0)


def test_an_input_of_two_values_is_restricted_to_one():
    rng = np.random.default_rng(3)
    x = np.column_stack([rng.integers(0, 2, 4000), rng.random(4000)]).astype(float)
    box = discover(["binds", "other"], x, (x[:, 0] == 1.0) & (rng.random(4000) < 0.7))
    assert box is not None
    assert [(row.input, row.low, row.high) for row in box.restrictions] == [("binds", 1.0, None)]
    assert box.coverage == 1.0


def test_one_input_that_matters_is_found_among_hundreds():
    rng = np.random.default_rng(4)
    x = rng.random((500, 200))
    box = discover([str(k) for k in range(200)], x, rng.random(500) < np.where(x[:, 7] > 0.6, 0.7, 0.1))
    assert box is not None
    assert [row.input for row in box.restrictions] == ["7"]


@pytest.mark.parametrize("often", [0.0, 1.0])
def test_what_hardly_varies_has_no_box(often):
    x = np.random.default_rng(5).random((100, 2))
    assert discover(["a", "b"], x, np.full(100, bool(often))) is None
