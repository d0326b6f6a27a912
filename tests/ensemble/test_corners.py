"""Cases at the edge: no offer, no settlement, issues that an interaction merges."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

from detente.case.check import check
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.central import judge_central
from detente.ensemble.run import run
from detente.formats.yaml import read

HEAD = """\
detente: 1
title: Edge
as_of: 2026-03-01
horizon: 2026-12-31
parties: {a: {name: A, role: principal}, b: {name: B, role: principal}}
issues:
  i: {name: I, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
  j: {name: J, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
"""
OPPOSED = """\
views:
  a: {i: {salience: 50, position: 0}, j: {salience: 20, position: 0}}
  b: {i: {salience: 20, position: 100}, j: {salience: 50, position: 100}}
"""
LINKED = """\
views:
  a:
    i: {salience: 50, worth: {x: 100, y: 60}, red_lines: [x]}
    j: {salience: 20, worth: {x: 100, y: 0}}
    with: [{when: {i: x, j: x}, worth: 2}]
  b: {i: {salience: 20, worth: {x: 50, y: 90}}, j: {salience: 50, worth: {x: 50, y: 100}}}
"""
EXCLUDED = "forbid: [{i: x, j: x}, {i: x, j: y}, {i: y, j: x}, {i: y, j: y}]\n"


def case_of(text: str, no_deal: float) -> Case:
    """Read a case whose parties have one no-deal value."""
    case = check(read(f"{text}no_deal: {{a: {no_deal}, b: {no_deal}}}\n"), case_id="edge").case
    assert case is not None
    return case


@pytest.mark.parametrize("text", [HEAD + OPPOSED, HEAD + EXCLUDED + OPPOSED], ids=["no offer", "all excluded"])
def test_where_nothing_can_be_agreed_no_deal_has_it_all(text: str) -> None:
    found = run(case_of(text, 90), draws=40, seed=1)
    assert found["scenarios"][-1]["id"] == "no_deal"
    assert found["scenarios"][-1]["value"] == 1.0
    assert found["acceptability"] == []


def test_when_everything_is_excluded_nothing_is_admissible() -> None:
    central = judge_central(case_of(HEAD + EXCLUDED + OPPOSED, 40))
    assert central["settlements"]["admissible"]["value"] == 0
    assert (central["gap"], central["compromise"]["settlements"]) == (None, [])


def test_a_red_line_is_not_charged_to_an_issue_that_an_interaction_links() -> None:
    central = judge_central(case_of(HEAD + LINKED, 10))
    rows = {row["issue"]: row for row in central["blocking"]}
    assert rows["i"]["barred"] == {"x": ["a"], "y": []}
    assert rows["j"]["barred"] == {"x": [], "y": []}
    assert rows["j"]["gap_points"] == 0.0
    worth = {"a": ({"x": 100, "y": 60}, {"x": 100, "y": 0}), "b": ({"x": 50, "y": 90}, {"x": 50, "y": 100})}
    weight = {"a": (50, 20), "b": (20, 50)}

    def least(i: str, j: str) -> float:
        points = [np.average([worth[p][0][i], worth[p][1][j]], weights=weight[p]) - 10 for p in "ab"]
        return min(points[0] + 2 * ((i, j) == ("x", "x")), points[1])

    here = max(least(i, j) for i, j in product("y", "xy"))
    lifted = max(least(i, j) for i, j in product("xy", "xy"))
    assert central["gap"] == pytest.approx(here)
    assert rows["i"]["gap_points"] == pytest.approx(lifted - here)


SILENT = HEAD.replace("b: {name: B, role: principal}", "b: {name: B, role: principal}, g: {name: G, role: guarantor}")


def test_a_required_party_without_views_accepts_whatever_stands() -> None:
    text = SILENT.replace("role: guarantor", "role: guarantor, required: true") + OPPOSED + "forbid: [{i: y, j: x}]\n"
    text += "offers: {o: {name: O, by: g, settlement: {i: x, j: y}}}\nno_deal: {a: 40, b: 40, g: none}\n"
    case = check(read(text), case_id="edge").case
    assert case is not None
    rows = {row["id"]: row for row in run(case, draws=20, seed=1)["acceptability"]}
    assert rows["o"]["by_party"] == {"a": 1.0, "b": 1.0, "g": 1.0}
    assert rows["o"]["share"] == 1.0


@pytest.mark.parametrize("judge", [judge_central, lambda case: run(case, draws=20, seed=1)], ids=["zone", "run"])
def test_a_case_in_which_nobody_who_signs_has_a_utility_is_refused(judge: Callable[[Case], object]) -> None:
    text = SILENT.replace("role: principal", "role: principal, required: false")
    text = text.replace("role: guarantor", "role: guarantor, required: true") + OPPOSED
    case = check(read(text + "no_deal: {a: 40, b: 40, g: none}\n"), case_id="edge").case
    assert case is not None
    with pytest.raises(Unanswerable, match="nothing to bargain"):
        judge(case)
