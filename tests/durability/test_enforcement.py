"""Laws of enforcement: the threshold is where keeping equals breaking; inverses meet it; unknown stays unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.durability.enforcement import (
    Payoffs,
    answer_needed,
    answered,
    factor_needed,
    period_factor,
    slack,
    strength_needed,
)

KEEPING = st.floats(30.0, 70.0)
GAINS = st.floats(0.5, 30.0)
SHARES = st.floats(0.05, 1.0)
LAGS = st.integers(1, 6)
FACTORS = st.floats(0.05, 0.98)


def value_of_breaking(game: Payoffs, factor: float, answer: float, lag: int) -> float:
    """Average value of a breach by adding up periods one by one: T for `lag` periods, then P with `answer`, else R."""
    periods = np.arange(20_000)
    weight = (1.0 - factor) * factor**periods
    after = answer * game.answered + (1.0 - answer) * game.keeping
    return float((weight * np.where(periods < lag, game.unanswered, after)).sum() + factor ** len(periods) * after)


@given(KEEPING, GAINS, GAINS, SHARES, LAGS)
def test_at_the_threshold_breaking_is_worth_what_keeping_is(
    keeping: float, gain: float, loss: float, answer: float, lag: int
) -> None:
    game = Payoffs(keeping + gain, keeping, keeping - loss)
    factor = float(factor_needed(game, answer=answer, lag=lag))
    if factor < 0.995:
        assert value_of_breaking(game, factor, answer, lag) == pytest.approx(keeping, abs=1e-6)


@example(30.0, 16.440339473056635, 16.440339473056635, 0.5, 1)
@given(KEEPING, GAINS, GAINS, FACTORS, LAGS)
def test_the_answer_that_is_needed_leaves_no_slack(
    keeping: float, gain: float, loss: float, factor: float, lag: int
) -> None:
    game = Payoffs(keeping + gain, keeping, keeping - loss)
    needed = float(answer_needed(factor, game, lag=lag))
    if needed <= 1.0:
        assert float(slack(factor, game, answer=needed, lag=lag)) == pytest.approx(0.0, abs=1e-9)
    elif needed > 1.0 + 1e-12:
        assert float(slack(factor, game, answer=1.0, lag=lag)) < 0.0
    else:  # an answer that is just sure enough, rounded up
        assert float(slack(factor, game, answer=1.0, lag=lag)) == pytest.approx(0.0, abs=1e-9)


@given(KEEPING, GAINS, GAINS, FACTORS, SHARES)
def test_a_surer_answer_never_needs_more_patience(
    keeping: float, gain: float, loss: float, factor: float, answer: float
) -> None:
    game = Payoffs(keeping + gain, keeping, keeping - loss)
    assert factor_needed(game, answer=answer) >= factor_needed(game, answer=min(1.0, answer + 0.1)) - 1e-12
    assert factor_needed(game, answer=answer, lag=2) >= factor_needed(game, answer=answer)


def test_a_breach_that_gains_nothing_needs_no_guarantee() -> None:
    game = Payoffs(60.0, 60.0, [30.0, 70.0])
    assert factor_needed(game, answer=0.0).tolist() == [0.0, 0.0]
    assert answer_needed(0.5, game).tolist() == [0.0, 0.0]


def test_where_an_answer_takes_nothing_no_guarantee_helps() -> None:
    game = Payoffs(80.0, 60.0, 65.0)
    assert float(factor_needed(game)) == 1.0
    assert float(strength_needed(0.9, game)) == np.inf


def test_a_breach_that_is_seen_half_the_time_needs_twice_the_strength() -> None:
    game = Payoffs(1.3, 1.0, 0.4)
    assert strength_needed(0.6, game, detection=[1.0, 0.5]) == pytest.approx([1 / 3, 2 / 3])


def test_guarantees_add_up_as_independent_answers() -> None:
    assert answered([[0.5, 0.5], [0.5, 0.0]], 1.0).tolist() == [0.75, 0.5]


def test_the_factor_of_a_period_follows_from_a_rate_a_year() -> None:
    assert period_factor(0.1, [0.0, 1.0]) == pytest.approx([1.0, np.exp(-0.1)])


def test_what_is_unknown_stays_unknown() -> None:
    game = Payoffs(np.nan, 60.0, 40.0)
    assert np.isnan(factor_needed(game))
    assert np.isnan(answer_needed(0.5, game))
