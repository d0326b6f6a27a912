"""The local server: bound to this machine, without sharing, websockets, or bodies that a form elsewhere can send."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.conftest import client, folder

__all__ = ["client", "folder"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8765.evil.example",
        "localhost.evil.example:8765",
        "[::1]:8765",
        "",
    ],
)
def test_a_name_that_was_bound_to_this_machine_is_none_of_ours(client: TestClient, host: str) -> None:
    for path in ("/", "/health", "/api/v1/cases", "/app/"):
        assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_what_a_form_can_send_is_no_request(client: TestClient, kind: str) -> None:
    head = {"Content-Type": kind} if kind else {}
    answer = client.post("/api/v1/cases", content=b'{"id": "a"}', headers=head)
    assert 400 <= answer.status_code < 500
    assert "a" not in [row["id"] for row in client.get("/api/v1/cases").json()["cases"]]


def test_nothing_is_shared_with_other_origins(client: TestClient) -> None:
    asked = {"Origin": "http://127.0.0.1:8765", "Access-Control-Request-Method": "PUT"}
    for answer in (client.get("/api/v1/cases"), client.options("/api/v1/cases", headers=asked)):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_there_is_no_websocket(client: TestClient) -> None:
    for path in ("/", "/api/v1/cases", "/ws"):
        with pytest.raises((WebSocketDisconnect, AssertionError, RuntimeError)), client.websocket_connect(path):
            raise SystemExit("a websocket was opened")


def test_the_door_is_on_this_machine_alone() -> None:
    from detente.web.command import _door

    door = _door(0)
    try:
        assert door.getsockname()[0] == "127.0.0.1"
    finally:
        door.close()
