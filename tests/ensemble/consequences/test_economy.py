"""The economy of a case: odds and survival of its own run joined with the ledger; laws of the page's numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from detente.case.consequences import Consequences, DriverParent, ScenarioDriver
from detente.case.fault import Unanswerable
from detente.case.quantity import exactly
from detente.consequences.drivers import drivers
from detente.consequences.given import driver_rows, warnings
from detente.ensemble.consequences import ADVICE, economy
from detente.ensemble.consequences.odds import BY_HORIZON, IF_CONCLUDED, odds_over
from detente.ensemble.setting import Drawing, setting_of
from detente.ensemble.shares import scenario_ids
from detente.formats.load import load

DRAWS = 60


def followed(case: Any) -> dict[str, Any]:
    return economy(setting_of(case, Drawing(DRAWS, 1)))


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return followed(load("template"))


def test_odds_are_those_of_the_run_and_sum_to_one(found: dict[str, Any]) -> None:
    assert found["odds"]["basis"] == BY_HORIZON
    assert sum(row["value"] for row in found["odds"]["scenarios"]) == pytest.approx(1.0, abs=1e-12)
    assert found["odds"]["scenarios"][-1]["id"] == "no_deal"
    assert found["caution"] == ADVICE == "scenario arithmetic, not advice"


def test_the_mixture_is_the_sum_of_scenarios_by_their_odds(found: dict[str, Any]) -> None:
    chance = [row["value"] for row in found["odds"]["scenarios"]]
    for row in [*found["indicators"], found["leverage"]]:
        for m, month in enumerate(row["mixture"]):
            means = [own["months"][m]["mean"] for own in row["scenarios"]]
            assert month["mean"] == pytest.approx(np.dot(chance, means), abs=1e-12)
            assert month["q05"] <= month["q50"] <= month["q95"]
    for row in found["recession"]:
        assert row["mixture"] == pytest.approx(np.dot(chance, [own["value"] for own in row["scenarios"]]), abs=1e-12)


def test_the_ledger_sums_to_the_indicator(found: dict[str, Any]) -> None:
    (euro,) = [row for row in found["indicators"] if row["id"] == "cpi_EA"]
    for own in euro["scenarios"]:
        lines = [
            row["value"] for row in found["contributions"]
            if (row["scenario"], row["indicator"], row["region"]) == (own["id"], "cpi", "EA")
        ]  # fmt: skip
        (year,) = [row["mean"] for row in own["months"] if row["month"] == 12]
        assert sum(lines) == pytest.approx(year, abs=1e-12)


def test_shares_of_the_spread_sum_to_one_or_nothing_varies(found: dict[str, Any]) -> None:
    for row in found["indicators"]:
        assert sum(row["variance"]["shares"].values()) in (pytest.approx(1.0), 0.0)


def test_a_scenario_that_takes_the_drivers_of_no_deal_is_as_no_deal() -> None:
    case = load("miami")
    found = {row["id"]: row for row in followed(case)["indicators"]}["gas"]
    by = {row["id"]: row["months"] for row in found["scenarios"]}
    assert [row["mean"] for row in by["swaps_only"]] == pytest.approx([row["mean"] for row in by["no_deal"]], abs=1e-9)


def test_a_weaker_hold_moves_prices_towards_no_deal() -> None:
    case = load("template")
    assert case.durability is not None
    weak = replace(case, durability=replace(case.durability, frailty=exactly(20.0)))
    firm = replace(case, durability=replace(case.durability, frailty=exactly(0.1)))
    (low, high) = (_oil(followed(held)) for held in (firm, weak))
    assert low < high


def _oil(found: dict[str, Any]) -> float:
    (row,) = [row for row in found["indicators"] if row["id"] == "oil"]
    (own,) = [own for own in row["scenarios"] if own["id"] == "watched_line"]
    return own["months"][4]["mean"]


def test_without_timing_the_odds_hold_if_talks_conclude() -> None:
    case = replace(load("template"), timing=None, durability=None)
    found = followed(case)
    assert found["odds"]["basis"] == IF_CONCLUDED
    assert "each is taken to hold" in found["warnings"][0]
    assert {row["value"] for row in found["survival"]} == {1.0}


def test_a_row_of_the_case_comes_before_that_of_its_parent() -> None:
    case = load("template")
    rows = driver_rows(case, drivers(), "watched_line")
    assert rows["oil"].value.mid == -1
    assert rows["gas"].ground == "analyst judgement; inherited from frozen_conflict, range widened"
    assert rows["gas"].value.low == -35


def test_a_row_says_that_it_is_widened_only_where_it_is() -> None:
    case = load("miami")
    assert driver_rows(case, drivers(), "swaps_only")["gas"].ground == "analyst judgement; inherited from no_deal"
    assert "range widened" in driver_rows(case, drivers(), "truce_land_open")["cereals"].ground


def test_a_scenario_of_which_nothing_is_said_is_refused() -> None:
    case = replace(load("template"), consequences=None)
    with pytest.raises(Unanswerable, match="scenario watched_line has no drivers; .* under `consequences: drivers`"):
        driver_rows(case, drivers(), "watched_line")


def test_dates_that_do_not_overlap_are_refused_or_told() -> None:
    case = load("template")
    old = replace(case, as_of=date(1951, 7, 10), consequences=None)
    with pytest.raises(Unanswerable, match="changes as of 2025-12-15, the case is as of 1951-07-10"):
        driver_rows(old, drivers(), "no_deal")
    own = Consequences(drivers=(ScenarioDriver("no_deal", "oil", exactly(5.0)),))
    assert [*driver_rows(replace(old, consequences=own), drivers(), "no_deal")] == ["oil"]
    heir = replace(own, inherits=(DriverParent("other_settlement", "no_deal", 2.0),))
    assert driver_rows(replace(old, consequences=heir), drivers(), "other_settlement")["oil"].inherited == "no_deal"
    assert warnings(case, drivers()) == []
    assert "a shock of the Middle East" in warnings(load("miami_2026"), drivers())[0]


def test_panels_are_those_that_the_case_asks_for(found: dict[str, Any]) -> None:
    assert found["people"] is None
    assert found["security"] is None
    assert found["consistency"]["rows"] == []


def test_odds_given_a_settlement_are_those_without_no_deal(found: dict[str, Any]) -> None:
    rows, settled = found["odds"]["scenarios"], found["odds"]["settled"]
    deals = [row for row in rows if row["id"] != "no_deal"]
    assert settled["value"] == pytest.approx(1.0 - rows[-1]["value"], abs=1e-12)
    assert sum(row["given_settlement"] for row in deals) == pytest.approx(1.0, abs=1e-12)
    for row in deals:
        assert row["given_settlement"] == pytest.approx(row["value"] / settled["value"], abs=1e-12)
    assert rows[-1]["given_settlement"] is None


def test_the_mixture_is_that_given_a_settlement_and_no_deal(found: dict[str, Any]) -> None:
    chance = found["odds"]["settled"]["value"]
    for row in found["indicators"]:
        without = next(own["months"] for own in row["scenarios"] if own["id"] == "no_deal")
        for whole, given, other in zip(row["mixture"], row["given_settlement"], without, strict=True):
            mean = chance * given["mean"] + (1.0 - chance) * other["mean"]
            assert whole["mean"] == pytest.approx(mean, abs=1e-12)


def test_without_a_settlement_in_any_draw_nothing_is_given_one() -> None:
    case = load("template")
    found = odds_over(case, np.eye(1, len(scenario_ids(case)), len(scenario_ids(case)) - 1).repeat(5, axis=0))
    assert found.settled is None
    assert found.rows(case)["settled"] is None
    assert {row["given_settlement"] for row in found.rows(case)["scenarios"]} == {None}
