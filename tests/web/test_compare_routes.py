"""Two versions, cases or what-ifs compared over HTTP: the numbers are the library's, and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Generator
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.case.levers import Change
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.scenarios.attribution import attribution, comparison
from detente.scenarios.change import apply
from detente.web.app import application
from detente.web.routes.compare import EFFORT
from detente.web.settings import Settings

FILE = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
SMALL = FILE.read_text(encoding="utf-8")
CASE = load(str(FILE))
PARTY = next(entry.party for entry in CASE.no_deal if entry.value is not None)
LOWER: dict[str, Any] = {"path": f"no_deal.{PARTY}", "kind": "add", "value": -9.0}
HIGHER: dict[str, Any] = {"path": f"no_deal.{PARTY}", "kind": "add", "value": 4.0}
FEW: dict[str, Any] = {"draws": 30, "seed": 3}


@pytest.fixture
def client(tmp_path: Path) -> Generator[TestClient]:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    held = Settings(tmp_path, LedgerPlace(tmp_path / "ledger.sqlite"), token="key")
    with opened(held.ledger, create=True) as store:
        headers = {"Authorization": "Bearer key"}
        with TestClient(application(held, store), base_url="http://127.0.0.1:8765", headers=headers) as found:
            yield found


def asked(client: TestClient, **sent: Any) -> Any:
    return client.post("/api/v1/cases/small/compare", json={**FEW, **sent})


def changed(sent: dict[str, Any]) -> Any:
    return apply(CASE, [Change(sent["path"], sent["kind"], sent["value"])])


def test_a_baseline_and_a_what_if_are_compared_as_the_library_does(client: TestClient) -> None:
    found = asked(client, since={"changes": [LOWER]}, changes=[HIGHER]).json()
    wanted = comparison(changed(LOWER), changed(HIGHER), Drawing(30, 3))
    assert {key: found[key] for key in wanted} == wanted
    assert found["schema"] == "detente.compare/1"
    assert found["since"]["scenarios"] == found["case"]["scenarios"] == {row.id: row.name for row in CASE.scenarios}


def test_with_why_it_says_which_difference_did_how_much(client: TestClient) -> None:
    salience = next(f"views.{view.party}.{view.issue}.salience" for view in CASE.views)
    more = {"path": salience, "kind": "scale", "value": 0.5}
    found = asked(client, changes=[LOWER, more], why=True).json()
    after = apply(CASE, [Change(row["path"], row["kind"], row["value"]) for row in (LOWER, more)])
    wanted = attribution(CASE, after, Drawing(30, 3), EFFORT)
    assert {key: found[key] for key in wanted} == wanted
    assert {part["id"] for part in found["parts"]} == {LOWER["path"], salience}
    for row in found["answers"].values():
        assert fsum(part["value"] for part in row["parts"]) == row["value"]


def test_two_versions_are_compared_whatever_the_file_holds_now(client: TestClient) -> None:
    for title in ("First", "Second"):
        seen = client.get("/api/v1/cases/small").headers["etag"]
        text = SMALL.replace('title: "', f'title: "{title} ', 1)
        assert client.put("/api/v1/cases/small", json={"text": text}, headers={"If-Match": seen}).status_code == 200
    found = asked(client, since={"version": 2}, version=1).json()
    assert [row["path"] for row in found["changes"]] == ["title"]
    assert (found["since"]["version"], found["case"]["version"]) == (2, 1)
    assert all(row["value"] == 0.0 for row in found["answers"].values())


def test_another_case_may_be_the_other_side(client: TestClient) -> None:
    found = asked(client, since={"case": "korea_1951"}).json()
    assert (found["since"]["id"], found["case"]["id"]) == ("korea_1951", "small")
    assert {"zone", "zone_full"} <= found["answers"].keys()
    assert found["changes"]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"since": {"version": 9}}, 404, "no version 9; there are: none"),
        ({"version": 2}, 404, "no version 2"),
        ({"since": {"case": "nowhere"}}, 404, "no case 'nowhere'"),
        ({"since": {"case": "../etc"}}, 404, "no case"),
        ({"since": {"changes": [{"path": "no_deal.XX", "value": 1.0}]}}, 422, "no_deal.XX"),
        ({"since": {"baseline": 1}}, 422, "baseline"),
        ({"version": 0}, 422, "1"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(
    client: TestClient, sent: dict[str, Any], status: int, words: str
) -> None:
    answer = asked(client, **sent)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]
