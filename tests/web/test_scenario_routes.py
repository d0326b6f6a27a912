"""The questions of the screen of scenarios over HTTP: what the verbs print, to the bit, and each refusal in words."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.case.levers import Change
from detente.ensemble.model_rows import drawn_models
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.scenarios.change import apply
from detente.scenarios.levers import in_full
from detente.scenarios.run import run
from detente.web.app import application
from detente.web.settings import Settings
from tests.cli.calls import data

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
DRAWS = {"draws": 40, "seed": 3}
WORDS = ("--draws", "40", "--seed", "3")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Generator[TestClient]:
    folder = tmp_path_factory.mktemp("cases")
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    text = SMALL.read_text(encoding="utf-8")
    (folder / "bare.yaml").write_text(text[: text.index("\ndurability:")] + "\n", encoding="utf-8")
    settings = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")
    with opened(settings.ledger, create=True) as store:
        app = application(settings, store)
        with TestClient(app, base_url="http://127.0.0.1:8765", headers={"Authorization": "Bearer key"}) as found:
            yield found


def asked(client: TestClient, question: str, **more: Any) -> Any:
    name, _, verb = question.partition("/")
    return client.post(f"/api/v1/cases/{name}/{verb}", json={**DRAWS, **more})


def same(answer: Any, verb: dict[str, Any]) -> None:
    """The answer is the object of the verb; the head names the case by its id or its file."""
    held, wanted = answer.json(), json.loads(json.dumps(verb))
    assert answer.status_code == 200, held
    for found in (held, wanted):
        found.pop("case")
    assert held == wanted


class TestTheyAreTheVerbs:
    def test_scenarios(self, client: TestClient) -> None:
        same(asked(client, "small/scenarios"), data("scenarios", str(SMALL), *WORDS))

    def test_wild_cards(self, client: TestClient) -> None:
        same(asked(client, "small/wildcards"), data("wildcards", str(SMALL), *WORDS))

    def test_the_value_that_is_sought(self, client: TestClient) -> None:
        sent = {"path": "no_deal.UP", "output": "zone", "share": 0.5}
        told = ("--seek", "no_deal.UP", "--until", "zone=0.5")
        same(asked(client, "small/seek", **sent), data("whatif", str(SMALL), *WORDS, *told))

    def test_the_zone_by_source_and_firmness(self, client: TestClient) -> None:
        held = asked(client, "small/zone-probability").json()
        wanted = run(load(str(SMALL)), draws=40, seed=3)["zone_probability"]
        assert {key: held[key] for key in wanted} == wanted

    def test_levers_in_full(self, client: TestClient) -> None:
        held = asked(client, "miami/levers", draws=20).json()
        wanted = in_full(load("miami"), Drawing(20, 3))
        assert {key: held[key] for key in wanted} == wanted

    def test_models(self, client: TestClient) -> None:
        held = asked(client, "small/models").json()
        wanted = drawn_models(load(str(SMALL)), Drawing(40, 3))
        assert {key: held[key] for key in wanted} == wanted

    def test_with_the_inputs_changed_that_were_asked(self, client: TestClient) -> None:
        changes = [{"path": "no_deal.UP", "value": 70.0}]
        held = asked(client, "small/zone-probability", changes=changes).json()
        changed = apply(load(str(SMALL)), [Change("no_deal.UP", "set", 70.0)])
        assert held["value"] == run(changed, draws=40, seed=3)["zone_probability"]["value"]


class TestByDate:
    def test_it_goes_on_past_the_horizon_and_says_so(self, client: TestClient) -> None:
        held = asked(client, "small/by-date", months=24).json()
        assert [row["months"] for row in held["by_month"]] == [*range(1, 25)]
        assert held["by_month"][-1]["beyond"]
        assert not held["by_month"][2]["beyond"]

    def test_without_timing_the_case_is_told_what_it_lacks(self, client: TestClient) -> None:
        answer = asked(client, "bare/by-date")
        assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "unanswerable")
        assert "add `timing`" in answer.json()["error"]["message"]


class TestHappened:
    def test_cards_that_happened_move_the_outlook(self, client: TestClient) -> None:
        cards = [row["id"] for row in asked(client, "small/happened").json()["cards"]]
        alone = asked(client, "small/happened", cards=cards[:1]).json()
        rows = asked(client, "small/wildcards").json()["wild_cards"]["cards"]
        assert alone["effect"] == rows[0]["effect"]


@pytest.mark.parametrize(
    ("verb", "more", "kind", "words"),
    [
        ("seek", {"path": "no_deal.UPP", "output": "zone", "share": 0.5}, "change", "UP"),
        ("seek", {"path": "no_deal.UP", "output": "zon", "share": 0.5}, "change", "answers are"),
        ("seek", {"path": "no_deal.UP", "output": "zone", "share": 1.5}, "request", "share"),
        ("happened", {"cards": ["nothing"]}, "change", "there are"),
        ("by-date", {"months": 0}, "request", "months"),
        ("levers", {}, "unanswerable", "levers"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    client: TestClient, verb: str, more: dict[str, Any], kind: str, words: str
) -> None:
    answer = asked(client, f"small/{verb}", **more)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, kind)
    assert words in answer.json()["error"]["message"]
