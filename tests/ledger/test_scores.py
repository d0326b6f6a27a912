"""Laws of scores, pools and comparisons."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.kernels import scores
from detente.ledger import pool
from detente.ledger.calibration import calibration, corp, murphy
from detente.ledger.compare import paired

WEIGHT = st.floats(0.01, 1.0)
VALUE = st.floats(-50, 50)


def forecasts(rows: int | None = None, bins: int = 4) -> st.SearchStrategy[np.ndarray]:
    """Probabilities ``(rows, bins)``, none of them 0."""
    many = st.integers(1, 5) if rows is None else st.just(rows)
    held = many.flatmap(lambda n: arrays.arrays(float, (n, bins), elements=WEIGHT))
    return held.map(lambda w: w / w.sum(axis=1, keepdims=True))


EVENTS = st.lists(st.tuples(st.integers(0, 20).map(lambda k: k / 20), st.integers(0, 1)), min_size=1, max_size=40)


@given(forecasts(rows=2))
@pytest.mark.parametrize("score", [scores.brier, scores.rps, scores.log_score])
def test_nobody_expects_a_better_score_than_by_saying_what_they_think(score, both) -> None:
    thinks, says = both
    bins = np.arange(thinks.size)
    honest, other = (np.array([float(score(p, k)) for k in bins]) @ thinks for p in (thinks, says))
    assert honest <= other + 1e-12


@given(st.floats(0, 1), st.booleans())
def test_the_sum_of_two_bins_is_twice_the_half_form(p, happened) -> None:
    assert float(scores.brier([p, 1 - p], 0 if happened else 1)) == pytest.approx(2 * scores.half_brier(p, happened))


@given(EVENTS)
def test_decompositions_add_up_to_the_score(events) -> None:
    p, came = np.array(events).T
    brier = scores.half_brier(p, came).mean()
    plain, fitted = murphy(p, came), corp(p, came)
    assert plain.reliability - plain.resolution + plain.uncertainty == pytest.approx(brier, abs=1e-12)
    whole = fitted.miscalibration - fitted.discrimination + fitted.uncertainty
    assert whole == pytest.approx(brier, abs=1e-12)
    assert fitted.miscalibration >= -1e-12
    assert fitted.discrimination >= -1e-12


@given(EVENTS)
def test_bins_hold_every_forecast_once(events) -> None:
    p, came = np.array(events).T
    held = calibration(p, came)
    assert sum(row.n for row in held) == len(events)
    for row in held:
        inside = (p >= row.low) & ((p < row.high) | (row.high == 1.0))
        assert row.n == inside.sum()
        assert row.frequency is None if not row.n else row.frequency == pytest.approx(came[inside].mean())


@given(st.lists(VALUE, min_size=2, max_size=8), VALUE)
def test_crps_of_an_ensemble_is_the_mean_over_all_pairs(members, value) -> None:
    held = np.array(members)
    near, m = np.abs(held - value).mean(), len(held)
    pairs = np.abs(held[:, None] - held).sum()
    size = 1e-9 * (1 + np.abs(held).max())
    assert float(scores.crps_ensemble(held, value)) == pytest.approx(near - pairs / (2 * m * m), abs=size)
    assert float(scores.crps_ensemble(held, value, fair=True)) == pytest.approx(
        near - pairs / (2 * m * (m - 1)), abs=size
    )


def test_quantiles_of_a_normal_come_near_its_crps() -> None:
    from scipy.special import ndtri

    levels = (np.arange(4000) + 0.5) / 4000
    assert float(scores.quantile_score(ndtri(levels), levels, 0.7)) == pytest.approx(0.42156917, abs=2e-4)


@given(forecasts())
def test_pools_are_probabilities_within_the_forecasts(p) -> None:
    for made in (pool.linear(p), pool.geometric(p)):
        assert made.sum() == pytest.approx(1.0)
    assert (pool.linear(p) >= p.min(axis=0) - 1e-12).all()
    assert (pool.linear(p) <= p.max(axis=0) + 1e-12).all()


@given(forecasts(rows=3))
def test_a_pool_of_one_voice_is_that_voice(p) -> None:
    for made in (pool.linear, pool.geometric):
        assert made([p[0], p[0], p[0]]) == pytest.approx(p[0])
        assert made(p, [1, 0, 0]) == pytest.approx(p[0])
    assert pool.extremised(p, 1.0) == pytest.approx(p)


def test_what_cannot_be_pooled_is_refused() -> None:
    with pytest.raises(ValueError, match="impossible"):
        pool.geometric([[1.0, 0.0], [0.0, 1.0]])
    with pytest.raises(ValueError, match="weights"):
        pool.linear([[1.0, 0.0], [0.0, 1.0]], [0, 0])
    with pytest.raises(ValueError, match="power"):
        pool.extremised([0.5, 0.5], 0.0)


def test_copies_of_a_question_add_no_certainty() -> None:
    first, second = np.array([0.1, 0.4, 0.3]), np.array([0.2, 0.3, 0.7])
    once = paired(first, second, ["a", "b", "c"])
    twice = paired(np.tile(first, 5), np.tile(second, 5), ["a", "b", "c"] * 5)
    assert (twice.rows, twice.questions) == (15, 3)
    for name in ("difference", "se", "low", "high", "p_value", "p_exact", "detectable"):
        assert getattr(twice, name) == pytest.approx(getattr(once, name))


@given(st.lists(st.integers(-20, 20), min_size=2, max_size=8))
def test_the_exact_test_tries_every_sign(differences) -> None:
    apart = np.array(differences) / 10
    names = [f"q{k}" for k in range(len(apart))]
    sums = [abs(np.dot(signs, apart)) for signs in product((1, -1), repeat=len(apart))]
    wanted = np.mean([s >= abs(apart.sum()) - 1e-9 for s in sums])
    assert paired(apart, np.zeros(len(apart)), names).p_exact == pytest.approx(wanted)


def test_one_question_proves_nothing() -> None:
    made = paired([0.1, 0.2], [0.3, 0.2], ["a", "a"])
    assert (made.questions, made.se, made.p_value, made.p_exact) == (1, None, None, None)
    assert made.difference == pytest.approx(-0.1)


def test_five_questions_by_hand() -> None:
    # Differences -2..2 have mean 0, sd sqrt(2.5); t of 4 degrees: 2.776445 (97.5 %), 0.940965 (80 %).
    made = paired([-2, -1, 0, 1, 2], [0] * 5, list("abcde"))
    se = np.sqrt(2.5 / 5)
    assert made.high == pytest.approx(2.776445105 * se)
    assert made.detectable == pytest.approx((2.776445105 + 0.940964577) * se)
    assert (made.p_value, made.p_exact) == (pytest.approx(1.0), 1.0)
