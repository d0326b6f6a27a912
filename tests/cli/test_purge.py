"""The verb `purge`: what it asks, what it removes, what it leaves, and what is refused."""

from __future__ import annotations

import json

import pytest

from detente.ledger import archive
from detente.ledger.place import LedgerPlace
from detente.ledger.purge import traces_of
from detente.ledger.store import opened, writing
from tests.cli.calls import GOOD, data, detente, refused


@pytest.fixture(autouse=True)
def ledger(here, home) -> LedgerPlace:
    """A ledger with two versions of a case whose file is there, and one of another."""
    (here / "talks.yaml").write_text(GOOD)
    place = LedgerPlace(home / "ledger.sqlite")
    with opened(place, create=True) as store, writing(store) as connection:
        for name in ("talks", "talks", "others"):
            subject = traces_of(f"{name}.yaml", place).versions
            archive.append(connection, "case", subject, {"text": f"{name} said", "sha256": "", "why": ""})
    return place


def test_it_removes_one_case_and_leaves_its_file_and_the_others(here, ledger) -> None:
    done = detente("purge", "talks.yaml", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "2 versions and 0 kept runs of talks.yaml removed" in done.stdout
    assert "The case file is left" in done.stdout
    assert (here / "talks.yaml").read_text() == GOOD
    held = ledger.path.read_bytes()
    assert b"talks said" not in held and b"others said" in held
    assert data("forecast", "list")["broken"] == []


def test_it_asks_and_a_no_removes_nothing(ledger) -> None:
    refused(detente("purge", "talks.yaml", stdin="n\n"), 2, "remove 2 versions and 0 kept runs", "nothing was removed")
    refused(detente("purge", "talks.yaml", stdin=""), 2, "--yes")
    assert b"talks said" in ledger.path.read_bytes()
    assert detente("purge", "talks.yaml", stdin="y\n").exit_code == 0
    assert b"talks said" not in ledger.path.read_bytes()


def test_a_case_whose_file_is_gone_can_be_purged_and_a_second_purge_finds_nothing(here) -> None:
    (here / "talks.yaml").unlink()
    first, second = (data("purge", "talks.yaml", "--yes") for _ in range(2))
    assert (first["versions"], first["entry"], first["rewritten"]) == (2, 4, True)
    assert (second["versions"], second["entry"]) == (0, None)
    assert "holds nothing of talks.yaml" in detente("purge", "talks.yaml", "--yes").stdout


def test_a_kept_run_goes_with_its_answer(here) -> None:
    small = ("run", "talks.yaml", "--draws", "20", "--keep", "--json")
    assert detente(*small).exit_code == 0
    assert data("purge", "talks.yaml", "--yes")["runs"] == 1
    assert data("forecast", "runs")["runs"] == []


@pytest.mark.parametrize("name", ["-", "miami", "template"])
def test_what_is_nobodys_file_is_refused(name) -> None:
    refused(detente("purge", name, "--yes"), 2, name if name != "-" else "standard input")


def test_without_a_ledger_there_is_nothing_to_purge(here) -> None:
    refused(detente("purge", "talks.yaml", "--yes", "--db", "none.sqlite"), 1, "there is no ledger")


def test_an_edited_tombstone_is_told(here, ledger) -> None:
    import sqlite3

    assert detente("purge", "talks.yaml", "--yes").exit_code == 0
    with sqlite3.connect(ledger.path) as raw:
        raw.execute("DROP TRIGGER detente_history_UPDATE")
        raw.execute("UPDATE detente_history SET at = '2020-01-01' WHERE n = 1")
    raw.close()
    listed = detente("forecast", "list", "--json")
    assert listed.exit_code == 1
    assert "no purge says so" in json.loads(listed.stdout)["broken"][0]


def test_a_case_without_a_name_is_refused() -> None:
    refused(detente("purge", " ", "--yes"), 2, "give the path of a case")
