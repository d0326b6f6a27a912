"""The store: the same on a file and on a server; nothing acknowledged is lost, nothing written is changed unseen."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from detente._optional import MissingExtra
from detente.formats.yaml import parse
from detente.ledger import archive, history, runs, store, tables
from detente.ledger.check import accepted
from detente.ledger.fault import LedgerBusy, LedgerFault, LedgerUnwritable
from detente.ledger.place import LedgerPlace, place
from detente.ledger.store import opened, reading, writing

TEXT = """\
questions:
  truce: {statement: A truce holds, rule: Both say so, opened: 2026-01-01, horizon: 2099-06-30}
forecasts:
  - {question: truce, forecaster: Ann, date: 2026-02-01, p: 0.3, reason: "a café said so"}
  - {question: truce, forecaster: Ann, date: 2026-03-01, p: 0.2}
resolutions:
  - {question: truce, outcome: "no", date: 2099-06-30, source: the press}
"""


def write(spot: LedgerPlace, text: str = TEXT) -> None:
    with opened(spot, create=True) as held, writing(held) as connection:
        before = history.ledger_of(archive.unbroken(connection))
        archive.record(connection, accepted(parse(text), before).found)


def read(spot: LedgerPlace) -> tuple[history.Entry, ...]:
    with opened(spot) as held, reading(held) as connection:
        return archive.unbroken(connection)


def note(connection, text: str) -> history.Entry:
    return archive.append(connection, "note", "n", {"text": text})


def test_what_is_written_comes_back(spot) -> None:
    write(spot)
    found = history.ledger_of(read(spot))
    assert found == accepted(parse(TEXT)).found
    assert found.forecasts[0].reason == "a café said so"


def test_there_is_no_ledger_until_one_is_begun(spot) -> None:
    with pytest.raises(LedgerFault, match="there is no ledger"), opened(spot):
        pass
    assert spot.path is None or not spot.path.exists()


def test_versions_are_counted_by_subject_and_compared(spot) -> None:
    with opened(spot, create=True) as held, writing(held) as connection:
        for text in ("one", "two"):
            archive.append(connection, "case", "talks", {"text": text, "who": "Ann"})
        archive.append(connection, "case", "others", {})
        listed = archive.versions(connection, "case", "talks")
        first, second = (archive.version(connection, "case", "talks", k) for k in (1, 2))
        with pytest.raises(LedgerFault, match="no version 3"):
            archive.version(connection, "case", "talks", 3)
    assert [row[0] for row in listed] == [1, 2]
    assert history.differences(first.doc, second.doc) == (history.Change("text", "one", "two"),)


def test_who_has_not_seen_the_last_version_does_not_overwrite_it(spot) -> None:
    with opened(spot, create=True) as held, writing(held) as connection:
        archive.append(connection, "case", "talks", {}, expected=0)
        with pytest.raises(LedgerBusy, match="version 1 by now"):
            archive.append(connection, "case", "talks", {}, expected=0)


def test_a_transaction_that_fails_writes_nothing(spot) -> None:
    write(spot)
    with pytest.raises(ZeroDivisionError), opened(spot) as held, writing(held) as connection:
        note(connection, "lost")
        raise ZeroDivisionError
    assert len(read(spot)) == 4


@pytest.mark.parametrize("deed", ["UPDATE detente_history SET doc = '{}'", "DELETE FROM detente_history"])
def test_the_database_itself_refuses_to_change_history(spot, deed) -> None:
    write(spot)
    with pytest.raises(DBAPIError, match="append-only"), opened(spot) as held, writing(held) as connection:
        connection.exec_driver_sql(deed)
    assert len(read(spot)) == 4


def tampered(spot: LedgerPlace, deed: str) -> None:
    """Change history behind the back of the guards."""
    with opened(spot) as held, writing(held) as connection:
        if spot.path is not None:
            connection.exec_driver_sql("DROP TRIGGER detente_history_UPDATE")
            connection.exec_driver_sql("DROP TRIGGER detente_history_DELETE")
        else:
            connection.exec_driver_sql("DROP TRIGGER detente_history_guard ON detente_history")
        connection.exec_driver_sql(deed)


@pytest.mark.parametrize(
    ("deed", "word"),
    [
        (
            "UPDATE detente_history SET doc = replace(doc, '0.3', '0.1') WHERE n = 2",
            "entry 2 .forecast truce.* was edited",
        ),
        ("UPDATE detente_history SET at = '2020-01-01T00:00:00' WHERE n = 3", "entry 3 .* was edited"),
        ("DELETE FROM detente_history WHERE n = 2", "before entry 3 .* removed"),
    ],
)
def test_a_forecast_edited_or_removed_afterwards_shows(spot, deed, word) -> None:
    write(spot)
    tampered(spot, deed)
    with pytest.raises(LedgerFault, match=word):
        read(spot)


def test_a_seal_written_down_shows_that_the_end_was_cut_off(spot) -> None:
    write(spot)
    mark = history.seal(read(spot))
    assert history.sealed_at(read(spot), mark[:12]).n == 4
    tampered(spot, "DELETE FROM detente_history WHERE n = 4")
    assert history.sealed_at(read(spot), mark[:12]) is None


def test_a_forecast_entered_after_the_resolution_is_marked(spot) -> None:
    write(spot)
    more = "forecasts:\n  - {question: truce, forecaster: Bob, date: 2026-04-01, p: 0.01}\n"
    write(spot, more)
    found = history.ledger_of(read(spot))
    assert [found.forecasts[k].forecaster for k in found.late] == ["Bob"]


def test_many_writers_at_once_make_one_chain(spot) -> None:
    with opened(spot, create=True):
        pass

    def work(k: int) -> None:
        with opened(spot) as held:
            for _ in range(5):
                with writing(held) as connection:
                    note(connection, str(k))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert [entry.n for entry in read(spot)] == list(range(1, 21))


def test_older_tables_are_brought_up_to_date_and_kept_beside(spot, monkeypatch) -> None:
    write(spot)

    def second(connection) -> None:
        connection.exec_driver_sql("CREATE TABLE detente_second (id INTEGER)")

    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, second))
    assert len(read(spot)) == 4
    with opened(spot) as held, reading(held) as connection:
        assert tables.schema_of(connection) == 2
    if spot.path is not None:
        copy = Path(f"{spot.path}.version-1")
        monkeypatch.undo()
        assert len(read(LedgerPlace(copy))) == 4
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_newer_ledger_is_left_alone(spot, monkeypatch) -> None:
    write(spot)
    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, lambda connection: None))
    read(spot)
    monkeypatch.undo()
    with pytest.raises(LedgerFault, match="newer detente .its version 2, this one knows 1"):
        read(spot)


RESULT = {
    "case": {
        "id": "talks", "title": "T", "sha256": "f" * 64, "as_of": "2026-01-01", "horizon": "2026-06-30",
        "hindsight": False,
    },
    "version": "1", "seed": 1, "draws": 40, "condition": "if talks conclude", "hold": None,
    "scenarios": [{"id": "peace", "value": 0.25}, {"id": "no_deal", "value": 0.75}],
}  # fmt: skip
ASKED = """\
questions:
  q: {statement: S, rule: R, type: multi-class, bins: [no_deal, peace], opened: 2026-01-01, horizon: 2026-06-30}
  given: {statement: S, rule: R, type: multi-class, bins: [no_deal, peace], opened: 2026-01-01, horizon: 2026-06-30,
    condition: talks conclude}
"""


def test_a_run_is_kept_with_its_inputs_and_answer(spot) -> None:
    with opened(spot, create=True) as held, writing(held) as connection:
        first = runs.keep_run(connection, RESULT)
        again = runs.keep_run(connection, RESULT)
        assert (first.version, again.version) == (1, 2)
        assert runs.answer_of(connection, again) == RESULT
        assert runs.run_named(connection, "talks:1").n == runs.run_named(connection, "1").n == 1
        with pytest.raises(LedgerFault, match="there are talks:1, talks:2"):
            runs.run_named(connection, "peace")


def test_the_odds_of_a_run_fit_a_question_whose_bins_are_its_scenarios(spot) -> None:
    questions = accepted(parse(ASKED)).found.questions
    timed = RESULT | {"hold": {"timing": {"scenarios": [{"id": "peace", "signed": 0.1}]}}}
    with opened(spot, create=True) as held, writing(held) as connection:
        plain, dated = runs.keep_run(connection, RESULT), runs.keep_run(connection, timed)
    assert runs.odds_for(plain, questions["given"]) == [0.75, 0.25]
    assert runs.odds_for(dated, questions["q"]) == [0.9, 0.1]
    with pytest.raises(LedgerFault, match="have no date"):
        runs.odds_for(plain, questions["q"])


# A file


@pytest.fixture
def file(tmp_path) -> Path:
    write(place(str(tmp_path / "talks.db")))
    return tmp_path / "talks.db"


def test_a_new_ledger_is_for_its_owner_alone(tmp_path) -> None:
    path = tmp_path / "deep" / "ledger.sqlite"
    write(LedgerPlace(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\0" + bytes(84), b"x" * 10_000])
def test_a_file_that_is_no_ledger_is_left_as_it_is(tmp_path, content) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(LedgerFault, match="is not a ledger.*left as it is"), opened(LedgerPlace(path), create=True):
        pass
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["other.db"]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE accounts (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(LedgerFault, match="is not a ledger"), opened(LedgerPlace(path), create=True):
        pass
    assert path.read_bytes() == before


def test_a_damaged_ledger_is_told_and_left_as_it_is(file) -> None:
    whole = file.read_bytes()
    damaged = whole[:100] + b"\xff" * (len(whole) - 100)
    file.write_bytes(damaged)
    for create in (False, True):
        with (
            pytest.raises(LedgerFault, match="is damaged.*put back a copy"),
            opened(LedgerPlace(file), create=create) as held,
        ):
            with writing(held) as connection:
                note(connection, "x")
    assert file.read_bytes() == damaged


def test_a_ledger_that_somebody_else_writes_to_is_busy(file, monkeypatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    with opened(LedgerPlace(file)) as one, writing(one):
        with pytest.raises(LedgerBusy, match="repeat the command"), opened(LedgerPlace(file)) as two, writing(two):
            pass
        assert len(read(LedgerPlace(file))) == 4


def test_a_place_that_cannot_be_written_to_is_told(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    spot = LedgerPlace(tmp_path / "file" / "ledger.sqlite")
    with pytest.raises(LedgerUnwritable, match="--db"), opened(spot, create=True):
        pass
    with pytest.raises(LedgerUnwritable, match="--db"), opened(LedgerPlace(tmp_path), create=True):
        pass


def test_a_ledger_in_a_place_that_is_only_for_reading_is_read_and_not_written_to(file, monkeypatch) -> None:
    before = {name: (file.parent / name).read_bytes() for name in os.listdir(file.parent)}
    monkeypatch.setattr(store.os, "access", lambda path, mode: False)
    assert len(read(LedgerPlace(file))) == 4
    with pytest.raises(LedgerUnwritable, match="--db"), opened(LedgerPlace(file)) as held, writing(held) as connection:
        note(connection, "x")
    assert {name: (file.parent / name).read_bytes() for name in os.listdir(file.parent)} == before


def test_a_server_that_cannot_be_reached_is_told_without_the_password(tmp_path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    spot = place(f"postgresql://ann:secret@/talks?host={tmp_path}")
    with pytest.raises(LedgerUnwritable) as caught, opened(spot):
        pass
    assert "secret" not in str(caught.value)


def test_another_kind_of_server_is_refused() -> None:
    with pytest.raises(LedgerFault, match="PostgreSQL"):
        place("mysql://ann@db/talks")


def test_a_name_that_sqlite_would_read_otherwise_is_a_file(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(place(":memory:"))
    assert len(read(place(":memory:"))) == 4
    assert (tmp_path / ":memory:").exists()


def test_a_ledger_without_its_tables_is_damaged(file) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute("DROP TABLE detente_history")
    with pytest.raises(LedgerFault, match="is damaged"):
        read(LedgerPlace(file))


def test_a_server_without_its_driver_names_the_extra(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"detente\[postgres\]"), opened(place("postgresql://ann@db/talks")):
        pass


def test_many_may_begin_the_same_ledger_at_once(tmp_path) -> None:
    path = tmp_path / "ledger.sqlite"
    words = [sys.executable, "-c", WRITER.replace("1000", "3"), str(path)]
    children = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for child in children:
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors
    assert [entry.n for entry in read(LedgerPlace(path))] == list(range(1, 13))


WRITER = """
import sys
from pathlib import Path
from detente.ledger.archive import append
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened, writing
with opened(LedgerPlace(Path(sys.argv[1])), create=True) as held:
    for k in range(1000):
        with writing(held) as connection:
            append(connection, "note", "n", {"k": k})
        print(k, flush=True)
"""


def test_a_process_killed_in_the_middle_of_its_writes_loses_none_that_it_acknowledged(tmp_path) -> None:
    path = tmp_path / "ledger.sqlite"
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(150)]
    child.kill()
    told += [int(line) for line in child.stdout.read().split("\n")[:-1] if line]
    child.wait()
    child.stdout.close()
    found = [entry.doc["k"] for entry in read(LedgerPlace(path))]
    assert found[: len(told)] == told
    assert 150 <= len(found) < 1000
    assert found == list(range(len(found)))
