"""Guarantees and durability in a case file: read whole, every fault at once with its line, forgotten after as-of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.durable import REFERENCE_CLASSES, Breach
from detente.case.nouns import Case, Predicate
from detente.case.quantity import Quantity, exactly
from detente.formats.yaml import read
from detente.settlement.changes import changes
from detente.settlement.known import known

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")
HEAD = SMALL[: SMALL.index("\nguarantees:\n")]
WATCH = "{id: watch, name: Watch, by: HOST, for: [DOWN], strength: 0.4, detection: 0.9, lag: 30}"


def small() -> Case:
    case = check(read(SMALL), case_id="small").case
    assert case is not None
    return case


def faults(tail: str) -> dict[str, str]:
    """Return the message of each fault of the small case with another end."""
    found = check(read(f"{HEAD}\n{tail}"), case_id="small").faults
    assert all(fault.line for fault in found)
    return {fault.where: fault.message for fault in found}


def phases(*rows: str) -> str:
    lines = "".join(f"    - {row}\n" for row in rows)
    return f"durability:\n  reference_class: ceasefires\n  phases:\n{lines}"


def test_a_guarantee_is_read_whole() -> None:
    watch, bond = small().guarantees
    assert (watch.by, watch.protects, watch.when) == ("HOST", ("DOWN",), Predicate("is", "board", ("votes",)))
    assert watch.strength == Quantity(0.2, 0.4, 0.6, sources=("S2",))
    assert (bond.protects, bond.detection, bond.lag) == (("UP", "DOWN"), exactly(1.0), exactly(0.0))


def test_durability_is_read_whole() -> None:
    held = small().durability
    assert held is not None
    assert (held.reference_class, held.discount) == ("peace_agreements", exactly(0.1))
    assert held.breach[1] == Breach("DOWN", exactly(60.0), exactly(60.0))
    trust, water = held.phases
    assert (trust.delivers, trust.after) == ({"UP": ("data",)}, ())
    assert (water.delivers, water.after) == ({"UP": ("fill",), "DOWN": ("fill", "board")}, ("trust",))
    assert water.standing == {"DOWN": Quantity(20.0, 25.0, 30.0)}


def test_a_case_without_these_sections_has_none() -> None:
    case = check(read(HEAD), case_id="small").case
    assert case is not None
    assert (case.guarantees, case.durability) == ((), None)


@pytest.mark.parametrize(
    ("row", "where", "message"),
    [
        (WATCH.replace("HOST", "HOSTS"), "by", 'no party "HOSTS"; parties are UP, DOWN, HOST, DIET'),
        (WATCH.replace("[DOWN]", "[D]"), "for[0]", 'no party "D"; parties are UP, DOWN, HOST, DIET'),
        (WATCH.replace("[DOWN]", "[]"), "for", "the list is empty"),
        (WATCH.replace("[DOWN]", "[HOST]"), "for", "HOST would guarantee itself"),
        (WATCH.replace("0.4", "1.4"), "strength", "1.4 is not between 0 and 1"),
        (WATCH.replace("0.9", "-1"), "detection", "-1 is not between 0 and 1"),
        (WATCH.replace(", lag: 30", ""), "", 'the key "lag" is missing'),
        (WATCH.replace("watch,", "2nd,"), "id", '"2nd" is not an id; ids are letters, digits, _ and -, '),
        (WATCH.replace("lag: 30", "lag: 30, when: {board: no}"), "when.board", 'no option "no"; options of board'),
    ],
)
def test_a_wrong_guarantee_is_one_fault(row: str, where: str, message: str) -> None:
    ((place, said),) = faults(f"guarantees:\n  - {row}\n").items()
    assert place == f"guarantees[0]{'.' if where else ''}{where}"
    assert said.startswith(message)


def test_a_second_guarantee_of_one_id_is_a_fault() -> None:
    assert faults(f"guarantees:\n  - {WATCH}\n  - {WATCH}\n") == {
        "guarantees[1].id": 'a second guarantee has the id "watch"'
    }


@pytest.mark.parametrize(
    ("tail", "where", "message"),
    [
        ("{reference_class: agreements}", "reference_class", '"agreements" is not allowed; it is one of: peace_'),
        ("{frailty: 1}", "", 'the key "reference_class" is missing'),
        ("{reference_class: ceasefires, frailty: 0}", "frailty", "0 is not between 0.01 and 100"),
        ("{reference_class: ceasefires, discount: 0}", "discount", "0 is not between 0.001 and 10"),
        (
            "{reference_class: ceasefires, breach: {UP: {unanswered: 20, answered: 30}}}",
            "breach.UP",
            "an answered breach is worth 30, more than 20 unanswered",
        ),
        (
            "{reference_class: ceasefires, broken: {HOST: 20}}",
            "broken.HOST",
            "HOST has no no-deal value with which this could be compared",
        ),
        ("{reference_class: ceasefires, breach: {UPS: {}}}", "breach.UPS", 'no party "UPS"; parties are'),
        ("{reference_class: ceasefires, breach: {UP: {unanswered: 20}}}", "breach.UP", 'the key "answered" is missing'),
    ],
)
def test_a_wrong_durability_is_one_fault(tail: str, where: str, message: str) -> None:
    ((place, said),) = faults(f"durability: {tail}\n").items()
    assert place == f"durability{'.' if where else ''}{where}"
    assert said.startswith(message)


@pytest.mark.parametrize(
    ("rows", "where", "message"),
    [
        (["{id: a, name: A, delivers: {UP: [fil]}}"], "[0].delivers.UP[0]", 'no issue "fil"; issues are'),
        (["{id: a, name: A, delivers: {}}"], "[0].delivers", "the mapping is empty; at least one entry is needed"),
        (
            ["{id: a, name: A, delivers: {UP: [fill]}, after: [b]}"],
            "[0].after[0]",
            'no phase "b"; phases are a',
        ),
        (
            ["{id: a, name: A, delivers: {UP: [fill]}, after: [a]}"],
            "[0].after",
            "the phases a -> a wait for one another",
        ),
        (
            [
                "{id: a, name: A, delivers: {UP: [fill]}}",
                "{id: b, name: B, delivers: {UP: [data]}, after: [c, a]}",
                "{id: c, name: C, delivers: {UP: [board]}, after: [b]}",
            ],
            "[1].after",
            "the phases b -> c -> b wait for one another",
        ),
        (
            ["{id: a, name: A, delivers: {UP: [fill]}}", "{id: b, name: B, delivers: {DOWN: [fill]}}"],
            "[1].delivers.DOWN",
            "fill is delivered in the phase a already",
        ),
        (
            ["{id: a, name: A, delivers: {UP: [fill]}, standing: {UP: 101}}"],
            "[0].standing.UP",
            "101 is not between 0 and 100",
        ),
    ],
)
def test_a_wrong_phase_is_one_fault(rows: list[str], where: str, message: str) -> None:
    ((place, said),) = faults(phases(*rows)).items()
    assert place == f"durability.phases{where}"
    assert said.startswith(message)


def test_every_fault_is_told_at_once() -> None:
    tail = (
        f"guarantees:\n  - {WATCH.replace('0.4', '4').replace('0.9', '9')}\ndurability: {{frailty: 0, colour: red}}\n"
    )
    assert len(faults(tail)) == 5


def test_what_was_tabled_later_is_not_known() -> None:
    earlier = known(small(), date(2025, 11, 1))
    assert [row.id for row in earlier.guarantees] == ["bond"]
    assert earlier.durability is not None
    assert earlier.durability.sources == ("S1",)
    watch = replace(small().guarantees[0], date=None, sources=("S1", "S2"))
    before = known(replace(small(), guarantees=(watch,)), date(2025, 9, 1))
    assert before.guarantees[0].sources == ("S2",)  # whose date is approximate
    assert before.durability is not None
    assert (before.durability.sources, before.durability.phases[1].sources) == ((), ())


def test_changes_speak_of_guarantees_and_durability() -> None:
    case = small()
    watch, bond = case.guarantees
    stronger = replace(case, guarantees=(replace(watch, strength=exactly(0.5)), bond))
    (row,) = changes(case, stronger)
    assert row["path"] == "guarantees.watch.strength"
    assert row["words"] == "The host watches the gates, strength: 0.4 (0.2 to 0.6) -> 0.5"
    assert [row["kind"] for row in changes(replace(case, durability=None), case)] == ["added"]
    held = case.durability
    assert held is not None
    dearer = replace(held, breach=(replace(held.breach[0], unanswered=exactly(95.0)), held.breach[1]))
    (row,) = changes(case, replace(case, durability=dearer))
    assert row["path"] == "durability.breach.UP.unanswered"


def test_every_reference_class_is_told_in_the_reference() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/case-file.md").read_text(encoding="utf-8")
    assert [name for name in REFERENCE_CLASSES if f"`{name}`" not in page] == []
