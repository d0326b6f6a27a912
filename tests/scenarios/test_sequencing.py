"""Orders of phases: counted against permutations, exposure against its own module, small games by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.durable import Phase
from detente.case.fault import Unanswerable
from detente.durability.exposure import exposure
from detente.ensemble.acceptance import offered
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.scenarios.sequencing import Deal, Standing, count_orders, depth, ends, orders, sequencing, signs
from detente.settlement.no_deal import no_deal_values


@st.composite
def plans(draw: st.DrawFn) -> list[Phase]:
    """Return up to six phases, each waiting for some before it."""
    ids = "abcdef"[: draw(st.integers(1, 6))]
    return [
        Phase(key, key, {}, after=tuple(draw(st.sets(st.sampled_from(ids[:k]))) if k else ()))
        for k, key in enumerate(ids)
    ]


@given(plans())
def test_orders_are_the_permutations_in_which_nothing_comes_too_early(phases) -> None:
    after = {phase.id: phase.after for phase in phases}
    fine = [
        order
        for order in permutations(after)
        if all(order.index(step) < order.index(key) for key in order for step in after[key])
    ]
    assert list(orders(phases)) == fine
    assert count_orders(phases) == len(fine)


def test_a_party_that_has_more_by_stopping_stops_and_the_other_foresees_it() -> None:
    """One draw, two parties: after the first phase a has 5 and b -2, at the end both have 1."""
    path = [np.array([[0.0, 0.0]]), np.array([[5.0, -2.0]]), np.array([[1.0, 1.0]])]
    assert ends(path).tolist() == [0]  # b stops at once, rather than be left at -2
    assert signs(path, np.array([True, True])).tolist() == [True]
    assert depth(path).tolist() == [2.0]


def test_who_cannot_stop_at_the_signature_is_left_exposed() -> None:
    path = [np.array([[-3.0, -3.0]]), np.array([[5.0, -2.0]]), np.array([[1.0, 1.0]])]
    assert ends(path).tolist() == [1]
    assert signs(path, np.array([True, True])).tolist() == [False]
    assert signs(path, np.array([True, False])).tolist() == [True]


@settings(max_examples=50)
@given(st.integers(0, 9999))
def test_a_deal_ends_where_the_game_searched_by_hand_ends(seed) -> None:
    rng = np.random.default_rng(seed)
    path = [rng.integers(-4, 5, (1, 2)).astype(float) for _ in range(4)]

    def end(k: int) -> int:
        if k == 3:
            return 3
        later = end(k + 1)
        return k if (path[k] > path[later]).any() else later

    assert ends(path)[0] == end(0)


def deal(case_id: str = "miami", draws: int = 20) -> Deal:
    case = setting_of(load(case_id), Drawing(draws, 1, 1))
    inputs = case.draws.inputs
    offer = next(o for o in case.case.offers if o.id.startswith("PLAN_20"))
    values = no_deal_values(case.case, inputs).value
    return Deal(case.case, inputs, values, offered(case.case, offer.id))


def test_the_file_order_has_the_exposure_of_its_own_module() -> None:
    asked = deal()
    whole = exposure(asked.case, asked.inputs, asked.no_deal, asked.settlement, standing={})
    stand = Standing(asked)
    assert whole.parties == stand.parties
    along = stand.along([name for name in whole.phases if name != "signature"])
    np.testing.assert_allclose(np.stack(along, axis=1), whole.surplus, atol=1e-9)


def test_the_flagship_compares_ceasefire_first_with_settlement_first() -> None:
    found = sequencing(deal())
    assert [row.id for row in found.declared] == ["ceasefire_first", "settlement_first"]
    # Vote after truce, relief after lines: 4! / 4.
    assert found.possible == 6
    assert found.least and found.ties >= 1
    for row in found.declared:
        assert row.worst.value >= found.least[0].worst.value
        assert row.signed.value <= found.at_once + 1e-12 or row.stopped.value > 0.0
        assert list(row.where) == ["signature", *row.phases]
    assert found.declared[0].months == (8.0, 24.0, 65.0)
    assert found.to_dict()["possible"] == 6


def test_without_named_orders_the_file_order_is_judged() -> None:
    asked = deal()
    held = asked.case.durability
    assert held is not None
    bare = replace(asked, case=replace(asked.case, durability=replace(held, orders=())))
    assert [row.id for row in sequencing(bare).declared] == ["file"]


def test_too_many_phases_are_not_counted() -> None:
    assert count_orders([Phase(f"p{k}", "p", {}) for k in range(20)]) is None


def test_a_case_without_phases_is_refused_in_words() -> None:
    asked = deal()
    with pytest.raises(Unanswerable, match=r"add durability\.phases"):
        sequencing(replace(asked, case=replace(asked.case, durability=None)))
