"""Cases brought in from files and taken away as files: nothing is lost on the way, every fault is told."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.case.dates_ahead import HORIZON, next_day
from detente.formats import case_sheets, genius_write
from detente.formats.bring import bring, id_for
from detente.formats.load import load
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.settlement.profiles import profiles_of
from detente.web.app import application
from detente.web.settings import Settings

FILE = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
SMALL = FILE.read_bytes()
CASE = load(str(FILE))


@pytest.fixture
def client(tmp_path: Path) -> Generator[TestClient]:
    held = Settings(tmp_path, LedgerPlace(tmp_path / "ledger.sqlite"), token="key")
    with opened(held.ledger, create=True) as store:
        headers = {"Authorization": "Bearer key"}
        with TestClient(application(held, store), base_url="http://127.0.0.1:8765", headers=headers) as found:
            yield found


def sent(client: TestClient, *files: tuple[str, bytes], **more: Any) -> Any:
    body = {"files": [{"name": name, "data": b64encode(data).decode()} for name, data in files], **more}
    return client.post("/api/v1/cases/import", json=body)


def test_a_case_file_comes_in_as_it_is_with_its_comments(client: TestClient, tmp_path: Path) -> None:
    answer = sent(client, ("Talks here (2).yaml", SMALL))
    assert answer.status_code == 201
    assert answer.json()["id"] == "Talks_here_2"
    assert (tmp_path / "Talks_here_2.yaml").read_bytes() == SMALL
    rows = client.get("/api/v1/cases/Talks_here_2/versions").json()["versions"]
    assert [row["why"] for row in rows] == ["brought in from Talks here (2).yaml"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "yaml"])
def test_what_is_taken_away_comes_back_as_the_same_case(client: TestClient, tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    assert sent(client, ("small.yaml", SMALL)).status_code == 201
    away = client.get(f"/api/v1/cases/small/file?kind={kind}")
    assert away.headers["content-disposition"] == f'attachment; filename="small.{kind}"'
    assert sent(client, (f"again.{kind}", away.content)).status_code == 201
    assert replace(load(str(tmp_path / "again.yaml")), id="small") == CASE


def test_a_domain_comes_with_its_profiles(client: TestClient) -> None:
    domain, profiles, _ = profiles_of(CASE)
    files = [("talks.xml", genius_write.write_domain(domain).encode())]
    files += [(f"{name}.xml", genius_write.write_profile(domain, row).encode()) for name, row in profiles.items()]
    answer = sent(client, *files)
    assert answer.status_code == 201, answer.json()
    assert answer.json()["sound"]


def test_a_name_that_is_taken_is_refused_and_another_may_be_given(client: TestClient) -> None:
    assert sent(client, ("small.yaml", SMALL)).status_code == 201
    again = sent(client, ("small.yaml", SMALL))
    assert (again.status_code, again.json()["error"]["kind"]) == (409, "conflict")
    assert sent(client, ("small.yaml", SMALL), id="another").json()["id"] == "another"


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.yaml", SMALL.replace(b"title:", b"titel:", 1), "faults", "title"),
        ("a.yaml", b"\xff\xfe", "faults", ""),
        ("a.csv", b"actor,position\nA,1\n", "faults", "table of actors"),
        ("a.csv", b"[case]\n", "faults", ""),
        ("a.xlsx", b"PK no workbook", "faults", ""),
        ("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "faults", ""),
        ("a.json", b"{", "faults", ""),
        ("a.scw", b"", "faults", "cross impacts"),
        ("a.exe", b"", "faults", "no ending of a case"),
        ("../a", b"", "faults", "no ending of a case"),
        ("a.yaml", b"#" * 5_000_001, "limits", "5 MB"),
    ],
)
def test_what_holds_no_case_is_refused_with_its_faults_and_nothing_is_written(
    client: TestClient, tmp_path: Path, name: str, data: bytes, kind: str, words: str
) -> None:
    answer = sent(client, (name, data))
    if len(data) > 4_400_000:
        assert (answer.status_code, answer.json()["error"]["kind"]) == (413, "limits")
    else:
        assert (answer.status_code, answer.json()["error"]["kind"]) == (422, kind)
        faults = answer.json()["error"]["faults"]
        assert any(words in fault["message"] + fault["hint"] for fault in faults)
    assert [*tmp_path.glob("*.yaml")] == []


def test_data_that_is_not_base64_and_two_cases_at_once_are_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/cases/import", json={"files": [{"name": "a.yaml", "data": "é"}]})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "request")
    two = sent(client, ("a.yaml", SMALL), ("b.yaml", SMALL))
    assert "one case at a time" in two.json()["error"]["faults"][0]["message"]


def test_a_workbook_written_by_hand_reads_as_a_case_file() -> None:
    text = case_sheets.write(CASE, "small.csv")
    assert isinstance(text, str)
    assert bring([("small.csv", text.encode())]).startswith("detente: 1")
    assert id_for("C:\\talks\\a b.yaml").endswith("a_b")


def test_the_next_day_is_the_earliest_that_has_not_passed() -> None:
    assert next_day(CASE, CASE.horizon + timedelta(days=1)) is None or CASE.indicators
    only = replace(CASE, indicators=(), cross_impact=None)
    found = next_day(only, CASE.horizon)
    assert found is not None
    assert (found.day, found.what) == (CASE.horizon, HORIZON)
    assert next_day(only, date(9999, 1, 1)) is None


def test_the_list_says_what_comes_next_and_which_bytes_are_there(client: TestClient) -> None:
    sent(client, ("small.yaml", SMALL))
    rows = {row["id"]: row for row in client.get("/api/v1/cases").json()["cases"]}
    assert rows["small"]["seen"] == client.get("/api/v1/cases/small").headers["etag"].strip('"')
    for row in rows.values():
        assert row["next"] is None or row["next"]["day"] >= str(date.today())
