"""skfolio beside entropy pooling, and the prior that it is given; skipped where it is not installed."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from detente._optional import MissingExtra
from detente.consequences.portfolio.pooling import pool
from detente.consequences.portfolio.risk import tail_risk
from detente.consequences.portfolio.to_skfolio import to_skfolio_prior
from detente.consequences.portfolio.views import mean_view

RNG = np.random.default_rng(3)
RETURNS = RNG.multivariate_normal([0.01, 0.005, 0.0], 1e-3 * np.array([[4, 1, 0], [1, 2, 0], [0, 0, 1.0]]), size=240)
EVEN = np.full(len(RETURNS), 1 / len(RETURNS))


def weights() -> np.ndarray:
    return pool(EVEN, [mean_view("first", RETURNS[:, 0], "=", 0.03)]).q


def test_without_skfolio_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skfolio", None)
    monkeypatch.setitem(sys.modules, "skfolio.prior", None)
    with pytest.raises(MissingExtra, match=r"detente\[portfolio\]"):
        to_skfolio_prior(RETURNS, EVEN)


@pytest.mark.parametrize(
    ("q", "words"), [(EVEN[1:], "239 weights for 240 windows"), (2 * EVEN, "sum to 2, not 1"), (-EVEN, "q")]
)
def test_weights_that_are_none_are_refused(q: np.ndarray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        to_skfolio_prior(RETURNS, q)


def test_the_prior_has_the_moments_of_the_weights() -> None:
    pytest.importorskip("skfolio", reason="skfolio is not installed")
    q = weights()
    found = to_skfolio_prior(RETURNS, q).fit(RETURNS).return_distribution_
    assert found.mu == pytest.approx(q @ RETURNS, abs=1e-15)
    assert found.mu[0] == pytest.approx(0.03, abs=1e-12)
    assert found.covariance == pytest.approx(np.cov(RETURNS.T, aweights=q, ddof=0), abs=1e-12)
    with pytest.raises(ValueError, match="2 assets, the prior has 3"):
        to_skfolio_prior(RETURNS, q).fit(RETURNS[:, :2])


def test_an_optimiser_of_skfolio_sees_the_weighed_tail() -> None:
    """Least CVaR by skfolio is no worse, under our weights and our CVaR, than any of a thousand random portfolios."""
    optimisers = pytest.importorskip("skfolio.optimization", reason="skfolio is not installed")
    from skfolio import RiskMeasure

    q = weights()
    model = optimisers.MeanRisk(risk_measure=RiskMeasure.CVAR, prior_estimator=to_skfolio_prior(RETURNS, q))
    held = model.fit(RETURNS).weights_
    others = RNG.dirichlet(np.ones(3), size=1000)
    assert tail_risk(RETURNS @ held, q).cvar <= min(tail_risk(RETURNS @ w, q).cvar for w in others) + 1e-6


def test_one_view_on_a_mean_gives_the_weights_of_skfolio() -> None:
    prior = pytest.importorskip("skfolio.prior", reason="skfolio is not installed")
    import pandas as pd

    frame = pd.DataFrame(RETURNS, columns=["a", "b", "c"])
    peer = prior.EntropyPooling(mean_views=["a == 0.03"]).fit(frame).return_distribution_
    assert peer.sample_weight == pytest.approx(weights(), abs=1e-6)
