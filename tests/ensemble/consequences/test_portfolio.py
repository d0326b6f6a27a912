"""A portfolio under a case's scenarios: the drivers and odds of `economy`, the laws of mixtures, and the sign trap."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.consequences import Consequences, ScenarioDriver
from detente.case.fault import Unanswerable
from detente.case.holdings import PriceTable
from detente.case.nouns import Case
from detente.case.quantity import exactly
from detente.consequences.portfolio.series import catalogue, shipped_prices
from detente.ensemble import explain as tracing
from detente.ensemble.consequences.odds import Odds
from detente.ensemble.consequences.portfolio import Asked, Implied, answer, weighed
from detente.ensemble.consequences.portfolio.asked import Weighed
from detente.ensemble.consequences.portfolio.scenarios import risk_row
from detente.ensemble.explain import explain, orphans
from detente.ensemble.portfolio_formulas import PORTFOLIO
from detente.ensemble.portfolio_provenance import as_run
from detente.ensemble.setting import Drawing, Setting, setting_of
from detente.ensemble.shares import scenario_ids
from detente.formats.holdings import example_holdings, read_holdings
from detente.formats.load import load

HOLDINGS = read_holdings(example_holdings(), catalogue().ids)
SPAN = catalogue().sample.span


def stocks() -> PriceTable:
    """An equity market made for tests: it follows the root of copper, which follows world demand."""
    held = shipped_prices()
    return PriceTable(held.months, {"equity": tuple(p and p**0.5 for p in held.prices["copper"])}, "made.csv")


def even(case: Case) -> Odds:
    """Odds that give every scenario its say, which those of a run do not."""
    ids = scenario_ids(case)
    chance = np.arange(1.0, len(ids) + 1.0)
    return Odds(tuple(ids), chance / chance.sum(), np.full(len(ids), 0.01), "made for a test", 100)


@pytest.fixture(scope="module")
def setting() -> Setting:
    return setting_of(load("miami"), Drawing(20, 1))


@pytest.fixture(scope="module")
def held(setting: Setting) -> Weighed:
    return weighed(setting, even(setting.case), Asked(HOLDINGS))


@pytest.fixture(scope="module")
def found(held: Weighed) -> dict[str, Any]:
    return answer(held)


@pytest.fixture(scope="module")
def with_equity(setting: Setting) -> dict[float, dict[str, Any]]:
    def under(weight: float) -> dict[str, Any]:
        asked = Asked(HOLDINGS, stocks(), "equity", weight)
        return answer(weighed(setting, even(setting.case), asked))

    return {weight: under(weight) for weight in (0.0, 1.0)}


def test_every_view_is_met(held: Weighed) -> None:
    for scenario, rows in held.weighing.views.items():
        for row in rows:
            assert held.posteriors[scenario] @ held.past.changes[row.series] == pytest.approx(row.target, abs=1e-9)


def test_the_mixture_keeps_the_law_of_total_expectation(held: Weighed, found: dict[str, Any]) -> None:
    parts = [row["part"] for row in found["scenarios"]]
    assert sum(parts) == pytest.approx(found["mixture"]["mean"], abs=1e-12)
    for k, own in enumerate(found["mixture"]["contributions"]):
        by_scenario = [row["probability"] * row["contributions"][k]["mean"] for row in found["scenarios"]]
        assert sum(by_scenario) == pytest.approx(own["mean"], abs=1e-12)
    assert held.mixed.sum() == pytest.approx(1.0, abs=1e-12)


def test_contributions_sum_to_the_total(found: dict[str, Any]) -> None:
    for row in (*found["scenarios"], found["mixture"], found["given_settlement"], found["before"]):
        for key in ("mean", "cvar"):
            assert sum(own[key] for own in row["contributions"]) == pytest.approx(row[key], abs=1e-12)


def test_no_deal_and_a_settlement_make_the_mixture(found: dict[str, Any]) -> None:
    chance = found["scenarios"][-1]["probability"]
    told = (1 - chance) * found["given_settlement"]["mean"] + chance * found["scenarios"][-1]["mean"]
    assert told == pytest.approx(found["mixture"]["mean"], abs=1e-12)


def test_the_tail_together_is_no_worse_than_apart(found: dict[str, Any]) -> None:
    for row in (*found["scenarios"], found["mixture"]):
        assert row["diversification"]["cvar_apart"] >= row["cvar"] - 1e-9
        assert row["diversification"]["volatility_apart"] >= row["volatility"] - 1e-9
        assert row["cvar"] >= row["var"]


def test_a_range_holds_the_mean_and_few_windows_are_told(found: dict[str, Any]) -> None:
    for row in found["scenarios"]:
        assert row["low"] <= row["mean"] <= row["high"]
        assert row["windows"] <= found["sample"]["windows"] * found["prior"]["opposite"] + 1e-9


def test_the_second_engine_meets_the_views_of_the_first_and_agrees_on_the_sign(found: dict[str, Any]) -> None:
    told = {row["id"]: row for row in found["scenarios"]}
    assert told["no_deal"]["gaussian"]["distance"] > told["frozen_conflict"]["gaussian"]["distance"] > 0.0
    assert told["no_deal"]["gaussian"]["mean"] > found["before"]["mean"] > told["neutral_demilitarised"]["mean"]


def test_nothing_after_the_day_of_the_case_is_used(setting: Setting, found: dict[str, Any]) -> None:
    assert found["sample"]["last"] == "2025-12"
    assert str(setting.case.as_of) == "2025-12-31"


def test_without_equity_the_answer_says_what_is_missing(found: dict[str, Any]) -> None:
    assert "no series of equity is given" in found["lacking"][0]
    assert "copper stands for equity" in found["lacking"][1]
    assert found["stories"] == []
    assert not any(row["own"] for row in found["moves"])


def test_with_plain_history_the_story_check_fires_and_with_the_default_prior_it_does_not(
    with_equity: dict[float, dict[str, Any]],
) -> None:
    fired = {
        weight: {row["scenario"] for row in told["stories"] if row["contradicts"]}
        for weight, told in with_equity.items()
    }
    assert "no_deal" in fired[1.0]
    assert fired[0.0] == set()
    assert with_equity[0.0]["lacking"] == []


DATA = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "economy/ff10_industries_vw_monthly_1990_2024.csv"
TRADED = ("NoDur", "Durbl", "Manuf", "HiTec", "Telcm", "Shops", "Hlth", "Utils", "Other")


def industries() -> PriceTable:
    """Levels of ten industries of the United States, and of the mean of nine as equity."""
    with DATA.open(encoding="utf-8", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    names = [name for name in rows[0] if name != "month"]
    grown = {name: np.cumprod([1 + float(row[name]) / 100 for row in rows]) for name in names}
    mean = np.mean([[float(row[name]) for row in rows] for name in TRADED], axis=0)
    levels = {"equity": np.cumprod(1 + mean / 100), **grown}
    return PriceTable(tuple(row["month"] for row in rows), {k: tuple(v.tolist()) for k, v in levels.items()}, "made")


@pytest.mark.skipif(not DATA.exists(), reason="returns of industries are read from DETENTE_REFERENCE_DATA")
def test_on_industries_plain_history_contradicts_every_story_and_the_default_prior_none(setting: Setting) -> None:
    found = {
        weight: answer(weighed(setting, even(setting.case), Asked(HOLDINGS, industries(), "equity", weight)))
        for weight in (0.0, 1.0)
    }
    assert all(row["contradicts"] for row in found[1.0]["stories"])
    assert not any(row["contradicts"] for row in found[0.0]["stories"])
    beside = {row["series"]: row["no_deal_beside_equity"] for row in found[0.0]["moves"]}
    assert beside["Enrgy"] > beside["Utils"] > 0.0 > beside["HiTec"]
    assert beside["Hlth"] > 0.0


@given(st.lists(st.floats(-3.0, 3.0), min_size=8, max_size=8).filter(lambda w: abs(sum(w)) > 0.1))
@settings(max_examples=20, deadline=None)
def test_whatever_is_held_parts_sum_to_the_whole_and_scenarios_to_the_mixture(held: Weighed, w: list[float]) -> None:
    weights = np.array(w) / sum(w)
    own = replace(held, weights=weights)
    rows = {key: risk_row(own, q) for key, q in own.posteriors.items()}
    mixed = risk_row(own, own.mixed)
    size = 1.0 + np.abs(weights).sum()
    for row in (*rows.values(), mixed):
        for key in ("mean", "cvar"):
            assert sum(part[key] for part in row["contributions"]) == pytest.approx(row[key], abs=1e-12 * size)
        assert row["diversification"]["cvar_apart"] >= row["cvar"] - 1e-9 * size
    means = [row["mean"] for row in rows.values()]
    assert own.world.odds.chance @ means == pytest.approx(mixed["mean"], abs=1e-12 * size)


def test_equity_has_a_view_of_its_own_and_is_compared_with(with_equity: dict[float, dict[str, Any]]) -> None:
    told = with_equity[0.0]
    assert {"equity"} == {row["series"] for row in told["views"] if row["driver"] == "equity"}
    (own,) = [row for row in told["moves"] if row["own"]]
    assert own["no_deal_beside_equity"] == pytest.approx(0.0, abs=1e-12)


def test_a_price_that_implies_odds_comes_back(setting: Setting) -> None:
    odds = even(setting.case)
    asked = (Implied("brent", 3.0), Implied("bond", 30.0, 40.0, 25.0), Implied("bond", 50.0, 40.0, 25.0))
    rows = answer(weighed(setting, odds, Asked(HOLDINGS, implied=asked)))["implied"]
    for row in rows[:2]:
        assert row["price_again"] == pytest.approx(row["price"], abs=1e-12)
        assert 0.0 < row["probability"] < 1.0
    assert rows[1]["probability"] == pytest.approx(1 / 3)
    assert rows[2]["probability"] is rows[2]["price_again"] is None


def test_hedges_lower_the_tail_and_pay_from_where_their_mean_is_nothing(held: Weighed, found: dict[str, Any]) -> None:
    for row in found["hedges"]:
        assert row["cvar"] <= row["without"] == found["mixture"]["cvar"]
        p = row["break_even"]
        if p is not None:
            values = held.past.changes[row["series"]] * row["size"]
            assert p * held.against @ values + (1 - p) * held.settled @ values == pytest.approx(0.0, abs=1e-9)


def test_views_beyond_the_past_are_relaxed_and_told(setting: Setting) -> None:
    said = setting.case.consequences or Consequences()
    rows = tuple(row for row in said.drivers) + (ScenarioDriver("no_deal", "oil", exactly(900.0)),)
    case = replace(setting.case, consequences=replace(said, drivers=rows))
    told = weighed(replace(setting, case=case), even(case), Asked(HOLDINGS)).weighing.pooled["no_deal"]
    assert "lies outside the scenarios" in told.warnings[0]
    assert "cannot all be met; relaxed: mean of brent by -" in told.warnings[1]
    assert told.slack[0] < 0.0


def test_a_case_that_is_not_followed_long_enough_is_refused(setting: Setting) -> None:
    case = replace(setting.case, consequences=replace(setting.case.consequences or Consequences(), months=2))
    with pytest.raises(Unanswerable, match="followed for 2 months, a view needs 3"):
        weighed(replace(setting, case=case), even(case), Asked(HOLDINGS))


def test_without_a_window_of_supply_the_answer_names_what_to_do(setting: Setting) -> None:
    shipped = shipped_prices()
    like_oil = PriceTable(shipped.months, {"equity": shipped.prices["brent"]}, "made.csv")
    with pytest.raises(Unanswerable, match="in no scenario did equity and energy move oppositely.*--prior 0.1"):
        weighed(setting, even(setting.case), Asked(HOLDINGS, like_oil, "equity"))


def test_equity_that_stands_still_relaxes_its_view_and_says_so(setting: Setting) -> None:
    still = PriceTable(shipped_prices().months, {"equity": (100.0,) * len(shipped_prices().months)}, "made.csv")
    held = weighed(setting, even(setting.case), Asked(HOLDINGS, still, "equity", 1.0))
    (_, relaxed) = held.weighing.pooled["no_deal"].warnings
    (asked,) = [row.target for row in held.weighing.views["no_deal"] if row.driver == "equity"]
    assert relaxed.endswith(f"relaxed: mean of equity by {-asked:+.3g}")
    (oil,) = [row.target for row in held.weighing.views["no_deal"] if row.driver == "oil"]
    assert held.posteriors["no_deal"] @ held.past.changes["brent"] == pytest.approx(oil, abs=1e-9)


def test_amounts_are_told_in_money(setting: Setting) -> None:
    held = read_holdings(b"asset,amount\ngold,300\nbrent,100\n", catalogue().ids)
    told = answer(weighed(setting, even(setting.case), Asked(held)))["mixture"]
    assert told["amounts"]["mean"] == pytest.approx(4.0 * told["mean"])


def test_every_number_has_a_rule_and_no_rule_lacks_a_number(
    found: dict[str, Any], with_equity: dict[float, dict[str, Any]]
) -> None:
    for told in (found, with_equity[0.0]):
        assert orphans({"portfolio": {**told, "seed": 1}}) == []
    used = {tracing._rule(parts)[0].pattern for told in (found, with_equity[0.0], with_slack(found))
            for parts, _ in tracing._leaves({"portfolio": {**told, "seed": 1}}, ())}  # fmt: skip
    may_be_null = {"portfolio.given_settlement", "portfolio.break_even", "portfolio.scenarios.{under}.gaussian"}
    assert {rule.pattern for rule in PORTFOLIO} - used <= may_be_null


def with_slack(found: dict[str, Any]) -> dict[str, Any]:
    """The rare parts of an answer: relaxed views, amounts, implied odds."""
    row = {"id": "no_deal", "slack": {"brent": 1.0}, "amounts": {"mean": 1.0}}
    implied = {"price": 1.0, "if_settled": 1.0, "probability": None, "price_again": None}
    whole = {"amounts": {"mean": 1.0}}
    return {"scenarios": [row], "implied": [implied], "mixture": whole, "before": whole}


def test_a_number_leads_back_to_its_drivers_holdings_and_publishers(found: dict[str, Any]) -> None:
    case = {"parties": [{"id": "A", "name": "A", "role": "principal", "required": True}]}
    run = as_run({"schema": "detente.portfolio/1", "case": case, "seed": 1, **found})
    told = explain(run, "portfolio.scenarios.no_deal.mean")
    paths = {row["path"] for row in told["inputs"]}
    assert {"drivers.no_deal.oil", "holdings.Brent", "prior.same_sign_weight"} <= paths
    assert not any(path.startswith("drivers.frozen") for path in paths)
    assert {row["id"] for row in told["sources"]} >= {"eia", "world_bank"}
    assert "no_deal" in told["formula"]
    assert explain(run, "portfolio.scenarios.no_deal.probability")["draws"] == found["odds"]["draws"]
    assert explain(run, "portfolio.mixture.contributions.Gold.cvar")["value"] == next(
        row["cvar"] for row in found["mixture"]["contributions"] if row["asset"] == "Gold"
    )


def test_the_object_holds_no_number_without_end(found: dict[str, Any]) -> None:
    json.dumps(found, allow_nan=False)
