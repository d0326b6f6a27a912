"""The ledger over HTTP: what the verbs of `forecast` write and print, every fault in words, nothing half written."""

from __future__ import annotations

import json
from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.app import application
from detente.web.settings import Settings
from tests.cli.calls import data

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
TODAY = date.today()
LATER = str(TODAY + timedelta(days=200))
SIGNED = {"id": "signed", "statement": "A deal is signed", "rule": "Both governments publish it", "horizon": LATER}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "small.yaml").write_bytes(SMALL.read_bytes())
    return Settings(tmp_path, LedgerPlace(tmp_path / "ledger.sqlite"), token="key")


@pytest.fixture
def client(settings: Settings) -> Generator[TestClient]:
    with opened(settings.ledger, create=True) as store:
        app = application(settings, store)
        with TestClient(app, base_url="http://127.0.0.1:8765", headers={"Authorization": "Bearer key"}) as found:
            yield found


def sent(client: TestClient, path: str, **body: Any) -> Any:
    return client.post(f"/api/v1/forecasts{path}", json=body)


def listed(client: TestClient, **query: str) -> Any:
    return client.get("/api/v1/forecasts", params=query).json()


def refused(answer: Any) -> str:
    """Return what a refusal says, faults in full."""
    assert answer.status_code in (409, 422), answer.json()
    error = answer.json()["error"]
    return " ".join([error["kind"], error["message"], *(json.dumps(fault) for fault in error.get("faults", ()))])


class TestAQuestion:
    def test_it_is_asked_forecast_and_resolved_and_the_verbs_read_it(
        self, client: TestClient, settings: Settings
    ) -> None:
        assert sent(client, "/questions", **SIGNED).status_code == 201
        for p, who in ((0.3, "mine"), (0.0, "crowd")):
            provenance = {"provenance": "publisher"} if who == "crowd" else {}
            assert sent(client, "", question="signed", forecaster=who, p=p, **provenance).status_code == 201
        assert sent(client, "/resolutions", question="signed", outcome="yes", source="gazette").status_code == 201
        db = ("--db", str(settings.ledger.path))
        for path, verb in (("", "list"), ("/score", "score")):
            held = client.get(f"/api/v1/forecasts{path}").json()
            assert held == data("forecast", verb, *db)
        held = client.get("/api/v1/forecasts/score").json()
        scores = {row["forecaster"]: row for row in held["table"]}
        assert scores["mine"]["brier"] == pytest.approx(2 * 0.7**2)
        assert (scores["crowd"]["brier"], scores["crowd"]["log"], scores["crowd"]["impossible"]) == (2.0, None, 1)
        assert sum(row["n"] for row in held["calibration"]) == held["n"] == 2

    def test_its_history_holds_every_forecast(self, client: TestClient) -> None:
        sent(client, "/questions", **SIGNED)
        for p in (0.2, 0.4):
            sent(client, "", question="signed", forecaster="mine", p=p)
        told = [row["p"][0] for row in listed(client, question="signed")["questions"][0]["history"]]
        assert told == [0.2, 0.4]

    def test_all_faults_are_told_at_once_and_nothing_is_written(self, client: TestClient) -> None:
        told = refused(sent(client, "/questions", id="q", statement="x", type="binaries"))
        for word in ("rule", "horizon", "without one", "binaries"):
            assert word in told
        assert listed(client)["entries"] == 0

    def test_of_a_case_it_asks_which_scenario_is_signed(self, client: TestClient, settings: Settings) -> None:
        sent(client, "/questions", id="which", case="small")
        row = listed(client)["questions"][0]
        db = ("--db", str(settings.ledger.path))
        data("forecast", "new", "same", "--from", str(SMALL), *db)
        same = data("forecast", "list", "same", *db)["questions"][0]
        for key in ("statement", "rule", "opened", "horizon", "bins", "type"):
            assert row[key] == same[key]

    def test_an_id_that_is_taken_is_refused(self, client: TestClient) -> None:
        sent(client, "/questions", **SIGNED)
        assert "never changes" in refused(sent(client, "/questions", **SIGNED))


class TestAForecast:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ({"p": 1.5}, "1.5"),
            ({"p": 0.3, "forecaster": ""}, "forecaster"),
            ({"p": 0.3, "date": "2999-01-01"}, "has not come yet"),
            ({"p": 0.3, "date": "yesterday"}, "yesterday"),
            ({}, 'the key \\"p\\" is missing'),
            ({"quantiles": {"0.5": 1.0}}, "write p instead"),
            ({"p": {"yes": 0.2, "maybe": 0.8}}, "no such bin"),
            ({"p": [0.2, 0.2]}, "sum to 0.4"),
            ({"p": 0.3, "provenance": "rumour"}, "rumour"),
        ],
    )
    def test_one_that_cannot_be_is_refused_in_words(self, client: TestClient, body: dict[str, Any], words: str) -> None:
        sent(client, "/questions", **SIGNED)
        assert words in refused(sent(client, "", **({"question": "signed", "forecaster": "mine"} | body)))
        assert listed(client)["entries"] == 1

    def test_on_no_question_it_names_those_there_are(self, client: TestClient) -> None:
        sent(client, "/questions", **SIGNED)
        assert "signed" in refused(sent(client, "", question="signd", forecaster="mine", p=0.2))

    def test_the_odds_of_a_case_are_kept_with_their_run(self, client: TestClient) -> None:
        sent(client, "/questions", id="which", case="small")
        made = sent(client, "/of-case", question="which", case="small", draws=40)
        assert [row["kind"] for row in made.json()["recorded"]] == ["forecast"]
        found = client.post("/api/v1/cases/small/run", json={"draws": 40}).json()
        wanted = {row["id"]: row["signed"] for row in found["hold"]["timing"]["scenarios"]}
        row = listed(client)["questions"][0]
        told = dict(zip(row["bins"], row["latest"][0]["p"], strict=True))
        assert {key: told[key] for key in wanted} == pytest.approx(wanted)
        assert row["latest"][0]["forecaster"] == "detente"

    def test_odds_that_do_not_fit_a_question_leave_no_run_behind(self, client: TestClient) -> None:
        sent(client, "/questions", **SIGNED)
        assert "bins" in refused(sent(client, "/of-case", question="signed", case="small", draws=40))
        assert listed(client)["entries"] == 1

    def test_forecasts_of_all_are_pooled(self, client: TestClient) -> None:
        sent(client, "/questions", **SIGNED)
        for who, p in (("a", 0.2), ("b", 0.4)):
            sent(client, "", question="signed", forecaster=who, p=p)
        found = client.get("/api/v1/forecasts/pool", params={"question": "signed"}).json()
        assert found["pools"]["linear"]["yes"] == pytest.approx(0.3)


class TestAnEnd:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ({"outcome": "no", "source": "x"}, "does not let it resolve early"),
            ({"outcome": "yes"}, "no source"),
            ({"outcome": "perhaps", "source": "x"}, "perhaps"),
            ({}, "either an outcome or"),
            ({"outcome": "yes", "source": "x", "date": "2999-01-01"}, "has not come yet"),
        ],
    )
    def test_one_that_cannot_be_is_refused_in_words(self, client: TestClient, body: dict[str, Any], words: str) -> None:
        sent(client, "/questions", **SIGNED)
        assert words in refused(sent(client, "/resolutions", question="signed", **body))

    def test_it_is_corrected_only_with_a_reason(self, client: TestClient) -> None:
        sent(client, "/questions", **SIGNED)
        end = {"question": "signed", "outcome": "yes", "source": "x"}
        assert sent(client, "/resolutions", **end).status_code == 201
        void = {"question": "signed", "void": "the condition failed"}
        assert "say why" in refused(sent(client, "/resolutions", **void))
        assert sent(client, "/resolutions", **void, correction="misread").status_code == 201
        assert listed(client)["questions"][0]["status"] == "void"

    def test_of_a_numeric_question_it_is_a_number(self, client: TestClient) -> None:
        yesterday = str(TODAY - timedelta(days=1))
        asked = SIGNED | {
            "type": "numeric",
            "unit": "EUR",
            "opened": str(TODAY - timedelta(days=9)),
            "horizon": yesterday,
        }
        sent(client, "/questions", **asked)
        assert "about 4" in refused(sent(client, "/resolutions", question="signed", outcome="about 4", source="x"))
        assert sent(client, "/resolutions", question="signed", outcome="4.5", source="x").status_code == 201


def test_the_track_record_is_that_which_ships(client: TestClient) -> None:
    held = client.get("/api/v1/forecasts/track-record").json()
    assert held["schema"] == "detente.track-record/1"
    assert {"nash", "compromise"} <= {row["model"] for row in held["models"]}
