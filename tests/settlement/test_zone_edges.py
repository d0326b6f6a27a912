"""Edges of the zone: parties that can value some offers only, signers that leave, frontiers longer than a list."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.check import check
from detente.case.nouns import Case
from detente.ensemble.obstacles import obstacles
from detente.ensemble.propagate import Work
from detente.formats.yaml import read
from detente.settlement import zone
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space
from detente.solutions.compromise import OPEN_COST, compromise

HEAD = """\
detente: 1
title: Edge
as_of: 2026-03-01
horizon: 2026-12-31
"""
HALF_VALUED = (
    HEAD
    + """\
parties: {a: {name: A, role: principal}, b: {name: B, role: principal}}
issues:
  i: {name: I, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
  j: {name: J, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
views:
  a: {i: {salience: 50, position: 0}, j: {salience: 50, position: 0}}
  b: {i: {salience: {low: 20, mid: 40, high: 60}, position: 100}}
offers:
  whole: {name: Whole, date: 2026-01-01, settlement: {i: x, j: y}}
  other: {name: Other, date: 2026-01-02, settlement: {j: y}}
no_deal: {a: 20, b: {low: 30, mid: 30, high: 30, relative_to: [whole, other]}}
"""
)
ONE_SIGNER = (
    HEAD
    + """\
parties: {a: {name: A, role: principal}, v: {name: V, role: guarantor, required: true}}
issues: {i: {name: I, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}}
views:
  a: {i: {salience: 50, position: 0}}
  v: {i: {salience: 50, position: 50, red_lines: [%s]}}
no_deal: {a: 20, v: none}
"""
)
OPEN_ALONE = (
    HEAD
    + """\
parties: {a: {name: A, role: principal}, b: {name: B, role: principal}}
issues:
  i: {name: I, deferrable: true, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
  j: {name: J, deferrable: true, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
forbid: [{i: x, j: x}, {i: x, j: y}, {i: y, j: x}, {i: y, j: y}]
views:
  a: {i: {salience: 50, position: 10}, j: {salience: 20, position: 0}}
  b: {i: {salience: 50, position: 10}, j: {salience: 20, position: 100}}
no_deal: {a: 20, b: 20}
"""
)


def case_of(text: str) -> Case:
    found = check(read(text), case_id="edge")
    assert found.case is not None, found.faults
    return found.case


def central(case: Case) -> Space:
    inputs = central_inputs(case)
    return space(case, inputs, no_deal_values(case, inputs).value)


def test_a_no_deal_value_moves_with_the_offers_that_its_party_can_value() -> None:
    case = case_of(HALF_VALUED)
    values = no_deal_values(case, central_inputs(case)).value
    assert np.isfinite(values).all()


def test_a_space_without_the_no_deal_value_of_a_party_that_has_one_is_refused() -> None:
    case = case_of(HALF_VALUED)
    with pytest.raises(ValueError, match="no-deal value"):
        space(case, central_inputs(case), np.full((1, 2), np.nan))


@pytest.mark.parametrize(("lines", "opens"), [("x, y", 0.0), ("x", 1.0)], ids=["all barred", "one left"])
def test_when_the_only_signer_leaves_red_lines_still_bind(lines: str, opens: float) -> None:
    case = case_of((ONE_SIGNER % lines).replace("a: 20", "a: 60"))
    found = obstacles(case, central_inputs(case), np.array([0]), Work("twin"))
    assert {row["party"]: row["share"] for row in found.binding}["a"] == opens


def test_the_compromise_leaves_open_what_exclusions_leave_no_other_way() -> None:
    case = case_of(OPEN_ALONE)
    given = central(case)
    found = compromise(case, central_inputs(case), given)
    picks = [given.settlement(pick) for pick in found.pick[0, : found.ties[0]]]
    assert picks == [{"i": "x", "j": "open"}]
    assert OPEN_COST >= 100.0


def test_a_long_frontier_is_listed_from_end_to_end() -> None:
    options = ", ".join(f"o{k}: {{name: O{k}, score: {100 * k / 39:.4f}}}" for k in range(40))
    issue = f"{{name: I, options: {{{options}}}}}"
    wants = "{{i: {{salience: 39, position: {0}}}, j: {{salience: 1, position: {0}}}}}"
    text = (
        HEAD
        + f"""\
parties: {{a: {{name: A, role: principal}}, b: {{name: B, role: principal}}}}
issues: {{i: {issue}, j: {issue}}}
views: {{a: {wants.format(0)}, b: {wants.format(100)}}}
no_deal: {{a: 0, b: 0}}
"""
    )
    found = zone.frontier(central(case_of(text)), zone=True)
    listed = [(s.utility["a"], s.utility["b"]) for s in found.settlements]
    assert (found.size, len(listed)) == (1600, 1000)
    assert listed[0] == pytest.approx((100.0, 0.0)) and listed[-1] == pytest.approx((0.0, 100.0))
    assert listed == sorted(listed, reverse=True)
