"""The verb `portfolio`: its page, its object, its table, and what it refuses."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from detente.consequences.portfolio.series import shipped_prices
from tests.cli.calls import data, detente, refused

FEW = ("-n", "20")
ADVICE = re.compile(r"\b(buy|buys|buying|sell|sells|selling|recommend\w*|should)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def prices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = shipped_prices()
    rows = zip(held.months, held.prices["copper"], held.prices["gold"], strict=True)
    lines = [f"{month},{p**0.5:.6f},{g**0.25:.6f}" for month, p, g in rows if p and g]
    path = tmp_path_factory.mktemp("prices") / "own.csv"
    path.write_text("Date,equity,Utilities\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(prices: Path) -> dict[str, Any]:
    return data("portfolio", "template", *FEW, "--prices", str(prices))


def test_the_example_is_answered_at_once() -> None:
    done = detente("portfolio", "template", *FEW)
    assert done.exit_code == 0, done.stderr
    for words in (
        "Scenario arithmetic, not advice", "example that ships", "mixed by the odds", "Who adds what",
        "Diversification", "Break-even", "How far the past carries it", "No series of equity is given",
    ):  # fmt: skip
        assert words in done.stdout


def test_no_page_advises(prices: Path) -> None:
    pages = (
        detente("portfolio", "template", *FEW, "-v"), detente("portfolio", "template", *FEW, "--prices", str(prices)),
        detente("portfolio", "template", *FEW, "--csv"), detente("portfolio", "--help"),
        detente("portfolio", "--example"),
    )  # fmt: skip
    for done in pages:
        assert done.exit_code == 0, done.stderr
        assert not ADVICE.search(done.stdout)
        assert "arithmetic, not advice" in done.stdout


def test_the_object_holds_every_part(found: dict[str, Any]) -> None:
    assert found["schema"] == "detente.portfolio/1"
    assert found["caution"] == "scenario arithmetic, not advice"
    assert {"scenarios", "mixture", "given_settlement", "before", "prior", "sample", "views", "credits"} <= found.keys()


def test_views_are_the_drivers_that_economy_prints(found: dict[str, Any]) -> None:
    rows = {row["id"]: row for row in data("economy", "template", *FEW)["indicators"]}
    assert {row["driver"] for row in found["views"]} == {"oil", "gas", "cereals", "equity"}
    for view in found["views"]:
        by = {own["id"]: own["months"] for own in rows[view["driver"]]["scenarios"]}
        (mean,) = [month["mean"] for month in by[view["scenario"]] if month["month"] == found["sample"]["span"]]
        assert view["target"] == mean
        assert view["coded"] == "judged"


def test_a_number_of_the_answer_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(detente("portfolio", "template", *FEW, "--json").stdout, encoding="utf-8")
    told = " ".join(detente("explain", str(path), "portfolio.scenarios.no_deal.mean").stdout.split())
    for words in ("entropy pooling", "drivers.no_deal.oil", "holdings.Brent", "U.S. Energy Information"):
        assert words in told
    path.write_text('{"schema": "detente.portfolio/1"}', encoding="utf-8")
    refused(detente("explain", str(path)), 1, "damaged")


def test_sectors_stand_beside_equity(prices: Path) -> None:
    done = detente("portfolio", "template", *FEW, "--prices", str(prices), "--prior", "1")
    assert "beside equity" in done.stdout
    assert "Utilities" in done.stdout
    assert "Story check" in done.stdout
    assert "down   AGAINST" in done.stdout


def test_the_default_prior_does_not_contradict_the_story_of_no_deal(found: dict[str, Any]) -> None:
    (told,) = [row for row in found["stories"] if row["scenario"] == "no_deal"]
    assert not told["contradicts"]


def test_the_example_can_be_written_and_read(tmp_path: Path) -> None:
    done = detente("portfolio", "--example")
    assert done.exit_code == 0
    path = tmp_path / "mine.csv"
    path.write_text(done.stdout, encoding="utf-8")
    one, other = data("portfolio", "template", *FEW), data("portfolio", "template", *FEW, "--holdings", str(path))
    assert one["mixture"] == other["mixture"]


def test_the_table_sums_to_the_page_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("asset,weight,proxy\n=cmd(),1.5,gold\n@b,-0.5,brent\n", encoding="utf-8")
    words = ("portfolio", "template", *FEW, "--holdings", str(path))
    rows = [*csv.reader(io.StringIO(detente(*words, "--csv").stdout))]
    assert {row[2][:2] for row in rows[2:]} == {"'=", "'@"}
    mixed = sum(float(row[4]) for row in rows if row[0] == "mixture")
    assert mixed == pytest.approx(data(*words)["mixture"]["mean"], abs=1e-12)
    assert "-0.5" in {row[3] for row in rows[2:]}


def test_what_a_price_implies_is_told() -> None:
    told = detente("portfolio", "template", *FEW, "--implied", "Bond=30:40:25").stdout
    assert "Bond at 30 implies a settlement with 33 %, risk-neutral" in " ".join(told.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--implied", "brent"), "NAME=PRICE:IF_SETTLED:IF_NOT"),
        (("--implied", "brent=1:2"), "NAME=PRICE:IF_SETTLED:IF_NOT"),
        (("--implied", "b=1:2:2"), "two equal values"),
        (("--implied", "bent=1"), "did you mean 'brent'?"),
        (("--equity", "stocks"), "no column of the prices"),
        (("--prior", "2"), "--prior"),
        (("--csv", "--json"), "ask for one"),
    ],
)
def test_a_wrong_option_is_refused(words: tuple[str, ...], told: str) -> None:
    refused(detente("portfolio", "template", *FEW, *words), 2, told)


def test_all_faults_of_the_holdings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("asset,weight\nStocks,0.5\ngold,x\n", encoding="utf-8")
    refused(detente("portfolio", "template", *FEW, "--holdings", str(path)), 1, "h.csv:2", "h.csv:3", "2 faults")
    refused(detente("portfolio", "template", *FEW, "--holdings", str(tmp_path / "none.csv")), 1, "no such file")


def test_prices_of_other_years_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Date,equity\n2031-01,1\n2031-02,1.1\n", encoding="utf-8")
    done = detente("portfolio", "template", *FEW, "--prices", str(path))
    refused(done, 1, "p.csv", "windows of 3 months", "equity has none by that day", "overlap")


def test_a_case_of_another_time_is_refused_in_words() -> None:
    refused(detente("portfolio", "korea_1951", *FEW), 1, "are changes as of 2025-12-15", "write its own under")
