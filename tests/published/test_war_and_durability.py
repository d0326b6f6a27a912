"""Closed forms of bargaining as a process, of war, commitment, enforcement and durability, from the golden file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.durability import commitment, enforcement, fragility, hazard, spoilers, war
from detente.strategy import process

GOLD = json.loads((Path(__file__).parent / "data" / "golden_closed_form.json").read_text(encoding="utf-8"))
EXACT = 1e-9


def near(wanted: Any) -> Any:
    return pytest.approx(wanted, abs=EXACT, rel=0)


def test_alternating_offers() -> None:
    gold = GOLD["rubinstein"]
    first, second = gold["delta1"], gold["delta2"]
    assert process.alternating_offers([first, 0.9], [second, 0.9]) == near([gold["x1"], gold["d0.9_both"]])
    patient = 1.0 - 1e-12
    assert float(process.alternating_offers(patient, patient)) == pytest.approx(gold["limit_equal"][0], abs=1e-6)


@pytest.mark.parametrize("key", ["outside_option_nonbinding", "outside_option_binding"])
def test_an_outside_option_counts_only_where_it_is_better(key: str) -> None:
    gold = GOLD[key]
    responder = float(process.outside_option(gold["delta"], gold["b2"]))
    assert (responder, 1.0 - responder) == near((gold["responder"], gold["x1"]))


def test_exogenous_breakdown() -> None:
    gold = GOLD["exogenous_breakdown"]
    assert float(process.exogenous_breakdown(*gold["b"])) == near(gold["x1"])


def test_fearon_range() -> None:
    gold = GOLD["fearon_range"]
    found = commitment.bargaining_range(gold["p"], gold["cA"], gold["cB"])
    assert (float(found.low), float(found.high)) == near((gold["x_low"], gold["x_high"]))
    assert float(found.width) == near(gold["width"])


def test_fearon_risk_return() -> None:
    gold = GOLD["fearon_private_cost"]
    found = commitment.risk_return(gold["p"], gold["cA"], [gold["cB_uniform"][1], gold["cA"]])
    assert found.demand == near([gold["demand_x"], gold["p"]])
    assert found.war_chance == near([gold["prob_war"], 0.0])


def test_preventive_war_and_the_inefficiency_condition() -> None:
    gold, powell = GOLD["preventive_war"], GOLD["powell_inefficiency"]
    costs = commitment.Costs(gold["cA"], gold["cB"])
    found = commitment.preventive_war(gold["p1"], gold["p2"], gold["delta"], costs)
    assert float(found.fight) == near(gold["A_fight_now"])
    assert float(found.best_peace) == near(gold["A_best_peace"])
    assert float(found.best_peace) == near(powell["A_peace_when_R_held_to_MR1"])
    assert float(found.peace_if_rival_proposes) == near(gold["A_best_peace_if_B_proposes_later"])
    assert float(found.least_later) == near(gold["p2_threshold_for_peace"])
    assert float(found.shift) == near(powell["lhs_delta_MR1_minus_MR0"])
    assert float(found.surplus) == near(powell["rhs_surplus"])
    assert bool(found.war) is gold["war"] is powell["war"]


def test_belief_in_winning_learned_by_fighting() -> None:
    gold = GOLD["beta_binomial_learning"]["example"]
    assert float(war.learned_chance(gold["a"], gold["b"], gold["k"], gold["n"])) == near(gold["mean"])


def test_war_of_attrition() -> None:
    gold = GOLD["war_of_attrition"]
    assert float(war.attrition_years(gold["v"], gold["c"])) == near(gold["mean_duration"])
    assert float(war.attrition_hazard(gold["v"], gold["c"])) == near(gold["c"] / gold["v"])


def test_discounted_duration_of_the_war_that_is_left() -> None:
    gold = GOLD["war_continuation_D"]
    assert float(war.remaining_war(gold["rho"], end_rate=gold["h"])) == near(gold["D"])


def test_enforcement_with_and_without_lag_and_chance_of_detection() -> None:
    gold = GOLD["ceasefire_pd"]
    game = enforcement.Payoffs(gold["T"], gold["R"], gold["P"])
    assert float(enforcement.factor_needed(game)) == near(gold["delta_star_perfect"])
    assert float(enforcement.factor_needed(game, lag=gold["lag_k"])) == near(gold["delta_star_lag2"])
    assert float(enforcement.factor_needed(game, answer=gold["detect_prob_q"])) == near(gold["delta_star_q"])


def test_survival_and_value_of_a_deal() -> None:
    gold = GOLD["durability"]
    assert float(hazard.exponential_survival(5, 0.12)) == near(gold["exp_lambda0.12_S5"])
    assert float(hazard.weibull_survival(5, 0.7, 8)) == near(gold["weibull_shape0.7_scale8_S5"])
    assert float(hazard.exponential_mean(0.12)) == near(gold["mean_exp"])
    assert float(hazard.value_until_breakdown(1, 0.2, 0.12, 0.05)) == near(gold["deal_value_v1_w.2_lam.12_rho.05"])


def test_spoilers() -> None:
    gold = GOLD["spoilers"]
    assert float(spoilers.survives_spoilers(gold["q"], gold["T"])) == near(gold["S"])


def test_fragility_raises_the_bar() -> None:
    gold = GOLD["effective_value_with_breakdown"]["example"]
    rates = (gold["lam"], gold["rho"])
    needed = float(fragility.value_needed(gold["r"], gold["r_prime"], *rates))
    assert needed == near(gold["v_needed"])
    assert float(fragility.expected_value(needed, gold["r_prime"], *rates)) == near(gold["r"])
    assert float(fragility.bar_raised(gold["r"], gold["r_prime"], *rates)) == near(gold["v_needed"] - gold["r"])


def test_formulas_take_draws() -> None:
    draws = np.linspace(0.1, 0.9, 7)
    assert process.alternating_offers(draws, 0.5).shape == (7,)
    assert commitment.preventive_war(draws, 0.3, 0.9, commitment.Costs(0.1, 0.1)).war.shape == (7,)
    assert enforcement.strength_needed(draws[:, None], enforcement.Payoffs(90.0, 60.0, draws)).shape == (7, 7)
    assert fragility.value_needed(40.0, 30.0, draws, 0.05).shape == (7,)
