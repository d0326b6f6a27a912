"""Past shocks beside what was published: the arithmetic by hand, the misses named, no hit where there is none."""

from __future__ import annotations

import pytest

from detente.consequences.comparisons import past_comparisons
from detente.consequences.past import past_shocks
from detente.consequences.responses import responses

ROWS = {row.shock.id: row for row in past_shocks()}
COEFFICIENTS = {row.id: row.value for row in responses()}


def test_oil_alone_explains_at_most_half_of_the_loss_of_2022_and_is_a_miss() -> None:
    row, oil = ROWS["war_2022_oil_alone"], COEFFICIENTS["gdp_world_oil"]
    assert (row.low, row.mid, row.high) == pytest.approx((35 * oil.low, 35 * oil.mid, 35 * oil.high))
    assert row.mid / row.shock.low < 0.5
    assert not row.hit


def test_the_gap_is_a_driver_of_its_own_which_was_sized_to_it() -> None:
    row = ROWS["war_2022_oil_and_confidence"]
    assert row.parts == pytest.approx({"oil": -0.525, "confidence": -0.75})
    assert row.mid == pytest.approx(sum(row.parts.values()))
    assert (row.hit, row.shock.by_construction) == (True, True)


def test_no_other_row_misses_and_every_row_names_its_source() -> None:
    assert [key for key, row in ROWS.items() if not row.hit] == ["war_2022_oil_alone"]
    assert all(row.source and row.low <= row.high for row in past_comparisons())


def test_every_shock_reaches_its_indicator() -> None:
    assert all(all(row.parts.values()) for row in ROWS.values())
    assert all(row.low <= row.mid <= row.high for row in ROWS.values())
