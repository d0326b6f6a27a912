"""Rationing: the golden file of CES cases. Its formulas are exact; whether they match the papers is not verified."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.consequences.formula_checks import formula_checks
from detente.consequences.rationing import ces_rationing, second_order, sufficient_statistic

GOLD = json.loads((Path(__file__).parent / "data/golden_ces_energy.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GOLD["cases"], ids=lambda case: f"{case['alpha']}-{case['sigma']}-{case['shock']}")
def test_every_case_of_the_file(case: dict[str, float]) -> None:
    found = ces_rationing(case["alpha"], case["sigma"], 1 + case["shock"])
    assert -100 * found.change == pytest.approx(case["loss_exact_pct"], abs=5e-5)
    assert -100 * found.leontief == pytest.approx(case["leontief_bound_pct"], abs=5e-5)
    assert -100 * found.hulten == pytest.approx(case["hulten_first_order_pct"], abs=5e-5)
    assert found.share_after == pytest.approx(case["share_after"], abs=5e-5)
    assert found.price_multiple == pytest.approx(case["shadow_price_multiple"], rel=5e-4)
    off = -100 * np.expm1(second_order(case["alpha"], case["sigma"], 1 + case["shock"]))
    assert off == pytest.approx(case["loss_second_order_pct"], abs=5e-5)


def test_the_cobb_douglas_limit_is_exact() -> None:
    found = ces_rationing(0.04, [1.0, 1.0 + 1e-9, 1.0 - 1e-9], 0.9).change
    assert found == pytest.approx(np.full(3, 0.9**0.04 - 1), abs=1e-11)
    assert 100 * found[0] == pytest.approx(-0.4206, abs=5e-5)


@pytest.mark.parametrize("row", GOLD["sufficient_statistics"], ids=lambda row: str(row["share_multiple"]))
def test_the_sufficient_statistic(row: dict[str, float]) -> None:
    found = sufficient_statistic(row["s0"], row["share_multiple"], 1 + row["shock"])
    assert 100 * found == pytest.approx(row["dlogW_pct"], abs=5e-4)


PRINTED = {(0.04, 0.04, 0.9): "unverified", (0.01, 0.1, 0.7): "unverified", (0.04, 1.0, 0.9): "exact"}


@pytest.mark.parametrize("inputs", PRINTED, ids=str)
def test_what_is_printed_of_a_golden_case_says_whether_it_is_verified(inputs: tuple[float, float, float]) -> None:
    (row,) = [row for row in formula_checks() if (row.cost_share, row.elasticity, row.remaining) == inputs]
    (case,) = [c for c in GOLD["cases"] if (c["alpha"], c["sigma"], 1 + c["shock"]) == inputs]
    assert -row.value == pytest.approx(case["loss_exact_pct"], abs=5e-5)
    assert row.checked == PRINTED[inputs]


def test_the_statistic_that_was_met_by_choice_says_so() -> None:
    (row,) = [row for row in formula_checks() if row.formula == "statistic"]
    assert row.value == pytest.approx(-1.07, abs=5e-4)
    assert row.checked == "unverified"
    assert "chosen" in row.why
