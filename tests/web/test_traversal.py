"""No name that is sent, in an address or in a body, leads out of the folder; nothing is read or written outside."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from starlette.testclient import TestClient

from detente.web.app import application
from tests.security.names import CANARY, STATIC, held, lay, names
from tests.web.desk import SMALL, desk

TEXT = SMALL.read_text(encoding="utf-8")
BODIES: dict[str, dict[str, Any]] = {
    "put /api/v1/cases/{name}": {"text": TEXT},
    "patch /api/v1/cases/{name}": {"changes": {"title": "x"}},
    "post /api/v1/cases/{name}/check": {"text": TEXT},
    "post /api/v1/cases/{name}/keep": {"changes": [{"path": "no_deal.A", "value": 1.0}]},
    "post /api/v1/cases/{name}/whatif": {"changes": [{"path": "no_deal.A", "value": 1.0}]},
    "post /api/v1/cases/{name}/elicit": {"party": "A"},
    "post /api/v1/cases/{name}/explain": {"number": "draws"},
    "post /api/v1/cases/{name}/seek": {"path": "no_deal.A", "output": "zone", "share": 0.5},
    "post /api/v1/cases/{name}/claims": {"claims": [{"text": "x"}]},
    "post /api/v1/cases/{name}/happened": {"cards": ["x"]},
    "post /api/v1/cases/{name}/by-date": {"months": 3},
}
"""What an operation needs in its body to get as far as its name; the others take an empty question."""


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root") / "cases"
    folder.mkdir()
    return lay(folder)


@pytest.fixture(scope="module")
def client(canary: Path) -> Generator[TestClient]:
    with desk(canary.parents[1] / "cases", application) as found:
        yield found


def operations(client: TestClient) -> list[tuple[str, str]]:
    """Return every operation that takes the name of a case in its address."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    return [(method, path) for path, methods in paths.items() if "{name}" in path for method in methods]


def asked(client: TestClient, method: str, path: str, name: str) -> Any:
    where = path.replace("{name}", quote(name, safe="").replace(".", "%2E")).replace("{number}", "1")
    body = None if method == "get" else BODIES.get(f"{method} {path}", {})
    return client.request(method, where, headers={"If-Match": "*"}, follow_redirects=False, json=body)


def test_the_list_is_long_and_has_no_name_twice() -> None:
    assert len(STATIC) >= 60
    assert len(set(STATIC)) == len(STATIC)


def test_every_operation_that_takes_a_name_refuses_all_of_them(client: TestClient, canary: Path) -> None:
    root = canary.parents[1]
    before = {key: value for key, value in held(root).items() if "ledger" not in key}
    found = operations(client)
    assert len(found) >= 35
    for method, path in found:
        for name in names(canary):
            answer = asked(client, method, path, name)
            told = (method, path, name[:40], answer.status_code, answer.text[:80])
            if path.endswith("/check") and name == "linked":
                continue  # a fit name of which nothing is read: a check reads the text that is sent
            linked = (name, answer.status_code) == ("linked", 409) and answer.json()["error"]["kind"] == "folder"
            assert answer.status_code in (307, 404, 405, 422) or linked, told
            assert CANARY not in answer.text and "X-Injected" not in answer.headers, told
            if answer.status_code == 422:
                assert answer.json()["error"]["kind"] in ("name", "request"), told
    assert {key: value for key, value in held(root).items() if "ledger" not in key} == before
    assert client.get("/api/v1/forecasts").json()["entries"] == 0


@pytest.mark.parametrize(
    ("path", "key", "body"),
    [
        ("/cases", "id", {}),
        ("/cases", "copy_of", {"id": "copied"}),
        ("/cases/small/keep", "name", {"changes": [{"path": "no_deal.A", "value": 1.0}]}),
        ("/cases/korea_1951/claims", "copy_as", {"claims": [{"text": "x"}]}),
        ("/cases/small/compare", "since", {}),
        ("/forecasts/questions", "case", {"id": "q"}),
        ("/forecasts/of-case", "case", {"question": "q"}),
        ("/evidence/read", "case", {"text": "Talks go on."}),
        ("/cases/import", "id", {"files": [{"name": "a.yaml", "data": base64.b64encode(TEXT.encode()).decode()}]}),
    ],
)
def test_every_body_that_takes_a_name_refuses_all_of_them(
    client: TestClient, canary: Path, path: str, key: str, body: dict[str, Any]
) -> None:
    root = canary.parents[1]
    before = {key: value for key, value in held(root).items() if "ledger" not in key}
    for name in names(canary):
        sent = body | {key: {"case": name} if key == "since" else name}
        answer = client.post(f"/api/v1{path}", json=sent, headers={"If-Match": "*"})
        told = (name[:40], answer.status_code, answer.text[:80])
        assert answer.status_code in (404, 422) or (name, answer.json()["error"]["kind"]) == ("linked", "folder"), told
        assert CANARY not in answer.text
    assert {key: value for key, value in held(root).items() if "ledger" not in key} == before


def test_a_file_that_is_sent_with_such_a_name_stays_in_the_folder(client: TestClient, canary: Path) -> None:
    root = canary.parents[1]
    before = held(root)
    data = base64.b64encode(TEXT.encode()).decode()
    for name in names(canary):
        body = {"files": [{"name": f"{name}.yaml"[-255:], "data": data}]}
        assert client.post("/api/v1/cases/import", json=body).status_code in (201, 409, 422)
    for path in set(held(root)) - set(before):
        assert Path(path).parent == Path("cases") and not (root / path).is_symlink(), path
    assert (root / "outside" / canary.name).read_text(encoding="utf-8").count("\n") == 2


def raw(client: TestClient, target: bytes, kind: str = "http", **heads: str) -> tuple[int, bytes]:
    """Return status and body of the answer to a request line as it is: no client folds its dots or spells it anew."""
    path, _, query = target.partition(b"?")
    lines = {"host": "127.0.0.1:8765", "authorization": "Bearer key"} | heads
    scope = {
        "type": kind, "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"), "raw_path": path, "query_string": query,
        "root_path": "", "headers": [(name.encode(), value.encode()) for name, value in lines.items()],
    }  # fmt: skip
    told: list[Any] = []

    said = ["http.request" if kind == "http" else "websocket.connect"]

    async def receive() -> dict[str, Any]:
        if not said:
            await asyncio.Event().wait()
        return {"type": said.pop()}

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(client.app(scope, receive, send))  # type: ignore[arg-type]
    if kind != "http":
        return [message["type"] for message in told] == ["websocket.close"] and 403 or 101, b""
    assert all(b"Injected" not in name for name, _ in told[0]["headers"])
    return told[0]["status"], b"".join(message.get("body", b"") for message in told)


ROUTES = (b"/app/", b"/app/assets/", b"/app/saved/", b"/api/v1/cases/", b"/")
FOLDED = (b"/app/", b"/api/v1/cases", b"/api/v1/cases/small", b"/health")


def test_as_the_path_of_a_file_none_of_them_is_served(client: TestClient, canary: Path) -> None:
    assert raw(client, b"/app/index.html")[0] == 200
    own = [raw(client, target)[1] for target in FOLDED]
    for name in names(canary):
        plain = name.encode("utf-8", "surrogateescape")
        for route in ROUTES:
            for spelling in {plain, quote(plain, safe="/.%\\:~$").encode(), quote(plain, safe="").encode()}:
                status, body = raw(client, route + spelling)
                assert CANARY.encode() not in body, (route, spelling)
                assert status in (307, 404, 405, 422) or body in own, (route, spelling[:60], status)


def test_files_beside_the_app_are_not_served(client: TestClient) -> None:
    for name in (
        "held.py",
        "../held.py",
        "..%2fheld.py",
        "assets/../../held.py",
        "%2e%2e/held.py",
        "/../../web/guard.py",
    ):
        status, body = raw(client, f"/app/{name}".encode())
        assert status == 404 and b"import" not in body, name


def test_no_socket_of_the_web_is_opened_by_any_page(client: TestClient) -> None:
    for origin in ("http://evil.example", "http://127.0.0.1:8765"):
        for target in (b"/", b"/app/", b"/api/v1/cases", b"/ws"):
            assert raw(client, target, "websocket", origin=origin)[0] == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:8765", "0.0.0.0:8765", ""]
)
def test_no_other_host_is_answered_whatever_it_asks_for(client: TestClient, host: str) -> None:
    for target in (b"/", b"/app/", b"/api/v1/cases", b"/health", b"/api/v1/cases?token=key"):
        assert raw(client, target, host=host)[0] == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "file://", "http://127.0.0.1:8766", "https://127.0.0.1:8765"]
)
def test_no_operation_answers_a_page_of_another_origin(client: TestClient, origin: str) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method in methods:
            where = path.replace("{name}", "small").replace("{number}", "1")
            answer = client.request(method, where, headers={"Origin": origin})
            assert (answer.status_code, answer.json()["error"]["kind"]) == (403, "origin"), (method, path)
            assert "access-control-allow-origin" not in answer.headers
