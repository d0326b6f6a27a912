"""Laws of the models of war and commitment: ranges, risks, shifts of power, against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.durability.commitment import Costs, bargaining_range, preventive_war, risk_return
from detente.durability.war import attrition_years, remaining_war, war_value

CHANCES = st.floats(0.0, 1.0)
COSTS = st.floats(0.001, 0.6)
FACTORS = st.floats(0.05, 0.98)


@given(CHANCES, COSTS, COSTS)
def test_there_is_always_a_division_that_both_prefer_to_war(chance: float, own: float, other: float) -> None:
    found = bargaining_range(chance, own, other)
    assert 0.0 <= found.low < found.high <= 1.0
    for division in (found.low, found.high):
        assert division >= chance - own - 1e-12
        assert 1.0 - division >= 1.0 - chance - other - 1e-12


@given(CHANCES, COSTS, COSTS)
def test_no_other_demand_is_better_than_the_chosen_one(chance: float, own: float, highest: float) -> None:
    def worth(extra: np.ndarray) -> np.ndarray:
        risk = np.minimum(extra / highest, 1.0)
        return (1.0 - risk) * (chance + extra) + risk * (chance - own)

    found = risk_return(chance, own, highest)
    grid = np.linspace(0.0, 1.0 - chance, 2001)
    assert worth(found.demand - chance) >= worth(grid).max() - 1e-9
    assert found.demand <= 1.0
    assert found.war_chance == pytest.approx((found.demand - chance) / highest)


@given(CHANCES, CHANCES, FACTORS, COSTS, COSTS)
def test_both_forms_of_the_inefficiency_condition_agree(
    now: float, later: float, factor: float, own: float, other: float
) -> None:
    found = preventive_war(now, later, factor, Costs(own, other))
    assert found.shift - found.surplus == pytest.approx(found.fight - found.best_peace, abs=1e-9)


@given(CHANCES, FACTORS, COSTS, COSTS)
def test_peace_holds_exactly_down_to_the_largest_shift(now: float, factor: float, own: float, other: float) -> None:
    least = float(preventive_war(now, 0.5, factor, Costs(own, other)).least_later)
    if least <= 1.0:
        assert not preventive_war(now, min(least + 1e-6, 1.0), factor, Costs(own, other)).war
    if least > 1e-6:
        assert preventive_war(now, min(least - 1e-6, 1.0), factor, Costs(own, other)).war


def test_without_a_shift_there_is_no_preventive_war() -> None:
    chances = np.linspace(0.0, 1.0, 11)
    assert not preventive_war(chances, chances, 0.9, Costs(0.1, 0.1)).war.any()


def test_a_war_of_known_length_tends_to_one_without_end() -> None:
    assert float(remaining_war(0.05, years=1000.0)) == pytest.approx(1.0 / 0.05)
    assert float(remaining_war(0.05, years=2.0)) == pytest.approx(
        np.exp(-0.05 * (np.arange(20_000) + 0.5) / 10_000).sum() / 10_000, abs=1e-9
    )


def test_simulated_wars_of_attrition_last_as_long_as_the_formula_says() -> None:
    rng = np.random.default_rng(7)
    ends = rng.exponential(10.0, size=(200_000, 2)).min(axis=1)
    assert ends.mean() == pytest.approx(float(attrition_years(10, 1)), abs=4 * ends.std() / 200_000**0.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bargaining_range(1.2, 0.1, 0.1), r"win_chance: 1.2 is not in \[0, 1\]"),
        (lambda: bargaining_range(0.2, -0.1, 0.1), r"cost_first: -0.1 is not in \[0, inf\]"),
        (lambda: preventive_war(0.5, 0.4, 1.0, Costs(0.1, 0.1)), r"factor: 1 is not in \[0, 1\)"),
        (lambda: preventive_war(0.5, 0.4, 0.0, Costs(0.1, 0.1)), r"factor: 0 is not in \(0, 1\)"),
        (lambda: war_value([0.5, 0.6], [1, 2], 0, 1), "chances: they sum to 1.1, not to 1"),
        (lambda: remaining_war(0.0, years=2), r"discount: 0 is not in \(0, inf\]"),
    ],
)
def test_numbers_without_meaning_are_refused(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
