"""What was said of weights, over HTTP: the library's ranges, the smallest contradiction, and what cannot be weighed."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.formats.load import load
from detente.settlement.elicitation.answer import elicited
from detente.settlement.elicitation.statements import Choice, Order, Swing
from detente.settlement.known import known
from detente.web.app import application
from tests.web.desk import SMALL, desk

WHOLE = {"kind": "order", "steps": [["fill"], ["data"], ["board"]]}
CHOICE = {"kind": "choice", "first": {"data": "live", "board": "talks"}, "second": {"data": "none_", "board": "votes"}}
SWING = {"kind": "swing", "issue": "board", "against": "fill", "low": 1, "high": 4}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with desk(tmp_path_factory.mktemp("cases"), application) as found:
        yield found


def asked(client: TestClient, *said: dict[str, Any], **more: Any) -> Any:
    return client.post("/api/v1/cases/small/elicit", json={"party": "DOWN", "statements": list(said), **more})


def test_the_ranges_are_the_librarys(client: TestClient) -> None:
    said = [
        Order((("fill",), ("data",), ("board",))),
        Choice(CHOICE["first"], CHOICE["second"]),
        Swing("board", "fill", 1, 4),
    ]
    wanted = elicited(known(load(str(SMALL))), "DOWN", said, ask=True)
    held = asked(client, WHOLE, CHOICE, SWING, ask=True).json()
    assert {key: held[key] for key in wanted} == wanted
    assert held["schema"] == "detente.elicit/1"
    assert held["consistent"]


def test_ranges_are_written_as_changes_that_a_case_takes(client: TestClient) -> None:
    rows = asked(client, WHOLE).json()["ranges"]
    changes = [{"path": row["path"], "kind": "set", "value": row["written"]} for row in rows]
    assert [row["path"] for row in rows] == [f"views.DOWN.{issue}.salience" for issue in ("fill", "data", "board")]
    assert client.post("/api/v1/cases/small/zone", json={"changes": changes}).status_code == 200
    for row in rows:
        size = row["written"]["mid"] / row["mid"]
        assert row["written"]["low"] == pytest.approx(size * row["low"], abs=0.02 + 0.02 * size)


def test_what_contradicts_is_told_by_its_place(client: TestClient) -> None:
    turned = {"kind": "order", "steps": [["board"], ["data"]]}
    found = asked(client, SWING, WHOLE, turned).json()
    assert (found["consistent"], found["ranges"], found["next"]) == (False, [], None)
    assert found["conflict"] == {"size": 2, "sets": [[1, 2]], "more": False}


def test_worths_of_one_issue(client: TestClient) -> None:
    said = {"kind": "order", "steps": [["live"], ["daily"], ["none_"]]}
    found = asked(client, said, {"kind": "direct", "name": "daily", "low": 60, "high": 80}, issue="data").json()
    assert [(row["path"], row["low"], row["high"]) for row in found["ranges"]] == [
        ("views.DOWN.data.worth.none_", 0, 80),
        ("views.DOWN.data.worth.daily", 60, 80),
        ("views.DOWN.data.worth.live", 60, 100),
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "order", "steps": [["fil"], ["data"]]}, "did you mean"),
        ({"kind": "swing", "issue": "fill", "against": "fill", "low": 1, "high": 2}, "itself"),
        ({"kind": "choice", "first": {"data": "open"}, "second": {"data": "live"}}, "left open"),
        ({"kind": "guess"}, "guess"),
        ({"kind": "direct", "name": "fill", "low": 50, "high": 20}, "swap"),
    ],
)
def test_what_cannot_be_weighed_is_refused_in_words(client: TestClient, said: dict[str, Any], words: str) -> None:
    answer = asked(client, said)
    assert answer.status_code == 422
    assert words in answer.text
