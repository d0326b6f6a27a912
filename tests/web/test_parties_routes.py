"""The table over HTTP: what the library says of the case as changed."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from detente.case.levers import Change
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.settlement.actors import actors

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"


def test_it_is_the_table_of_the_library(client: TestClient) -> None:
    answer = client.post("/api/v1/cases/small/parties", json={})
    assert answer.status_code == 200
    told = answer.json()
    assert (told["schema"], told["case"]["id"]) == ("detente.parties/1", "small")
    wanted = actors(load(str(SMALL)))
    assert {key: told[key] for key in wanted} == wanted


def test_it_follows_the_changed_inputs(client: TestClient) -> None:
    changes = [{"path": "no_deal.UP", "value": 40.0}, {"path": "views.UP.fill.red_lines.slow", "kind": "drop"}]
    told = client.post("/api/v1/cases/small/parties", json={"changes": changes}).json()
    case = apply(load(str(SMALL)), [Change("no_deal.UP", "set", 40.0), Change("views.UP.fill.red_lines.slow", "drop")])
    assert told["parties"] == actors(case)["parties"]
    assert told["parties"][0]["interests"][0]["red_lines"] == []


def test_a_case_that_is_not_there_is_said_to_be_missing(client: TestClient) -> None:
    answer = client.post("/api/v1/cases/nowhere/parties", json={})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (404, "missing")
