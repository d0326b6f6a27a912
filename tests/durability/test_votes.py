"""Votes against brute force over every outcome, and the laws of quorums."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from detente.case.fault import TooLarge
from detente.case.quantity import SHAPES, Quantity, exactly
from detente.durability.votes import (
    Quorum,
    add_up,
    bloc_seats,
    free_seats,
    qualified_majority,
    reaches,
    unanimous,
)

P = st.floats(0.0, 1.0) | st.sampled_from((0.0, 0.5, 1.0))
EU = Quorum(0.55, 0.65, 4)
BLOCS = st.lists(st.tuples(st.integers(1, 4), P, st.booleans()), min_size=1, max_size=4)


def chance(blocs, needed: int) -> float:
    """P(at least `needed` yes) by listing the outcome of every bloc and of every free seat."""
    units = [(size, p) for size, p, together in blocs if together]
    units += [(1, p) for size, p, together in blocs if not together for _ in range(size)]
    found = 0.0
    for votes in product((0, 1), repeat=len(units)):
        weight = np.prod([p if yes else 1.0 - p for yes, (_, p) in zip(votes, units, strict=True)])
        found += weight * (sum(size for yes, (size, _) in zip(votes, units, strict=True) if yes) >= needed)
    return float(found)


def counted(blocs) -> np.ndarray:
    return add_up([bloc_seats(size, np.array([p]), together=together) for size, p, together in blocs])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(BLOCS, st.integers(0, 8))
def test_a_quorum_is_reached_as_often_as_brute_force_says(blocs, needed) -> None:
    seats = counted(blocs)
    assert seats.sum() == pytest.approx(1.0, abs=1e-12)
    assert reaches(seats, needed)[0] == pytest.approx(chance(blocs, needed), abs=1e-12)


def test_a_binomial_house_has_the_textbook_distribution() -> None:
    found = bloc_seats(450, np.array([0.4]), together=False)[0]
    assert found[:4] == pytest.approx([comb(450, k) * 0.4**k * 0.6 ** (450 - k) for k in range(4)], rel=1e-9)
    assert found.sum() == pytest.approx(1.0, abs=1e-10)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_uncertain_mood_is_averaged_over(shape: str) -> None:
    mood = Quantity(0.2, 0.4, 0.8, shape)
    found = free_seats(20, mood)[0]

    def density(p: float) -> float:
        if shape == "uniform":
            return 1.0
        if shape == "normal":
            return float(np.exp(-0.5 * ((p - 0.4) * 2 * 1.6448536269514722 / 0.6) ** 2))
        if shape == "pert":
            return (p - 0.2) ** (4 * 0.2 / 0.6) * (0.8 - p) ** (4 * 0.4 / 0.6)
        return (p - 0.2) / 0.2 if p < 0.4 else (0.8 - p) / 0.4

    whole = quad(density, 0.2, 0.8, points=[0.4])[0]
    for k in (0, 8, 20):
        part = quad(lambda p, k=k: density(p) * comb(20, k) * p**k * (1 - p) ** (20 - k), 0.2, 0.8, points=[0.4])[0]
        assert found[k] == pytest.approx(part / whole, abs=2e-5 if shape == "pert" else 1e-9)


def test_a_mood_that_is_known_is_the_plain_binomial() -> None:
    assert free_seats(9, exactly(0.3)) == pytest.approx(bloc_seats(9, np.array([0.3]), together=False), abs=1e-15)


def test_a_house_that_shares_its_mood_is_less_predictable_than_one_that_does_not() -> None:
    shared = reaches(free_seats(165, Quantity(0.2, 0.4, 0.6)), 83)[0]
    alone = reaches(bloc_seats(165, np.array([0.4]), together=False), 83)[0]
    assert 0.1 < shared < 0.2
    assert alone < 0.01


def test_draws_of_a_party_bloc_are_counted_together() -> None:
    fixed, varying = bloc_seats(2, np.array([0.5])), bloc_seats(3, np.array([0.0, 1.0, 1.0]))
    assert reaches(add_up([varying, fixed]), 3) == pytest.approx([0.0, 1.0, 1.0])
    assert reaches(add_up([varying, fixed]), 4) == pytest.approx([0.0, 0.5, 0.5])


def test_unanimity_is_the_product() -> None:
    assert unanimous(np.array([[0.5, 0.4], [1.0, 0.0]])) == pytest.approx([0.2, 0.0])


MEMBERS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40), P), min_size=1, max_size=7)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(MEMBERS, st.integers(0, 4), st.sampled_from((0.5, 0.55, 0.65, 1.0)))
def test_a_qualified_majority_is_as_likely_as_brute_force_says(members, blocking, share) -> None:
    states, people, yes = zip(*members, strict=True)
    held = [tenth / 10 for tenth in people]
    found = 0.0
    for votes in product((0, 1), repeat=len(members)):
        weight = np.prod([p if v else 1.0 - p for v, p in zip(votes, yes, strict=True)])
        count = sum(s for v, s in zip(votes, states, strict=True) if v)
        population = sum(n for v, n in zip(votes, people, strict=True) if v)
        enough = 100 * count >= 55 * sum(states)
        populous = 100 * population >= round(100 * share) * sum(people)
        found += weight * (enough and (populous or sum(states) - count < blocking))
    got = qualified_majority(states, held, np.array([yes]), Quorum(0.55, share, blocking))[0]
    assert got == pytest.approx(found, abs=1e-12)


def test_fewer_than_four_states_cannot_block_however_many_people_they_have() -> None:
    states, people = [1, 1, 1, 24], [80.0, 70.0, 60.0, 240.0]
    refuse = np.array([[0.0, 0.0, 0.0, 1.0]])
    assert qualified_majority(states, people, refuse, EU)[0] == 1.0
    assert qualified_majority([2, 1, 1, 23], people, refuse, EU)[0] == 0.0


def test_fifteen_of_twenty_seven_states_are_enough_and_fourteen_are_not() -> None:
    for yes, passed in ((15, 1.0), (14, 0.0)):
        got = qualified_majority([yes, 27 - yes], [90.0, 10.0], np.array([[1.0, 0.0]]), EU)
        assert got[0] == passed


def test_too_many_sums_of_populations_are_refused_with_what_to_do() -> None:
    people = (2.0 ** np.arange(27) / 1e3).tolist()
    with pytest.raises(TooLarge, match="join members that vote alike"):
        qualified_majority([1] * 27, people, np.full((1, 27), 0.5), EU)
