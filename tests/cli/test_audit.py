"""The verb `audit`, and what verbs tell the log: before they do it, or they do not."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.cli.calls import GOOD, data, detente, refused


@pytest.fixture(autouse=True)
def log(here, monkeypatch):
    """A case, and a log of its own that is on."""
    path = here / "log.sqlite"
    monkeypatch.setenv("DETENTE_HOME", str(here / "home"))
    monkeypatch.setenv("DETENTE_AUDIT", str(path))
    (here / "talks.yaml").write_text(GOOD)
    return path


def deeds(*words: str) -> list[tuple[str, str]]:
    return [(row["deed"], row["by"]) for row in data("audit", *words)["deeds"]]


def test_verbs_tell_what_they_open_and_write(here) -> None:
    for words in (
        ("zone", "talks.yaml"), ("zone", "talks.yaml", "--out", "zone.txt"), ("convert", "talks.yaml", "talks.csv"),
        ("evidence", "add", "talks.yaml", "--claim", "It rained"), ("zone", "korea_1951"),
    ):  # fmt: skip
        done = detente(*words)
        assert done.exit_code == 0, done.stderr
    assert deeds() == [
        ("open", "detente zone"), ("open", "detente zone"), ("export", "detente zone"), ("open", "detente convert"),
        ("export", "detente convert"), ("open", "detente evidence add"), ("save", "detente evidence add"),
    ]  # fmt: skip
    assert len(deeds("talks.yaml")) == 7 and deeds("others.yaml") == []
    row = data("audit")["deeds"][2]
    assert (row["case"], row["to"]) == (str(here / "talks.yaml"), str(here / "zone.txt"))


def test_without_a_log_it_is_said_what_begins_one(here, monkeypatch) -> None:
    monkeypatch.delenv("DETENTE_AUDIT")
    refused(detente("audit"), 1, "DETENTE_AUDIT=on")


def test_a_share_is_told_as_one(here) -> None:
    done = detente("share", "talks.yaml", "--for", "N", "-o", "north.yaml")
    assert done.exit_code == 0, done.stderr
    assert deeds() == [("open", "detente share"), ("share", "detente share")]


def test_a_purge_is_told_and_leaves_the_log(here, monkeypatch) -> None:
    monkeypatch.setenv("DETENTE_AUDIT", "on")
    assert detente("zone", "talks.yaml").exit_code == 0
    assert detente("purge", "talks.yaml", "--yes").exit_code == 0
    assert deeds() == [("open", "detente zone"), ("purge", "detente purge")]


def test_where_it_cannot_be_written_nothing_is_opened_or_written(here, monkeypatch) -> None:
    monkeypatch.setenv("DETENTE_AUDIT", str(here / "talks.yaml" / "log"))
    refused(detente("zone", "talks.yaml", "--out", "zone.txt"), 2, "cannot be kept")
    assert not (here / "zone.txt").exists()


def test_without_a_log_nothing_is_written(here, monkeypatch) -> None:
    monkeypatch.delenv("DETENTE_AUDIT")
    assert detente("zone", "talks.yaml").exit_code == 0
    assert [path.name for path in here.iterdir()] == ["talks.yaml"]
    refused(detente("audit"), 1, "there is no ledger")


def test_the_page_says_who_and_that_the_chain_is_whole() -> None:
    detente("zone", "talks.yaml")
    page = detente("audit").stdout
    assert "open" in page and "talks.yaml" in page and "The chain is whole" in page
    checked = detente("audit", "--check")
    assert checked.exit_code == 0 and "talks.yaml" not in checked.stdout
    assert data("audit", "--check")["deeds"] is None


def test_no_log_now_is_said(monkeypatch, log) -> None:
    detente("zone", "talks.yaml")
    monkeypatch.delenv("DETENTE_AUDIT")
    assert "DETENTE_AUDIT" in detente("audit", "--db", log).stdout


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE detente_history SET subject = 'other' WHERE n = 1",
        "DELETE FROM detente_history WHERE n = 2",
        "UPDATE detente_history SET doc = '{}' WHERE n = 2",
        "UPDATE detente_history SET kind = 'purged', subject = '2', version = 1, doc = '{}' WHERE n = 2",
    ],
)
def test_a_broken_chain_is_told(log, change: str) -> None:
    for _ in range(3):
        detente("zone", "talks.yaml")
    with sqlite3.connect(log) as raw:
        for deed in ("UPDATE", "DELETE"):
            raw.execute(f"DROP TRIGGER detente_history_{deed}")
        raw.execute(change)
    raw.close()
    for words in (("audit", "--check"), ("audit", "talks.yaml")):
        done = detente(*words)
        assert done.exit_code == 1
        assert "Broken:" in done.stdout and "not as it was written" in done.stderr


def test_a_seal_shows_that_the_end_was_cut_off(log) -> None:
    for _ in range(2):
        detente("zone", "talks.yaml")
    seal = data("audit")["seal"]
    assert data("audit", "--check", "--seal", seal[:12])["sealed_at"]["n"] == 2
    with sqlite3.connect(log) as raw:
        raw.execute("DROP TRIGGER detente_history_DELETE")
        raw.execute("DELETE FROM detente_history WHERE n = 2")
    raw.close()
    assert detente("audit", "--check").exit_code == 0, "a chain alone cannot show that its end is missing"
    done = detente("audit", "--check", "--seal", seal[:12], "--json")
    assert done.exit_code == 1 and json.loads(done.stdout)["sealed_at"] is None
    refused(detente("audit", "--seal", "abc"), 2, "at least")
