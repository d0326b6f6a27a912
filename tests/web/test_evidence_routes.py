"""Evidence over HTTP: the library's ledger, and claims that become text of the case without losing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.evidence.ledger import ledger
from detente.formats.load import load
from detente.settlement.known import known

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
CLAIM = {"text": "The gauge was read at noon.", "attribution": "an engineer", "hedge": "", "date": "2025-12-20"}


def enter(client: TestClient, name: str, seen: str | None = None, **body: Any) -> Any:
    shown = seen or client.get(f"/api/v1/cases/{name}").headers["etag"]
    return client.post(f"/api/v1/cases/{name}/claims", json={"claims": [CLAIM]} | body, headers={"If-Match": shown})


def test_it_is_the_ledger_of_the_library(client: TestClient) -> None:
    told = client.post("/api/v1/cases/small/evidence", json={}).json()
    wanted = ledger(known(load(str(SMALL))))
    assert {key: told[key] for key in wanted} == wanted


def test_accepted_claims_become_lines_of_the_file_and_nothing_else_changes(client: TestClient, folder: Path) -> None:
    before = (folder / "small.yaml").read_text(encoding="utf-8")
    second = {
        "text": "A clerk left.",
        "inputs": [{"path": "no_deal.DOWN", "value": {"low": 10, "mid": 15, "high": 20}}],
    }
    answer = enter(client, "small", claims=[CLAIM, second], why="read the paper")
    assert answer.status_code == 200
    after = (folder / "small.yaml").read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(added) == 2
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    claims = load(str(folder / "small.yaml")).claims[-2:]
    assert [(row.id, row.text) for row in claims] == [("c1", CLAIM["text"]), ("c2", "A clerk left.")]
    assert claims[1].inputs[0].path == "no_deal.DOWN"
    assert client.get("/api/v1/cases/small/versions").json()["versions"][0]["why"] == "read the paper"


def test_their_source_is_entered_with_them(client: TestClient, folder: Path) -> None:
    source = {"id": "P1", "title": "The paper", "date": "2025-12-20", "grade": "C3"}
    assert enter(client, "small", claims=[CLAIM | {"source": "P1"}], source=source).status_code == 200
    case = load(str(folder / "small.yaml"))
    assert (case.source("P1").title, case.source("P1").grade, case.claims[-1].source) == ("The paper", "C3", "P1")


def test_a_source_never_replaces_another(client: TestClient, folder: Path) -> None:
    before = (folder / "small.yaml").read_bytes()
    answer = enter(client, "small", source={"id": "S1", "title": "Another"})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "name")
    assert (folder / "small.yaml").read_bytes() == before


def test_who_has_not_seen_what_is_there_is_told_and_nothing_is_lost(client: TestClient, folder: Path) -> None:
    seen = client.get("/api/v1/cases/small").headers["etag"]
    assert enter(client, "small", seen).status_code == 200
    held = (folder / "small.yaml").read_bytes()
    answer = enter(client, "small", seen)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "conflict")
    assert answer.json()["error"]["theirs"][0]["path"].startswith("claims")
    assert (folder / "small.yaml").read_bytes() == held


def test_a_case_that_ships_is_copied_under_the_name_asked_for(client: TestClient, folder: Path) -> None:
    answer = enter(client, "korea_1951", claims=[CLAIM | {"date": ""}], copy_as="my_korea")
    assert (answer.status_code, answer.json()["id"], answer.json()["ships"]) == (200, "my_korea", False)
    assert [row.text for row in load(str(folder / "my_korea.yaml")).claims] == [CLAIM["text"]]
    assert not (folder / "korea_1951.yaml").exists()
    assert enter(client, "korea_1951", claims=[CLAIM | {"date": ""}], copy_as="my_korea").status_code == 409


def test_a_claim_with_faults_is_refused_with_its_line(client: TestClient, folder: Path) -> None:
    before = (folder / "small.yaml").read_bytes()
    wrong = CLAIM | {"source": "NOBODY", "on": "nothing", "ratio": 2.0}
    answer = enter(client, "small", claims=[wrong])
    assert answer.status_code == 422
    faults = answer.json()["error"]["faults"]
    assert len(faults) == 2
    assert all(fault["line"] for fault in faults)
    assert (folder / "small.yaml").read_bytes() == before


@pytest.mark.parametrize("claim", [{}, {"text": ""}, CLAIM | {"grade": "Z9"}, CLAIM | {"date": "soon"}])
def test_what_is_no_claim_is_refused_at_the_door(client: TestClient, claim: dict[str, Any]) -> None:
    answer = enter(client, "small", claims=[claim])
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "request")


def test_a_save_that_does_not_say_what_it_has_seen_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/cases/small/claims", json={"claims": [CLAIM]})
    assert answer.status_code == 428
