"""Scores, pools and decompositions: the published forecasts of the 2025 cease-fire question, and closed forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.kernels import scores
from detente.ledger import pool
from detente.ledger.calibration import corp, murphy, skill

DATA = Path(__file__).parent / "data"
GOLD = json.loads((DATA / "golden_closed_form.json").read_text(encoding="utf-8"))
BENCHMARK = json.loads((DATA / "forecast_scores.json").read_text(encoding="utf-8"))
PRINTED = 0.5e-4
EXACT = 1e-9


def near(wanted: Any, error: float = EXACT) -> Any:
    return pytest.approx(wanted, abs=error, rel=0)


@pytest.mark.parametrize("row", BENCHMARK["rows"], ids=lambda row: f"{row['forecaster']} {row['date']}")
def test_the_four_bin_question_of_2025(row: dict[str, Any]) -> None:
    p = _benchmark(row["forecaster"], row["date"])
    came = BENCHMARK["outcome_index"]
    assert p == near(np.array(row["p"]) / row["sum"], PRINTED)
    assert float(scores.brier(p, came)) == near(row["brier"], PRINTED)
    assert float(scores.rps(p, came)) == near(row["rps"], PRINTED)
    assert float(scores.rps(p, came, normalised=True)) == near(row["rps_norm"], PRINTED)
    assert float(scores.log_score(p, came)) == near(row["log"], PRINTED)


def _benchmark(forecaster: str, day: str | None) -> np.ndarray:
    """Return the probabilities divided by their sum; those of a pool are pooled here, not read."""
    kind, _, who = forecaster.partition(" pool of ")
    if who:
        return pool.POOLS[kind]([_benchmark(name, day) for name in who.split(" and ")])
    held = next(row for row in BENCHMARK["rows"] if (row["forecaster"], row["date"]) == (forecaster, day))
    return np.array(held["p"]) / sum(held["p"])


@pytest.mark.parametrize("row", BENCHMARK["binary"], ids=lambda row: f"{row['forecaster']} {row['date']}")
def test_single_probabilities(row: dict[str, Any]) -> None:
    assert float(scores.half_brier(row["p"], row["outcome"])) == near(row["squared_error"], PRINTED)


@pytest.mark.parametrize("row", BENCHMARK["other"], ids=lambda row: row["forecaster"])
def test_other_questions(row: dict[str, Any]) -> None:
    assert float(scores.brier(row["p"], row["outcome_index"])) == near(row["brier"], PRINTED)


def test_crps_of_a_normal_forecast() -> None:
    gold = GOLD["crps_normal"]
    assert scores.crps_normal(0.0, 1.0, [0.0, 0.7]) == near([gold["N01_y0"], gold["N01_y0.7"]])
    assert float(scores.crps_normal(0.0, 1.0, 0.3)) == near(0.2693329006866634, 1e-15)


def test_crps_of_an_ensemble() -> None:
    gold = GOLD["crps_ensemble"]
    assert float(scores.crps_ensemble(gold["ens"], gold["y"])) == near(gold["crps"])
    assert float(scores.crps_ensemble(gold["ens"], gold["y"], fair=True)) == near(gold["fair"])
    assert float(scores.crps_ensemble([0, 1, 2, 4], 1)) == near(0.4375)


def test_ranked_probability_score() -> None:
    gold = GOLD["rps"]
    assert float(scores.rps(gold["p"], gold["obs_idx"])) == near(gold["rps_sum"])
    assert float(scores.rps(gold["p"], gold["obs_idx"], normalised=True)) == near(gold["rps_norm"])


def test_the_two_forms_of_the_brier_score_and_the_log_score() -> None:
    assert float(scores.half_brier(0.7, 1)) == near(0.09)
    assert float(scores.brier([0.7, 0.3], 0)) == near(0.18)
    assert float(scores.log_score([0.7, 0.3], 0)) == near(0.35667494393873245)


def test_murphy_decomposition() -> None:
    gold = GOLD["murphy"]
    p, came = np.array(gold["p"]), np.array(gold["o"])
    made = murphy(p, came)
    brier = scores.half_brier(p, came).mean()
    assert brier == near(gold["brier"])
    assert [made.reliability, made.resolution] == near([gold["reliability"], gold["resolution"]])
    assert made.uncertainty == near(gold["uncertainty"])
    logs = scores.log_score(np.stack([1 - p, p], axis=1), came.astype(int))
    assert logs.mean() == near(gold["log_score_mean"])
    assert skill(brier, scores.half_brier(came.mean(), came).mean()) == near(gold["brier_skill_vs_climatology"])


def test_murphy_and_isotonic_decompositions_of_ten_forecasts() -> None:
    p = [0.1, 0.1, 0.1, 0.3, 0.3, 0.5, 0.5, 0.7, 0.7, 0.9]
    came = [0, 0, 1, 0, 1, 0, 1, 1, 1, 1]
    assert scores.half_brier(p, came).mean() == near(0.21)
    plain, fitted = murphy(p, came), corp(p, came)
    assert [plain.reliability, plain.resolution, plain.uncertainty] == near([0.13 / 3, 0.22 / 3, 0.24])
    assert [fitted.miscalibration, fitted.discrimination, fitted.uncertainty] == near([0.13 / 3, 0.22 / 3, 0.24])


def test_pools_of_three_experts() -> None:
    gold = GOLD["aggregation"]
    p = np.array(gold["p"])
    assert float(pool.linear(p)) == near(gold["mean"])
    assert float(pool.geometric_odds(p)) == near(gold["geo_odds"])
    both = pool.geometric(np.stack([p, 1 - p], axis=1))
    assert both[0] == near(gold["geo_prob_normalised"])
    assert pool.extremised(both, 2.5)[0] == near(gold["extremized_a2.5"])


def test_pooled_odds_of_four_experts() -> None:
    odds = np.array([70, 44, 255, 249])
    told = 1.0 / (1.0 + odds)
    pooled = float(pool.geometric_odds(told))
    assert (1 - pooled) / pooled == near(118.3, 0.05)
    assert pooled == near(0.00839, 0.5e-5)
    # The mean of the printed probabilities; from the printed odds, which are rounded, it is 1.11 %.
    assert float(pool.linear([0.014, 0.0221, 0.0039, 0.004])) == near(0.0110, PRINTED)
    assert float(pool.linear(told)) == near(0.0111, PRINTED)
