"""Exposure by phase: adds up to the whole settlement, moves with the order of phases, names who would stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.durable import Durability, Phase
from detente.case.fault import Unanswerable
from detente.case.nouns import OPEN, Case, Interaction, Issue, NoDeal, Option, Party, View
from detente.case.quantity import exactly
from detente.durability.exposure import SIGNATURE, exposure, phase_order
from detente.ensemble.draws import draw
from detente.formats.load import load
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space


def swap(*phases: Phase, **more) -> Case:
    """Two parties swap two things: each gives one that is dear to the other, both have 50 without a deal."""
    worth = {("N", "land"): 10, ("N", "gas"): 100, ("S", "land"): 100, ("S", "gas"): 10}
    return Case(
        id="swap",
        title="A swap",
        as_of=date(2025, 1, 1),
        horizon=date(2026, 1, 1),
        parties=tuple(Party(key, key, "principal", required=True) for key in "NS"),
        issues=tuple(Issue(key, key, (Option("a", "A"),), deferrable=True) for key in ("land", "gas")),
        views=tuple(View(p, i, exactly(1), worth={"a": exactly(x)}) for (p, i), x in worth.items()),
        no_deal=(NoDeal("N", exactly(50)), NoDeal("S", exactly(50))),
        durability=Durability("ceasefires", phases=phases),
        **more,
    )


DEAL = {"land": "a", "gas": "a"}
GIVE = Phase("give", "N gives land", {"N": ("land",)})
TAKE = Phase("take", "S gives gas", {"S": ("gas",)})


def central(case: Case, deal=DEAL):
    inputs = central_inputs(case)
    return exposure(case, inputs, no_deal_values(case, inputs).value, deal)


def test_who_gives_first_is_exposed_until_the_other_has_given() -> None:
    found = central(swap(GIVE, TAKE))
    assert (found.parties, found.phases) == (("N", "S"), (SIGNATURE, "give", "take"))
    assert found.surplus[0].tolist() == [[0.0, 0.0], [-20.0, 25.0], [5.0, 5.0]]
    assert found.exposed[0].tolist() == [[False, False], [True, False], [False, False]]
    assert found.stops[0].tolist() == [[False, False], [False, True], [False, False]]


def test_the_other_order_exposes_the_other_party() -> None:
    late = replace(GIVE, after=("take",))
    found = central(swap(late, TAKE))
    assert found.phases == (SIGNATURE, "take", "give")
    assert found.exposed[0, 1].tolist() == [False, True]


def test_what_no_phase_delivers_counts_from_the_signature() -> None:
    assert central(swap(TAKE)).surplus[0].tolist() == [[-20.0, 25.0], [5.0, 5.0]]


def test_an_issue_that_stays_open_exposes_nobody() -> None:
    assert (central(swap(GIVE, TAKE), {"land": OPEN, "gas": OPEN}).surplus == 0.0).all()


def test_a_stated_standing_replaces_what_follows_from_the_issues() -> None:
    stated = replace(GIVE, standing={"N": exactly(48)})
    assert central(swap(stated, TAKE)).surplus[0, 1].tolist() == [-2.0, 25.0]


def test_an_interaction_counts_once_all_its_issues_do() -> None:
    linked = swap(GIVE, TAKE, interactions=(Interaction("N", DEAL, 4.0),))
    assert central(linked).surplus[0, :, 0].tolist() == [0.0, -20.0, 9.0]


def test_rows_tell_shares_of_draws() -> None:
    rows = central(swap(GIVE, TAKE)).rows()
    assert rows[2] == {
        "phase": "give",
        "party": "N",
        "surplus": -20.0,
        "low": -20.0,
        "high": -20.0,
        "exposed": 1.0,
        "stops": 0.0,
        "draws": 1,
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_phases_come_after_what_they_wait_for(data: st.DataObject) -> None:
    ids = [f"p{k}" for k in range(data.draw(st.integers(1, 6)))]
    rows = [Phase(key, key, {}, after=tuple(data.draw(st.sets(st.sampled_from(ids[:k]))) if k else ()))
            for k, key in enumerate(ids)]  # fmt: skip
    order = [row.id for row in phase_order(data.draw(st.permutations(rows)))]
    assert sorted(order) == ids
    for row in rows:
        assert all(order.index(before) < order.index(row.id) for before in row.after)


def test_phases_that_wait_for_one_another_have_no_order() -> None:
    with pytest.raises(ValueError, match="the phases give, take wait for one another"):
        phase_order([replace(GIVE, after=("take",)), replace(TAKE, after=("give",))])


def test_a_case_without_phases_says_what_to_add() -> None:
    with pytest.raises(Unanswerable, match=r"add durability.phases"):
        central(swap())


@pytest.mark.parametrize("name", ["miami", "miami_2026"])
def test_the_last_phase_of_the_flagship_leaves_the_surplus_of_the_settlement(name: str) -> None:
    case = known(load(name))
    inputs = draw(case, draws=50, seed=1).inputs
    no_deal = no_deal_values(case, inputs).value
    held = space(case, inputs, no_deal)
    deal = {issue.id: issue.option_ids[0] for issue in case.issues}
    found = exposure(case, inputs, no_deal, deal)
    rows = [held.parties.index(party) for party in found.parties]
    worth = held.worth[:, :, held.pick(deal)].sum(axis=2) - held.reserve
    assert found.surplus[:, -1] == pytest.approx((worth / held.scale)[:, rows], abs=1e-4)
    assert found.exposed.any()
