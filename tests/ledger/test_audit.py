"""The audit log: off unless asked for, before the deed, chained, and without a word of a case."""

from __future__ import annotations

import os

import pytest

from detente.ledger import archive, audit
from detente.ledger.fault import LedgerFault, LedgerUnwritable
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened, reading, writing


def test_nothing_is_read_or_opened_where_no_log_is_asked_for(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv(audit.VARIABLE, raising=False)
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    audit.tell(audit.OPEN, str(tmp_path / "none.yaml"), by="detente zone")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("word", ["", " ", "off", "OFF", "0", "no", "False"])
def test_a_word_that_says_no_asks_for_no_log(word: str) -> None:
    assert audit.asked_for({audit.VARIABLE: word}) is None


@pytest.mark.parametrize("word", ["on", "ON", "1", "yes", "True"])
def test_a_word_that_says_yes_asks_for_the_usual_ledger(word: str, tmp_path) -> None:
    asked = audit.asked_for({audit.VARIABLE: word, "DETENTE_HOME": str(tmp_path)})
    assert asked == LedgerPlace(tmp_path / "ledger.sqlite")


@pytest.mark.parametrize("kind", audit.DEEDS)
def test_a_deed_says_who_what_and_when(kind: str, tmp_path, spot: LedgerPlace) -> None:
    case = tmp_path / "talks.yaml"
    case.write_text("title: a secret word")
    with opened(spot, create=True) as store, writing(store) as connection:
        audit.log(connection, audit.deed_on(kind, str(case), by="detente zone", to="out.html"))
        (entry,) = audit.deeds(connection, str(case))
        assert archive.unbroken(connection) == (entry,)
        assert audit.deeds(connection, "others.yaml") == ()
    assert (entry.subject, entry.doc["deed"], entry.doc["by"]) == (str(case.resolve()), kind, "detente zone")
    assert set(entry.doc) == {"deed", "by", "to", "sha256", "user", "machine"}
    assert entry.doc["to"] == os.path.realpath("out.html")
    assert "secret word" not in repr(entry)


@pytest.mark.skipif(os.name != "posix", reason="names of accounts are a matter of POSIX")
def test_a_variable_does_not_change_who_it_was(monkeypatch, tmp_path) -> None:
    spot = LedgerPlace(tmp_path / "log.sqlite")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    with opened(spot, create=True) as store, writing(store) as connection:
        entry = audit.log(connection, audit.deed_on(audit.OPEN, "talks.yaml", by="detente zone"))
    assert entry.doc["user"] != "somebody-else"
    assert entry.doc["sha256"] == ""


def test_a_log_that_cannot_be_written_stops_the_deed(monkeypatch, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place, fault in (("file", LedgerFault), ("file/log.sqlite", LedgerUnwritable)):
        monkeypatch.setenv(audit.VARIABLE, str(tmp_path / place))
        with pytest.raises(fault):
            audit.tell(audit.OPEN, "talks.yaml", by="detente zone")


def test_a_log_can_be_kept_apart_from_the_ledger(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    for asked, place in (("on", tmp_path / "home" / "ledger.sqlite"), (str(tmp_path / "log"), tmp_path / "log")):
        monkeypatch.setenv(audit.VARIABLE, asked)
        audit.tell(audit.SAVE, "talks.yaml", by="detente serve")
        with opened(LedgerPlace(place)) as store, reading(store) as connection:
            assert [entry.doc["deed"] for entry in audit.deeds(connection)] == ["save"]
