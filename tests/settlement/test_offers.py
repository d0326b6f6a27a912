"""Offers side by side, checked by hand on two parties, three issues and four drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.case.nouns import Case, Issue, NoDeal, Offer, Option, Party, RedLine, Statement, View
from detente.case.quantity import exactly
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.offers import changed, compare, distance, drafts, intersections, offers

DAY = date(2025, 12, 21)


def view(party: str, issue: str, salience: float, position: float, **more) -> View:
    return View(party, issue, exactly(salience), exactly(position), **more)


def issue(name: str, **scores: float) -> Issue:
    return Issue(name, name.title(), tuple(Option(o, f"{name} {o}", s) for o, s in scores.items()))


def two_sides() -> Case:
    """North wants 100 on every issue, South 0; a guarantor looks on with a red line of its own."""
    return Case(
        id="two",
        title="Two sides",
        as_of=DAY,
        horizon=date(2026, 12, 31),
        parties=(
            Party("N", "North", "principal", required=True),
            Party("S", "South", "principal", required=True),
            Party("G", "Guarantor", "guarantor", required=True),
            Party("O", "Observer", "observer"),
        ),
        issues=(
            issue("land", a=0, b=50, c=100),
            issue("arms", a=0, b=100),
            issue("name", a=0, b=40, c=100),
        ),
        views=(
            view("N", "land", 50, 100, accepts=("b", "c"), red_lines=(RedLine("a"),)),
            view("N", "arms", 25, 100),
            view("N", "name", 25, 100, accepts=("b", "c")),
            view("S", "land", 80, 0, accepts=("a", "b")),
            view("S", "arms", 20, 0, accepts=("a",)),
            view("S", "name", 0, 0, accepts=("a", "b"), red_lines=(RedLine("c"),)),
            view("G", "arms", 10, 0, red_lines=(RedLine("b"),)),
            view("O", "land", 10, 50, red_lines=(RedLine("c"),)),
        ),
        no_deal=(NoDeal("N", exactly(50)), NoDeal("S", exactly(30)), NoDeal("G", None)),
        offers=(
            Offer("late", "Late", {"land": "b", "arms": "a", "name": "b"}, by="S", date=date(2025, 11, 1)),
            Offer("early", "Early", {"land": "c", "arms": "b", "name": "c"}, by="N", date=date(2025, 9, 1)),
            Offer("part", "Part", {"land": "b"}, date=date(2025, 12, 1)),
            Offer("sketch", "Sketch", {"land": "a", "arms": "a", "name": "a"}, tabled=False),
            Offer("future", "Future", {"land": "a", "arms": "a", "name": "a"}, date=date(2026, 3, 1)),
        ),
        statements=(
            Statement("N", "early", "accepted", date(2025, 9, 2)),
            Statement("N", "late", "refused", date(2025, 11, 2)),
            Statement("S", "early", "refused", date(2025, 9, 3)),
            Statement("S", "part", "talkable", date(2025, 12, 2)),
            Statement("N", "future", "refused", date(2026, 3, 2)),
        ),
    )


def row(result: dict, offer: str) -> dict:
    return next(item for item in result["offers"] if item["id"] == offer)


def test_utilities_are_salience_weighted_means_over_what_the_offer_settles():
    result = offers(two_sides())
    assert row(result, "late")["utility"] == pytest.approx({"N": 35.0, "S": 60.0})
    assert row(result, "early")["utility"] == pytest.approx({"N": 100.0, "S": 0.0})
    assert row(result, "part")["utility"] == pytest.approx({"N": 50.0, "S": 50.0})


def test_offers_dated_after_the_case_are_not_known():
    assert [item["id"] for item in offers(two_sides())["offers"]] == ["late", "early", "part", "sketch"]


def test_who_accepts_needs_the_no_deal_value_and_no_red_line_and_counts_nobody_who_need_not_sign():
    result = offers(two_sides())
    assert row(result, "late")["accepted_by"] == ["S", "G"]
    assert row(result, "early")["accepted_by"] == ["N"]
    assert row(result, "part")["accepted_by"] == ["N", "S", "G"]
    assert row(result, "sketch")["accepted_by"] == ["S", "G"]


def test_red_lines_are_listed_for_every_party_that_states_one():
    result = offers(two_sides())
    assert row(result, "early")["red_lines"] == {"S": ["name"], "G": ["arms"], "O": ["land"]}
    assert row(result, "late")["red_lines"] == {}


def test_a_utility_exactly_at_the_no_deal_value_is_accepted():
    assert "N" in row(offers(two_sides()), "part")["accepted_by"]


def test_bounds_name_the_offer_that_they_come_from():
    bounds = offers(two_sides())["bounds"]
    assert bounds["N"] == {"low": 35.0, "high": 100.0, "from": {"low": "late", "high": "early"}}


def test_a_refusal_of_an_offer_with_a_red_line_bounds_nothing_unless_red_lines_are_ignored():
    result = offers(two_sides())
    assert result["bounds"]["S"] == {"low": None, "high": 50.0, "from": {"low": None, "high": "part"}}
    assert result["bounds_without_red_lines"]["S"]["low"] == 0.0
    assert result["bounds_without_red_lines"]["S"]["from"]["low"] == "early"


@pytest.mark.parametrize("red_lines", [True, False])
def test_bounds_are_those_that_no_deal_values_use(red_lines):
    case = replace(two_sides(), offers=two_sides().offers[:4], statements=two_sides().statements[:4])
    values = no_deal_values(case, central_inputs(case), red_lines=red_lines)
    shown = offers(case)["bounds" if red_lines else "bounds_without_red_lines"]
    for p, party in enumerate(case.parties[:2]):
        low, high = shown[party.id]["low"], shown[party.id]["high"]
        assert values.low[0, p] == pytest.approx(float("-inf") if low is None else low)
        assert values.high[0, p] == pytest.approx(high)


def test_intersections_ask_required_parties_for_red_lines_and_principals_for_consent():
    found = intersections(two_sides())
    assert found["land"] == {"not_red": ["b", "c"], "acceptable": ["b"]}
    assert found["arms"] == {"not_red": ["a"], "acceptable": []}
    assert found["name"] == {"not_red": ["a", "b"], "acceptable": ["b"]}


def test_drafts_are_tabled_and_dated_and_in_order_of_date():
    assert [offer.id for offer in drafts(two_sides())] == ["early", "late", "part", "future"]


def test_convergence_steps_give_distance_and_change_of_utility():
    steps = offers(two_sides())["convergence"]
    assert [(s["from"], s["to"], s["date"]) for s in steps] == [
        ("early", "late", "2025-11-01"),
        ("late", "part", "2025-12-01"),
    ]
    assert steps[0]["changed"] == ["land", "arms", "name"]
    assert steps[0]["distance"] == pytest.approx((50 + 100 + 60) / 3)
    assert steps[0]["utility_change"] == pytest.approx({"N": -65.0, "S": 60.0})
    assert steps[1]["changed"] == ["arms", "name"]
    assert steps[1]["distance"] == 0.0


def test_distance_is_unknown_without_a_common_scored_issue():
    assert distance(two_sides(), {"land": "a"}, {"arms": "a"}) is None
    assert changed(two_sides(), {"land": "a"}, {"arms": "open"}) == ["land"]


def test_two_offers_can_be_compared_in_either_direction():
    there, back = compare(two_sides(), "early", "late"), compare(two_sides(), "late", "early")
    assert there["utility_change"] == pytest.approx({p: -x for p, x in back["utility_change"].items()})
    assert there["distance"] == back["distance"]
    with pytest.raises(KeyError):
        compare(two_sides(), "early", "nowhere")


def test_a_case_without_offers_or_principals_has_empty_tables():
    case = replace(two_sides(), offers=(), statements=(), parties=two_sides().parties[2:], no_deal=())
    case = replace(case, views=tuple(v for v in case.views if v.party in "GO"))
    result = offers(case)
    assert (result["offers"], result["bounds"], result["convergence"]) == ([], {}, [])
    assert result["intersections"]["arms"] == {"not_red": ["a"], "acceptable": []}
