"""A purge: the contents are gone from the file, the chain still shows everything else that was done to it."""

from __future__ import annotations

import secrets
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from detente.formats.json_text import canonical
from detente.ledger import archive, history
from detente.ledger.place import LedgerPlace
from detente.ledger.purge import Traces, counted, purge, traces_of
from detente.ledger.runs import keep_run, runs
from detente.ledger.store import opened, reading, writing
from detente.ledger.tables import history as table
from tests.ledger.test_history import DOCS, chain, read

CANARY = secrets.token_hex(16)


def run_of(case: str, word: str) -> dict:
    about = {"id": case, "title": word, "sha256": "0" * 64, "as_of": "2026-01-01", "horizon": "2026-12-31",
             "hindsight": False}  # fmt: skip
    return {"case": about, "version": "0", "seed": 1, "draws": 20, "scenarios": [], "condition": word}


@pytest.fixture
def filled(spot: LedgerPlace):
    """A ledger with three versions and a run of one case, among entries of others."""
    traces = traces_of("/talks/secret.yaml", spot)
    with opened(spot, create=True) as store:
        with writing(store) as connection:
            for k in range(3):
                archive.append(connection, "note", "n", {"text": f"before {k}"})
                text = f"title: {CANARY} {k}\n" + CANARY * 900
                archive.append(connection, "case", traces.versions, {"text": text, "sha256": "", "why": CANARY})
            keep_run(connection, run_of("secret", CANARY))
            keep_run(connection, run_of("other", "open"))
        yield store, traces


def on_disk(path: Path, word: str) -> list[str]:
    """Return the files beside a ledger that hold a word, as it is or compressed."""
    forms = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for file in path.parent.iterdir():
        held = file.read_bytes()
        starts = [k for k in range(len(held) - 1) if held[k] == 0x78 and held[k + 1] in (0x01, 0x5E, 0x9C, 0xDA)]
        packed = [zlib.decompressobj() for _ in starts]
        inflated = b"".join(_inflated(one, held[k:]) for one, k in zip(packed, starts, strict=True))
        if any(form in held or form in inflated for form in forms):
            found.append(file.name)
    return found


def _inflated(one, data: bytes) -> bytes:
    try:
        return one.decompress(data, 1_000_000)
    except zlib.error:
        return b""


def test_contents_go_and_the_chain_stays_whole(filled) -> None:
    store, traces = filled
    assert counted(store, traces) == (3, 1)
    with reading(store) as connection:
        before = archive.unbroken(connection)
    done = purge(store, traces)
    assert (done.versions, done.runs, done.rewritten) == (3, 1, True)
    with reading(store) as connection:
        after = archive.unbroken(connection)
        assert [run.subject for run in runs(connection)] == ["other"]
        assert archive.versions(connection, "case", traces.versions) == ()
        rows = connection.execute(table.select()).mappings().all()
    assert CANARY not in repr(rows) and "secret" not in repr(rows)
    assert [entry.sha256 for entry in after[:-1]] == [entry.sha256 for entry in before]
    assert counted(store, traces) == (0, 0)


def test_a_new_version_of_the_same_name_begins_anew(filled) -> None:
    store, traces = filled
    purge(store, traces)
    with writing(store) as connection:
        assert archive.append(connection, "case", traces.versions, {"text": "new"}).version == 1
        assert archive.unbroken(connection)


def test_the_history_is_guarded_again_after_a_purge(filled) -> None:
    store, traces = filled
    purge(store, traces)
    for change in (table.update().values(doc="{}"), table.delete()):
        with pytest.raises(DBAPIError, match="append-only"), writing(store) as connection:
            connection.execute(change)


def test_a_canary_is_gone_from_every_page_of_the_file(tmp_path: Path) -> None:
    spot = LedgerPlace(tmp_path / "ledger.sqlite")
    traces = traces_of(str(tmp_path / "secret.yaml"), spot)
    with opened(spot, create=True) as store:
        with writing(store) as connection:
            archive.append(connection, "case", traces.versions, {"text": CANARY * 4000})
            keep_run(connection, run_of("secret", CANARY))
        kept = tmp_path / "ledger.sqlite.version-0"
        kept.write_bytes(spot.path.read_bytes() + CANARY.encode())
        assert on_disk(spot.path, CANARY)
        done = purge(store, traces)
    assert (done.copies, done.rewritten) == ((kept.name,), True)
    assert on_disk(spot.path, CANARY) == []


def test_a_reader_in_the_way_is_told_and_a_second_purge_finishes(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("detente.ledger.store.PATIENCE", 0.1)
    spot = LedgerPlace(tmp_path / "ledger.sqlite")
    traces = traces_of(str(tmp_path / "secret.yaml"), spot)
    with opened(spot, create=True) as store:
        with writing(store) as connection:
            archive.append(connection, "case", traces.versions, {"text": CANARY * 4000})
        with reading(store) as other:
            archive.entries(other)
            assert not purge(store, traces).rewritten
        again = purge(store, traces)
    assert (again.versions, again.entry, again.rewritten) == (0, None, True)
    assert on_disk(spot.path, CANARY) == []


def test_runs_know_no_folder_but_versions_do(tmp_path: Path) -> None:
    spot = LedgerPlace(tmp_path / "ledger.sqlite")
    assert traces_of("/a/b/Café, draft 2.yaml", spot) == Traces(
        "/a/b/Cafe_draft_2-a2f11a", ("Café, draft 2", "Cafe_draft_2-a2f11a")
    )


@settings(max_examples=60)
@given(DOCS, st.data())
def test_an_edit_of_a_tombstone_or_without_a_purge_shows(docs, data) -> None:
    rows = chain([*docs, {"last": 1}])
    k = data.draw(st.integers(0, len(rows) - 2))
    gone = history.voucher(rows[k])
    rows[k] |= history.tombstone(rows[k])
    assert history.broken(read(rows)), "emptied, and no purge says so"
    last = {"n": len(rows) + 1, "at": "2026-02-01", "kind": history.PURGE, "subject": "contents", "version": 1}
    last |= {"doc": canonical({"rows": [gone]}), "previous": rows[-1]["sha256"]}
    rows.append(last | {"sha256": history.hash_of(last)})
    assert history.broken(read(rows)) == ()
    key = data.draw(st.sampled_from(sorted(rows[k])))
    rows[k][key] = rows[k][key] + 1 if isinstance(rows[k][key], int) else rows[k][key] + "0"
    assert history.broken(read(rows))


def test_what_is_not_json_hides_in_no_tombstone() -> None:
    rows = chain([{"a": 1}, {"b": 2}])
    rows[0] |= history.tombstone(rows[0]) | {"doc": "{}hidden"}
    assert not read(rows)[0].whole
