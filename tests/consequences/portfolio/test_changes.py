"""Changes of prices: the series that ship are those published, and a window is used only where all have a price."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.case.fault import InputFaults, Unanswerable
from detente.case.holdings import CASH, Holding, Holdings
from detente.consequences.portfolio.changes import changes, par_bond, sample
from detente.consequences.portfolio.held import needed, returns
from detente.consequences.portfolio.series import catalogue, shipped_prices
from detente.formats.prices import calendar, read_prices

DAY = date(2025, 12, 15)
DATA = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "economy"
MOST_BYTES = 300_000


def own(months: list[str], name: str = "equity"):
    lines = [f"{month},{100 + k}" for k, month in enumerate(months)]
    return read_prices(f"Date,{name}\n{chr(10).join(lines)}\n".encode(), file="own.csv")


def test_every_series_that_ships_has_credit_and_licence_and_the_table_is_small() -> None:
    assert set(shipped_prices().prices) == set(catalogue().ids)
    assert all(catalogue().credit(row).licence for row in catalogue().series)
    folder = Path(__file__).parents[3] / "src/detente/consequences/parameters"
    assert (folder / "prices_monthly.csv").stat().st_size < MOST_BYTES


@pytest.mark.skipif(not DATA.exists(), reason="the published series are read from DETENTE_REFERENCE_DATA")
@pytest.mark.parametrize(
    ("ours", "file", "column"),
    [
        ("gas_eu", "pinksheet_monthly_1990_2026M05.csv", "gas_eu_usd_mmbtu"),
        ("wheat", "pinksheet_monthly_1990_2026M05.csv", "wheat_hrw_usd_mt"),
        ("eur", "fx_monthly_fred.csv", "Euro"),
        ("ust10y", "ust10y_monthly.csv", "Rate"),
    ],
)
def test_the_series_are_as_published(ours: str, file: str, column: str) -> None:
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        published = {(row.get("month") or row["Date"])[:7]: float(row[column]) for row in csv.DictReader(stream)}
    held = dict(zip(shipped_prices().months, shipped_prices().prices[ours], strict=True))
    assert {month: value for month, value in held.items() if value} == {
        month: value for month, value in published.items() if month >= "2000-01"
    }


@pytest.mark.skipif(not DATA.exists(), reason="the published series are read from DETENTE_REFERENCE_DATA")
def test_days_of_brent_are_averaged_to_months() -> None:
    with (DATA / "brent_daily_eia.csv").open(encoding="utf-8", newline="") as stream:
        days = [float(row["Price"]) for row in csv.DictReader(stream) if row["Date"][:7] == "2022-03" and row["Price"]]
    held = dict(zip(shipped_prices().months, shipped_prices().prices["brent"], strict=True))
    assert held["2022-03"] == pytest.approx(np.mean(days), abs=5e-4)


def test_the_realised_rise_of_gas_from_january_to_march_2022_comes_out() -> None:
    """Pink Sheet, January to March 2022: EU gas +50 %, hard red winter wheat +30 %."""
    held = {name: dict(zip(shipped_prices().months, shipped_prices().prices[name], strict=True)) for name in
            ("gas_eu", "wheat")}  # fmt: skip
    rise = {name: 100 * (row["2022-03"] / row["2022-01"] - 1) for name, row in held.items()}
    assert rise["gas_eu"] == pytest.approx(50, abs=0.5)
    assert rise["wheat"] == pytest.approx(30, abs=0.5)


def test_a_currency_gains_when_a_dollar_costs_less_of_it() -> None:
    euro = catalogue().of("eur")
    assert changes(np.array([1.0, 0.8]), 1, euro)[1] == pytest.approx(25.0)


def test_a_bond_at_par_earns_its_coupon_and_loses_about_its_duration() -> None:
    assert par_bond(np.array([6.0, 6.0]), 10)[1] == pytest.approx(1.005, abs=1e-15)
    small = 0.01
    fell = par_bond(np.array([6.0, 6.0 + small]), 10)[1] - 1.005
    half = 0.03
    duration = (1 - (1 + half) ** -20) / (2 * half)  # modified, of a par bond
    assert fell == pytest.approx(-duration * small / 100, rel=1e-3)


def test_nothing_later_than_the_day_is_used() -> None:
    found = sample(DAY, ["brent"])
    assert found.ends[-1] == "2025-11"
    assert sample(date(2025, 11, 30), ["brent"]).ends[-1] == "2025-11"
    assert sample(date(2025, 11, 29), ["brent"]).ends[-1] == "2025-10"


def test_only_windows_with_all_that_is_needed_are_used() -> None:
    months = [*calendar("2020-01", "2023-12")]
    months.remove("2021-06")
    found = sample(DAY, ["brent", "equity"], own(months))
    assert "2021-06" not in found.ends
    assert "2021-09" not in found.ends
    assert found.ends[0] == "2020-04"
    assert all(len(values) == len(found.ends) for values in found.changes.values())
    assert "sunflower_oil" in found.changes
    assert "sunflower_oil" not in sample(DAY, ["brent"]).changes


def test_a_series_of_the_user_comes_before_one_that_ships() -> None:
    months = [*calendar("2020-01", "2023-12")]
    found = sample(DAY, ["gold"], own(months, "gold"))
    assert found.changes["gold"][0] == pytest.approx(3.0)
    assert found.own == ("gold",)


def test_prices_that_do_not_overlap_or_are_few_are_refused_with_the_months_of_each() -> None:
    with pytest.raises(InputFaults, match=r"own.csv: 0 windows .* equity has none by that day.*overlap"):
        sample(DAY, ["brent", "equity"], own([*calendar("2026-01", "2029-12")]))
    with pytest.raises(InputFaults, match=r"9 windows .* 24 are the fewest: brent .*; equity 2020-04 to 2020-12 \(9\)"):
        sample(DAY, ["brent", "equity"], own([*calendar("2020-01", "2020-12")]))
    with pytest.raises(Unanswerable, match="0 windows of 3 months"):
        sample(date(1951, 7, 10), ["brent"])


def test_holdings_move_by_their_series_proxy_or_exposures() -> None:
    rows = (
        Holding("gold", 0.5), Holding("Fuel", 0.2, proxy="brent"), Holding("Maker", 0.2, exposures={"gas_eu": -0.3}),
        Holding(CASH, 0.1),
    )  # fmt: skip
    assert needed(Holdings(rows), ()) == ("gold", "brent", "gas_eu")
    past = sample(DAY, ["gold", "brent", "gas_eu"])
    found = returns(rows, past)
    assert np.array_equal(found[:, :2], past.matrix(["gold", "brent"]))
    assert np.array_equal(found[:, 2], -0.3 * past.changes["gas_eu"])
    assert not found[:, 3].any()


def test_a_price_series_of_its_own_comes_before_a_proxy() -> None:
    rows = (Holding("Fuel", 1.0, proxy="brent"),)
    assert needed(Holdings(rows), ("Fuel",)) == ("Fuel",)
