"""Fans, mixtures and where spread comes from: laws, and the factorial written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.consequences.fans import fan, mixture_fan, quantiles, weighted_quantiles
from detente.consequences.ledger import Draws, ledger
from detente.consequences.variance import FACTORS, split, variance_split
from tests.consequences.made import SCENARIOS, shipped_design, shipped_draws

CHANCE = np.array([0.3, 0.2, 0.1, 0.4])


def test_the_mixture_keeps_the_law_of_total_expectation_exactly() -> None:
    design = shipped_design()
    totals = [ledger(design, shipped_draws(name, 300)).total for name in SCENARIOS]
    wanted = np.add.reduce([p * held.mean(axis=0) for p, held in zip(CHANCE, totals, strict=True)])
    found = mixture_fan(totals, CHANCE)
    assert (found.mean == wanted).all()
    low, high = (np.array([fan(held).quantiles[k] for held in totals]) for k in (0, -1))
    assert (found.quantiles[0] >= low.min(axis=0)).all()
    assert (found.quantiles[-1] <= high.max(axis=0)).all()
    assert (np.diff(found.quantiles, axis=0) >= 0).all()


def test_a_mixture_of_one_is_that_scenario() -> None:
    values = np.random.default_rng(3).normal(size=(101, 2))
    found, own = mixture_fan([values, values + 9], [1.0, 0.0]), fan(values)
    assert found.mean == pytest.approx(own.mean)
    assert found.se == pytest.approx(own.se)
    assert found.quantiles[2] == pytest.approx(own.quantiles[2])


@given(arrays.arrays(float, (7,), elements=st.floats(-5, 5)), st.lists(st.integers(1, 4), min_size=7, max_size=7))
def test_weights_are_repetitions(values: np.ndarray, times: list[int]) -> None:
    repeated = np.sort(np.repeat(values, times))
    for level in (0.1, 0.5, 0.93):
        wanted = repeated[int(np.ceil(level * len(repeated) - 1e-9)) - 1]
        assert weighted_quantiles(values, np.array(times, float), [level])[0] == wanted


@pytest.mark.parametrize(
    ("chance", "words"), [([0.5, 0.4], "sum to 0.9, not 1"), ([1.0], "1 are given for 2 scenarios")]
)
def test_probabilities_that_are_none_are_refused(chance: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        mixture_fan([np.zeros((2, 1))] * 2, chance)


def test_the_split_is_that_of_the_factorial_written_out() -> None:
    rng = np.random.default_rng(5)
    weight, x, b = np.array([0.2, 0.5, 0.3]), rng.normal(1, 1, (3, 6, 4)), rng.normal(0.5, 1, (5, 4))
    y = np.einsum("sil,jl->sij", x, b)
    p = weight[:, None, None] * np.full(y.shape, 1 / 30)

    def worth(kept: tuple[int, ...]) -> float:
        gone = tuple(axis for axis in range(3) if axis not in kept)
        mass = p.sum(axis=gone, keepdims=True)
        mean = (p * y).sum(axis=gone, keepdims=True) / mass
        return float((mass * mean**2).sum() - (p * y).sum() ** 2)

    found = split(weight, x, b)
    assert found.variance == pytest.approx(worth((0, 1, 2)), rel=1e-12)
    for k in range(3):
        a, c = (axis for axis in range(3) if axis != k)
        gains = (
            worth((k,)) / 3
            + (worth((k, a)) - worth((a,)) + worth((k, c)) - worth((c,))) / 6
            + (worth((0, 1, 2)) - worth((a, c))) / 3
        )
        assert found.shares[k] == pytest.approx(gains / found.variance, rel=1e-10)
        assert found.first_order[k] == pytest.approx(worth((k,)) / found.variance, rel=1e-10)
    assert found.shares.sum() == pytest.approx(1.0)


def test_a_split_of_the_tables_that_ship() -> None:
    design, draws = shipped_design(), [shipped_draws(name, 100) for name in SCENARIOS]
    found = variance_split(design, draws, CHANCE, ("gas", ""), 12)
    shares = dict(zip(FACTORS, found.shares, strict=True))
    assert shares["coefficient"] == pytest.approx(0.0, abs=1e-12)
    assert shares["scenario"] > shares["driver"] > 0.0
    other = Draws(draws[0].coefficients + 1, draws[0].deal, draws[0].no_deal, draws[0].survival)
    with pytest.raises(ValueError, match="must share their draws"):
        variance_split(design, [other, *draws[1:]], CHANCE, ("gas", ""), 12)
    with pytest.raises(ValueError, match="nothing leads to unicorns"):
        variance_split(design, draws, CHANCE, ("unicorns", ""), 12)


def test_nothing_that_varies_has_no_shares() -> None:
    found = split(np.ones(1), np.ones((1, 2, 1)), np.ones((2, 1)))
    assert (found.variance, found.shares.tolist()) == (0.0, [0.0, 0.0, 0.0])


def test_the_error_of_quantiles_is_that_of_samples_drawn_again() -> None:
    """The error that one sample states, against the spread of medians and tails over many samples."""
    rng = np.random.default_rng(8)
    many = rng.normal(size=(400, 500))
    wanted = np.quantile(many, (0.05, 0.25, 0.5, 0.75, 0.95), axis=1).std(axis=1).max()
    assert fan(many.T).quantile_se.mean() == pytest.approx(wanted, rel=0.25)
    halves = mixture_fan([many.T, many.T], [0.5, 0.5])
    assert halves.quantile_se.mean() == pytest.approx(wanted, rel=0.25)


def test_what_has_no_chance_leaves_no_trace_in_quantiles() -> None:
    values = np.random.default_rng(3).normal(size=(101, 2))
    found, alone = mixture_fan([values, values + 9], [1.0, 0.0]), mixture_fan([values], [1.0])
    assert (found.quantiles == alone.quantiles).all()


@given(arrays.arrays(float, (9, 2), elements=st.floats(-5, 5)), st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_quantiles_are_those_of_numpy(values: np.ndarray, levels: list[float]) -> None:
    assert quantiles(values, levels) == pytest.approx(np.quantile(values, levels, axis=0), abs=1e-12)
