"""The economy and a portfolio over HTTP: the objects of the verbs, and every fault of a table by its line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.consequences.portfolio.series import catalogue, shipped_prices
from detente.formats.holdings import example_holdings
from detente.formats.load import find
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.app import application
from detente.web.settings import Settings
from tests.cli.calls import data

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
FEW = {"draws": 20}
BAD = "asset,weight,proxy\nGold,0.5,golf\nBrent,much,brent\nBrent,0.2,brent\n"
EXACT = 1e-9


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Generator[TestClient]:
    folder = tmp_path_factory.mktemp("cases")
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    (folder / "template.yaml").write_bytes(find("template")[1])
    settings = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")
    with opened(settings.ledger, create=True) as store:
        head = {"Authorization": "Bearer key"}
        with TestClient(application(settings, store), base_url="http://127.0.0.1:8765", headers=head) as found:
            yield found


@pytest.fixture(scope="module")
def economy(client: TestClient) -> dict[str, Any]:
    return dict(client.post("/api/v1/cases/template/economy", json=FEW).json())


def asked(client: TestClient, **more: Any) -> Any:
    return client.post("/api/v1/cases/template/portfolio", json=FEW | more)


def refusal(client: TestClient, **more: Any) -> dict[str, Any]:
    answer = asked(client, **more)
    assert answer.status_code == 422, answer.text[:300]
    return dict(answer.json()["error"])


class TestEconomy:
    def test_it_is_the_object_of_the_verb(self, economy: dict[str, Any]) -> None:
        assert economy == data("economy", "template", "-n", "20")

    def test_contributions_add_up_to_the_mean_that_they_explain(self, economy: dict[str, Any]) -> None:
        seen = 0
        for row in economy["indicators"]:
            for own in row["scenarios"]:
                parts = [
                    line for line in economy["contributions"]
                    if line["scenario"] == own["id"] and _output(line) == row["id"]
                ]  # fmt: skip
                if parts:
                    mean = next(held["mean"] for held in own["months"] if held["month"] == parts[0]["month"])
                    assert sum(line["value"] for line in parts) == pytest.approx(mean, abs=EXACT)
                    seen += 1
        assert seen > 0

    def test_changed_inputs_are_followed(self, client: TestClient, economy: dict[str, Any]) -> None:
        inputs = client.get("/api/v1/cases/template/inputs").json()["inputs"]
        path = next(row["path"] for row in inputs if row["path"].startswith("no_deal."))
        moved = FEW | {"changes": [{"path": path, "value": 95.0}]}
        other = client.post("/api/v1/cases/template/economy", json=moved).json()
        assert other["odds"] != economy["odds"]

    def test_a_case_whose_scenarios_have_no_drivers_is_told_what_to_add(self, client: TestClient) -> None:
        answer = client.post("/api/v1/cases/small/economy", json=FEW)
        error = answer.json()["error"]
        assert (answer.status_code, error["kind"]) == (422, "unanswerable")
        assert "has no drivers" in error["message"]
        assert "consequences: drivers" in error["message"]


class TestPortfolio:
    def test_without_holdings_it_is_the_example_of_the_verb(self, client: TestClient) -> None:
        assert asked(client).json() == data("portfolio", "template", "-n", "20")

    def test_options_are_those_of_the_verb(self, client: TestClient, tmp_path: Path) -> None:
        held, prices = tmp_path / "held.csv", tmp_path / "prices.csv"
        held.write_text("asset,amount,proxy\nShares,70,\nGold,30,gold\n", encoding="utf-8")
        prices.write_text(_prices(), encoding="utf-8")
        words = (
            "--holdings",
            str(held),
            "--prices",
            str(prices),
            "--prior",
            "0.2",
            "--level",
            "0.9",
            "--implied",
            "gold=3",
        )
        wanted = data("portfolio", "template", "-n", "20", *words)
        texts = {"holdings": held.read_text(encoding="utf-8"), "prices": prices.read_text(encoding="utf-8")}
        implied = [{"name": "gold", "price": 3.0}]
        found = asked(client, **texts, prior=0.2, level=0.9, implied=implied).json()
        assert found["holdings"].pop("file") == "holdings"
        wanted["holdings"].pop("file")
        assert found == wanted

    def test_rows_are_the_table_that_they_make(self, client: TestClient) -> None:
        rows = [*csv.DictReader(io.StringIO(example_holdings().decode("utf-8")))]
        sent = [{**row, "weight": float(row["weight"])} for row in rows]
        text = asked(client, holdings=example_holdings().decode("utf-8")).json()
        assert asked(client, holdings=sent).json() == text

    def test_a_table_pasted_from_a_spreadsheet_is_read(self, client: TestClient) -> None:
        text = "asset\tweight\tproxy\nFuel\t0.4\tbrent\nCash\t0.6\tcash\n"
        rows = asked(client, holdings=text).json()["holdings"]["rows"]
        assert [(row["asset"], row["weight"]) for row in rows] == [("Fuel", 0.4), ("Cash", 0.6)]

    def test_what_holdings_add_sums_to_the_whole(self, client: TestClient) -> None:
        found = asked(client).json()
        for row in (*found["scenarios"], found["mixture"]):
            for key in ("mean", "cvar"):
                assert sum(own[key] for own in row["contributions"]) == pytest.approx(row[key], abs=EXACT)

    def test_every_fault_of_holdings_is_told_with_its_line(self, client: TestClient) -> None:
        error = refusal(client, holdings=BAD)
        assert error["kind"] == "faults"
        assert {row["line"] for row in error["faults"]} == {2, 3, 4}
        assert "holdings" in error["message"]

    def test_a_fault_of_a_row_has_the_line_of_its_table(self, client: TestClient) -> None:
        rows = [{"asset": "Gold", "weight": 0.5, "proxy": "gold"}, {"asset": "Fuel", "weight": None, "proxy": "brent"}]
        (fault,) = refusal(client, holdings=rows)["faults"]
        assert (fault["line"], fault["where"]) == (3, "weight")

    def test_weights_that_do_not_sum_are_told_with_those_that_would(self, client: TestClient) -> None:
        (fault,) = refusal(client, holdings="asset,weight\ngold,0.5\nbrent,0.25\n")["faults"]
        assert "0.75" in fault["message"]
        assert "gold 0.666667, brent 0.333333" in fault["hint"]

    def test_faults_of_prices_are_those_of_the_prices(self, client: TestClient) -> None:
        error = refusal(client, prices="Date,equity\n2025-01,100\nyesterday,abc\n")
        assert error["message"].startswith("prices")
        assert error["faults"][0]["line"] == 3

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"equity": "shares"}, "the prices have no column 'shares'"),
            ({"implied": [{"name": "golf", "price": 1.0}]}, 'did you mean "gold"?'),
            ({"implied": [{"name": "bond", "price": 1.0, "if_not": 2.0}]}, "give both"),
            ({"implied": [{"name": "bond", "price": 1.0, "if_settled": 2.0, "if_not": 2.0}]}, "implies nothing"),
            ({"holdings": []}, "holdings"),
            ({"level": 0.2}, "level"),
        ],
    )
    def test_what_cannot_be_asked_is_refused_in_words(self, client: TestClient, sent: Any, words: str) -> None:
        error = refusal(client, **sent)
        assert error["kind"] == "request"
        assert words in error["message"]

    def test_half_a_character_is_refused_in_words(self, client: TestClient) -> None:
        body = json.dumps(FEW | {"holdings": "asset,weight\ngold,1\n\ud800"})
        answer = client.post("/api/v1/cases/template/portfolio", content=body)
        assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "request")

    def test_the_example_names_every_series_that_a_holding_may_follow(self, client: TestClient) -> None:
        found = client.get("/api/v1/portfolio/example").json()
        assert found["text"] == example_holdings().decode("utf-8")
        assert [row["id"] for row in found["series"]] == [*catalogue().ids]


def _output(line: dict[str, Any]) -> str:
    return f"{line['indicator']}_{line['region']}" if line["region"] else str(line["indicator"])


def _prices() -> str:
    held = shipped_prices()
    rows = zip(held.months, held.prices["copper"], strict=True)
    return "Date,Shares\n" + "\n".join(f"{month},{price}" for month, price in rows if price) + "\n"
