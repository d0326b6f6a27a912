"""Morphological box, regrets, and balance of alliances: published or counted by hand, and by brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.scenarios.alliances import structural_balance
from detente.scenarios.morphology import morphological_box
from detente.scenarios.regret import regret_table


def test_one_forbidden_pair_leaves_six_of_eight():
    box = morphological_box([2, 2, 2], [((0, 0), (1, 1))])
    assert (box.total, len(box.left), box.dead) == (8, 6, ())


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.data())
def test_what_is_left_of_a_box_is_what_brute_force_leaves(data):
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    values = [(f, v) for f, size in enumerate(sizes) for v in range(size)]
    pairs = [(a, b) for a in values for b in values if a[0] != b[0]]
    barred = data.draw(st.lists(st.sampled_from(pairs), max_size=5))
    box = morphological_box(sizes, barred)
    whole = list(product(*map(range, sizes)))
    left = [row for row in whole if not any(row[f] == v and row[g] == w for (f, v), (g, w) in barred)]
    assert [tuple(row) for row in box.left.tolist()] == left
    assert box.total == len(whole)
    assert set(box.dead) == {(f, v) for f, v in values if not any(row[f] == v for row in left)}


@pytest.mark.parametrize("pair", [((0, 0), (0, 1)), ((0, 5), (1, 0)), ((0, 0), (7, 0))])
def test_a_pair_of_a_box_names_values_of_two_fields(pair):
    with pytest.raises(ValueError, match="two values of one field|no value"):
        morphological_box([2, 2], [pair])


def test_a_box_that_is_too_large_is_refused():
    with pytest.raises(TooLarge):
        morphological_box([10] * 8, [])


def test_regrets_of_two_strategies_in_two_worlds():
    found = regret_table(["arm", "talk"], ["rival", "partner"], np.array([[4.0, 1.0], [0.0, 6.0]]))
    assert found.regret.tolist() == [[0.0, 5.0], [4.0, 0.0]]
    assert (found.minimax, found.maximin, found.dominated) == (("talk",), ("arm",), ())
    assert found.rows()[1] == {"strategy": "arm", "world": "partner", "result": 1.0, "regret": 5.0}


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_minimax_regret_is_what_brute_force_finds_ties_included(strategies, worlds, seed):
    result = np.random.default_rng(seed).integers(0, 4, (strategies, worlds)).astype(float)
    names = [f"s{k}" for k in range(strategies)]
    found = regret_table(names, [f"w{k}" for k in range(worlds)], result)
    worst = [
        max(max(row[w] for row in result.tolist()) - result[s, w] for w in range(worlds)) for s in range(strategies)
    ]
    assert found.minimax == tuple(name for name, value in zip(names, worst, strict=True) if value == min(worst))
    better = {
        names[s]
        for s in range(strategies)
        for o in range(strategies)
        if (result[o] >= result[s]).all() and (result[o] > result[s]).any()
    }
    assert set(found.dominated) == better


@pytest.mark.parametrize("result", [[[1.0, np.nan]], [[1.0]], np.zeros((0, 2))])
def test_every_future_needs_a_result(result):
    with pytest.raises(ValueError, match="results for|no result"):
        regret_table(["s"], ["w", "x"], np.array(result))


def test_two_camps_are_balanced_and_their_frustration_is_0():
    ties = {("a", "b"): 1, ("c", "d"): 1, ("a", "c"): -1, ("a", "d"): -1, ("b", "c"): -1, ("b", "d"): -1}
    found = structural_balance("abcd", ties)
    assert (found.frustration, found.degree, found.wrong) == (0, 1.0, ())
    assert found.camps == ((("a", "b"), ("c", "d")),)


def test_three_foes_are_unbalanced_and_one_tie_is_wrong_in_three_ways():
    found = structural_balance("abc", {("a", "b"): -1, ("b", "c"): -1, ("a", "c"): -1})
    assert (found.balanced, found.unbalanced, found.frustration, len(found.camps)) == ((), (("a", "b", "c"),), 1, 3)
    assert len(found.wrong) == 1


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_frustration_is_0_exactly_where_colouring_from_any_actor_meets_no_contradiction(actors, seed):
    rng = np.random.default_rng(seed)
    names = [f"a{k}" for k in range(actors)]
    ties = {
        (one, other): int(rng.choice([1, -1]))
        for k, one in enumerate(names)
        for other in names[:k]
        if rng.random() < 0.6
    }
    assert (structural_balance(names, ties).frustration == 0) == colours(names, ties)


def colours(names: list[str], ties: dict[tuple[str, str], int]) -> bool:
    """Return whether the actors can be coloured by their ties, following them from one to the next."""
    colour: dict[str, int] = {}
    for name in names:
        waiting = [] if name in colour else [(name, 1)]
        while waiting:
            at, side = waiting.pop()
            if at in colour:
                if colour[at] != side:
                    return False
                continue
            colour[at] = side
            for (one, other), sign in ties.items():
                if at in (one, other):
                    waiting.append((other if at == one else one, side * sign))
    return True


@pytest.mark.parametrize("ties", [{("a", "z"): 1}, {("a", "a"): 1}, {("a", "b"): 2}, {("a", "b"): 1, ("b", "a"): 1}])
def test_ties_are_between_two_actors_once_and_1_or_minus_1(ties):
    with pytest.raises(ValueError, match="the tie"):
        structural_balance("ab", ties)


def test_too_many_actors_are_refused():
    with pytest.raises(TooLarge):
        structural_balance([str(k) for k in range(21)], {})
