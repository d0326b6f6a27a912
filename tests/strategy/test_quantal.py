"""Quantal response: its two ends, closed forms, fixed points by bisection, and the laws of every logit equilibrium."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.strategy.quantal.acceptance import acceptance
from detente.strategy.quantal.equilibrium import respond

NUMBER = st.integers(-20, 20).map(float)


def pennies(x):
    """Matching pennies in which the first player wins `x` instead of 1 where both take their first action."""
    return np.array([[[x, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]])


def logistic(x):
    return 1.0 / (1.0 + np.exp(-x))


def root(f, low=0.0, high=1.0):
    """Bisect a falling function: the independent way to a fixed point."""
    for _ in range(200):
        middle = (low + high) / 2.0
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return (low + high) / 2.0


@pytest.mark.parametrize("precision", [0.1, 0.5, 1.0, 3.0, 10.0, 50.0])
@pytest.mark.parametrize("x", [1.0, 4.0, 9.0])
def test_matching_pennies_is_the_fixed_point_of_the_two_replies(x, precision):
    def second(p):
        return logistic(precision * (1.0 - 2.0 * p))

    p = root(lambda p: logistic(precision * (second(p) * x - (1.0 - second(p)))) - p)
    first, other = respond(pennies(x), precision).chances
    assert first[0] == pytest.approx(p, abs=1e-9)
    assert other[0] == pytest.approx(second(p), abs=1e-9)


def test_symmetric_matching_pennies_is_even_at_every_precision():
    for precision in (0.0, 1.0, 100.0):
        for chance in respond(pennies(1.0), precision).chances:
            assert chance == pytest.approx([0.5, 0.5], abs=1e-12)


def test_asymmetric_pennies_end_at_nash():
    # Nash: the first player even, the second takes its first action with 1 / (1 + x).
    first, other = respond(pennies(9.0), 20_000.0).chances
    assert first[0] == pytest.approx(0.5, abs=1e-3)
    assert other[0] == pytest.approx(0.1, abs=1e-3)


@given(st.lists(NUMBER, min_size=12, max_size=12))
@settings(deadline=None, max_examples=40)
def test_chance_is_where_it_starts_and_every_answer_is_a_fixed_point(numbers):
    payoffs = np.array(numbers).reshape(2, 2, 3)
    for chance in respond(payoffs, 0.0).chances:
        assert chance == pytest.approx(np.full(len(chance), 1.0 / len(chance)))
    found = respond(payoffs, 0.3)
    first, second = found.chances
    for chance, value in ((first, payoffs[0] @ second), (second, first @ payoffs[1])):
        logits = np.exp(0.3 * (value - value.max()))
        assert chance == pytest.approx(logits / logits.sum(), abs=1e-9)


@given(st.lists(NUMBER, min_size=8, max_size=8), NUMBER)
@settings(deadline=None, max_examples=40)
def test_payoffs_added_to_all_actions_change_nothing_and_their_unit_is_that_of_the_precision(numbers, added):
    payoffs = np.array(numbers).reshape(2, 2, 2)
    plain = respond(payoffs, 0.2).chances
    for other in (respond(payoffs + added, 0.2), respond(10.0 * payoffs, 0.02)):
        for before, after in zip(plain, other.chances, strict=True):
            assert after == pytest.approx(before, abs=1e-8)


@pytest.mark.parametrize("precision", [0.5, 2.0, 30.0])
def test_a_dominant_action_has_its_closed_form(precision):
    # Prisoners: defecting is worth 1 more whatever the other does.
    payoffs = np.array([[[3.0, 0.0], [4.0, 1.0]], [[3.0, 4.0], [0.0, 1.0]]])
    for chance in respond(payoffs, precision).chances:
        assert chance[1] == pytest.approx(logistic(precision), abs=1e-12)


def test_a_branch_that_turns_is_followed_past_its_turn():
    # A stag hunt: from chance towards the safe action, though the other equilibrium pays more.
    payoffs = np.array([[[9.0, 0.0], [8.0, 7.0]], [[9.0, 8.0], [0.0, 7.0]]])
    for chance in respond(payoffs, 50.0).chances:
        assert chance == pytest.approx([0.0, 1.0], abs=1e-6)


@pytest.mark.parametrize("precision", [1.0, 2.0, 2.5, 40.0])
def test_players_who_are_alike_stay_alike_through_a_fork(precision):
    # Either both the first or both the second: at precision 2 two branches leave the even one, to the pure equilibria.
    payoffs = np.array([[[1.0, 0.0], [0.0, 1.0]]] * 2)
    for chance in respond(payoffs, precision).chances:
        assert chance == pytest.approx([0.5, 0.5], abs=1e-9)


@pytest.mark.parametrize(("payoffs", "precision"), [
    (np.zeros((2, 2)), 1.0), (np.zeros((3, 2, 2)), 1.0), (np.full((2, 2, 2), np.nan), 1.0),
    (np.zeros((2, 2, 2)), -1.0), (np.zeros((2, 2, 2)), np.inf), (np.zeros((2, 0, 2)), 1.0),
])  # fmt: skip
def test_what_is_no_game_is_refused(payoffs, precision):
    with pytest.raises(ValueError, match="payoff|precision"):
        respond(payoffs, precision)


def test_a_large_game_is_refused():
    with pytest.raises(TooLarge):
        respond(np.zeros((2, 400, 400)), 1.0)
    with pytest.raises(TooLarge):
        acceptance(np.ones(13), 1.0)


@given(st.floats(-30.0, 30.0), st.floats(0.0, 1.0))
def test_one_party_alone_accepts_by_the_logistic_curve(surplus, precision):
    assert acceptance([surplus], precision).together == pytest.approx(logistic(precision * surplus), abs=1e-9)


@pytest.mark.parametrize("parties", [2, 3, 6])
@pytest.mark.parametrize("surplus", [-8.0, 1.0, 4.0])
def test_parties_alike_meet_at_the_fixed_point_of_one(parties, surplus):
    precision = 0.15
    # Of the fixed points of p = logistic(L s p^(N-1)), the one that is reached from one half as L grows.
    p = 0.5
    for part in np.linspace(0.0, precision, 4001):
        p = logistic(part * surplus * p ** (parties - 1))
    for _ in range(500):
        p = logistic(precision * surplus * p ** (parties - 1))
    found = acceptance(np.full(parties, surplus), precision)
    assert found.parties == pytest.approx(np.full(parties, p), abs=1e-8)
    assert found.together == pytest.approx(p**parties, abs=1e-8)


def test_many_parties_may_doubt_each_other_where_they_might_also_trust():
    gains, precision = np.full(8, 10.0), 1.0
    doubt, trust = acceptance(gains, precision), logistic(precision * 10.0)
    for _ in range(200):
        trust = logistic(precision * 10.0 * trust**7)
    assert doubt.together < 0.01
    assert trust == pytest.approx(logistic(precision * 10.0 * trust**7), abs=1e-12)
    assert trust**8 > 0.99


@given(st.lists(st.floats(0.5, 30.0), min_size=1, max_size=4), st.floats(0.01, 2.0))
@settings(deadline=None, max_examples=30)
def test_nobody_who_gains_is_less_willing_than_if_all_others_tossed_coins(surplus, precision):
    least = logistic(precision * np.array(surplus) / 2.0 ** (len(surplus) - 1))
    assert (acceptance(surplus, precision).parties >= least - 1e-9).all()


def test_sharp_parties_sign_what_gains_all_of_them_and_nothing_else():
    assert acceptance([5.0, 12.0, 1.0], 100.0).together == pytest.approx(1.0, abs=1e-6)
    assert acceptance([5.0, -2.0], 100.0).together < 0.05


@given(st.lists(st.floats(-20.0, 20.0), min_size=2, max_size=3), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_parties_does_not_matter(surplus, random):
    order = random.sample(range(len(surplus)), len(surplus))
    plain, other = acceptance(surplus, 0.2), acceptance([surplus[k] for k in order], 0.2)
    assert other.parties == pytest.approx(plain.parties[order], abs=1e-8)
