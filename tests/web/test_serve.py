"""The server: what it lets in, what it keeps, what it answers; held to the library and the files."""

from __future__ import annotations

import re
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.case.levers import Change
from detente.ensemble.central import judge_central
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.scenarios.change import apply
from detente.scenarios.glance import glance
from detente.scenarios.run import run
from detente.web.app import application
from detente.web.jobs import AT_ONCE, Jobs, Pace
from detente.web.problems import Refused
from detente.web.settings import MOST_BYTES, Settings

SMALL = (Path(__file__).parent.parent / "case" / "data" / "small.yaml").read_text(encoding="utf-8")
HOST = "127.0.0.1:8765"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("a: 1\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")


@pytest.fixture
def client(settings: Settings) -> Generator[TestClient]:
    with opened(settings.ledger, create=True) as store:
        app = application(settings, store)
        with TestClient(app, base_url=f"http://{HOST}", headers={"Authorization": "Bearer key"}) as found:
            yield found


def put(client: TestClient, text: str, seen: str, **more: Any) -> Any:
    return client.put("/api/v1/cases/small", json={"text": text, **more}, headers={"If-Match": seen})


def titled(word: str) -> str:
    return SMALL.replace('title: "', f'title: "{word} ', 1)


class TestTheDoor:
    def test_another_host_is_refused_whatever_it_knows(self, client: TestClient) -> None:
        answer = client.get("/api/v1/cases", headers={"Host": "evil.example:8765"})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (421, "host")

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8765"])
    def test_a_page_of_another_site_is_refused(self, client: TestClient, origin: str) -> None:
        answer = client.post("/api/v1/cases", json={"id": "a"}, headers={"Origin": origin})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (403, "origin")

    @pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer kez", "key", "Bearer é"])
    def test_nobody_without_the_key_is_let_in(self, client: TestClient, shown: str) -> None:
        answer = client.get("/api/v1/cases", headers=[(b"Authorization", shown.encode("latin-1"))])
        assert (answer.status_code, answer.json()["error"]["kind"]) == (401, "token")

    def test_the_printed_address_leaves_the_key_in_a_cookie_that_scripts_cannot_read(self, client: TestClient) -> None:
        del client.headers["Authorization"]
        entered = client.get("/api/v1/cases?token=key&x=1", follow_redirects=False)
        assert (entered.status_code, entered.headers["location"]) == (303, "/api/v1/cases?x=1")
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "samesite=strict" in entered.headers["set-cookie"].lower()
        assert client.get("/api/v1/cases").status_code == 200

    def test_a_key_in_the_address_of_a_post_does_not_let_it_skip_the_origin(self, client: TestClient) -> None:
        answer = client.post("/api/v1/cases?token=key", json={"id": "a"}, headers={"Origin": "http://evil.example"})
        assert answer.status_code == 403

    def test_every_answer_binds_the_browser(self, client: TestClient) -> None:
        for answer in (client.get("/api/v1/cases"), client.get("/nowhere"), client.get("/api/v1/cases?token=no")):
            assert answer.headers["content-security-policy"].startswith("default-src 'self'")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"] == "no-store"

    def test_too_much_is_refused_before_it_is_read(self, client: TestClient) -> None:
        answer = put(client, "x" * (MOST_BYTES + 1), "*")
        assert (answer.status_code, answer.json()["error"]["kind"]) == (413, "limits")

    @pytest.mark.parametrize("name", ["..%2Fsecret", "%2e%2e", "a.b", "a%00b", "notes", "C:x"])
    def test_no_name_leads_out_of_the_folder(self, client: TestClient, name: str) -> None:
        assert client.get(f"/api/v1/cases/{name}").status_code == 404 or name == "notes"

    def test_a_link_out_of_the_folder_is_not_followed(
        self, client: TestClient, folder: Path, tmp_path_factory: Any
    ) -> None:
        outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
        outside.write_text(SMALL, encoding="utf-8")
        (folder / "linked.yaml").symlink_to(outside)
        assert client.get("/api/v1/cases/linked").status_code == 404
        assert "linked" not in [row["id"] for row in client.get("/api/v1/cases").json()["cases"]]


class TestTheShelf:
    def test_it_lists_the_cases_of_the_folder_and_those_that_ship(self, client: TestClient) -> None:
        rows = client.get("/api/v1/cases").json()["cases"]
        assert [row["id"] for row in rows][:1] == ["small"]
        assert {"miami", "korea_1951"} <= {row["id"] for row in rows if row["ships"]}
        assert "notes" not in {row["id"] for row in rows}

    def test_a_file_whose_name_cannot_be_an_id_is_listed_under_one_made_of_it_and_keeps_its_name(
        self, client: TestClient, folder: Path
    ) -> None:
        path = folder / "Le fleuve, café n° 2.yaml"
        path.write_text(titled("fleuve"), encoding="utf-8")
        (folder / ".hidden.yaml").write_text(SMALL, encoding="utf-8")
        own = [row["id"] for row in client.get("/api/v1/cases").json()["cases"] if not row["ships"]]
        (name,) = set(own) - {"small"}
        assert re.fullmatch(r"Le_fleuve_cafe_n_2-[0-9a-f]{6}", name)
        seen = client.get(f"/api/v1/cases/{name}").headers["etag"]
        body = {"text": titled("rivière"), "why": "renamed"}
        assert client.put(f"/api/v1/cases/{name}", json=body, headers={"If-Match": seen}).status_code == 200
        assert path.read_text(encoding="utf-8") == titled("rivière")
        assert not (folder / f"{name}.yaml").exists()
        assert client.post(f"/api/v1/cases/{name}/zone", json={}).status_code == 200

    def test_a_save_is_a_version_and_the_file(self, client: TestClient, folder: Path) -> None:
        first = client.get("/api/v1/cases/small")
        changed = titled("A")
        second = put(client, changed, first.headers["etag"], why="a better title")
        assert second.status_code == 200
        assert (folder / "small.yaml").read_text(encoding="utf-8") == changed
        rows = client.get("/api/v1/cases/small/versions").json()["versions"]
        assert [row["why"] for row in rows] == ["a better title", "changed outside the app"]
        found = client.get("/api/v1/cases/small/versions/2/changes").json()["changes"]
        assert [row["path"] for row in found] == ["title"]
        assert client.get("/api/v1/cases/small/versions/1").json()["text"] == SMALL

    def test_the_second_of_two_who_edit_is_told_and_nothing_is_lost(self, client: TestClient, folder: Path) -> None:
        seen = client.get("/api/v1/cases/small").headers["etag"]
        assert put(client, SMALL, seen, why="base").status_code == 200
        mine, theirs = (titled(word) for word in ("mine", "theirs"))
        assert put(client, theirs, seen).status_code == 200
        refused = put(client, mine, seen)
        assert (refused.status_code, refused.json()["error"]["kind"]) == (409, "conflict")
        told = refused.json()["error"]
        assert told["current"]["text"] == theirs
        assert [row["path"] for row in told["mine"]] == ["title"] == [row["path"] for row in told["theirs"]]
        assert (folder / "small.yaml").read_text(encoding="utf-8") == theirs
        assert put(client, mine, told["current"]["seen"]).status_code == 200

    def test_what_was_changed_outside_is_not_overwritten_and_becomes_a_version(
        self, client: TestClient, folder: Path
    ) -> None:
        seen = client.get("/api/v1/cases/small").headers["etag"]
        outside = titled("outside")
        (folder / "small.yaml").write_text(outside, encoding="utf-8")
        assert put(client, SMALL, seen).status_code == 409
        now = client.get("/api/v1/cases/small").headers["etag"]
        assert put(client, SMALL, now).status_code == 200
        assert client.get("/api/v1/cases/small/versions/1").json()["text"] == outside

    def test_a_save_that_shows_nothing_is_refused(self, client: TestClient) -> None:
        answer = client.put("/api/v1/cases/small", json={"text": SMALL})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (428, "unseen")

    def test_a_text_with_faults_is_refused_with_all_of_them_and_the_file_stays(
        self, client: TestClient, folder: Path
    ) -> None:
        seen = client.get("/api/v1/cases/small").headers["etag"]
        answer = put(client, SMALL.replace("title:", "titel:", 1), seen)
        assert answer.status_code == 422
        faults = answer.json()["error"]["faults"]
        assert any("title" in fault["message"] + fault["hint"] for fault in faults)
        assert all(set(fault) >= {"where", "line", "message", "hint", "limit"} for fault in faults)
        assert (folder / "small.yaml").read_text(encoding="utf-8") == SMALL

    def test_an_edit_changes_one_line_and_keeps_the_comments(self, client: TestClient, folder: Path) -> None:
        seen = client.get("/api/v1/cases/small").headers["etag"]
        answer = client.patch(
            "/api/v1/cases/small", json={"changes": {"title": "Another title"}}, headers={"If-Match": seen}
        )
        assert answer.status_code == 200
        before, after = (text.splitlines() for text in (SMALL, (folder / "small.yaml").read_text(encoding="utf-8")))
        assert len(before) == len(after)
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1

    def test_a_case_that_ships_is_copied_by_the_first_edit(self, client: TestClient, folder: Path) -> None:
        assert client.post("/api/v1/cases", json={"id": "own", "copy_of": "korea_1951"}).status_code == 201
        assert (folder / "own.yaml").exists()
        again = client.post("/api/v1/cases", json={"id": "own"})
        assert (again.status_code, again.json()["error"]["kind"]) == (409, "conflict")

    @pytest.mark.parametrize("name", ["a/b", "..", "template", "é", "a" * 80 + "b"])
    def test_a_name_that_cannot_be_is_refused(self, client: TestClient, name: str) -> None:
        assert client.post("/api/v1/cases", json={"id": name}).status_code == 422

    def test_nothing_is_written_through_a_link(self, client: TestClient, folder: Path, tmp_path_factory: Any) -> None:
        outside = tmp_path_factory.mktemp("outside") / "precious"
        outside.write_text("precious", encoding="utf-8")
        (folder / "own.yaml").symlink_to(outside)
        for answer in (
            client.post("/api/v1/cases", json={"id": "own"}),
            client.put("/api/v1/cases/own", json={"text": SMALL}, headers={"If-Match": "*"}),
        ):
            assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "folder")
        assert outside.read_text(encoding="utf-8") == "precious"

    def test_a_folder_of_that_name_and_a_folder_that_is_gone_are_told(self, client: TestClient, folder: Path) -> None:
        (folder / "held.yaml").mkdir()
        assert client.post("/api/v1/cases", json={"id": "held"}).json()["error"]["kind"] == "folder"
        folder.rename(folder.with_name("gone"))
        answer = client.post("/api/v1/cases", json={"id": "new"})
        assert (answer.status_code, answer.json()["error"]["kind"] in ("folder", "ledger")) == (409, True)
        folder.with_name("gone").rename(folder)

    def test_bytes_that_are_no_text_are_neither_copied_nor_lost(self, client: TestClient, folder: Path) -> None:
        raw = SMALL.encode("utf-8").replace(b"river", b"riv\xe9r", 1)
        (folder / "latin.yaml").write_bytes(raw)
        assert client.post("/api/v1/cases", json={"id": "copy", "copy_of": "latin"}).status_code == 422
        seen = client.get("/api/v1/cases/latin").headers["etag"]
        edited = client.patch("/api/v1/cases/latin", json={"changes": {"title": "x"}}, headers={"If-Match": seen})
        assert edited.status_code == 422
        refused = client.put("/api/v1/cases/latin", json={"text": SMALL}, headers={"If-Match": seen})
        assert (refused.status_code, refused.json()["error"]["kind"]) == (409, "folder")
        assert (folder / "latin.yaml").read_bytes() == raw

    def test_one_file_that_is_too_large_does_not_hide_the_others(self, client: TestClient, folder: Path) -> None:
        with (folder / "big.yaml").open("wb") as stream:
            stream.write(b"detente: 1\n")
            stream.truncate(6_000_000)
        rows = {row["id"]: row["sound"] for row in client.get("/api/v1/cases").json()["cases"]}
        assert (rows["big"], rows["small"]) == (False, True)


class TestAnswers:
    def test_they_are_the_librarys(self, client: TestClient) -> None:
        sent = {"changes": [{"path": "no_deal.UA", "value": 70}], "draws": 50, "seed": 3}
        case = apply(load("miami"), [Change("no_deal.UA", "set", 70.0)])
        held = client.post("/api/v1/cases/miami/glance", json=sent).json()
        wanted = glance(case, Drawing(50, 3))
        assert {key: held[key] for key in wanted} == wanted
        zone = client.post("/api/v1/cases/miami/zone", json=sent).json()
        assert zone["settlements"] == judge_central(case)["settlements"]
        count = client.post("/api/v1/cases/miami/count", json=sent).json()
        assert count["settlements"] == zone["settlements"]

    def test_a_glance_shows_what_a_run_prints(self) -> None:
        case = load("korea_1951")
        seen, whole = glance(case, Drawing(40, 2)), run(case, draws=40, seed=2)
        assert seen["outputs"]["zone"]["value"] == whole["zone_probability"]["value"]
        assert [(row["id"], row["value"]) for row in seen["scenarios"]] == [
            (row["id"], row["value"]) for row in whole["scenarios"]
        ]

    @pytest.mark.parametrize(
        ("sent", "kind", "words"),
        [
            ({"changes": [{"path": "no_deal.XX", "value": 70}]}, "change", "no_deal.XX"),
            ({"changes": [{"path": "no_deal.UA", "value": 170}]}, "change", "170"),
            ({"changes": [{"path": "no_deal.UA"}]}, "request", "takes a value"),
            ({"changes": [{"path": "no_deal.UA", "value": {"low": 3, "mid": 2, "high": 1}}]}, "request", "ascending"),
            ({"draws": 5}, "request", "20"),
            ({"drawz": 50}, "request", "drawz"),
        ],
    )
    def test_what_cannot_be_asked_is_refused_in_words(
        self, client: TestClient, sent: dict[str, Any], kind: str, words: str
    ) -> None:
        answer = client.post("/api/v1/cases/miami/glance", json=sent)
        assert (answer.status_code, answer.json()["error"]["kind"]) == (422, kind)
        assert words in answer.json()["error"]["message"]

    def test_an_article_is_read_and_nothing_enters_a_case(self, client: TestClient, folder: Path) -> None:
        text = "Reports surface of secret talks. A cease-fire is likely."
        found = client.post("/api/v1/evidence/read", json={"text": text, "case": "miami"}).json()
        assert found["flags"]
        assert sorted(path.name for path in folder.glob("*.yaml")) == ["notes.yaml", "small.yaml"]

    def test_the_ledger_is_listed(self, client: TestClient) -> None:
        assert client.get("/api/v1/forecasts").json()["questions"] == []
        assert client.get("/api/v1/forecasts?question=x").status_code == 404


class TestJobs:
    def test_a_newer_question_makes_the_older_one_of_its_stream_void(self) -> None:
        jobs, begun, told = Jobs(), threading.Event(), threading.Event()
        ends: list[str] = []

        def slow(progress: Any) -> dict[str, Any]:
            begun.set()
            told.wait(5)
            progress("draws", 1, 2)
            return {}

        def first() -> None:
            try:
                jobs.answer("a", slow, stream="s")
                ends.append("answered")
            except Refused as error:
                ends.append(error.problem.kind)

        older = threading.Thread(target=first)
        older.start()
        begun.wait(5)
        newer = threading.Thread(target=lambda: jobs.answer("b", lambda _: {"b": 1}, stream="s"))
        newer.start()
        newer.join(5)
        told.set()
        older.join(5)
        assert ends == ["superseded"]

    def test_an_older_question_that_comes_later_is_void_and_the_newer_is_not(self) -> None:
        jobs = Jobs()

        def overtaken(progress: Any) -> dict[str, Any]:
            with pytest.raises(Refused, match="newer"):
                jobs.answer("a", lambda _: {}, stream="s", turn=1)
            progress("draws", 1, 2)
            return {"b": 1}

        assert jobs.answer("b", overtaken, stream="s", turn=2) == {"b": 1}

    @pytest.mark.parametrize("pace", [Pace.URGENT, Pace.REFINING])
    def test_a_quick_question_does_not_wait_for_those_that_take_long(self, pace: Pace) -> None:
        jobs, begun, end = Jobs(), threading.Barrier(AT_ONCE + 1), threading.Event()

        def long(_: Any) -> dict[str, Any]:
            begun.wait(5)
            end.wait(5)
            return {}

        waiting = [threading.Thread(target=jobs.answer, args=(str(k), long)) for k in range(AT_ONCE)]
        for thread in waiting:
            thread.start()
        begun.wait(5)
        assert jobs.answer("quick", lambda _: {"at": "once"}, pace) == {"at": "once"}
        end.set()
        for thread in waiting:
            thread.join(5)

    def test_the_same_question_is_answered_once(self) -> None:
        jobs = Jobs()
        asked: list[int] = []

        def work(_: Any) -> dict[str, Any]:
            asked.append(1)
            return {"n": len(asked)}

        assert [jobs.answer("a", work) for _ in range(2)] == [{"n": 1}, {"n": 1}]


def test_the_app_tells_the_audit_log_what_it_opens_saves_and_hands_out(client, folder, monkeypatch) -> None:
    """Listing is no opening; answers one after the other are one opening."""
    from detente.ledger import audit
    from detente.ledger.place import LedgerPlace
    from detente.ledger.store import opened, reading

    monkeypatch.setenv(audit.VARIABLE, str(folder / "log.sqlite"))
    client.get("/api/v1/cases")
    for _ in range(2):
        held = client.get("/api/v1/cases/small")
    text = held.json()["text"] + "\n# one line more\n"
    saved = client.put("/api/v1/cases/small", json={"text": text}, headers={"If-Match": held.headers["ETag"]})
    assert saved.status_code == 200
    assert client.get("/api/v1/cases/small/file").status_code == 200
    with opened(LedgerPlace(folder / "log.sqlite")) as store, reading(store) as connection:
        found = audit.deeds(connection, str(folder / "small.yaml"))
    assert [entry.doc["deed"] for entry in found] == ["open", "save", "export"]
    monkeypatch.setenv(audit.VARIABLE, str(folder / "small.yaml" / "log"))
    assert client.put("/api/v1/cases/small", json={"text": "x"}, headers={"If-Match": "*"}).status_code in (409, 422)
