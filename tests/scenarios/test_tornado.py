"""The tornado: every end is the case with that input fixed there; the order is that of the central swing."""

from __future__ import annotations

from detente.case.levers import Change
from detente.case.quantity import exactly
from detente.ensemble.central import judge_central
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, measure
from detente.scenarios.tornado import tornado

CASE = load("template")


def test_every_end_is_the_case_with_the_input_fixed_there():
    found = tornado(CASE, Drawing(30, 1), 2)
    for row in found["rows"]:
        low = apply(CASE, [Change(row["path"], "set", exactly(value_at(row["path"], "low")))])
        assert row["gap"]["low"] == judge_central(low)["gap"]
        assert row["answers"]["zone"]["low"] == measure(low, Asked(Drawing(30, 1))).mean("zone")


def value_at(path: str, end: str) -> float:
    from detente.case.places import places

    return getattr(places(CASE)[path].value, end)


def test_inputs_come_in_falling_order_of_their_central_swing():
    rows = tornado(CASE, Drawing(20, 1), 5)["rows"]
    swings = [abs(row["gap"]["high"] - row["gap"]["low"]) for row in rows]
    assert swings == sorted(swings, reverse=True)
    assert swings[0] > 0.0
