"""Parties are treated alike: under other labels, or in another order, the same answers come out under those labels."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.case.check import check
from detente.case.nouns import Case
from detente.case.quantity import Quantity
from detente.ensemble.central import judge_central
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.formats.write import dump
from detente.formats.yaml import parse
from detente.scenarios.glance import glance

WELL = load(str(Path(__file__).parent.parent / "case" / "data" / "confided.yaml"))
MIAMI = load("miami")
SWAPS = [
    (WELL, {"EAST": "WEST", "WEST": "EAST"}),
    (WELL, {"EAST": "p1", "WEST": "p2"}),
    (MIAMI, {"RU": "UA", "UA": "RU"}),
]
"""Case -> other labels of its parties; a swap finds what goes by a label that it knows."""


def relabelled(text: str, labels: Mapping[str, str]) -> str:
    """Return a text in which ids that stand alone are others."""
    return re.sub(rf"\b(?:{'|'.join(labels)})\b", lambda found: labels[found[0]], text)


def called(case: Case, labels: Mapping[str, str]) -> Case:
    """Return the case in which parties have other ids, everywhere in its file."""
    found = check(parse(relabelled(dump(case), labels)), case_id=case.id)
    assert found.case is not None, found.faults
    return found.case


@pytest.mark.parametrize(("case", "labels"), SWAPS)
def test_other_labels_give_the_same_exact_answers_under_those_labels(case: Case, labels: dict[str, str]) -> None:
    expected = json.loads(relabelled(json.dumps(judge_central(case)), labels))
    assert json.loads(json.dumps(judge_central(called(case, labels)))) == expected


def test_other_labels_give_the_same_drawn_answers_within_their_error() -> None:
    """The random numbers of an input follow its path, so that other labels are other draws of the same thing."""
    case = replace(
        WELL, statements=(), no_deal=tuple(replace(row, value=Quantity(45.0, 65.0, 95.0)) for row in WELL.no_deal)
    )
    first, second = (glance(held, Drawing(1000, 1)) for held in (case, called(case, {"EAST": "WEST", "WEST": "EAST"})))
    rows = zip(first["scenarios"], second["scenarios"], strict=True)
    for one, other in (*rows, (first["outputs"]["zone"], second["outputs"]["zone"])):
        assert abs(one["value"] - other["value"]) <= 4.0 * math.hypot(one["se"], other["se"])
    assert 0.05 < first["outputs"]["zone"]["value"] < 0.95


def test_the_order_of_the_parties_moves_no_exact_answer() -> None:
    turned = replace(WELL, parties=WELL.parties[::-1], views=WELL.views[::-1], no_deal=WELL.no_deal[::-1])
    first, second = (judge_central(case) for case in (WELL, turned))
    assert first["settlements"] == second["settlements"]
    for name, held in first["solutions"].items():
        assert held["value"] == pytest.approx(second["solutions"][name]["value"])
        assert _settled(held) == _settled(second["solutions"][name])


def _settled(held: dict[str, Any]) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(row["options"].items())) for row in held["settlements"]}
