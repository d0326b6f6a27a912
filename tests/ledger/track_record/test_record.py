"""The record as a whole: what ships is what is computed, cases are judged as elsewhere, misses are told."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from detente.formats.load import load
from detente.ledger.track_record.record import record
from detente.solutions.consistency import consistency

Result = dict[str, Any]
CLOSE = 1e-6
REFRESH = "it is refreshed by: detente track-record --json --out src/detente/report/track_record.json"


@pytest.fixture(scope="module")
def found() -> Result:
    # All cases are run and the economy is followed: some seconds, once.
    return json.loads(json.dumps({"schema": "detente.track-record/1", **record()}))


def differences(own: Any, other: Any, where: str = "") -> list[str]:
    """Return the places at which two plain values differ by more than rounding."""
    if isinstance(own, dict) and isinstance(other, dict):
        if own.keys() != other.keys():
            return [f"{where}: keys"]
        return [line for key in own for line in differences(own[key], other[key], f"{where}.{key}")]
    if isinstance(own, list) and isinstance(other, list):
        if len(own) != len(other):
            return [f"{where}: length"]
        return [
            line for k, pair in enumerate(zip(own, other, strict=True)) for line in differences(*pair, f"{where}[{k}]")
        ]
    same = own == pytest.approx(other, rel=CLOSE, abs=CLOSE) if isinstance(own, float) else own == other
    return [] if same else [f"{where}: {own} and {other}"]


def test_the_file_that_the_report_shows_is_what_is_computed(found: Result) -> None:
    shipped = json.loads((files("detente.report") / "track_record.json").read_text(encoding="utf-8"))
    assert differences(found, shipped) == [], REFRESH


def test_the_baselines_are_in_the_table_and_every_other_model_is_held_against_them(found: Result) -> None:
    by = {row["model"]: row for row in found["models"]}
    assert {"constant", "compromise", "zone", "challenge", "exchange", "spatial", "nash"} <= by.keys()
    for name, row in by.items():
        assert row["against"].keys() == {"constant", "compromise", "zone"} - {name}
        for held in row["against"].values():
            assert held["detectable"] > 0
            assert held["low"] < held["difference"] < held["high"]


def test_every_case_with_an_outcome_is_there_and_judged_as_its_own_verb_judges_it(found: Result) -> None:
    assert len(found["cases"]) == 12
    for row in found["cases"]:
        beside = consistency(load(row["id"]))
        assert beside is not None
        assert row["zone"] == {"agreement": beside.zone, "miss": "zone" in beside.misses}
        assert row["issues"] == len(beside.issues)
        assert row["hindsight"]


def test_brier_scores_stand_between_the_best_and_the_worst(found: Result) -> None:
    for row in found["cases"]:
        # what happened had its share; the rest lies somewhere between one scenario and all others evenly
        missed = 1.0 - row["share"]
        assert missed**2 <= row["brier"] <= 2.0 * missed**2 + 1e-9


def test_misses_of_the_zone_are_told(found: Result) -> None:
    assert found["scenarios"]["zone_misses"] == ["istanbul_2022", "miami"]


def test_the_economy_tells_hits_and_misses_and_the_oil_only_miss(found: Result) -> None:
    past = {row["id"]: row for row in found["economy"]["past"]}
    assert not past["war_2022_oil_alone"]["hit"]
    assert past["war_2022_oil_and_confidence"]["by_construction"]
    for row in found["economy"]["settlement"]:
        assert row["hit"] == (row["published_low"] <= row["q95"] and row["q05"] <= row["published_high"])
    assert {row["id"] for row in found["economy"]["formulas"] if row["checked"] == "exact"} == {"cobb_douglas"}
    assert not any("hit" in row for row in found["economy"]["formulas"])
    assert "consistency, not validation" in found["economy"]["caution"]


def test_published_errors_are_marked_as_not_computed(found: Result) -> None:
    assert {row["status"] for row in found["published"]} == {"published, not computed here"}
    assert found["published"][0]["value"] == 22.99
