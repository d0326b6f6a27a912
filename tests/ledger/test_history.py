"""The chain of entries: whatever is edited, removed, repeated or moved shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.formats.json_text import canonical
from detente.ledger.history import BEGINNING, Entry, broken, differences, entry_of, hash_of, seal, sealed_at

TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
NUMBER = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
DOCS = st.lists(st.dictionaries(TEXT, st.one_of(TEXT, NUMBER), max_size=4), min_size=1, max_size=6)


def chain(docs: list[dict]) -> list[dict]:
    """Return the rows that a store would hold."""
    rows: list[dict] = []
    previous = BEGINNING
    for n, doc in enumerate(docs, 1):
        row = {
            "n": n,
            "at": f"2026-01-01T00:00:{n:02}",
            "kind": "note",
            "subject": "s",
            "version": n,
            "doc": canonical(doc),
        }
        row["previous"] = previous
        row["sha256"] = previous = hash_of(row)
        rows.append(row)
    return rows


def read(rows: list[dict]) -> list[Entry]:
    return [entry_of(row) for row in rows]


@given(DOCS)
def test_what_was_written_is_whole(docs) -> None:
    found = read(chain(docs))
    assert broken(found) == ()
    assert [dict(entry.doc) for entry in found] == docs
    assert sealed_at(found, seal(found)[:12]) == found[-1]


@given(DOCS, st.data())
def test_an_edited_value_shows(docs, data) -> None:
    rows = chain(docs)
    row = rows[data.draw(st.integers(0, len(rows) - 1))]
    key = data.draw(st.sampled_from(sorted(row)))
    row[key] = row[key] + 1 if isinstance(row[key], int) else row[key] + "0"
    assert broken(read(rows))


@given(DOCS, st.data())
def test_an_entry_that_is_removed_repeated_or_moved_shows(docs, data) -> None:
    rows = chain([*docs, {"last": 1}])
    k = data.draw(st.integers(0, len(rows) - 2))
    for changed in (
        rows[:k] + rows[k + 1 :],
        rows[: k + 1] + rows[k:],
        [*rows[:k], rows[k + 1], rows[k], *rows[k + 2 :]],
    ):
        assert broken(read(changed))


@given(DOCS, st.data())
def test_a_new_chain_over_an_edited_entry_has_another_seal(docs, data) -> None:
    k = data.draw(st.integers(0, len(docs) - 1))
    edited = [*docs[:k], {**docs[k], "more": 1.5}, *docs[k + 1 :]]
    assert edited != docs
    found = read(chain(edited))
    assert broken(found) == ()
    assert sealed_at(found, seal(read(chain(docs)))) is None


@given(DOCS)
def test_differences_are_none_between_equals_and_some_otherwise(docs) -> None:
    for doc in docs:
        assert differences(doc, {**doc}) == ()
        assert differences(doc, {**doc, "a new key": 1})
