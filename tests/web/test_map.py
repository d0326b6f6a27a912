"""The map over HTTP: the library's object, small on the way."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.case.levers import Change
from detente.case.nouns import Case
from detente.ensemble.constraint import constraint
from detente.ensemble.setting import Drawing
from detente.ensemble.settlement_map import settlement_map
from detente.formats.load import load
from detente.formats.write import dump
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.scenarios.change import apply
from detente.scenarios.swings import swings
from detente.web.app import application
from detente.web.settings import Settings
from tests.ensemble.tables import four_parties

ROOM = 10_000
"""Bytes that 3,840 settlements may take on the way."""


SENT: dict[str, Any] = {"changes": [{"path": "no_deal.p1", "value": 40}], "draws": 50, "seed": 3}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("cases")
    (found / "made.yaml").write_text(dump(four_parties()), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def case(folder: Path) -> Case:
    return apply(load(str(folder / "made.yaml")), [Change("no_deal.p1", "set", 40.0)])


@pytest.fixture(scope="module")
def client(folder: Path) -> Generator[TestClient]:
    settings = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")
    with opened(settings.ledger, create=True) as store:
        app = application(settings, store)
        head = {"Authorization": "Bearer key", "Accept-Encoding": "gzip"}
        with TestClient(app, base_url="http://127.0.0.1:8765", headers=head) as found:
            yield found


def asked(client: TestClient, verb: str) -> dict[str, Any]:
    answer = client.post(f"/api/v1/cases/made/{verb}", json=SENT)
    assert answer.status_code == 200
    return answer.json()


def test_the_map_is_the_librarys(client: TestClient, case: Case) -> None:
    found, wanted = asked(client, "map"), settlement_map(case)
    assert {key: found[key] for key in wanted} == wanted
    assert found["schema"] == "detente.map/1"
    assert found["points"]["count"] == 3840


def test_3840_settlements_of_four_parties_travel_in_less_than_ten_kilobytes(client: TestClient) -> None:
    with client.stream("POST", "/api/v1/cases/made/map", json=SENT) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert len(b"".join(answer.iter_raw())) < ROOM


def test_who_constrains_and_what_moves_the_zone_are_the_librarys(client: TestClient, case: Case) -> None:
    found, wanted = asked(client, "vetoes"), constraint(case, Drawing(50, 3))
    assert {key: found[key] for key in wanted} == wanted
    found, wanted = asked(client, "swings"), swings(case)
    assert {key: found[key] for key in wanted} == wanted
