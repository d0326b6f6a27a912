"""Bodies of requests: strict JSON of a bounded size, or a refusal in words and never a failure."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.web.app import application
from detente.web.settings import MOST_BYTES
from tests.web.desk import desk

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Generator[TestClient]:
    with desk(tmp_path_factory.mktemp("cases"), application) as found:
        yield found


def sent(client: TestClient, body: bytes | Iterator[bytes], **heads: str) -> Any:
    return client.post("/api/v1/cases/small/zone", content=body, headers=JSON | heads)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
        (b"[" * 100_000, ""),
        (b'{"changes": [{"path": "no_deal.A", "value": NaN}]}', "NaN is no number"),
        (b'{"draws": Infinity}', "Infinity is no number"),
        (b'{"draws": -Infinity}', "-Infinity is no number"),
        (b'{"draws": 20, "seed": 1, "draws": 200}', "two values under 'draws'"),
        (b'{"changes": [{"path": "a", "path": "b", "value": 1}]}', "two values under 'path'"),
        (b"{", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b'{"stream": "\\ud800"}', "half"),
        (b'{"draws": ' + b"9" * 10_000 + b"}", "not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_strict_json_is_refused_in_words(client: TestClient, body: bytes, words: str) -> None:
    answer = sent(client, body)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "request")
    assert words in answer.json()["error"]["message"]
    assert len(answer.content) < 500


@pytest.mark.parametrize("body", [b'{"draws": 1e400}', b'{"draws": "20"}', b"[]", b"3", b"null"])
def test_what_is_json_but_no_question_is_refused_too(client: TestClient, body: bytes) -> None:
    answer = sent(client, body)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "request")


def test_only_json_is_a_body(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert client.post("/api/v1/cases/small/zone", content=b"{}", headers={"Content-Type": kind}).status_code == 422


def test_a_huge_body_is_refused_by_its_length_and_where_it_hides_its_length(client: TestClient) -> None:
    told = sent(client, b" " * (MOST_BYTES + 1))
    assert (told.status_code, told.json()["error"]["kind"]) == (413, "limits")
    hidden = sent(client, (b" " * 100_000 for _ in range(MOST_BYTES // 100_000 + 2)))
    assert hidden.status_code == 413
    lied = sent(client, b"{}", **{"Content-Length": "x"})
    assert lied.status_code == 413


def test_a_sound_body_comes_through_whole(client: TestClient, tmp_path: Path) -> None:
    assert sent(client, b'\xef\xbb\xbf{"draws": 30}').status_code in (200, 422)
    assert sent(client, b'{"draws": 30}').status_code == 200
    assert sent(client, iter([b'{"dra', b'ws": 30}'])).status_code == 200
