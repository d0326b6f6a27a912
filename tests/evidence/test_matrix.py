"""The matrix of hypotheses: published scores, diagnosticity, and a view of the same data."""

from __future__ import annotations

import json
from math import log
from pathlib import Path

import pytest

from detente.case.evidence import Bearing, Claim
from detente.case.quantity import exactly
from detente.evidence.grades import grades
from detente.evidence.matrix import matrix, weighted_inconsistency
from tests.evidence.fixtures import case, claim

PARC = json.loads((Path(__file__).parents[1] / "published/data/evidence.json").read_text())["ACH_PARC"]
THREE = {"a": 0.4, "b": 0.3, "c": 0.3}


def test_weights_and_scores_are_the_published_ones() -> None:
    held = grades().matrix
    assert {key.title(): value for key, value in held.weights.items()} == pytest.approx(PARC["weights"], abs=1e-15)
    assert dict(held.scores) == PARC["consistency"]


@pytest.mark.parametrize(("level", "score"), [("high", -4.0), ("medium", -2.0), ("low", -1.0)])
def test_an_item_that_speaks_against_it_scores_as_published(level: str, score: float) -> None:
    assert weighted_inconsistency([(level, level, "II")]) == pytest.approx(score, abs=1e-12)


def test_each_hypothesis_is_held_against_the_one_that_fits_best() -> None:
    told = Bearing(likelihoods={"a": exactly(0.8), "b": exactly(0.3), "c": exactly(0.05)})
    rows = [Claim("x", "one", grade="A1", relevance="high", bears=told), claim("y", 1.5, "a", grade="E1")]
    found = matrix(case(THREE, rows))
    assert found.rows[0].consistency == {"a": "CC", "b": "I", "c": "II"}
    assert found.rows[1].consistency == dict.fromkeys("abc", "N")
    assert found.rows[1].credibility == "low"
    assert found.inconsistency == pytest.approx({"a": 0.0, "b": -2.0, "c": -4.0}, abs=1e-12)


def test_diagnosticity_is_the_spread_of_log_likelihoods_and_0_where_nothing_is_told() -> None:
    found = matrix(case(THREE, [claim("x", 9.0, "a", grade="B1"), claim("y", 1.0, "b", grade="A1")]))
    r = grades().reliability["B"].mid
    assert found.rows[0].diagnosticity == pytest.approx(log((r * 3 + 1 - r) / (r / 3 + 1 - r)), abs=1e-12)
    assert found.rows[1].diagnosticity == pytest.approx(0.0, abs=1e-12)


def test_a_copy_has_no_row() -> None:
    assert len(matrix(case(THREE, [claim("x", 9.0, "a", group="g"), claim("y", 9.0, "a", group="g")])).rows) == 1
