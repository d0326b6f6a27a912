"""Two versions of a case, compared row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.case.evidence import Bearing, Claim, Said
from detente.case.nouns import (
    Case,
    Exclusion,
    Issue,
    NoDeal,
    Offer,
    Option,
    Party,
    Predicate,
    RedLine,
    Scenario,
    Statement,
    View,
)
from detente.case.quantity import Quantity, exactly
from detente.settlement.changes import changes


def case() -> Case:
    land = Issue("land", "Land", (Option("a", "Freeze", 0), Option("b", "Swap", 100)))
    return Case(
        id="talks",
        title="Talks",
        as_of=date(2025, 1, 1),
        horizon=date(2026, 1, 1),
        parties=(Party("N", "North", "principal", required=True), Party("S", "South", "principal", required=True)),
        issues=(land, Issue("name", "Name", (Option("a", "Old"), Option("b", "New")))),
        views=(
            View("N", "land", exactly(60), Quantity(80, 90, 100), red_lines=(RedLine("a", 0.9),), sources=("S1",)),
            View("S", "land", exactly(40), exactly(10), accepts=("a",)),
        ),
        no_deal=(NoDeal("N", Quantity(40, 50, 60)), NoDeal("S", None)),
        offers=(Offer("first", "First draft", {"land": "a"}, date=date(2024, 1, 1)),),
        statements=(Statement("N", "first", "refused"),),
        scenarios=(Scenario("freeze", "Freeze", Predicate("is", "land", ("a",))),),
        forbid=(Exclusion({"land": "a", "name": "b"}, why="law"),),
    )


def only(before: Case, after: Case) -> dict:
    rows = changes(before, after)
    assert len(rows) == 1, rows
    return rows[0]


def with_view(**more) -> Case:
    first, *others = case().views
    return replace(case(), views=(replace(first, **more), *others))


def test_the_same_case_has_no_changes_whatever_its_file_is_called():
    assert changes(case(), replace(case(), id="other")) == []


@pytest.mark.parametrize(
    ("after", "path", "words"),
    [
        (with_view(salience=exactly(70)), "views.N.land.salience", "North, Land, salience: 60 -> 70"),
        (
            with_view(position=Quantity(70, 85, 100)),
            "views.N.land.position",
            "North, Land, position: 90 (80 to 100) -> 85 (70 to 100)",
        ),
        (with_view(red_lines=()), "views.N.land.red_lines.a", "North, Land, red lines, Freeze: removed"),
        (with_view(accepts=("b",)), "views.N.land.accepts", "North, Land, accepts: added b"),
        (
            replace(case(), no_deal=(NoDeal("N", None), NoDeal("S", None))),
            "no_deal.N.value",
            "no-deal value, North: 50 (40 to 60) -> none, consents by its red lines alone",
        ),
        (replace(case(), title="Peace talks"), "title", "title: Talks -> Peace talks"),
        (replace(case(), as_of=date(2025, 2, 1)), "as_of", "as of: 2025-01-01 -> 2025-02-01"),
        (
            replace(case(), no_deal=(NoDeal("N", exactly(55)), NoDeal("S", None))),
            "no_deal.N.value",
            "no-deal value, North: 50 (40 to 60) -> 55",
        ),
        (
            replace(case(), offers=(replace(case().offers[0], settlement={"land": "b"}),)),
            "offers.first.settlement.land",
            "First draft, settlement, Land: Freeze -> Swap",
        ),
        (
            replace(case(), offers=(*case().offers, Offer("second", "Second draft", {"land": "b"}))),
            "offers.second",
            "Second draft: added",
        ),
        (replace(case(), hindsight=True), "hindsight", "hindsight: no -> yes"),
    ],
)
def test_one_edit_is_one_row_in_words(after, path, words):
    row = only(case(), after)
    assert (row["path"], row["words"]) == (path, words)


def test_a_change_undone_swaps_before_and_after():
    there, back = only(case(), with_view(salience=exactly(70))), only(with_view(salience=exactly(70)), case())
    assert (there["before"], there["after"]) == (back["after"], back["before"]) == (60, 70)


def test_a_view_that_is_new_is_one_row_and_so_is_one_that_is_gone():
    less = replace(case(), views=case().views[:1])
    assert only(less, case())["kind"] == "added"
    assert only(case(), less)["kind"] == "removed"


def test_views_with_a_history_are_told_apart_by_date():
    first = case().views[0]
    history = replace(case(), views=(replace(first, date=date(2024, 1, 1)), replace(first, date=date(2024, 6, 1))))
    edited = replace(history, views=(history.views[0], replace(history.views[1], salience=exactly(5))))
    assert only(history, edited)["path"] == "views.N.land@2024-06-01.salience"


def test_the_order_of_parties_is_a_change():
    row = only(case(), replace(case(), parties=case().parties[::-1]))
    assert (row["kind"], row["words"]) == ("reordered", "parties: reordered")


def test_a_scenario_condition_is_shown_as_data():
    wider = replace(case().scenarios[0], when=Predicate("is", "land", ("a", "b")))
    row = only(case(), replace(case(), scenarios=(wider,)))
    assert (row["path"], row["before"], row["after"]) == (
        "scenarios.freeze.when",
        {"land": ["a"]},
        {"land": ["a", "b"]},
    )


def test_every_record_of_a_case_can_be_named():
    rows = changes(replace(case(), parties=(), issues=(), views=(), offers=(), forbid=(), statements=()), case())
    assert {row["kind"] for row in rows} == {"added"}
    assert "forbid.land=a+name=b" in {row["path"] for row in rows}


def test_the_order_of_keys_in_a_mapping_is_no_change() -> None:
    (excluded,) = case().forbid
    turned = {"name": "b", "land": "a"}
    assert changes(case(), replace(case(), forbid=(replace(excluded, settlement=turned),))) == []
    row = only(case(), replace(case(), forbid=(replace(excluded, settlement=turned, why="habit"),)))
    assert (row["path"], row["before"], row["after"]) == ("forbid.land=a+name=b.why", "law", "habit")


def test_claims_are_compared_by_what_they_say_and_bear_on() -> None:
    said = Claim("c1", "Trains roll.", bears=Bearing("war", exactly(3.0)), inputs=(Said("no_deal.N", exactly(50.0)),))
    before = replace(case(), claims=(said,))
    assert only(case(), before)["words"].endswith("added Trains roll.")
    louder = replace(said, bears=Bearing("war", exactly(5.0)), grade="B2", inputs=(Said("no_deal.N", exactly(60.0)),))
    rows = {row["path"]: (row["before"], row["after"]) for row in changes(before, replace(case(), claims=(louder,)))}
    assert rows["claims.c1.bears.ratio"] == (3.0, 5.0)
    assert rows["claims.c1.inputs.no_deal.N.value"] == (50.0, 60.0)
    assert rows["claims.c1.grade"] == ("", "B2")
