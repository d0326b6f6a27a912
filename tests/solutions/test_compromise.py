"""The compromise mean where exclusions leave something open, and what its settlements weigh."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.nouns import OPEN, Case, Exclusion
from detente.case.quantity import exactly
from detente.ensemble import propagate, shares
from detente.ensemble.draws import draw
from detente.formats.yaml import read
from detente.settlement.inputs import central_inputs, stack
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space
from detente.solutions.compromise import compromise
from tests.strategies import bargains

DRAWS = 30
TEXT = """\
detente: 1
title: Land and a third question
as_of: 2026-03-01
horizon: 2026-12-31
parties: {a: {name: A, role: principal}, b: {name: B, role: principal}}
issues:
  land: {name: Land, options: {x: {name: X, score: 0}, y: {name: Y, score: 70}}}
  arms: {name: Arms, deferrable: true, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
  fees: {name: Fees, deferrable: true, options: {y: {name: Y, score: 100}}}
views:
  a: {land: {salience: 50, position: {low: 0, mid: 20, high: 60}}, arms: {salience: 20, position: 0}}
  b: {land: {salience: 50, position: {low: 60, mid: 90, high: 100}}, arms: {salience: 20, position: 60}}
no_deal: {a: 5, b: 5}
scenarios:
  - {id: open, name: Arms left open, when: {arms: open}}
  - {id: settled, name: Arms settled, when: {arms: [x, y]}}
"""
APART = ({"land": "x", "arms": "x"}, {"land": "x", "arms": "y"}, {"land": "y", "arms": "x"}, {"land": "y", "arms": "y"})


def case_of(text: str, *apart: dict[str, str]) -> Case:
    case = check(read(text), case_id="three").case
    assert case is not None
    return replace(case, forbid=tuple(Exclusion(row) for row in apart))


def picked(case: Case) -> list[dict[str, str]]:
    """Return the settlements nearest to the compromise of the central case."""
    inputs = central_inputs(case)
    here = space(case, inputs, no_deal_values(case, inputs).value)
    found = compromise(case, inputs, here, kept=100)
    return [here.settlement(pick) for pick in found.pick[0, : found.ties[0]]]


def weights(case: Case) -> np.ndarray:
    """Return the weights of models, draws and scenarios."""
    signing, rows = propagate.signing(case)
    inputs = draw(case, draws=DRAWS, seed=1).inputs
    solved = propagate.solve(signing, propagate.of_parties(case, inputs, rows), propagate.Work("twin", 1))
    return shares.rows_of(case, solved, compromise(case, inputs, solved.space))


def test_nothing_stays_open_where_a_settlement_can_do_without() -> None:
    assert picked(case_of(TEXT, *APART[:3])) == [{"land": "y", "arms": "y", "fees": "y"}]


def test_where_exclusions_leave_nothing_else_the_issue_stays_open() -> None:
    assert picked(case_of(TEXT, *APART)) == [{"land": "y", "arms": "open", "fees": "y"}]


def test_an_issue_that_could_be_settled_is_not_opened_beside_one_that_cannot() -> None:
    views = "fees: {salience: 20, position: 0}}"
    text = TEXT.replace("position: 0}}", f"position: 0}}, {views}").replace(
        "position: 60}}", f"position: 60}}, {views}"
    )
    assert picked(case_of(text, *APART)) == [{"land": "y", "arms": "open", "fees": "y"}]


@pytest.mark.parametrize("apart", [(), APART[:3], APART], ids=["free", "one way", "open only"])
def test_the_weights_of_every_draw_sum_to_1(apart: tuple[dict[str, str], ...]) -> None:
    weight = weights(case_of(TEXT, *apart))
    assert weight.sum(axis=2) == pytest.approx(np.ones(weight.shape[:2]))
    assert weight[:, :, -1].max() == 0.0
    assert weight[-1, :, 0].tolist() == [float(len(apart) == 4)] * DRAWS


@pytest.mark.parametrize("silent", [0, 1])
def test_a_draw_in_which_nobody_minds_an_issue_is_judged_like_the_same_draw_alone(silent: int) -> None:
    case = case_of(TEXT)
    inputs = stack([central_inputs(case)] * 2)
    inputs.salience[silent, :, 0] = 0.0
    values = np.full((2, 2), 5.0)
    both = compromise(case, inputs, space(case, inputs, values))
    assert np.isnan(both.means[:, 0]).tolist() == [draw == silent for draw in range(2)]
    for k in range(2):
        one = inputs.take(slice(k, k + 1))
        alone = compromise(case, one, space(case, one, values[:1]))
        assert (both.ties[k], both.pick[k].tolist()) == (alone.ties[0], alone.pick[0].tolist())
    assert both.ties.tolist() == [2 - abs(draw - silent) for draw in range(2)]


@settings(max_examples=30, deadline=None, derandomize=True)
@given(bargains(), st.data())
def test_the_compromise_is_the_admissible_settlement_of_least_distance(case: Case, data: st.DataObject) -> None:
    """Without positions the distance is the shortfall of the mean worth, by leverage x salience."""
    options = {issue.id: list(issue.option_ids) for issue in case.issues}
    if len(options) > 1:
        one, other, *_ = options
        pairs = list(product(options[one], options[other]))
        keep = data.draw(st.sets(st.sampled_from(pairs), max_size=3))
        case = replace(case, forbid=tuple(Exclusion({one: a, other: b}) for a, b in pairs if (a, b) not in keep))
    case = replace(case, parties=tuple(replace(p, leverage=exactly(p.leverage.mid + 1)) for p in case.parties))
    for issue in case.issues:
        options[issue.id] += [OPEN] * issue.deferrable
    power = {party.id: party.leverage.mid for party in case.parties}

    def shortfall(issue: str, option: str) -> float:
        views = [view for view in case.views if view.issue == issue]
        weight = np.array([power[view.party] * view.salience.mid for view in views])
        return 100.0 - float(weight @ [view.worth[option].mid for view in views] / weight.sum())

    distance: dict[tuple[str, ...], tuple[int, float]] = {}
    for chosen in product(*options.values()):
        settlement = dict(zip(options, chosen, strict=True))
        if not any(row.settlement.items() <= settlement.items() for row in case.forbid):
            closed = {i: o for i, o in settlement.items() if o != OPEN}
            distance[chosen] = (len(chosen) - len(closed), sum(shortfall(i, o) for i, o in closed.items()))
    found = {tuple(row.values()) for row in picked(case)}
    if any(left == 0 for left, _ in distance.values()):
        least = min(cost for left, cost in distance.values() if left == 0)
        assert found == {c for c, (left, cost) in distance.items() if left == 0 and cost <= least + 1e-6}
    else:
        assert bool(found) == bool(distance)
        assert found <= set(distance)
