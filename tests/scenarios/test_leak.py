"""A channel that may leak: closed forms against an absorbing chain, and the sign that flips at the threshold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.durability.course import Approval, Rates, course
from detente.scenarios.leak import (
    Channel,
    horizon_threshold,
    monthly,
    once_threshold,
    rate_of,
    rate_threshold,
    share_threshold,
    signed,
)

RATE = st.floats(0.02, 5.0)
ONE = np.ones(1)


def absorbed(f: float, a: float, b: float, leak: float, after: float) -> float:
    """Return P(deal) of the two-state chain by solving for its absorption probabilities."""
    secret, leaked = f * a + b + leak, after + b
    generator = np.array([[secret, -leak], [0.0, leaked]])
    return float(np.linalg.solve(generator, np.array([f * a, after]))[0])


@given(f=st.floats(1.01, 5.0), a=RATE, b=RATE, kept=st.floats(0.0, 0.95))
def test_the_rate_threshold_is_where_the_chain_makes_no_difference(f, a, b, kept) -> None:
    found = rate_threshold(f, a, b, kept * a)
    assert found is not None
    official = a / (a + b)
    assert absorbed(f, a, b, found, kept * a) == pytest.approx(official, rel=1e-9)
    assert absorbed(f, a, b, 0.9 * found, kept * a) > official > absorbed(f, a, b, 1.1 * found, kept * a)


@given(f=st.floats(1.01, 5.0), a=RATE, b=RATE, closed=st.floats(0.05, 1.0))
def test_the_share_threshold_is_where_the_draws_together_make_no_difference(f, a, b, closed) -> None:
    found = share_threshold(f, b, closed)
    assert found is not None
    mixed = closed * absorbed(f, a, b, found, 0.0) + (1.0 - closed) * absorbed(f, a, b, found, a)
    assert mixed == pytest.approx(a / (a + b), rel=1e-9)


def test_a_channel_that_is_no_faster_never_helps() -> None:
    assert rate_threshold(1.0, 0.5, 0.3, 0.1) == 0.0
    assert share_threshold(0.8, 0.3, 0.5) == 0.0
    assert once_threshold(0.3, 0.1, 0.3) == 0.0


def test_a_leak_that_costs_nothing_undoes_nothing() -> None:
    assert rate_threshold(2.0, 0.5, 0.3, 0.5) is None
    assert share_threshold(2.0, 0.3, 0.0) is None
    assert once_threshold(0.5, 0.3, 0.3) is None


@given(official=st.floats(0.1, 0.5), more=st.floats(0.01, 0.4), less=st.floats(0.01, 0.1))
def test_the_tree_has_the_official_chance_at_its_threshold(official, more, less) -> None:
    p = once_threshold(official + more, official - less, official)
    assert p is not None
    assert (1 - p) * (official + more) + p * (official - less) == pytest.approx(official)


def test_months_come_to_the_race_without_a_horizon() -> None:
    """Rates of a thousandth a month for a very long time are the race of constant rates."""
    a, b, leak, f = 0.012, 0.02, 0.03, 1.5
    long = np.ones((1, 8000))
    rates = Rates(a * ONE, b * ONE, 0.0 * ONE)
    found = signed(long, 0.4 * long, rates, Channel(leak * ONE, f * ONE)).value[0]
    assert found == pytest.approx(absorbed(f, a, b, leak, 0.4 * a), abs=1e-3)


@pytest.mark.parametrize("last", [1.0, 0.4])
def test_without_leak_and_haste_it_is_the_course_itself(last) -> None:
    rng = np.random.default_rng(1)
    zone = rng.random((7, 9))
    rates = Rates(*(rng.random(7) for _ in range(3)))
    plain = course(zone, rates, Approval(np.ones_like(zone), np.zeros_like(zone)), np.ones_like(zone), last=last)
    found = signed(zone, 0.0 * zone, rates, Channel(np.zeros(7), np.ones(7)), last=last)
    np.testing.assert_allclose(found.value, plain.signed.sum(axis=1), rtol=1e-12)
    assert not found.leaked.any()


@given(leak=st.floats(0.0, 20.0), more=st.floats(0.01, 20.0), seed=st.integers(0, 99))
def test_a_higher_leak_rate_never_helps(leak, more, seed) -> None:
    rng = np.random.default_rng(seed)
    zone = rng.random((5, 1)) * np.ones((1, 6))
    rates = Rates(*(3.0 * rng.random(5) for _ in range(3)))
    less, much = (
        signed(zone, 0.5 * zone, rates, Channel(np.full(5, rate), np.full(5, 2.0))).value
        for rate in (leak, leak + more)
    )
    assert (much <= less + 1e-12).all()


def test_the_threshold_is_where_simulated_talks_make_no_difference() -> None:
    """Play the talks event by event, in secret and in the open, and solve for the leak at which both sign alike."""
    rng, talks, months = np.random.default_rng(5), 400_000, 8.5
    a, b, f, kept = 0.6, 0.5, 1.8, 0.3
    zone = np.ones((1, 9))

    def gain(p: float) -> float:
        rates, channel = Rates(a * ONE, b * ONE, 0.0 * ONE), Channel(rate_of(p * ONE), f * ONE)
        plain = signed(zone, zone, rates, Channel(0.0 * ONE, ONE), last=0.5).value[0]
        return float(signed(zone, kept * zone, rates, channel, last=0.5).value[0] - plain)

    found = horizon_threshold(gain)
    assert found is not None
    years, leak = months / 12, rng.exponential(1 / float(rate_of(np.array(found))), talks)
    # What leaks goes on in the open from the next month on; until then nothing else happens.
    opened, ends = np.ceil(12 * leak) / 12, rng.exponential(1 / b, talks)
    closed = rng.exponential(1 / (f * a), talks)
    in_secret = (closed < leak) & (closed < ends) & (closed < years)
    again = np.minimum(rng.exponential(1 / (kept * a), talks), np.inf)
    reached = (leak < closed) & (leak < ends)
    in_the_open = reached & (again < rng.exponential(1 / b, talks)) & (opened + again < years)
    official = (rng.exponential(1 / a, talks) < np.minimum(rng.exponential(1 / b, talks), years)).mean()
    share = (in_secret | in_the_open).mean()
    assert abs(share - official) < 4.0 * np.sqrt(0.5 / talks)


def test_the_sign_flips_at_the_threshold_of_the_horizon() -> None:
    zone = np.ones((1, 12))
    rates = Rates(0.5 * ONE, 0.3 * ONE, 0.1 * ONE)
    official = signed(zone, zone, rates, Channel(0.0 * ONE, ONE)).value[0]

    def gain(p: float) -> float:
        channel = Channel(rate_of(p * ONE), 2.0 * ONE)
        return float(signed(zone, 0.0 * zone, rates, channel).value[0] - official)

    found = horizon_threshold(gain)
    assert found is not None and 0.0 < found < 1.0
    assert gain(found - 0.01) > 0.0 > gain(found + 0.01)
    # A short horizon leaves less time for a leak than the race without one.
    assert found > monthly(rate_threshold(2.0, 0.5, 0.4, 0.0) or 0.0)


@given(p=st.floats(0.0, 0.99))
def test_rates_and_monthly_probabilities_are_one_thing(p) -> None:
    assert monthly(float(rate_of(np.array(p)))) == pytest.approx(p, abs=1e-12)
