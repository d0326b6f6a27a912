"""Requests that are too large, over a real connection: the client sees why, whatever it does with what it sends."""

from __future__ import annotations

import json
import socket
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest
import uvicorn

from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web import guard
from detente.web.app import application
from detente.web.command import _door
from detente.web.settings import HOST, MOST_BYTES, Settings

PLACE = "/api/v1/cases/small/zone"
LARGE = 5 * MOST_BYTES
PATIENCE = 60
"""Seconds after which a test gives a connection up; none should take one."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of a server that runs as `detente serve` runs it."""
    folder, door = tmp_path_factory.mktemp("cases"), _door(0)
    held = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), door.getsockname()[1], token="key")
    with opened(held.ledger, create=True) as store:
        server = uvicorn.Server(uvicorn.Config(application(held, store), log_level="warning", server_header=False))
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        yield held.port
        server.should_exit = True
        thread.join()


def sent(port: int, body: Any, **heads: str) -> tuple[int, dict[str, Any], str | None]:
    """Send all of a body before the answer is read, as the client of the standard library does."""
    line = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        told = {"Authorization": "Bearer key", "Content-Type": "application/json"} | heads
        line.request("POST", PLACE, body, told, encode_chunked=not isinstance(body, bytes))
        answer = line.getresponse()
        return answer.status, json.load(answer)["error"], answer.headers["Connection"]
    finally:
        line.close()


def in_pieces(size: int) -> Iterator[bytes]:
    return (b" " * 100_000 for _ in range(size // 100_000))


@contextmanager
def begun(port: int, *heads: str) -> Generator[socket.socket]:
    """Give a connection on which the head of a request was sent, and nothing of its body."""
    lines = (f"POST {PLACE} HTTP/1.1", f"Host: {HOST}:{port}", "Authorization: Bearer key", *heads, "", "")
    with socket.create_connection((HOST, port), timeout=PATIENCE) as line:
        line.sendall("\r\n".join(lines).encode())
        yield line


def ended(line: socket.socket) -> bytes:
    """Return what comes until the server closes the connection."""
    found = b""
    while piece := line.recv(65_536):
        found += piece
    return found


@pytest.mark.parametrize("connection", ["close", "keep-alive"])
def test_who_sends_all_before_reading_is_told(port: int, connection: str) -> None:
    for body in (b" " * LARGE, in_pieces(LARGE)):
        status, error, then = sent(port, body, Connection=connection)
        assert (status, error["kind"], then) == (413, "limits", "close")
        assert "more than 6 MB" in error["message"]


def test_who_is_not_let_in_is_told_too(port: int) -> None:
    status, error, _ = sent(port, b" " * (MOST_BYTES - 1), Authorization="Bearer other", Connection="close")
    assert (status, error["kind"]) == (401, "token")


def test_who_asks_before_sending_is_answered_and_let_go(port: int) -> None:
    with begun(port, f"Content-Length: {LARGE}", "Expect: 100-continue") as line:
        assert ended(line).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("announced", [f"Content-Length: {LARGE}", "Content-Length: 1" + "0" * 18])
def test_who_stops_sending_has_the_answer_and_is_let_go(
    port: int, announced: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "LONGEST", 0.2)
    with begun(port, announced) as line:
        line.sendall(b" " * 1_000)
        head, _, body = ended(line).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413 ")
    assert json.loads(body)["error"]["kind"] == "limits"


def test_who_never_ends_is_let_go_and_others_are_answered(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_DROPPED", MOST_BYTES)
    with begun(port, "Transfer-Encoding: chunked") as line, pytest.raises(OSError, match=r"reset|[Bb]roken|abort"):
        for _ in range(10_000):
            line.sendall(b"186a0\r\n" + b" " * 100_000 + b"\r\n")
    assert sent(port, b"[")[0] == 400


def test_a_body_of_the_largest_size_is_read(port: int) -> None:
    assert sent(port, b" " * MOST_BYTES, Connection="close")[0] == 400
