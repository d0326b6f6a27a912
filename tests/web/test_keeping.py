"""Changed inputs kept over HTTP: a draft in words, one line of the file, a version with why, and never over others."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.formats.load import SHIPPED, load
from detente.web.app import application
from tests.web.desk import SMALL, desk

TEXT = SMALL.read_text(encoding="utf-8")
MOVED = {"path": "no_deal.UP", "kind": "set", "value": 48}
DROPPED = {"path": "views.UP.fill.red_lines.slow", "kind": "drop"}


@pytest.fixture
def client(tmp_path: Path) -> Generator[TestClient]:
    with desk(tmp_path, application) as found:
        yield found


def kept(client: TestClient, *changes: dict[str, Any], case: str = "small", seen: str = "", **more: Any) -> Any:
    headers = {"If-Match": seen} if seen else {}
    return client.post(f"/api/v1/cases/{case}/keep", json={"changes": list(changes), **more}, headers=headers)


def etag(client: TestClient, case: str = "small") -> str:
    return str(client.get(f"/api/v1/cases/{case}").headers["etag"])


def test_one_move_is_one_line_and_a_version_with_its_why(client: TestClient, tmp_path: Path) -> None:
    answer = kept(client, MOVED, seen=etag(client), why="the dam is nearly done")
    assert answer.status_code == 200
    before, after = TEXT.splitlines(), (tmp_path / "small.yaml").read_text(encoding="utf-8").splitlines()
    differing = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [("    mid: 45", "    mid: 48")]
    newest = client.get("/api/v1/cases/small/versions").json()["versions"][0]
    assert (newest["why"], newest["version"]) == ("the dam is nearly done", answer.json()["version"])
    assert answer.headers["etag"] == etag(client)


def test_a_draft_says_in_words_what_would_be_written_and_writes_nothing(client: TestClient, tmp_path: Path) -> None:
    found = kept(client, {**MOVED, "value": 60}, DROPPED, draft=True).json()
    assert {row["path"] for row in found["changes"]} == {"no_deal.UP.value", "views.UP.fill@2025-12-01.red_lines.slow"}
    assert "45 (35 to 50) -> 60 (35 to 60)" in next(
        row["words"] for row in found["changes"] if "no_deal" in row["path"]
    )
    assert found["notes"] == [
        {"path": "no_deal.UP", "words": "60 lies above the range 35 to 50, so that its high end is now 60 too"}
    ]
    assert {"-    mid: 45", "+    mid: 60"} <= set(found["lines"])
    assert (tmp_path / "small.yaml").read_text(encoding="utf-8") == TEXT


def test_a_range_is_kept_as_a_range(client: TestClient, tmp_path: Path) -> None:
    value = {"low": 60, "mid": 72.5, "high": 90}
    assert kept(client, {"path": "views.DOWN.board.salience", "value": value}, seen=etag(client)).status_code == 200
    held = next(v for v in load(str(tmp_path / "small.yaml")).views if (v.party, v.issue) == ("DOWN", "board"))
    assert (held.salience.low, held.salience.mid, held.salience.high) == (60, 72.5, 90)


def test_a_case_that_ships_is_kept_as_a_copy_with_a_name(client: TestClient, tmp_path: Path) -> None:
    change = {"path": "no_deal.UA", "value": 75}
    refused = kept(client, change, case="miami")
    assert (refused.status_code, refused.json()["error"]["kind"]) == (422, "name")
    answer = kept(client, change, case="miami", name="mine", why="my reading")
    assert (answer.status_code, answer.json()["id"], answer.json()["version"]) == (200, "mine", 1)
    shipped = (SHIPPED / "miami.yaml").read_text(encoding="utf-8").splitlines()
    mine = (tmp_path / "mine.yaml").read_text(encoding="utf-8").splitlines()
    assert [(a, b) for a, b in zip(shipped, mine, strict=True) if a != b] == [("    mid: 79", "    mid: 75")]
    again = kept(client, change, case="miami", name="mine")
    assert (again.status_code, again.json()["error"]["kind"]) == (409, "conflict")


def test_the_second_of_two_sees_both_sets_of_changes_and_can_put_hers_on_top(
    client: TestClient, tmp_path: Path
) -> None:
    kept(client, MOVED, seen=etag(client), why="base")
    seen = etag(client)
    kept(client, {"path": "no_deal.DOWN", "value": 25}, seen=seen)
    refused = kept(client, {**MOVED, "value": 50}, seen=seen)
    told = refused.json()["error"]
    assert (refused.status_code, told["kind"]) == (409, "conflict")
    assert [row["path"] for row in told["mine"]] == ["no_deal.UP.mid"]
    assert [row["path"] for row in told["theirs"]] == ["no_deal.DOWN[1].mid"]
    assert kept(client, {**MOVED, "value": 50}, seen=told["current"]["seen"]).status_code == 200
    text = (tmp_path / "small.yaml").read_text(encoding="utf-8")
    assert "mid: 50" in text
    assert "mid: 25" in text


@pytest.mark.parametrize(
    ("change", "status", "kind"),
    [
        ({"path": "no_deal.XX", "value": 1}, 422, "change"),
        ({"path": "no_deal.UP", "value": 400}, 422, "change"),
        ({"path": "no_deal.UP", "kind": "add", "value": 4}, 422, "change"),
        ({"path": "parties.DIET.required", "value": 1}, 422, "faults"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_file_stays(
    client: TestClient, tmp_path: Path, change: dict[str, Any], status: int, kind: str
) -> None:
    answer = kept(client, change, seen=etag(client))
    assert (answer.status_code, answer.json()["error"]["kind"]) == (status, kind)
    assert (tmp_path / "small.yaml").read_text(encoding="utf-8") == TEXT


def test_a_save_that_has_seen_nothing_is_refused(client: TestClient) -> None:
    answer = kept(client, MOVED)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (428, "unseen")
