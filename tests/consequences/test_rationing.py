"""Laws of rationing, and of the indicators that rest on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.consequences.derived import energy_leverage, growth_over_year, indicator_parameters, recession_chance
from detente.consequences.rationing import ces_rationing

SHARES, LEFT = st.floats(1e-4, 0.5), st.floats(0.2, 0.999)


@given(SHARES, st.floats(0.01, 0.999), LEFT)
def test_the_loss_lies_between_hulten_and_leontief(a: float, s: float, x: float) -> None:
    found = ces_rationing(a, s, x)
    assert found.leontief - 1e-12 <= found.change <= found.hulten + 1e-12
    assert found.price_multiple >= 1.0
    assert 0.0 <= found.share_after <= 1.0


@given(SHARES, LEFT)
def test_less_substitution_costs_more(a: float, x: float) -> None:
    elasticities = np.array([0.0, 1e-4, 0.02, 0.1, 0.5, 1.0, 2.0, 20.0])
    found = ces_rationing(a, elasticities, x).change
    assert (np.diff(found) >= -1e-12).all()
    assert found[0] == pytest.approx(x - 1.0)
    assert found[1] == pytest.approx(x - 1.0, abs=0.01)


def test_what_is_not_rationed_loses_nothing() -> None:
    found = ces_rationing(0.04, [0.0, 0.1, 1.0, 3.0], 1.0)
    assert found.change.tolist() == [0.0] * 4
    assert found.price_multiple.tolist() == [1.0] * 4
    assert found.share_after.tolist() == [0.04] * 4
    assert ces_rationing(0.0, 0.1, 0.5).change == 0.0


def test_the_flag_tells_what_the_formula_cannot_carry() -> None:
    (flags,) = indicator_parameters()["flags"]
    found = ces_rationing([0.04, 0.04], [0.04, 1.0], 0.9)
    assert found.implausible(flags.price, flags.share).tolist() == [True, False]


@pytest.mark.parametrize(
    ("a", "s", "x", "name"), [(2, 1, 1, "cost_share"), (0.1, -1, 1, "elasticity"), (0.1, 1, 0, "remaining")]
)
def test_what_has_no_meaning_is_refused(a: float, s: float, x: float, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        ces_rationing(a, s, x)


def test_leverage_grows_with_dependence() -> None:
    (basis,) = indicator_parameters()["leverage"]
    found = energy_leverage([0.0, basis.dependence.mid, 0.45], basis.cost_share.mid, basis.elasticity.mid)
    assert found.change[0] == 0.0
    assert (np.diff(found.change) < 0.0).all()


@given(st.floats(-5, 5), st.floats(0.1, 3))
def test_a_worse_effect_never_makes_a_recession_less_likely(effect: float, error: float) -> None:
    found = recession_chance([effect, effect - 1.0], 1.0, error, 0.0)
    assert 0.0 <= found[0] <= found[1] <= 1.0


def test_a_recession_says_what_it_is() -> None:
    (euro, world) = indicator_parameters()["recession"]
    assert euro.definition.startswith("GDP of the euro area grows by less than 0 % over the year; baseline 1.2 %")
    assert world.below == 2.5
    assert recession_chance(0.0, euro.growth, euro.error, euro.below) < 0.25


def test_growth_is_the_difference_of_two_levels() -> None:
    level = np.array([[1.0, 1.5]])
    assert growth_over_year(level, (12, 24), 24).tolist() == [0.5]
    assert growth_over_year(level, (12, 24), 12).tolist() == [1.0]
    with pytest.raises(ValueError, match="growth to month 18 needs month 18"):
        growth_over_year(level, (12, 24), 18)
