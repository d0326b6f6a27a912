"""The tornado: every end is the case with that input fixed there; the order is that of the central swing."""

from __future__ import annotations

from itertools import product

import numpy as np

from detente.case.levers import Change
from detente.case.nouns import OPEN
from detente.case.quantity import exactly
from detente.ensemble.central import judge_central
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, measure
from detente.scenarios.tornado import tornado
from detente.settlement.inputs import central_inputs
from detente.settlement.judge import judge
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space

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


def test_an_input_flips_where_the_exact_zone_does():
    found = {row["path"]: row["flips_at"] for row in tornado(CASE, Drawing(20, 1), 8)["rows"]}
    assert any(value is not None for flips in found.values() for value in flips.values())
    for path, flips in found.items():
        now = value_at(path, "mid")
        for kind, value in flips.items():
            if value is None:
                continue
            beyond = value + (0.01 if value > now else -0.01)
            states = [holds(path, v, whole=kind == "whole") for v in (now, (now + value) / 2, value, beyond)]
            assert states == [states[0], states[0], states[0], not states[0]], (path, kind)


def holds(path: str, value: float, *, whole: bool) -> bool:
    """Say by listing every settlement whether the central zone holds one."""
    case = known(apply(CASE, [Change(path, "set", value)]))
    inputs = central_inputs(case)
    given = space(case, inputs, no_deal_values(case, inputs).value)
    columns = [range(given.start[i], given.start[i + 1]) for i in range(len(case.issues))]
    for chosen in product(*columns):
        left_open = any(option == OPEN for column in chosen for _, option in given.columns[column])
        if not (whole and left_open) and judge(given, np.array(chosen)).in_zone:
            return True
    return False


def test_inputs_come_in_falling_order_of_their_central_swing():
    rows = tornado(CASE, Drawing(20, 1), 5)["rows"]
    swings = [abs(row["gap"]["high"] - row["gap"]["low"]) for row in rows]
    assert swings == sorted(swings, reverse=True)
    assert swings[0] > 0.0
