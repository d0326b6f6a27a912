"""Laws of pooling, of risk and of odds, beside brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from detente.consequences.portfolio.gaussian import gaussian_conditional
from detente.consequences.portfolio.odds import break_even, hedge_table, implied_price, implied_probability
from detente.consequences.portfolio.pooling import mixture, moments, pool
from detente.consequences.portfolio.prior import story_check, supply_shock_prior
from detente.consequences.portfolio.risk import defensive_table, portfolio_risk, tail_risk
from detente.consequences.portfolio.tail import pool_with_tail
from detente.consequences.portfolio.views import View, mean_view

EVEN = np.full(200, 1 / 200)


def values(seed: int, shape: tuple[int, ...] = (200,)) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


@given(st.integers(0, 50), st.floats(-1, 1))
@settings(max_examples=30)
def test_an_inequality_that_already_holds_changes_nothing(seed: int, slack: float) -> None:
    x = values(seed)
    sense = "<=" if slack >= 0 else ">="
    found = pool(EVEN, [mean_view("x", x, sense, x.mean() + slack)])
    assert found.q == pytest.approx(EVEN, abs=1e-12)
    assert found.effective == pytest.approx(1.0)


def test_it_is_the_least_relative_entropy() -> None:
    x = values(1, (12, 2))
    prior = np.full(12, 1 / 12)
    found = pool(prior, [mean_view("a", x[:, 0], "=", 0.3), mean_view("b", x[:, 1], "<=", -0.2)])
    wanted = minimize(
        lambda q: float((q * np.log(q / prior)).sum()),
        prior,
        bounds=[(1e-9, 1)] * 12,
        constraints=[
            {"type": "eq", "fun": lambda q: q.sum() - 1},
            {"type": "eq", "fun": lambda q: q @ x[:, 0] - 0.3},
            {"type": "ineq", "fun": lambda q: -0.2 - q @ x[:, 1]},
        ],
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert found.relative_entropy == pytest.approx(wanted.fun, abs=1e-6)
    assert found.q == pytest.approx(wanted.x, abs=1e-4)


@given(st.integers(0, 30))
@settings(max_examples=20)
def test_views_are_met_and_weights_are_a_distribution(seed: int) -> None:
    x = values(seed, (200, 3))
    found = pool(EVEN, [mean_view("a", x[:, 0], "=", 0.4), mean_view("b", x[:, 1], ">=", 0.2)])
    assert found.q.sum() == pytest.approx(1.0, abs=1e-14)
    assert found.q.min() >= 0.0
    assert found.error <= 1e-12
    assert found.q @ x[:, 1] >= 0.2 - 1e-12


def test_no_view_leaves_the_prior() -> None:
    assert pool(EVEN, []).q == pytest.approx(EVEN)


def test_views_that_contradict_are_relaxed_by_the_least_and_said() -> None:
    x = values(2)
    found = pool(EVEN, [mean_view("x", x, "=", 0.5), mean_view("again", x, "=", 0.7)])
    assert np.abs(found.slack).sum() == pytest.approx(0.2, abs=0.02)
    assert "cannot all be met; relaxed" in found.warnings[0]
    assert 0.49 <= found.q @ x <= 0.71


def test_a_view_outside_the_scenarios_is_named_and_relaxed() -> None:
    x = values(3)
    found = pool(EVEN, [mean_view("x", x, ">=", x.max() + 1)])
    assert found.warnings[0].endswith("lies outside the scenarios")
    assert found.slack[0] == pytest.approx(-1.0, abs=0.1)
    assert any("effective scenarios" in note for note in found.warnings)
    assert np.isfinite(found.q).all()


def test_scenarios_without_prior_stay_without() -> None:
    prior = np.where(np.arange(200) < 100, 0.01, 0.0)
    assert (pool(prior, [mean_view("x", values(4), "=", 0.1)]).q[100:] == 0.0).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pool(EVEN / 2, []), "sum to 0.5, not 1"),
        (lambda: pool(EVEN, [View("x", np.zeros(3), "=", 0.0)]), '"x": 3 scenarios, the prior has 200'),
        (lambda: View("x", np.zeros(3), "<", 0.0), "a sense is one of =, <=, >="),
        (lambda: View("x", np.array([np.nan]), "=", 0.0), "fill the gaps"),
    ],
)
def test_what_has_no_meaning_is_refused(call, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_the_mixture_keeps_the_law_of_total_expectation() -> None:
    x = values(5)
    posteriors = [pool(EVEN, [mean_view("x", x, "=", target)]).q for target in (0.2, -0.1, 0.0)]
    q = mixture(posteriors, [0.2, 0.3, 0.5])
    assert q @ x == pytest.approx(0.2 * 0.2 - 0.3 * 0.1, abs=1e-13)
    with pytest.raises(ValueError, match="sum to 0.9"):
        mixture(posteriors, [0.2, 0.3, 0.4])


@pytest.mark.parametrize("sense", ["=", ">="])
def test_a_tail_view_is_met_exactly_at_the_least_cost(sense: str) -> None:
    loss = values(6, (60,))
    prior = np.full(60, 1 / 60)
    found = pool_with_tail(prior, [mean_view("x", loss, "=", 0.1)], loss, (sense, 1.9), level=0.9)
    assert tail_risk(-loss, found.q, level=0.9).cvar == pytest.approx(1.9, abs=1e-9)
    assert found.q @ loss == pytest.approx(0.1, abs=1e-12)
    every = []
    for eta in np.unique(loss)[1:]:
        inside = (loss >= eta).astype(float)
        views = [mean_view("x", loss, "=", 0.1), View("m", inside, "=", 0.1), View("t", loss * inside, "=", 0.19)]
        tried = pool(prior, views)
        if not tried.slack.any():
            every.append(tried.relative_entropy)
    assert found.relative_entropy == pytest.approx(min(every), abs=1e-12)


def test_a_tail_view_that_holds_changes_nothing_and_one_beyond_reach_is_refused() -> None:
    loss = values(7)
    assert pool_with_tail(EVEN, [], loss, ("<=", 10.0)).q == pytest.approx(EVEN)
    with pytest.raises(ValueError, match="is not between the losses"):
        pool_with_tail(EVEN, [], loss, ("=", 10.0))


def test_the_gaussian_conditional_is_the_regression() -> None:
    rng = np.random.default_rng(8)
    root = rng.normal(size=(4, 4))
    covariance, mean = root @ root.T, rng.normal(size=4)
    rows, target = rng.normal(size=(2, 4)), rng.normal(size=2)
    found = gaussian_conditional(mean, covariance, rows, target)
    assert rows @ found.mean == pytest.approx(target)
    assert rows @ found.covariance == pytest.approx(np.zeros((2, 4)), abs=1e-10)
    whitened = np.linalg.solve(np.linalg.cholesky(rows @ covariance @ rows.T), target - rows @ mean)
    assert found.distance == pytest.approx(np.linalg.norm(whitened))
    assert found.tail == pytest.approx(np.exp(-(found.distance**2) / 2))
    with pytest.raises(ValueError, match="same thing"):
        gaussian_conditional(mean, covariance, np.array([rows[0], rows[0]]), target)


def test_pooling_of_gaussian_scenarios_is_the_gaussian_conditional() -> None:
    x = np.random.default_rng(9).multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 40_000)
    x = (
        (x - x.mean(axis=0))
        @ np.linalg.inv(np.linalg.cholesky(np.cov(x.T))).T
        @ np.linalg.cholesky([[1, 0.6], [0.6, 1]]).T
    )
    found = pool(np.full(len(x), 1 / len(x)), [mean_view("a", x[:, 0], "=", 0.5)])
    wanted = gaussian_conditional(np.zeros(2), np.array([[1, 0.6], [0.6, 1]]), np.eye(1, 2), np.array([0.5]))
    # A mean view shifts the Gaussian without shrinking it: the means agree, the covariance stays.
    assert moments(x, found.q)["mean"] == pytest.approx(wanted.mean, abs=0.02)


@given(st.integers(0, 40), st.floats(0.0, 0.99))
@settings(max_examples=40)
def test_cvar_is_the_least_of_rockafellar_and_uryasev(seed: int, level: float) -> None:
    rng = np.random.default_rng(seed)
    profit, q = rng.normal(size=30), rng.dirichlet(np.ones(30))
    least = min(eta + (q @ np.maximum(-profit - eta, 0)) / (1 - level) for eta in -profit)
    found = tail_risk(profit, q, level=level)
    assert found.cvar == pytest.approx(least, abs=1e-12)
    assert found.var <= found.cvar + 1e-12


def test_contributions_sum_to_mean_and_cvar() -> None:
    returns, weights = values(10, (200, 4)), np.array([0.4, 0.3, 0.2, 0.1])
    found = portfolio_risk(returns, weights, EVEN)
    assert found.to_mean.sum() == pytest.approx(found.mean, abs=1e-14)
    assert found.to_cvar.sum() == pytest.approx(found.risk.cvar, abs=1e-14)
    assert defensive_table(returns, EVEN, {"a": EVEN})["a"].tolist() == [0.0] * 4


def test_a_hedge_of_the_portfolio_itself_takes_all_risk_off() -> None:
    profit = values(11)
    rows = hedge_table(profit, {"itself": profit, "noise": values(12), "nothing": np.zeros(200)}, EVEN)
    assert rows[0].instrument == "itself"
    assert rows[0].size == pytest.approx(-1.0, abs=1e-6)
    assert rows[0].cvar == pytest.approx(0.0, abs=1e-5)
    assert rows[0].cost == pytest.approx(profit.mean(), abs=1e-5)
    nothing = next(row for row in rows if row.instrument == "nothing")
    assert (nothing.size, nothing.cvar) == (0.0, nothing.without)
    sizes = np.linspace(-1, 1, 4001)
    noise = next(row for row in rows if row.instrument == "noise")
    assert noise.cvar <= min(tail_risk(profit + h * values(12), EVEN).cvar for h in sizes) + 1e-6


@given(st.floats(0, 1), st.floats(-100, 100), st.floats(0.1, 50))
def test_implied_odds_go_round(p: float, low: float, gap: float) -> None:
    price = implied_price(p, low + gap, low)
    found = implied_probability(price, low + gap, low)
    # at the very ends rounding may push the price out of what the values span
    assert found == pytest.approx(p, abs=1e-9) or (np.isnan(found) and min(p, 1 - p) < 1e-9)


def test_break_even_is_where_the_mean_is_zero() -> None:
    p = float(break_even(5.0, -2.0))
    assert p * 5.0 - (1 - p) * 2.0 == pytest.approx(0.0)
    assert np.isnan(implied_probability(3.0, 2.0, 1.0))
    assert np.isnan(break_even(1.0, 1.0))


def test_the_weight_of_same_sign_months_is_shown_and_1_is_plain_history() -> None:
    equity, energy = np.array([1.0, 1.0, -1.0]), np.array([1.0, -1.0, 1.0])
    assert supply_shock_prior(equity, energy, same_sign_weight=1.0).p.tolist() == [1 / 3] * 3
    found = supply_shock_prior(equity, energy)
    assert (found.p.tolist(), found.same_sign_weight) == ([0.0, 0.5, 0.5], 0.0)
    with pytest.raises(ValueError, match="in no scenario"):
        supply_shock_prior(equity, equity)


def test_a_story_that_the_weights_contradict_is_said() -> None:
    prior, x = np.full(2, 0.5), np.array([1.0, -1.0])
    with_it, against = story_check(
        prior, {"a": np.array([0.6, 0.4]), "b": np.array([0.4, 0.6])}, ("equity", x), {"a": 1, "b": 1}
    )
    assert not with_it.contradicts
    assert against.contradicts
    assert against.sentence == "b: the mean of equity moves by -0.2, against the story"


def test_a_row_that_never_moves_gives_way_and_the_others_are_met_exactly() -> None:
    x, still = values(21), np.full(len(EVEN), 3.0)
    found = pool(EVEN, [mean_view("x", x, "=", 0.2), mean_view("still", still, "=", 10.0)])
    assert found.slack.tolist() == [0.0, pytest.approx(-7.0)]
    assert found.q @ x == pytest.approx(0.2, abs=1e-12)
    assert found.q == pytest.approx(pool(EVEN, [mean_view("x", x, "=", 0.2)]).q, abs=1e-12)
