"""Closed forms of variance shares and of SMAA-2, from the golden file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.kernels.shapley import first_order, shapley_of_covariance
from detente.kernels.smaa import central_mean, rank_acceptability

GOLD = json.loads((Path(__file__).parent / "data" / "golden_closed_form.json").read_text(encoding="utf-8"))


def test_shapley_of_two_correlated_gaussians() -> None:
    gold = GOLD["shapley_gauss2"]
    (a, b), rho = gold["sd"], gold["rho"]
    covariance = np.array([[a * a, rho * a * b], [rho * a * b, b * b]])
    share = shapley_of_covariance(covariance, covariance @ np.array(gold["b"], dtype=float), gold["var"])
    assert share == pytest.approx([gold["Sh1"], gold["Sh2"]], abs=1e-8)
    assert share.sum() == pytest.approx(1.0, abs=1e-8)


def test_first_order_of_ishigami_on_plain_draws() -> None:
    gold = GOLD["ishigami"]
    x = np.random.default_rng(1).uniform(-np.pi, np.pi, (10_000, 3))
    y = np.sin(x[:, 0]) + gold["a"] * np.sin(x[:, 1]) ** 2 + gold["b"] * x[:, 2] ** 4 * np.sin(x[:, 0])
    assert [first_order(x[:, k], y) for k in range(3)] == pytest.approx(gold["S1"], abs=0.02)


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
    for k, expected in enumerate(gold["central"]):
        assert central_mean(weights, values.argmax(axis=1) == k) == pytest.approx(expected, abs=0.005)


def test_smaa_with_three_criteria() -> None:
    gold = GOLD["smaa_3crit_identity"]
    weights = np.random.default_rng(2).dirichlet(np.ones(3), 200_000)
    rank = rank_acceptability(weights)
    assert rank[:, 0] == pytest.approx(gold["b1"], abs=0.005)
    assert central_mean(weights, weights.argmax(axis=1) == 0) == pytest.approx(gold["central_A"], abs=0.005)
