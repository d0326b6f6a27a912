"""Polls: the margins that KIIS prints, the sourced rows, and the laws of a vote that a poll speaks of."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.ratification import Poll
from detente.durability.polls import decided, margin, passes, poll_parameters, referendum

DAY = date(2025, 12, 15)
SHARE = st.integers(0, 100).map(lambda k: k / 100)


def poll(share: float | None, against: float | None = None, n: int = 1000) -> Poll:
    return Poll(DAY, n, share, against, offers=("first",))


@pytest.mark.parametrize(("n", "printed"), poll_parameters().printed)
def test_the_margin_of_error_is_the_printed_one(n: int, printed: float) -> None:
    assert round(100 * float(margin(n)), 1) == printed
    assert margin(n) == pytest.approx(1.3 / n**0.5, abs=1e-15)


def test_the_margin_is_not_that_of_a_design_effect_on_the_variance() -> None:
    assert round(100 * 1.96 * (1.3 * 0.25 / 2029) ** 0.5, 1) == 2.5


def test_every_row_has_a_plan_a_share_a_source_and_its_provenance() -> None:
    rows = poll_parameters().rows
    assert len(rows) == 15
    for row in rows:
        assert row.plan and row.source and row.provenance in ("press report", "relay")
        assert row.accept is not None or row.reject is not None


def test_the_rows_are_those_of_the_reference() -> None:
    folder = os.environ.get("DETENTE_REFERENCE_DATA", "")
    file = Path(folder) / "needs" / "kiis_plan_acceptance.csv"
    if not folder or not file.exists():
        pytest.skip("the reference data are not there")
    kept = ("survey", "field_start", "field_end", "plan", "provenance", "source", "note")
    given_rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    for row, raw in zip(poll_parameters().rows, given_rows, strict=True):
        assert [getattr(row, key) for key in kept] == [raw[key] for key in kept]
        numbers = (row.n, row.accept, row.reject)
        assert ["" if x is None else f"{x:g}" for x in numbers] == [raw["n"], raw["accept_pct"], raw["reject_pct"]]


def test_the_wording_moves_a_freeze_by_more_than_sampling_does() -> None:
    rows = {row.plan: row for row in poll_parameters().rows}
    much, little = rows["freeze the current line + some compromises"], rows["freeze the line without recognition"]
    assert poll_parameters().wording == pytest.approx((much.accept - little.accept) / 200)
    assert poll_parameters().wording > margin(little.n) > 0.04


def test_the_undecided_are_left_out_where_both_sides_are_known() -> None:
    assert decided(poll(0.39, 0.5)) == pytest.approx((39 / 89, 890))
    assert decided(poll(0.72)) == pytest.approx((0.72, 1000))
    assert decided(poll(None, 0.75)) == pytest.approx((0.25, 1000))


def test_a_vote_at_its_threshold_is_a_coin() -> None:
    assert passes(0.5, 547, 0.5, wording=0.1) == pytest.approx(0.5)


def test_without_other_wordings_two_margins_are_two_standard_errors() -> None:
    assert passes(0.5 + margin(1001), 1001, 0.5) == pytest.approx(0.97724986805, abs=1e-9)


@given(SHARE, SHARE, SHARE, SHARE, st.sampled_from((0.0, 0.1, 0.165)))
def test_a_larger_share_of_yes_never_lowers_the_chance(share, more, against, threshold, wording) -> None:
    low, high = sorted((share * (1 - against), more * (1 - against)))
    less, most = (referendum(poll(x, against or 0.01), threshold, wording) for x in (low, high))
    assert less.value <= most.value + 1e-12
    assert less.low <= most.low + 1e-12 and less.high <= most.high + 1e-12


@given(SHARE, SHARE, st.sampled_from((0.0, 0.1, 0.165)))
def test_the_range_holds_the_value(share, threshold, wording) -> None:
    found = referendum(poll(share), threshold, wording)
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0
