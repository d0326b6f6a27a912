"""Closed forms of variance shares and of SMAA-2, from the golden file."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernels.shapley import BINS, MOST_GROUPS, first_order, shapley_of_covariance, shapley_r2
from detente.kernels.smaa import central_mean, pairwise_winning, rank_acceptability, rank_entropy

GOLD = json.loads((Path(__file__).parent / "data" / "golden_closed_form.json").read_text(encoding="utf-8"))
DRAWS = 10_000


def gauss2() -> tuple[dict, np.ndarray]:
    gold = GOLD["shapley_gauss2"]
    (a, b), rho = gold["sd"], gold["rho"]
    return gold, np.array([[a * a, rho * a * b], [rho * a * b, b * b]])


def sampled(seed: int, sizes: tuple[int, ...]) -> tuple[list[np.ndarray], np.ndarray]:
    """Correlated groups of columns and a result that depends on each group's first column, and on chance."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(400, 1))
    groups = [common + rng.normal(size=(400, k)) for k in sizes]
    return groups, sum(held[:, 0] for held in groups) + 2.0 * rng.normal(size=400)


def test_shapley_of_two_correlated_gaussians() -> None:
    gold, covariance = gauss2()
    share = shapley_of_covariance(covariance, covariance @ np.array(gold["b"], dtype=float), gold["var"])
    assert share == pytest.approx([gold["Sh1"], gold["Sh2"]], abs=1e-12)
    assert share.sum() == pytest.approx(1.0, abs=1e-12)


def test_shapley_of_sampled_gaussians_is_within_sampling_error() -> None:
    gold, covariance = gauss2()
    x = np.random.default_rng(1).multivariate_normal([0, 0], covariance, DRAWS)
    shares, r2 = shapley_r2([x[:, :1], x[:, 1:]], x @ np.array(gold["b"], dtype=float))
    assert shares == pytest.approx([gold["Sh1"], gold["Sh2"]], abs=0.01)
    assert float(r2) == pytest.approx(1.0, abs=1e-12)


def test_shapley_of_two_gaussians_as_one_group_is_the_whole() -> None:
    gold, covariance = gauss2()
    with_y = covariance @ np.array(gold["b"], dtype=float)
    assert shapley_of_covariance(covariance, with_y, gold["var"], sizes=[2]) == pytest.approx([1.0], abs=1e-12)


def test_shapley_is_the_mean_gain_in_r2_over_all_orders() -> None:
    rng = np.random.default_rng(3)
    root, sizes = rng.normal(size=(7, 7)), [3, 1, 2, 1]
    covariance, start = root @ root.T, np.cumsum([0, 3, 1, 2, 1])
    with_y, variance = covariance @ rng.normal(size=7), 400.0
    columns = [list(range(start[g], start[g + 1])) for g in range(4)]

    def r2(groups: tuple[int, ...]) -> float:
        held = [c for g in groups for c in columns[g]]
        return with_y[held] @ np.linalg.solve(covariance[np.ix_(held, held)], with_y[held]) / variance if held else 0.0

    gain = np.zeros(4)
    for order in permutations(range(4)):
        for k, g in enumerate(order):
            gain[g] += r2(order[: k + 1]) - r2(order[:k])
    assert shapley_of_covariance(covariance, with_y, variance, sizes=sizes) == pytest.approx(gain / 24, abs=1e-12)


@given(seed=st.integers(0, 10_000), order=st.permutations(range(4)))
def test_relabelling_groups_relabels_their_shares(seed: int, order: list[int]) -> None:
    groups, y = sampled(seed, (1, 3, 2, 5))
    shares, r2 = shapley_r2(groups, y)
    relabelled, same = shapley_r2([groups[g] for g in order], y)
    assert relabelled == pytest.approx(shares[order], abs=1e-12)
    assert float(same) == pytest.approx(float(r2), abs=1e-12)


@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_shares_sum_to_the_adjusted_r2_of_all_columns(seed: int, sizes: list[int]) -> None:
    groups, y = sampled(seed, tuple(sizes))
    shares, r2 = shapley_r2(groups, y)
    design = np.column_stack([np.ones(len(y)), *groups])
    left = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    adjusted = 1.0 - (left.var() / y.var()) * (len(y) - 1) / (len(y) - design.shape[1])
    assert float(r2) == pytest.approx(max(adjusted, 0.0), abs=1e-9)
    assert shares.sum() == pytest.approx(float(r2), abs=1e-12)


@given(seed=st.integers(0, 10_000))
def test_a_wide_group_of_pure_noise_explains_about_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    signal, noise = rng.normal(size=(500, 1)), rng.normal(size=(500, 20))
    shares, _ = shapley_r2([signal, noise], signal[:, 0] + rng.normal(size=500))
    assert shares == pytest.approx([0.5, 0.0], abs=0.2)
    assert abs(shares[1]) < 0.1


def test_repeated_and_constant_columns_change_no_share() -> None:
    groups, y = sampled(7, (2, 3))
    twice = [np.column_stack([groups[0], groups[0], np.full(len(y), 90.1)]), groups[1]]
    assert shapley_r2(twice, y)[0] == pytest.approx(shapley_r2(groups, y)[0], abs=1e-9)


def test_several_results_at_once_are_as_one_by_one() -> None:
    groups, y = sampled(8, (2, 3))
    other = np.where(y > 1.0, 1.0, 0.0)
    shares, r2 = shapley_r2(groups, np.column_stack([y, other, np.full(len(y), 3.0)]))
    assert shares[:, 0] == pytest.approx(shapley_r2(groups, y)[0], abs=1e-12)
    assert shares[:, 1] == pytest.approx(shapley_r2(groups, other)[0], abs=1e-12)
    assert [*shares[:, 2], r2[2]] == [0.0, 0.0, 0.0]


def test_more_groups_than_can_be_split_exactly_are_refused() -> None:
    groups, y = sampled(9, (1,) * (MOST_GROUPS + 1))
    with pytest.raises(ValueError, match="13 groups: .* at most 12"):
        shapley_r2(groups, y)


def test_first_order_of_ishigami_on_plain_draws() -> None:
    gold = GOLD["ishigami"]
    x = np.random.default_rng(1).uniform(-np.pi, np.pi, (DRAWS, 3))
    y = np.sin(x[:, 0]) + gold["a"] * np.sin(x[:, 1]) ** 2 + gold["b"] * x[:, 2] ** 4 * np.sin(x[:, 0])
    assert [first_order(x[:, k], y) for k in range(3)] == pytest.approx(gold["S1"], abs=0.02)


def told_by_bins(bins: int) -> float:
    """Return the share of the variance of a Gaussian that the means of its bins of equal probability hold."""
    normal = NormalDist()
    edges = [0.0, *(normal.pdf(normal.inv_cdf(k / bins)) for k in range(1, bins)), 0.0]
    return bins * float((np.diff(edges) ** 2).sum())


def test_first_order_of_correlated_gaussians_is_their_squared_correlation_with_the_result() -> None:
    """Of jointly Gaussian inputs ``E[y | x_i]`` is linear: ``S_i = (C b)_i^2 / (C_ii b'Cb)``, less what bins lose."""
    gold, covariance = gauss2()
    b = np.array(gold["b"], dtype=float)
    closed = (covariance @ b) ** 2 / (np.diag(covariance) * (b @ covariance @ b))
    x = np.random.default_rng(1).multivariate_normal([0, 0], covariance, DRAWS)
    found = np.array([first_order(x[:, k], x @ b) for k in range(2)])
    # A squared correlation of n Gaussian draws has the standard error 2 r (1 - r^2) / sqrt(n).
    error = 2.0 * np.sqrt(closed) * (1.0 - closed) / np.sqrt(DRAWS)
    assert (np.abs(found - told_by_bins(BINS) * closed) <= 3.0 * error).all()
    assert told_by_bins(BINS) == pytest.approx(1.0, abs=0.02)


def test_first_order_of_an_input_that_is_0_or_1() -> None:
    rng = np.random.default_rng(2)
    x = (rng.random(DRAWS) < 0.3).astype(float)
    y = 2.0 * x + rng.normal(size=DRAWS)
    assert first_order(x, y) == pytest.approx(4 * 0.21 / (4 * 0.21 + 1), abs=0.02)
    assert first_order(x, rng.normal(size=DRAWS)) == pytest.approx(0.0, abs=0.002)


def test_first_order_of_a_constant_is_nothing() -> None:
    y = np.random.default_rng(3).normal(size=100)
    assert first_order(np.ones(100), y) == 0.0
    assert first_order(y, np.ones(100)) == 0.0


def test_smaa_with_two_criteria() -> None:
    gold = GOLD["smaa_2crit"]
    first = np.random.default_rng(1).random(200_000)
    weights = np.column_stack([first, 1 - first])
    values = weights @ np.array(gold["alts"]).T
    rank = rank_acceptability(values)
    assert rank[:, 0] == pytest.approx(gold["b1"], abs=0.005)
    assert rank[:, 1] == pytest.approx(gold["rank2"], abs=0.005)
    assert rank[:, 2] == pytest.approx(gold["rank3"], abs=0.005)
    assert rank.sum(axis=1) == pytest.approx(np.ones(3))
    # (w, 1 - w): the first beats the second for w > .5, the third, worth .6, for w > .6; no ties but in one point.
    beats = pairwise_winning(values)
    assert beats == pytest.approx(np.array([[0.0, 0.5, 0.4], [0.5, 0.0, 0.4], [0.6, 0.6, 0.0]]), abs=0.005)
    assert rank_entropy(np.array([[0.5, 0.5], [1.0, 0.0]])).tolist() == [1.0, 0.0]
    for k, expected in enumerate(gold["central"]):
        assert central_mean(weights, values.argmax(axis=1) == k) == pytest.approx(expected, abs=0.005)


def test_smaa_with_three_criteria() -> None:
    gold = GOLD["smaa_3crit_identity"]
    weights = np.random.default_rng(2).dirichlet(np.ones(3), 200_000)
    rank = rank_acceptability(weights)
    assert rank[:, 0] == pytest.approx(gold["b1"], abs=0.005)
    assert central_mean(weights, weights.argmax(axis=1) == 0) == pytest.approx(gold["central_A"], abs=0.005)


def test_tied_alternatives_share_the_better_rank() -> None:
    assert rank_acceptability(np.array([[3.0, 3.0, 1.0]])).tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]


def test_an_alternative_that_is_never_first_has_no_central_weight() -> None:
    assert np.isnan(central_mean(np.ones((4, 2)), np.zeros(4, dtype=bool))).all()
