"""Laws of spoilers and of the bar that expected fragility raises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.durability.fragility import bar_raised, expected_value, value_needed
from detente.durability.hazard import value_until_breakdown
from detente.durability.spoilers import attempt_chance, survives_spoilers

POINTS = st.floats(0.0, 100.0)
RATES = st.floats(0.0, 2.0)
DISCOUNTS = st.floats(0.01, 0.5)


@given(st.just(0.0) | st.floats(1e-9, 1.0), POINTS, POINTS, st.floats(0.1, 20.0))
def test_a_spoiler_never_does_more_than_it_can(capability: float, breaking: float, deal: float, noise: float) -> None:
    chance = float(attempt_chance(capability, breaking, deal, noise))
    assert 0.0 <= chance <= capability
    assert (chance >= capability / 2.0) == (breaking >= deal or capability == 0.0) or breaking == pytest.approx(deal)


def test_no_spoiler_wrecks_nothing() -> None:
    assert float(survives_spoilers([], 10.0)) == 1.0
    assert survives_spoilers(np.full((5, 2), 0.1), 2.0) == pytest.approx(np.full(5, 0.9**4))


@given(POINTS, POINTS, RATES, DISCOUNTS)
def test_the_bar_is_where_signing_is_worth_no_deal(no_deal: float, after: float, rate: float, discount: float) -> None:
    needed = value_needed(no_deal, after, rate, discount)
    assert float(expected_value(needed, after, rate, discount)) == pytest.approx(no_deal, abs=1e-6)


@given(POINTS, POINTS, RATES, DISCOUNTS)
def test_the_value_of_signing_is_that_of_a_flow_until_breakdown(
    value: float, after: float, rate: float, discount: float
) -> None:
    flow = float(value_until_breakdown(value, after, rate, discount)) * discount
    assert float(expected_value(value, after, rate, discount)) == pytest.approx(flow, abs=1e-6)


def test_what_never_breaks_down_raises_no_bar() -> None:
    assert bar_raised(40.0, [30.0, 50.0], 0.0, 0.05).tolist() == [0.0, 0.0]
    assert bar_raised(40.0, 50.0, 0.1, 0.05) < 0.0
