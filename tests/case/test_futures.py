"""The section `futures` of a case file: read whole, every fault at once with its line, forgotten after as-of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.fault import too_large
from detente.case.futures import Tie, changes_by, changes_in
from detente.formats.load import load
from detente.formats.write import dump
from detente.formats.yaml import read
from detente.settlement.changes import changes
from detente.settlement.known import known

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")


def good():
    found = check(read(SMALL), case_id="small")
    assert found.faults == ()
    assert found.case is not None
    return found.case


def faults(*edits: tuple[str, str]) -> dict[str, str]:
    text = SMALL
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    found = check(read(text), case_id="small").faults
    assert all(fault.line for fault in found)
    return {fault.where.removeprefix("futures."): fault.message for fault in found}


def test_the_section_is_read_whole_and_comes_back_as_it_was():
    case = good()
    model = case.futures
    assert model.payoffs == ("zone", "signed", "utility.UP")
    assert [[pole.id for pole in axis.poles] for axis in model.axes] == [["wet", "dry"], ["helps", "leaves"]]
    assert (model.box.configurations, model.box.pairs) == (4, (((0, 1), (1, 0)),))
    assert model.alliances.ties[0] == Tie(("up", "down"), "foes", "they quarrel", ("S1",), "judged")
    assert check(read(dump(case)), case_id="small").case == case


def test_a_world_is_its_wild_cards_and_its_poles_and_a_strategy_comes_on_top():
    case = good()
    worlds = list(case.futures.worlds())
    assert [[pole.id for pole in world] for world in worlds] == [
        ["wet", "helps"], ["wet", "leaves"], ["dry", "helps"], ["dry", "leaves"],
    ]  # fmt: skip
    paths = [change.path for change in changes_in(worlds[2], case.wild_cards)]
    assert paths == ["no_deal.UP", "timing.closing", "durability.frailty", "timing.closing"]
    assert [change.path for change in changes_by(case.futures.strategies[1], case.levers)] == ["no_deal.UP"]


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("payoffs: [zone, signed", "payoffs: [zone, sined", "payoffs[1]", 'no answer "sined"'),
        ("utility.UP]", "utility.HOST]", "payoffs[2]", "HOST is not both required and with a no-deal value"),
        ("wild_cards: [drought]", "wild_cards: [drout]", "axes[0].poles[1].wild_cards[0]", 'no wild card "drout"'),
        ("path: durability.frailty", "path: durability.frailt", "axes[0].poles[1].changes[0]", "frailt"),
        ("{id: leaves, name: It leaves}", "{id: helps, name: It leaves}", "axes[1].poles[1].id", "a second pole"),
        (", {id: leaves, name: It leaves}", "", "axes[1].poles", "1 poles; an axis has 2"),
        (", changes: [{path: timing.closing, scale: 2}]}, {id: l", "}, {id: l", "axes[1].poles",
         "neither pole changes"),
        ("{id: wait, name: Wait}", "{id: wait, name: Wait, levers: [pump]}",
         "strategies[0].levers[0]", 'no lever "pump"'),
        ("{id: wait, name: Wait}", "{id: talk, name: Wait}", "strategies[1].id", "a second strategy"),
        ("- {id: wait, name: Wait}\n", "", "strategies", "1 strategies; a table has 2 to 12"),
        ("add: {low: -3, mid: -2, high: -1}}]", "set: 40}]", "strategies[1]",
         "in the world dry with helps: no_deal.UP is"),
        ("states: {rain: dry, trade: open}", "states: {rane: dry, trade: open}", "box.exclude[0].states.rane",
         "no factor"),
        ("states: {rain: dry, trade: open}", "states: {rain: dri, trade: open}", "box.exclude[0].states.rain",
         "no state"),
        ("states: {rain: dry, trade: open}", "states: {rain: dry}", "box.exclude[0].states",
         "1 factors; an exclusion has 2"),
        ("between: [up, down]", "between: [up, up]", "alliances.ties[0].between", "a tie with itself"),
        ("between: [up, down]", "between: [up, sea]", "alliances.ties[0].between[1]", 'no bloc "sea"'),
        ("between: [up, host]", "between: [down, up]", "alliances.ties[1]",
         "down and up are foes in futures.alliances"),
        ("host: The host}", "host: The host, sea: The sea}", "alliances.blocs.sea", "the bloc has no tie"),
        ("sign: foes", "sign: enemies", "alliances.ties[0].sign", "it is one of: friends; foes"),
    ],
)  # fmt: skip
def test_every_fault_says_where_and_what(old: str, new: str, where: str, message: str):
    assert message in faults((old, new))[where]


def test_several_faults_are_told_at_once():
    told = faults(
        ("wild_cards: [drought]", "wild_cards: [drout]"), ("sign: foes", "sign: enemies"), ("rain: dry", "rain: x")
    )
    assert len(told) == 3


def test_exclusions_that_leave_nothing_are_a_fault():
    rest = ", ".join(f"{{states: {{rain: {r}, trade: {t}}}}}" for r in ("wet", "dry") for t in ("open", "shut"))
    told = faults(
        ("exclude: [{states: {rain: dry, trade: open}", f"exclude: [{rest}, {{states: {{rain: dry, trade: open}}")
    )
    assert told["box.exclude"].startswith("no configuration is left")


def test_a_box_and_blocs_beyond_what_can_be_tried_are_refused_for_their_size():
    states = "{" + ", ".join(f"s{k}: s" for k in range(11)) + "}"
    factors = "".join(f"      f{k}: {{name: f, states: {states}}}\n" for k in range(6))
    text = SMALL.replace("    exclude: [{states: {rain", f"{factors}    exclude: [{{states: {{rain")
    assert too_large(check(read(text), case_id="small").faults)


def test_two_wild_cards_of_a_group_in_one_world_are_a_fault():
    told = faults(
        ("wild_cards: [drought]", "wild_cards: [war]"),
        ("{id: leaves, name: It leaves}", "{id: leaves, name: It leaves, wild_cards: [rain]}"),
    )
    assert "two wild cards of the group stroke" in told["axes"]


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("futures: {note: nothing}", "it holds no futures"),

        ("futures: {strategies: [{id: a, name: A}, {id: b, name: B}], box: {factors: {x: {name: X, states: {y: Y}}}}}",
         "axes are missing"),
        ("futures: {payoffs: [zone], axes: []}", "0 axes; a two by two has 2"),
    ],
)  # fmt: skip
def test_parts_that_need_one_another_are_a_fault_alone(section: str, message: str):
    start, end = SMALL.index("futures:\n"), SMALL.index("hypotheses:\n")
    found = check(read(f"{SMALL[:start]}{section}\n\n{SMALL[end:]}"), case_id="small").faults
    assert message in " ".join(fault.message for fault in found)


def test_what_is_later_than_as_of_is_forgotten_and_the_futures_stay():
    case = good()
    sources = tuple(replace(s, date=date(2999, 1, 1), approximate=False) for s in case.sources)
    model = known(replace(case, sources=sources)).futures
    rows = (*model.axes, *model.strategies, *model.box.factors, *model.box.exclude, *model.alliances.ties)
    assert {row.sources for row in rows} == {()}
    assert [row.sign for row in model.alliances.ties] == ["foes", "friends", "friends"]


def test_a_change_of_a_sign_is_told():
    case = good()
    first, *rest = case.futures.alliances.ties
    ties = replace(case.futures.alliances, ties=(replace(first, sign="friends"), *rest))
    rows = changes(case, replace(case, futures=replace(case.futures, alliances=ties)))
    assert [(row["before"], row["after"]) for row in rows] == [("foes", "friends")]


@pytest.mark.parametrize("name", ["miami_2026", "template"])
def test_cases_that_ship_write_their_futures_and_read_them_again(name: str):
    case = load(name)
    assert case.futures is not None
    assert check(read(dump(case)), case_id=case.id).case == case
