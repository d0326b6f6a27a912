"""Consistent scenarios and their basins: by definition, by the twin and compiled."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from detente.kernels import cross_impact, succession
from detente.kernels.cross_impact import TooManyConsistent, consistent
from tests.kernels.matrices import by_definition, followed, matrices, starts, without_self

BACKENDS = ("twin", "compiled")


@pytest.mark.parametrize("backend", BACKENDS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(matrices())
def test_every_consistent_scenario_is_found_and_no_other(backend, made):
    impact, start = made
    assert consistent(impact, start, backend=backend).tolist() == by_definition(impact, start)


@pytest.mark.parametrize("backend", BACKENDS)
@settings(max_examples=80, deadline=None, derandomize=True)
@given(matrices())
def test_basins_are_what_following_every_start_gives(backend, made):
    impact, start = made
    found = consistent(impact, start, backend="twin")
    ends = Counter(followed(impact, start, scenario) for scenario in product(*map(range, np.diff(start))))
    held = succession.basins(impact, start, found, backend=backend)
    assert held.weight.tolist() == [ends[tuple(row)] for row in found.tolist()]
    assert (held.ringed, held.starts) == (ends[None], sum(ends.values()))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(matrices())
def test_a_sample_of_every_start_is_the_whole(made):
    impact, start = made
    found = consistent(impact, start, backend="twin")
    whole = succession.basins(impact, start, found, backend="twin")
    every = succession.unnumbered(np.arange(whole.starts), np.diff(start))
    sample = succession.sampled(impact, start, found, every)
    assert sample.weight.tolist() == whole.weight.tolist()
    assert sample.ringed == whole.ringed


def test_a_block_on_the_diagonal_changes_what_is_consistent():
    impact = np.array([[0, 3, 1, -1], [0, 0, -1, 1], [1, -1, 0, 0], [-1, 1, 0, 0]])
    start = starts([2, 2])
    assert consistent(impact, start).tolist() == [[1, 1]]
    assert consistent(without_self(impact, start), start).tolist() == [[0, 0], [1, 1]]


def test_both_backends_agree_on_a_large_matrix():
    rng, start = np.random.default_rng(7), starts([3] * 12)
    impact = without_self(rng.integers(-3, 4, (36, 36)), start)
    found = [consistent(impact, start, backend=backend).tolist() for backend in BACKENDS]
    assert found[0] == found[1]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_matrix_that_says_nothing_is_refused_not_listed(backend, monkeypatch):
    monkeypatch.setattr(cross_impact, "MOST_CONSISTENT", 2000)
    start = starts([3] * 8)
    with pytest.raises(TooManyConsistent, match="more than 2,000"):
        consistent(np.zeros((24, 24), dtype=np.int64), start, backend=backend)


def test_a_matrix_that_says_nothing_is_left_as_soon_as_there_are_too_many():
    from detente.kernels import cross_impact_kernel

    bounds = cross_impact.bounds_for(np.zeros((80, 80), dtype=np.int64), starts([2] * 40))
    room = np.empty((4, 40), dtype=np.int16)
    assert cross_impact_kernel.consistent(bounds, 2_000, 1_000, room) == -1


@pytest.mark.parametrize("backend", BACKENDS)
def test_more_scenarios_than_the_first_room_are_all_listed(backend):
    assert len(consistent(np.zeros((21, 21), dtype=np.int64), starts([3] * 7), backend=backend)) == 3**7
