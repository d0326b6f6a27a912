"""The settlement map: what it shows is what the zone verb says, whole or in part, and it takes little room."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from typing import Any

import numpy as np
import pytest

from detente.case.levers import Change
from detente.case.nouns import Case
from detente.ensemble.central import judge_central
from detente.ensemble.constraint import constraint
from detente.ensemble.setting import Drawing
from detente.ensemble.settlement_map import settlement_map
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.scenarios.run import run
from detente.settlement.planes import mask_of, utilities_of
from tests.ensemble.tables import four_parties

ROOM = 10_000
"""Bytes that 3,840 settlements may take, packed."""


def options(found: dict[str, Any], k: int) -> dict[str, str]:
    """Return the options of a point, as a client reads them."""
    issues, points = found["issues"], found["points"]
    if points["every"]:
        digits: list[int] = []
        for issue in reversed(issues):
            k, digit = divmod(k, len(issue["options"]))
            digits.insert(0, digit)
    else:
        digits = np.frombuffer(b64decode(points["columns"]), "<u2").reshape(len(issues), -1)[:, k].tolist()
    held = [zip(issue["issues"], issue["options"][d], strict=True) for issue, d in zip(issues, digits, strict=True)]
    return {name: option for pairs in held for name, option in pairs}


def shown(found: dict[str, Any], k: int) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(options(found, k).items()))


def zone_of(found: dict[str, Any]) -> np.ndarray:
    """Return which points all required parties accept and no exclusion forbids."""
    points = found["points"]
    masks = [mask_of(points["accepts"][p], points["count"]) for p in found["required"]]
    return np.logical_and.reduce([mask_of(points["admissible"], points["count"]), *masks])


@pytest.fixture(scope="module")
def flagship() -> dict[str, Any]:
    return settlement_map(load("miami"))


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return settlement_map(four_parties())


def test_four_parties_and_3840_settlements_take_less_than_ten_kilobytes(made: dict[str, Any]) -> None:
    assert (made["points"]["count"], made["points"]["every"], len(made["parties"])) == (3840, True, 4)
    assert len(gzip.compress(json.dumps(made).encode(), 5)) < ROOM


@pytest.mark.parametrize("name", ["template", "dayton_1995", "korea_1951"])
def test_counts_solutions_and_frontiers_are_those_of_the_zone_verb(name: str) -> None:
    agrees(load(name))


def test_the_flagship_shows_its_whole_zone_and_its_frontiers(flagship: dict[str, Any]) -> None:
    agrees(load("miami"), flagship)
    assert flagship["points"]["every"] is False
    assert flagship["density"]["exact"] is False
    counts = np.frombuffer(b64decode(flagship["density"]["pairs"][0]["counts"]), "<u4")
    assert counts.sum() == flagship["density"]["drawn"] == 40_000


def agrees(case: Case, given: dict[str, Any] | None = None) -> None:
    found, wanted = given or settlement_map(case), judge_central(case)
    assert found["settlements"] == wanted["settlements"]
    assert zone_of(found).sum() == wanted["settlements"]["zone"]["value"]
    assert {p["id"]: p["no_deal"] for p in found["parties"] if p["no_deal"] is not None} == wanted["no_deal"]
    marks = {mark["id"]: mark for mark in found["marks"]}
    for name, solution in wanted["solutions"].items():
        chosen = {tuple(sorted(s["options"].items())) for s in solution["settlements"]}
        assert {shown(found, k) for k in marks[name]["points"]} == chosen
        assert marks[name]["ties"] == solution["ties"]
    if len(wanted["frontier"]["parties"]) > 2:
        return
    line = next(row for row in found["lines"] if row["parties"] == wanted["frontier"]["parties"])
    assert line["zone"]["size"] == wanted["frontier"]["zone"]["size"]
    assert line["admissible"]["size"] == wanted["frontier"]["admissible"]["size"]
    listed = {tuple(sorted(s["options"].items())) for s in wanted["frontier"]["zone"]["settlements"]}
    assert {shown(found, k) for k in line["zone"]["points"]} == listed


def test_utilities_and_options_of_every_point_are_those_of_the_zone_verb(made: dict[str, Any]) -> None:
    wanted = judge_central(four_parties())
    nash = next(mark for mark in made["marks"] if mark["id"] == "nash")
    for k, settlement in zip(nash["points"], wanted["solutions"]["nash"]["settlements"], strict=True):
        assert options(made, k) == settlement["options"]
        for party, value in settlement["utility"].items():
            assert utilities_of(made["points"]["utility"][party])[k] == pytest.approx(value, abs=1e-9)


def test_the_walked_frontier_holds_only_what_all_required_parties_accept(made: dict[str, Any]) -> None:
    inside = zone_of(made)
    walked = [k for line in made["lines"] for k in line["zone"]["points"]]
    assert walked
    assert inside[walked].all()
    assert not all(inside[line["admissible"]["points"]].all() for line in made["lines"])


def test_a_case_too_large_to_list_is_counted_in_squares() -> None:
    found = settlement_map(four_parties(widths=(8, 8, 8, 7, 7)))
    assert (found["points"]["every"], found["density"]["exact"]) == (False, True)
    counts = [np.frombuffer(b64decode(row["counts"]), "<u4").sum() for row in found["density"]["pairs"]]
    assert set(counts) == {found["settlements"]["admissible"]["value"]}
    assert zone_of(found).sum() == found["settlements"]["zone"]["value"]


def test_who_constrains_is_who_is_lifted() -> None:
    found = constraint(four_parties(), Drawing(20, 1))
    inside = settlement_map(four_parties())
    points = inside["points"]
    masks = {p: mask_of(points["accepts"][p], points["count"]) for p in inside["required"]}
    stands = mask_of(points["admissible"], points["count"])
    counted = {
        p: int(np.logical_and.reduce([stands, *(mask for q, mask in masks.items() if q != p)]).sum()) for p in masks
    }
    assert {p: row["value"] for p, row in found["without"].items()} == counted
    assert found["constraining"] == [p for p, n in counted.items() if n == max(counted.values())]
    assert found["binding"] is None


def test_of_an_empty_zone_the_binding_parties_are_those_of_a_run() -> None:
    case = apply(load("korea_1951"), [Change("no_deal.UNC", "set", 95.0)])
    found, whole = constraint(case, Drawing(60, 2)), run(case, draws=60, seed=2)
    assert (found["zone"]["value"], found["constraining"]) == (0, [])
    assert found["binding"]["empty"] > 0
    assert found["binding"]["parties"] == whole["binding"]
