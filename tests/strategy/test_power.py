"""Power indices against every coalition and every order, listed."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.strategy.power.indices import power

games = st.lists(st.integers(0, 6), min_size=1, max_size=6).filter(any).flatmap(
    lambda weights: st.tuples(st.just(weights), st.integers(1, sum(weights)))
)  # fmt: skip


def listed_orders(weights: list[int], quota: int) -> tuple[Fraction, ...]:
    pivots, orders = [0] * len(weights), 0
    for order in permutations(range(len(weights))):
        orders += 1
        held = 0
        for voter in order:
            held += weights[voter]
            if held >= quota:
                pivots[voter] += 1
                break
    return tuple(Fraction(n, orders) for n in pivots)


def listed_turns(weights: list[int], quota: int) -> list[int]:
    found = []
    for voter, own in enumerate(weights):
        others = weights[:voter] + weights[voter + 1 :]
        sums = (sum(held) for size in range(len(weights)) for held in combinations(others, size))
        found.append(sum(total < quota <= total + own for total in sums))
    return found


@given(games)
def test_the_indices_are_those_of_all_orders_and_all_coalitions(game):
    weights, quota = game
    found, turns = power(weights, quota), listed_turns(weights, quota)
    assert found.shapley_shubik == listed_orders(weights, quota)
    assert found.banzhaf == tuple(Fraction(n, sum(turns)) for n in turns)
    assert found.penrose == tuple(Fraction(n, 2 ** (len(weights) - 1)) for n in turns)


@given(games)
def test_the_unit_of_the_weights_does_not_matter(game):
    weights, quota = game
    assert power([w / 10 for w in weights], quota / 10) == power(weights, quota)


@pytest.mark.parametrize(
    ("weights", "quota", "word"),
    [([1, 2], 0, "quota"), ([1, 2], 4, "quota"), ([1, -1, 3], 2, "negative"), ([1, float("nan")], 1, "finite")],
)
def test_a_game_that_cannot_be_is_refused(weights, quota, word):
    with pytest.raises(ValueError, match=word):
        power(weights, quota)


def test_too_many_sums_are_refused_with_the_limit():
    with pytest.raises(TooLarge, match="round the weights"):
        power([0.1234567, 0.7654321], 0.5)
