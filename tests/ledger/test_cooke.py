"""Cooke's classical model: closed forms, and its four pitfalls."""

from __future__ import annotations

import math

import numpy as np
import pytest

from detente.ledger import cooke

LEVELS = [0.05, 0.5, 0.95]
P = np.array([0.05, 0.45, 0.45, 0.05])


def chi2_tail(x: float) -> float:
    """P(chi2 > x) with 3 degrees of freedom, in closed form."""
    return math.erfc(math.sqrt(x / 2)) + math.sqrt(2 * x / math.pi) * math.exp(-x / 2)


def twenty(counts: list[int], shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """One expert, the same quantiles on every seed, and realisations that fall into the bins so many times."""
    came = np.repeat([5.0, 30.0, 70.0, 95.0], counts) + shift
    return np.tile([10.0, 50.0, 90.0], (len(came), 1))[None], came


def test_an_expert_whose_bins_fill_as_said_is_perfectly_calibrated() -> None:
    held = cooke.panel(LEVELS, *twenty([1, 9, 9, 1]))
    assert cooke.scores(held).calibration == pytest.approx([1.0])


@pytest.mark.parametrize("counts", [[20, 0, 0, 0], [0, 10, 10, 0], [5, 5, 5, 5]])
def test_calibration_is_the_tail_of_chi_squared(counts) -> None:
    held = cooke.panel(LEVELS, *twenty(counts))
    s = np.array(counts) / 20
    apart = sum(a * math.log(a / b) for a, b in zip(s, P, strict=True) if a)
    assert cooke.scores(held).calibration == pytest.approx([chi2_tail(2 * 20 * apart)], rel=1e-9)


def test_information_is_what_the_quantiles_add_to_the_range() -> None:
    quantiles = np.array([[[10.0, 50.0, 90.0]], [[40.0, 50.0, 60.0]]])
    held = cooke.panel(LEVELS, quantiles, [20.0])
    low, high = 10 - 8, 90 + 8
    assert (held.low[0], held.high[0]) == (low, high)
    wanted = [
        math.log(high - low) + sum(p * math.log(p / w) for p, w in zip(P, np.diff([low, *row[0], high]), strict=True))
        for row in quantiles
    ]
    assert cooke.scores(held).information == pytest.approx(wanted)


def test_one_who_only_knows_the_range_has_no_information() -> None:
    held = cooke.panel([0.25, 0.5, 0.75], [[[2.5, 5.0, 7.5]], [[1.0, 2.0, 3.0]]], [5.0])
    flat = held.low + (held.high - held.low) * np.array([0.25, 0.5, 0.75])
    assert cooke.information(held, flat[None, None]) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("code", [float("nan"), -999.5, -999.6])
def test_a_missing_value_is_no_answer(code) -> None:
    quantiles, came = twenty([1, 9, 9, 1])
    both = np.concatenate([quantiles, quantiles])
    both[1, 15:] = code
    held = cooke.panel(LEVELS, both, came)
    assert held.answered.sum(axis=1).tolist() == [20, 15]
    assert held.low.min() > -100


@pytest.mark.parametrize("code", [float("nan"), -999.5, -999.6])
def test_an_item_without_a_realisation_is_no_seed(code) -> None:
    quantiles, came = twenty([1, 9, 9, 1])
    more = np.concatenate([quantiles, [[[1.0, 2.0, 3.0]]]], axis=1)
    held = cooke.panel(LEVELS, more, [*came, code])
    assert held.seeds.sum() == 20
    assert cooke.scores(held).calibration == pytest.approx([1.0])
    assert np.isfinite(cooke.decision_makers(held)[0].quantiles).all()


def test_all_are_tested_at_the_power_of_the_one_who_answered_fewest() -> None:
    quantiles, came = twenty([5, 5, 5, 5])
    both = np.concatenate([quantiles, quantiles])
    both[1, [0, 1, 5, 6, 10, 11, 15, 16]] = np.nan
    held = cooke.panel(LEVELS, both, came)
    assert held.power == 12
    apart = sum(0.25 * math.log(0.25 / p) for p in P)
    assert cooke.scores(held).calibration == pytest.approx([chi2_tail(2 * 12 * apart)] * 2)


def test_a_realisation_equal_to_a_quantile_falls_in_the_lower_bin() -> None:
    on = cooke.panel(LEVELS, [[[10.0, 50.0, 90.0]]] * 1, [10.0])
    below = cooke.panel(LEVELS, [[[10.0, 50.0, 90.0]]] * 1, [5.0])
    assert cooke.scores(on).calibration == pytest.approx(cooke.scores(below).calibration)


def test_an_optimised_pool_is_shown_beside_the_equal_one() -> None:
    rng = np.random.default_rng(3)
    middle = rng.normal(0, 3, size=(4, 12))
    quantiles = middle[..., None] + np.array([-2.0, 0.0, 2.0])
    held = cooke.panel(LEVELS, quantiles, rng.normal(size=12))
    made = {row.name: row for row in cooke.decision_makers(held)}
    assert [*made] == ["equal", "global", "item"]
    assert np.allclose(made["equal"].weights, 0.25)
    for row in made.values():
        assert row.weights.sum(axis=0) == pytest.approx(1.0)
        assert (np.diff(row.quantiles, axis=1) > 0).all()
    found = cooke.scores(held)
    alone = cooke._performance(held, found, "global", float(found.calibration.min()))
    best = made["global"]
    assert best.calibration * best.information >= alone.calibration * alone.information


def test_the_pool_of_two_is_their_mixture() -> None:
    quantiles = np.array([[[10.0, 50.0, 90.0]], [[40.0, 50.0, 60.0]]])
    held = cooke.panel(LEVELS, quantiles, [20.0])
    made = cooke.decision_makers(held)[0].quantiles[0]
    grid = np.linspace(held.low[0], held.high[0], 400_001)
    heights = [0, *LEVELS, 1]
    mixture = sum(0.5 * np.interp(grid, [held.low[0], *row[0], held.high[0]], heights) for row in quantiles)
    assert made == pytest.approx([grid[np.searchsorted(mixture, level)] for level in LEVELS], abs=1e-3)


def test_logarithmic_items_are_scored_on_logarithms() -> None:
    plain = cooke.panel(LEVELS, np.log([[[1.0, 10.0, 100.0]]]), np.log([30.0]))
    logs = cooke.panel(LEVELS, [[[1.0, 10.0, 100.0]]], [30.0], log_scale=True)
    assert cooke.scores(logs).information == pytest.approx(cooke.scores(plain).information)


@pytest.mark.parametrize(
    ("levels", "quantiles", "came", "log", "word"),
    [
        ([0.5, 0.05, 0.95], [[[1, 2, 3]]], [2], False, "levels"),
        (LEVELS, [[[1, 1, 3]]], [2], False, "must rise"),
        (LEVELS, [[[1, 2, 3]]], [math.nan], False, "every expert"),
        (LEVELS, [[[1, 2, 3], [math.nan] * 3]], [2, 2], False, "answered by somebody"),
        (LEVELS, [[[-1, 2, 3]]], [2], True, "log_scale"),
    ],
)
def test_what_cannot_be_scored_is_refused(levels, quantiles, came, log, word) -> None:
    with pytest.raises(ValueError, match=word):
        cooke.panel(levels, quantiles, came, log)
