"""The table of a case as data: ties and closeness counted by hand, laws of both on any case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given

from detente.case.levers import Change, Lever
from detente.case.nouns import Case, Issue, NoDeal, Offer, Option, Party, RedLine, Statement, View
from detente.case.quantity import exactly
from detente.case.tracks import Track
from detente.formats.load import load
from detente.settlement.actors import actors
from detente.settlement.closeness import closeness
from detente.settlement.known import known
from detente.settlement.ties import TIES, ties
from tests.strategies import cases

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"


def view(party: str, issue: str, salience: float, position: float, **more: object) -> View:
    return View(party, issue, exactly(salience), exactly(position), **more)  # pyright: ignore[reportArgumentType]


def table() -> Case:
    """Two who quarrel over land and arms, a mediator who meets one of them, and the parliament of the other."""
    options = tuple(Option(key, key, score) for key, score in (("a", 0.0), ("b", 50.0), ("c", 100.0)))
    return Case(
        id="table",
        title="A table",
        as_of=date(2025, 12, 21),
        horizon=date(2026, 12, 31),
        parties=(
            Party("N", "North", "principal", required=True),
            Party("S", "South", "principal", required=True),
            Party("M", "Mediator", "mediator", track="back_channel"),
            Party("P", "Parliament", "ratifier", of="S"),
        ),
        issues=(Issue("land", "Land", options), Issue("arms", "Arms", options), Issue("name", "Name", options)),
        views=(
            view("N", "land", 80, 100, red_lines=(RedLine("a", 0.9),)),
            view("N", "arms", 40, 60),
            view("S", "land", 20, 0, accepts=("a", "b")),
            view("S", "arms", 60, 50),
            view("S", "name", 90, 0),
            view("M", "land", 0, 50),
        ),
        no_deal=(NoDeal("N", exactly(50)), NoDeal("S", exactly(30))),
        offers=(Offer("draft", "Draft", {"land": "b", "arms": "b", "name": "b"}, by="M", date=date(2025, 11, 1)),),
        statements=(Statement("S", "draft", "accepted"),),
        tracks=(Track("quiet", "Quiet", "back_channel", ("N", "M")),),
        levers=(Lever("aid", "Aid", "M", (Change("no_deal.S", "add", -2.0), Change("timing.closing", "scale", 2.0))),),
    )


def told(case: Case) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    return {kind: [(t.one, t.other, t.by) for t in ties(case) if t.kind == kind] for kind in TIES}


def test_ties_counted_by_hand() -> None:
    assert told(table()) == {
        "approves": [("P", "S", ())],
        "mediates": [("M", "N", ("quiet",))],
        "guarantees": [],
        "moves": [("M", "S", ("aid",))],
        "talks": [("N", "M", ("quiet",))],
        "bars": [("N", "S", ("land.a",))],
    }


def test_without_channels_a_mediator_is_between_all_principals() -> None:
    assert told(replace(table(), tracks=()))["mediates"] == [("M", "N", ()), ("M", "S", ())]


def test_a_small_file_has_every_kind_of_tie() -> None:
    found = told(known(load(str(SMALL))))
    assert found["approves"] == [("DIET", "UP", ("vote",))]
    assert found["mediates"] == [("HOST", "UP", ("table", "quiet")), ("HOST", "DOWN", ("table", "quiet"))]
    assert found["guarantees"] == [("HOST", "DOWN", ("watch", "bond")), ("HOST", "UP", ("bond",))]
    assert found["talks"][0] == ("UP", "DOWN", ("table", "quiet"))
    assert found["bars"] == [("DOWN", "UP", ("fill.no",))]


def test_closeness_counted_by_hand() -> None:
    # Land counts 20 (the lesser salience) and is 100 apart, arms counts 40 and is 10 apart: 100 - (2000 + 400) / 60.
    (row,) = closeness(table())
    assert (row.one, row.other, row.issues) == ("N", "S", ("land", "arms"))
    assert row.value == pytest.approx(60.0)


def test_what_does_not_matter_to_one_is_no_shared_interest() -> None:
    assert all("M" not in (row.one, row.other) for row in closeness(table()))


def test_a_party_has_its_interests_by_salience_and_what_bounds_its_no_deal_value() -> None:
    north, south, mediator, parliament = actors(table())["parties"]
    assert [row["issue"] for row in south["interests"]] == ["name", "arms", "land"]
    assert north["interests"][0]["red_lines"] == [{"option": "a", "firmness": 0.9}]
    # The draft that South accepted is worth (90 * 50 + 60 * 100 + 20 * 50) / 170 to it: no higher can its value be.
    assert south["no_deal"]["bounds"]["high"] == pytest.approx(11500 / 170)
    assert south["no_deal"]["bounds"]["from"] == {"low": None, "high": "draft"}
    assert south["no_deal"]["in_use"] == pytest.approx(30.0)
    assert (mediator["no_deal"], parliament["of"], mediator["levers"]) == (None, "S", ["aid"])
    assert mediator["channels"] == north["channels"] == ["quiet"]


def test_a_step_of_ratification_names_who_decides() -> None:
    held = actors(load(str(SMALL)))
    steps = {row["id"]: row for row in held["ratification"]}
    assert (steps["vote"]["name"], steps["vote"]["rule"]["kind"]) == ("The voters", "referendum")
    assert steps["consent"]["name"] == "Upstream's parliament"
    assert next(row for row in held["parties"] if row["id"] == "DIET")["approvals"] == ["vote", "consent"]


def test_nothing_later_than_the_as_of_date_is_told() -> None:
    late = replace(table(), offers=(replace(table().offers[0], date=date(2026, 1, 1)),))
    assert actors(late)["parties"][1]["no_deal"]["bounds"] is None


@given(cases())
def test_ties_join_two_parties_of_the_case_once_a_kind(case: Case) -> None:
    ids, found = {party.id for party in case.parties}, ties(case)
    assert all({tie.one, tie.other} <= ids and tie.one != tie.other for tie in found)
    assert len({(tie.kind, tie.one, tie.other) for tie in found}) == len(found)


@given(cases())
def test_closeness_is_within_its_scale_and_the_same_both_ways(case: Case) -> None:
    there = {frozenset((row.one, row.other)): row.value for row in closeness(case)}
    back = replace(case, parties=case.parties[::-1])
    assert there == {frozenset((row.one, row.other)): row.value for row in closeness(back)}
    assert all(-1e-9 <= value <= 100.0 for value in there.values())
    assert all(pair <= {p.id for p in case.parties} for pair in there)
    assert len(there) <= len([*combinations(case.parties, 2)])
