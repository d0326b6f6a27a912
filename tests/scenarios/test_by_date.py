"""Odds by date: up to the horizon those of a run; beyond it marked; whole at every date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case.fault import Unanswerable
from detente.ensemble.hold import hold
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.scenarios.by_date import STANDING, by_date

DRAWING = Drawing(40, 3, 1)
SMALL = Path(__file__).parents[1] / "case" / "data" / "small.yaml"


@pytest.fixture(scope="module")
def small():
    return load(str(SMALL))


@pytest.fixture(scope="module")
def found(small):
    return by_date(small, DRAWING)


def test_up_to_the_horizon_they_are_those_of_a_run(found, small) -> None:
    """The last month before the horizon is a part of one in the run and a whole one here, so it is left out."""
    timing = hold(setting_of(small, DRAWING), DRAWING.draws)["timing"]
    months = len(timing["by_month"]) - 1
    for mine, theirs in zip(found["by_month"][:months], timing["by_month"][:months], strict=True):
        assert mine["date"] == theirs["date"]
        assert mine["signed"]["value"] == theirs["signed"]
        assert mine["zone"] == theirs["zone"]
        assert mine["standing"] == pytest.approx({name: theirs[name] for name in STANDING}, abs=1e-12)


def test_at_a_horizon_at_the_end_of_a_month_kinds_and_ranges_are_those_of_a_run_too(small) -> None:
    whole = replace(small, horizon=date(2026, 6, 21))
    timing = hold(setting_of(whole, DRAWING), DRAWING.draws)["timing"]
    row = by_date(whole, DRAWING, months=9)["by_month"][5]
    assert (row["months"], row["date"]) == (6, "2026-06-21")
    assert row["scenarios"] == pytest.approx({kind["id"]: kind["signed"] for kind in timing["scenarios"]}, abs=1e-12)
    rates = [a["moves"]["signed"] for a in timing["assumptions"] if a["path"].startswith("timing.")]
    ends = [timing["signed"]["value"], *(end for moved in rates for end in moved.values())]
    assert (row["signed"]["low"], row["signed"]["high"]) == pytest.approx((min(ends), max(ends)))


def test_at_every_date_something_is_signed_or_not(found) -> None:
    for row in found["by_month"]:
        assert sum(row["scenarios"].values()) == pytest.approx(row["signed"]["value"])
        assert sum(row["scenarios"].values()) + sum(row["standing"].values()) == pytest.approx(1.0)
        assert row["signed"]["low"] <= row["signed"]["value"] <= row["signed"]["high"]


def test_what_lies_beyond_the_horizon_says_so(found, small) -> None:
    assert len(found["by_month"]) == 24
    for row in found["by_month"]:
        assert row["beyond"] == (date.fromisoformat(row["date"]) > small.horizon)
    assert {row["beyond"] for row in found["by_month"]} == {True, False}


def test_what_was_signed_is_not_taken_back(found) -> None:
    values = [row["signed"]["value"] for row in found["by_month"]]
    assert values == sorted(values)


def test_without_timing_there_are_no_dates(small) -> None:
    with pytest.raises(Unanswerable, match="add `timing`"):
        by_date(replace(small, timing=None), DRAWING)
