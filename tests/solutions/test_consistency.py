"""A case beside its outcome: rule, zone, what was agreed, and the mean positions, each worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.nouns import Case, Issue, NoDeal, Option, Party, Predicate, RedLine, Scenario, View
from detente.case.outcome import Held, Outcome
from detente.case.quantity import exactly
from detente.solutions.consistency import Consistency, consistency, years_held

DAY = date(2026, 3, 1)
AGREED = Outcome(agreed=True, date=DAY, settlement={"land": "b", "watch": "y"})
FAILED = Outcome(agreed=False, date=DAY)


def case(outcome: Outcome | None = AGREED, *, deferrable: bool = False) -> Case:
    """North wants land 0 and watch 100, South land 100 and watch 50; a guest has views that do not count."""
    axis = (Option("a", "A", 0.0), Option("b", "B", 40.0), Option("c", "C", 100.0))
    return Case(
        id="talks",
        title="Talks",
        as_of=date(2026, 1, 1),
        horizon=date(2027, 1, 1),
        parties=(
            Party("N", "North", "principal", required=True, leverage=exactly(90.0)),
            Party("S", "South", "principal", required=True, leverage=exactly(10.0)),
            Party("G", "Guest", "observer"),
        ),
        issues=(
            Issue("land", "Land", axis),
            Issue("watch", "Watch", (Option("x", "X", 0.0), Option("y", "Y", 70.0)), deferrable),
        ),
        views=(
            View("N", "land", exactly(30.0), exactly(0.0), accepts=("a", "b")),
            View("S", "land", exactly(10.0), exactly(100.0), accepts=("b", "c"), red_lines=(RedLine("a"),)),
            View("N", "watch", exactly(50.0), exactly(100.0), accepts=("y",)),
            View("S", "watch", exactly(50.0), exactly(50.0), accepts=("x", "y")),
            View("G", "land", exactly(100.0), exactly(100.0), accepts=(), red_lines=(RedLine("b"),)),
        ),
        no_deal=(NoDeal("N", exactly(30.0)), NoDeal("S", exactly(30.0))),
        scenarios=(Scenario("middle", "The middle", Predicate("is", "land", ("b",))),),
        outcome=outcome,
    )


def beside(given: Case) -> Consistency:
    found = consistency(given)
    assert found is not None
    return found


def test_a_case_without_an_outcome_has_nothing_to_be_held_against():
    assert consistency(case(None)) is None


def test_means_are_those_of_the_required_parties_whatever_their_leverage():
    land, watch = beside(case()).issues
    assert (land.outcome, land.weighted, land.plain) == pytest.approx((40.0, 25.0, 50.0))
    assert (watch.outcome, watch.weighted, watch.plain) == pytest.approx((70.0, 75.0, 75.0))


def test_the_error_is_the_mean_distance_from_where_it_came_out():
    assert beside(case()).error("weighted") == pytest.approx((15.0 + 5.0) / 2)
    assert beside(case()).error("plain") == pytest.approx((10.0 + 5.0) / 2)


def test_a_score_of_its_own_stands_before_that_of_the_option():
    found = beside(case(replace(AGREED, scores={"land": 60.0})))
    assert [row.outcome for row in found.issues] == [60.0, 70.0]
    assert found.error("weighted") == pytest.approx((35.0 + 5.0) / 2)


def test_the_rule_asks_for_an_option_of_every_issue_that_all_required_parties_accept():
    assert beside(case()).without == ()
    north, *others = case().views
    apart = beside(replace(case(), views=(replace(north, accepts=("a",)), *others)))
    assert (apart.without, apart.rule, apart.misses) == (("land",), False, ("rule",))


def test_the_zone_is_that_of_the_central_case_and_a_miss_is_named():
    assert (beside(case()).zone, beside(case()).misses) == (True, ())
    assert beside(case(FAILED)).misses == ("rule", "zone")
    dear = replace(case(), no_deal=(NoDeal("N", exactly(95.0)), NoDeal("S", exactly(95.0))))
    assert (beside(dear).zone, beside(dear).misses) == (False, ("zone",))


def test_where_every_settlement_meets_a_red_line_the_zone_is_empty():
    lines = tuple(RedLine(key) for key in "abc")
    north, *others = case().views
    shut = beside(replace(case(), views=(replace(north, accepts=(), red_lines=lines), *others)))
    assert (shut.gap, shut.zone) == (None, False)


def test_what_was_agreed_is_judged_and_falls_in_a_scenario():
    found = beside(case()).agreed
    assert found is not None
    assert found.utility == pytest.approx({"N": 5300 / 80, "S": 4400 / 60, "G": 40.0})
    assert (found.no_deal, found.refused_by, found.scenario) == ({"N": 30.0, "S": 30.0}, (), "middle")


def test_who_would_not_have_signed_is_named():
    found = beside(case(replace(AGREED, settlement={"land": "a", "watch": "x"}))).agreed
    assert found is not None
    assert (found.refused_by, found.scenario) == (("S",), "other_settlement")


def test_an_agreement_on_some_issues_is_judged_only_where_the_rest_may_stay_open():
    part = replace(AGREED, settlement={"land": "b"})
    assert beside(case(part)).agreed is None
    assert beside(case(part)).scenario is None
    assert beside(case(part)).to_dict()["settlement"] is None
    assert beside(case(part, deferrable=True)).scenario == "middle"
    assert beside(case(replace(part, scores={"watch": 50.0}), deferrable=True)).agreed is None


def test_no_agreement_has_no_error_and_is_no_deal():
    found = beside(case(FAILED))
    assert (found.error("weighted"), found.issues, found.scenario, found.to_dict()["held"]) == (
        None,
        (),
        "no_deal",
        None,
    )


@pytest.mark.parametrize("hindsight", [True, False])
def test_it_is_never_called_a_prediction(hindsight: bool):
    kind = beside(replace(case(), hindsight=hindsight)).to_dict()["kind"]
    assert kind.startswith("consistency, not prediction")
    assert ("hindsight" in kind) == hindsight


def test_years_are_counted_from_the_signature():
    held = replace(AGREED, held=Held(to_date=date(2036, 3, 1)))
    assert years_held(held) == pytest.approx(10.0, abs=0.01)
    assert years_held(replace(held, signed=date(2027, 3, 1))) == pytest.approx(9.0, abs=0.01)
    assert years_held(AGREED) is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.permutations(range(5)), st.sampled_from(["a", "b", "c"]), st.sampled_from(["x", "y"]))
def test_the_order_of_the_views_changes_nothing(order, land, watch):
    there = case(replace(AGREED, settlement={"land": land, "watch": watch}))
    back = replace(there, views=tuple(there.views[k] for k in order))
    assert consistency(back).to_dict() == consistency(there).to_dict()
