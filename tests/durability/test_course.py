"""The course of talks: closed forms, conservation, and a simulation of the same chain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.durability.course import MONTHS, STATES, Approval, Course, Rates, course


def even(zone: float, closing: float, collapse: float, escalation: float, months: int, **how: float) -> Course:
    """One draw with everything constant over the months."""
    one = np.ones((1, months))
    rates = Rates(*(np.array([r]) for r in (closing, collapse, escalation)))
    approval = Approval(one * how.get("chance", 1.0), one * how.get("delay", 0.0))
    survival = np.exp(-how.get("breaking", 0.0) / MONTHS * np.arange(months))[None]
    return course(zone * one, rates, approval, survival, last=how.get("last", 1.0))


def test_one_exit_gives_the_exponential_law() -> None:
    found = even(1.0, 1.2, 0.0, 0.0, 24)
    t = np.arange(1, 25) / MONTHS
    assert found.of("war")[0] == pytest.approx(np.exp(-1.2 * t), abs=1e-12)
    assert found.of("in_force")[0] == pytest.approx(1.0 - np.exp(-1.2 * t), abs=1e-12)


@pytest.mark.parametrize("last", [1.0, 0.5, 1 / 31])
@pytest.mark.parametrize("months", [1, 2, 7])
def test_a_part_of_a_month_counts_as_that_part(months: int, last: float) -> None:
    found = even(1.0, 0.9, 0.3, 0.6, months, last=last, delay=1.0)
    left = 1.0 - np.exp(-1.8 * (months - 1 + last) / MONTHS)
    assert found.signed.sum() == pytest.approx(left * 0.5, abs=1e-12)
    assert found.states.sum(axis=2) == pytest.approx(np.ones((1, months)), abs=1e-12)
    before = found.signed[0, :-1].sum() if months > 1 else 0.0
    late = found.signed[0, -2] * (1.0 - last) if months > 1 else 0.0
    assert found.of("in_force")[0, -1] == pytest.approx(before - late, abs=1e-12)


def test_survival_is_read_between_its_months_in_a_part_of_one() -> None:
    whole, part = (even(1.0, 1.2, 0.0, 0.0, 3, breaking=2.0, last=last) for last in (1.0, 0.25))
    s = np.exp(-2.0 / MONTHS * np.arange(3))
    own = part.signed[0]
    aged = own[0] * (0.75 * s[1] + 0.25 * s[2]) + own[1] * (0.75 * s[0] + 0.25 * s[1]) + own[2]
    assert part.of("in_force")[0, -1] == pytest.approx(aged, abs=1e-12)
    assert part.states[:, :2] == pytest.approx(whole.states[:, :2])


def test_competing_exits_share_in_proportion_to_their_rates() -> None:
    found = even(1.0, 0.9, 0.3, 0.6, 12)
    left = 1.0 - np.exp(-1.8)
    assert found.signed.sum() == pytest.approx(left * 0.5, abs=1e-12)
    assert found.of("collapse")[0, -1] == pytest.approx(left / 6, abs=1e-12)
    assert found.of("escalation")[0, -1] == pytest.approx(left / 3, abs=1e-12)


def test_nothing_is_signed_while_the_zone_is_empty() -> None:
    assert even(0.0, 5.0, 0.0, 0.0, 12).signed.max() == 0.0


def test_a_delay_keeps_a_signature_pending() -> None:
    found = even(1.0, 1.2, 0.0, 0.0, 12, delay=2.5)
    signed = found.signed[0].cumsum()
    assert found.of("in_force")[0, :2].max() == 0.0
    assert found.of("in_force")[0, 5] == pytest.approx(0.5 * signed[3] + 0.5 * signed[2], abs=1e-12)
    assert found.of("pending")[0] == pytest.approx(signed - found.of("in_force")[0], abs=1e-12)


def test_what_is_not_ratified_is_told_apart() -> None:
    found = even(1.0, 1.2, 0.0, 0.0, 12, chance=0.25)
    assert found.of("rejected")[0] == pytest.approx(3.0 * found.of("in_force")[0], abs=1e-12)


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_states_are_chances_that_sum_to_one_and_faster_closing_signs_more(seed: int) -> None:
    rng = np.random.default_rng(seed)
    draws, months = 3, int(rng.integers(1, 25))
    zone = rng.random((draws, months))
    rates = [rng.exponential(1.0, draws) * (rng.random() < 0.8) for _ in range(3)]
    approval = Approval(rng.random((draws, months)), rng.exponential(3.0, (draws, months)))
    survival = np.sort(rng.random((draws, months)), axis=1)[:, ::-1].copy()
    survival[:, 0] = 1.0
    found = course(zone, Rates(*rates), approval, survival)
    assert found.states.shape == (draws, months, len(STATES))
    assert found.states.min() >= -1e-12
    assert found.states.sum(axis=2) == pytest.approx(np.ones((draws, months)), abs=1e-12)
    assert found.standing.sum(axis=1) == pytest.approx(found.of("in_force"), abs=1e-12)
    faster = course(zone, Rates(rates[0] + 0.5, rates[1], rates[2]), approval, survival)
    assert (faster.signed.sum(axis=1) >= found.signed.sum(axis=1) - 1e-12).all()


def test_the_chain_is_what_a_simulation_of_it_gives() -> None:
    rng = np.random.default_rng(1)
    months, worlds = 9, 200_000
    zone = np.array([1.0, 0.5, 0.0, 1.0, 1.0, 0.2, 1.0, 1.0, 1.0])
    closing, collapse, escalation, chance, delay, breaking = 1.5, 0.4, 0.3, 0.6, 2, 0.9
    survival = np.exp(-breaking / MONTHS * np.arange(months))
    found = course(
        zone[None], Rates(*(np.array([r]) for r in (closing, collapse, escalation))),
        Approval(np.full((1, months), chance), np.full((1, months), float(delay))), survival[None],
    )  # fmt: skip
    state = np.zeros(worlds, dtype=int)
    due = np.full(worlds, -1)
    ends = np.full(worlds, np.inf)
    for t in range(months):
        rate = np.array([closing * zone[t], escalation, collapse])
        leaves = (state == 0) & (rng.random(worlds) < 1 - np.exp(-rate.sum() / MONTHS))
        cause = rng.choice(3, size=worlds, p=rate / rate.sum())
        state[leaves] = np.array([3, 1, 2])[cause[leaves]]
        due[leaves & (state == 3)] = t + delay
        ripe = (state == 3) & (due == t)
        passes = rng.random(worlds) < chance
        state[ripe & passes], state[ripe & ~passes] = 5, 4
        ends[ripe & passes] = t + rng.exponential(MONTHS / breaking, size=int((ripe & passes).sum()))
        state[(state == 5) & (ends <= t)] = 6
        shares = np.bincount(state, minlength=7) / worlds
        assert found.states[0, t] == pytest.approx(shares, abs=5 * np.sqrt(0.25 / worlds))
