"""Laws of bargaining as a process of moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.strategy.process import alternating_offers, exogenous_breakdown, outside_option

FACTORS = st.floats(0.0, 0.999)
SHARES = st.floats(0.0, 1.0)


@given(FACTORS, FACTORS)
def test_offers_leave_the_other_what_it_would_get_by_waiting(first: float, second: float) -> None:
    own, other = float(alternating_offers(first, second)), float(alternating_offers(second, first))
    assert 1.0 - own == pytest.approx(second * other, abs=1e-9)
    assert 1.0 - other == pytest.approx(first * own, abs=1e-9)


@given(FACTORS, FACTORS, st.floats(0.0, 0.001))
def test_patience_never_costs_its_party(first: float, second: float, more: float) -> None:
    assert alternating_offers(min(first + more, 0.999), second) >= alternating_offers(first, second) - 1e-12


@given(FACTORS, SHARES)
def test_an_outside_option_below_the_split_changes_nothing(factor: float, option: float) -> None:
    plain = float(outside_option(factor, 0.0))
    assert float(outside_option(factor, option)) == (plain if option <= plain else option)


@given(st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_what_breakdown_leaves_shifts_every_split_by_half(first: float, second: float) -> None:
    share = float(exogenous_breakdown(first, second))
    assert share - 0.5 == pytest.approx((first - second) / 2.0)
    assert first <= share <= 1.0 - second + 1e-12


def test_breakdown_that_gives_more_than_the_pie_is_refused() -> None:
    with pytest.raises(ValueError, match="the sum of both shares: 1.1 is not in"):
        exogenous_breakdown(0.6, 0.5)
