"""The flagship's published reference table: utilities, bounds from statements, option intersections."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from detente.formats.load import load
from detente.formats.yaml import read
from detente.settlement.known import known
from detente.settlement.offers import offers

DATA = Path(__file__).parent / "data"
GOLD = read((DATA / "miami_reference.yaml").read_text(encoding="utf-8")).value


@cache
def december() -> dict:
    return offers(known(load(str(DATA / "miami_december_2025.yaml"))))


@pytest.mark.parametrize("package", list(GOLD["utilities"]))
def test_utilities(package: str) -> None:
    found = next(o for o in december()["offers"] if o["id"] == package)
    expected = GOLD["utilities"][package]
    assert {p: found["utility"][p] for p in expected} == pytest.approx(expected, abs=0.0501)


@pytest.mark.parametrize("party", list(GOLD["bounds"]))
def test_bounds_with_red_lines_ignored(party: str) -> None:
    found = december()["bounds_without_red_lines"][party]
    assert found["low"] == pytest.approx(GOLD["bounds"][party]["low"], abs=0.0501)
    assert found["high"] == pytest.approx(GOLD["bounds"][party]["high"], abs=0.0501)


@pytest.mark.parametrize("issue", list(GOLD["intersections"]))
def test_intersections(issue: str) -> None:
    assert december()["intersections"][issue] == GOLD["intersections"][issue]


def test_donbas_is_the_only_issue_with_every_option_on_a_red_line() -> None:
    shut = [issue for issue, held in december()["intersections"].items() if not held["not_red"]]
    assert shut == ["donbas"]
