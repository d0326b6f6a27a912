"""Levers in a case file: read whole, every fault with its line, written as they were read."""

from __future__ import annotations

import pytest

from detente.case.check import check
from detente.case.levers import STEPS, Change, Lever
from detente.case.nouns import Case
from detente.case.quantity import Quantity, exactly
from detente.formats.write import dump
from detente.formats.yaml import read
from detente.settlement.changes import changes
from tests.cli.calls import GOOD

HEAD = "id: aid, name: Aid, owner: N"
SALIENCE = "{path: views.N.land.salience, add: 3}"


def read_case(*levers: str) -> Case:
    case = check(read(with_levers(*levers)), case_id="small").case
    assert case is not None
    return case


def with_levers(*levers: str) -> str:
    return GOOD + "levers:\n" + "".join(f"  - {{{row}}}\n" for row in levers)


def faults(*levers: str) -> dict[str, str]:
    found = check(read(with_levers(*levers)), case_id="small").faults
    assert all(fault.line for fault in found)
    return {fault.where: fault.message for fault in found}


def test_a_lever_is_read_whole() -> None:
    rows = f"{HEAD}, changes: [{SALIENCE}, {{path: views.N.land.red_lines.a, set: 0.5}}], cost: 3, unit: EUR"
    case = read_case(f"{rows}, steps: [0.5, 1], why: it helps, coded: assumed")
    asked = (Change("views.N.land.salience", "add", 3.0), Change("views.N.land.red_lines.a", "set", 0.5))
    assert case.levers == (
        Lever("aid", "Aid", "N", asked, exactly(3.0), "EUR", (0.5, 1.0), "it helps", coded="assumed"),
    )


def test_a_lever_may_be_short_and_name_ranges_and_drops() -> None:
    kinds = "[{path: no_deal.N, add: {low: -3, mid: -2, high: 0}}, {path: views.N.land.red_lines.a, set: 1}]"
    lever = read_case(f"{HEAD}, changes: {kinds}").levers[0]
    assert lever.changes[0] == Change("no_deal.N", "add", Quantity(-3, -2, 0))
    assert (lever.cost, lever.steps) == (None, STEPS)


def test_levers_come_back_as_they_were_written() -> None:
    kinds = "[{path: views.N.land.red_lines.a, set: 1}, {path: views.N.land.red_lines, drop: true}]"
    case = read_case(f"{HEAD}, changes: {kinds}", f"id: b, name: B, owner: S, changes: [{SALIENCE}], cost: 1, unit: x")
    assert check(read(dump(case)), case_id="small").case == case


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (f"id: aid, name: Aid, owner: X, changes: [{SALIENCE}]", "owner", 'no party "X"; parties are N, S'),
        (f"{HEAD}, changes: [{{path: views.N.lnd.salience, add: 3}}]", "changes[0]", "did you mean"),
        (f"{HEAD}, changes: [{{path: views.N.land.salience, set: 130}}]", "changes[0]", "not between 0 and 100"),
        (f"{HEAD}, changes: [{SALIENCE}, {{path: no_deal.S, add: 90}}]", "changes[1]", "it would be 120"),
        (f"{HEAD}, changes: [{{path: no_deal.S, drop: true}}]", "changes[0]", "not possible here"),
        (f"{HEAD}, changes: [{{path: no_deal.S}}]", "changes[0]", "it has none"),
        (f"{HEAD}, changes: [{{path: no_deal.S, add: 1, set: 2}}]", "changes[0]", "it has 2"),
        (f"{HEAD}, changes: [{{path: no_deal.S, raise: 1}}]", "changes[0].raise", "unknown key"),
        (f"{HEAD}, changes: [{{path: no_deal.S, drop: 3}}]", "changes[0].drop", "is not true"),
        (f"{HEAD}, changes: []", "changes", "empty"),
        (f"{HEAD}, changes: [{SALIENCE}], cost: 3", "", "unit is missing"),
        (f"{HEAD}, changes: [{SALIENCE}], unit: EUR", "", "cost is missing"),
        (f"{HEAD}, changes: [{SALIENCE}], cost: -3, unit: EUR", "cost", "not between 0"),
        (f"{HEAD}, changes: [{SALIENCE}, {SALIENCE.replace('add', 'set')}]", "changes[1]", "this undoes it"),
        (f"{HEAD}, changes: [{{path: parties.N.required, set: 0.5}}]", "changes[0]", "neither 1 for yes"),
        (
            f"{HEAD}, changes: [{{path: parties.N.required, set: 0}}, {{path: parties.S.required, set: 0}}]",
            "changes",
            "no party would be required",
        ),
        (f"{HEAD}, changes: [{SALIENCE}], steps: [1, 0.5]", "steps", "do not rise"),
        (f"{HEAD}, changes: [{SALIENCE}], steps: [2]", "steps[0]", "not between 0.01 and 1"),
    ],
)
def test_a_wrong_lever_is_a_fault_that_says_what_is_allowed(row: str, where: str, words: str) -> None:
    found = faults(row)
    place = f"levers[0].{where}" if where else "levers[0]"
    assert words in found[place], found


def test_a_cost_that_is_wrong_is_not_told_to_be_missing_too() -> None:
    assert list(faults(f"{HEAD}, changes: [{SALIENCE}], cost: -3, unit: EUR")) == ["levers[0].cost"]


def test_a_second_lever_of_one_id_is_a_fault() -> None:
    assert "levers[1].id" in faults(f"{HEAD}, changes: [{SALIENCE}]", f"{HEAD}, changes: [{SALIENCE}]")


def test_a_fault_elsewhere_does_not_make_a_lever_wrong() -> None:
    text = with_levers(f"{HEAD}, changes: [{SALIENCE}]").replace("salience: 50, position: 100", "salience: 500")
    assert not [fault for fault in check(read(text), case_id="small").faults if fault.where.startswith("levers")]


def test_two_versions_of_a_case_differ_by_their_levers() -> None:
    with_one = read_case(f"{HEAD}, changes: [{SALIENCE}]")
    stronger = read_case(f"{HEAD}, changes: [{{path: views.N.land.salience, add: 4}}]")
    rows = changes(with_one, stronger)
    assert len(rows) == 1
    assert rows[0]["path"].startswith("levers.aid.changes")
