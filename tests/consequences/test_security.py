"""Security: identities of defence paths and debt, forces under a cap, dates."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.consequences.security import debt_path, defence_path, force_ratio, security, standing


@given(st.floats(0, 6), st.floats(1, 5), st.floats(1, 12))
def test_a_path_ends_at_its_target_and_never_falls(start: float, target: float, years: float) -> None:
    (found,) = defence_path([start], target, 15, 2025, 2025 + years)
    assert found[0] == start
    assert found[-1] == pytest.approx(max(start, target))
    assert (np.diff(found) >= -1e-12).all()


def test_a_target_moves_the_path_in_proportion() -> None:
    low, mid, high = (defence_path([2.0], target, 10, 2025, 2035)[0] for target in (3.0, 3.5, 4.0))
    assert mid == pytest.approx((low + high) / 2)


@given(st.floats(-1, 8), st.floats(-1, 8), st.floats(0, 3))
def test_debt_is_what_was_owed_rolled_over_and_what_is_borrowed(
    interest: float, growth: float, borrowed: float
) -> None:
    years, rolled = 6, (1 + interest / 100) / (1 + growth / 100)
    (found,) = debt_path(60.0, interest, growth, np.full((1, years), borrowed))
    assert found[-1] == pytest.approx(60 * rolled**years + borrowed * sum(rolled**k for k in range(years)))


def test_a_lower_cap_leaves_less_against_the_same_side() -> None:
    table = security().forces
    found = [force_ratio(cap, np.array([700.0]), np.array([1200.0]), np.array([0.33])) for cap in sorted(table.caps)]
    assert (np.diff([row.ratio[0] for row in found]) > 0).all()
    assert found[0].suffices.tolist() == [False]
    assert found[-1].suffices.tolist() == [True]
    assert found[-1].per_km[0] == pytest.approx(800_000 / 1200)


def test_treaties_have_lapsed_or_will() -> None:
    found = {row.id: days for row, days in standing(security().treaties, date(2025, 12, 31))}
    assert found["new_start"] == 36
    assert found["inf"] < 0
