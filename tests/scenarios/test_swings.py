"""Swings: every end is the central case with that input there; every party that must consent is among them."""

from __future__ import annotations

import pytest

from detente.case.levers import Change
from detente.case.quantity import exactly
from detente.ensemble.central import judge_central
from detente.scenarios.change import apply
from detente.scenarios.swings import COUNTED, swings
from tests.ensemble.tables import four_parties

CASE = four_parties(16, (3, 3, 2, 3))


@pytest.fixture(scope="module")
def found():
    return swings(CASE)


def test_every_end_is_the_central_case_with_the_input_there(found) -> None:
    now = judge_central(CASE)
    assert (found["gap"], found["zone"]) == (now["gap"], now["settlements"]["zone"])
    for row in found["rows"][:4]:
        for end in ("low", "high"):
            held = judge_central(apply(CASE, [Change(row["path"], "set", exactly(row[end]["input"]))]))
            assert (row[end]["gap"], row[end]["zone"]) == (held["gap"], held["settlements"]["zone"])


def test_an_input_that_was_moved_takes_its_range_along(found) -> None:
    moved = swings(apply(CASE, [Change("no_deal.p1", "add", 10.0)]))
    before, after = (next(r for r in held["rows"] if r["path"] == "no_deal.p1") for held in (found, moved))
    for end in ("low", "high"):
        assert after[end]["input"] == pytest.approx(before[end]["input"] + 10.0)
        value = after[end]["input"]
        held = judge_central(apply(CASE, [Change("no_deal.p1", "set", value)]))
        assert after[end]["gap"] == held["gap"]


def test_all_inputs_of_all_parties_are_there_in_falling_order(found) -> None:
    parties = {row["path"].split(".")[1] for row in found["rows"]}
    assert parties == {party.id for party in CASE.parties}
    assert found["inputs"] == len(found["rows"]) == 4 * (4 + 1)
    apart = [abs(row["high"]["gap"] - row["low"]["gap"]) for row in found["rows"]]
    assert apart == sorted(apart, reverse=True)
    assert [row["low"]["zone"] is not None for row in found["rows"]].count(True) == COUNTED
