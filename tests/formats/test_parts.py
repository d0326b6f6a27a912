"""Parts of a sweep: what was saved is what is read, whole or not at all."""

from __future__ import annotations

import numpy as np
import pytest

from detente.formats import parts

COLUMNS = {
    "variant": np.arange(3, 7, dtype=np.int64),
    "no_deal.RU": np.array([0.1, np.nan, -np.inf, 3.0]),
    "zone": np.array([1, 0, -1, 1], dtype=np.int8),
    "exact": np.array([True, False, True, True]),
    "nash.option.land": np.array([0, -1, 1, 0], dtype=np.int16),
}
LABELS = {"nash.option.land": ("a", "b")}
ABOUT = {"case": "x.yaml", "seed": 1}


@pytest.fixture(params=[parts.NPZ, parts.PARQUET])
def kind(request, monkeypatch) -> str:
    if request.param == parts.PARQUET:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    monkeypatch.setattr(parts, "best_kind", lambda: request.param)
    return request.param


def test_what_was_saved_is_read_to_the_bit(kind, tmp_path):
    folder = parts.opened(tmp_path / "new", "d1", ABOUT, LABELS)
    part = parts.save(folder, 3, 7, COLUMNS)
    assert part.path.name == f"part-000000003-000000007.{kind}"
    found = parts.read(folder, part)
    assert [*found] == [*COLUMNS]
    for name, column in COLUMNS.items():
        assert found[name].dtype == column.dtype
        assert found[name].tobytes() == column.tobytes()
    (held, again), *more = parts.kept(folder)[0]
    assert (held, more, parts.kept(folder)[1]) == (part, [], [])
    assert [*again] == [*COLUMNS]


def test_a_folder_keeps_its_kind_of_file(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "best_kind", lambda: parts.NPZ)
    parts.opened(tmp_path, "d1", ABOUT, LABELS)
    monkeypatch.setattr(parts, "best_kind", lambda: parts.PARQUET)
    assert parts.opened(tmp_path, "d1", ABOUT, LABELS).kind == parts.NPZ


def test_a_part_cut_at_any_place_is_moved_aside(kind, tmp_path):
    folder = parts.opened(tmp_path, "d1", ABOUT, LABELS)
    whole = parts.save(folder, 3, 7, COLUMNS).path.read_bytes()
    for at in (0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        (tmp_path / f"part-000000003-000000007.{kind}").write_bytes(whole[:at])
        held, told = parts.kept(folder)
        assert held == []
        assert "is torn: moved to aside/" in told[0]


def test_a_changed_byte_never_gives_other_numbers(kind, tmp_path):
    folder = parts.opened(tmp_path, "d1", ABOUT, LABELS)
    path = parts.save(folder, 3, 7, COLUMNS).path
    whole, told = path.read_bytes(), 0
    for at in range(4, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        held, notes = parts.kept(folder)
        told += len(notes)
        for _, columns in held:
            assert {name: column.tobytes() for name, column in columns.items()} == {
                name: column.tobytes() for name, column in COLUMNS.items()
            }
    assert told > 5


def test_a_part_of_other_numbers_than_its_name_says_or_that_overlaps_is_moved_aside(kind, tmp_path):
    folder = parts.opened(tmp_path, "d1", ABOUT, LABELS)
    first = parts.save(folder, 3, 7, COLUMNS)
    parts.save(folder, 5, 9, COLUMNS)
    parts.save(folder, 10, 20, COLUMNS)
    held, told = parts.kept(folder)
    assert [part for part, _ in held] == [first]
    assert ["overlaps another part" in told[0], "is torn" in told[1]] == [True, True]


def test_another_sweep_is_refused_with_what_differs(kind, tmp_path):
    parts.opened(tmp_path, "d1", ABOUT, LABELS)
    with pytest.raises(parts.OtherSweep, match="its seed differs; choose another folder"):
        parts.opened(tmp_path, "d2", {**ABOUT, "seed": 2}, LABELS)


def test_several_differences_are_told_as_one_list(kind, tmp_path):
    parts.opened(tmp_path, "d1", {**ABOUT, "seed": 1, "draws": 0, "paths": []}, LABELS)
    with pytest.raises(parts.OtherSweep, match="its seed, draws and paths differ; choose another folder"):
        parts.opened(tmp_path, "d2", {**ABOUT, "seed": 2, "draws": 9, "paths": ["x"]}, LABELS)


def test_a_folder_of_other_files_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(parts.OtherSweep, match="holds files and no sweep"):
        parts.opened(tmp_path, "d1", ABOUT, LABELS)
    (tmp_path / "letter.txt").rename(tmp_path / "sweep.json")
    with pytest.raises(parts.OtherSweep, match="not the page of a sweep"):
        parts.opened(tmp_path, "d1", ABOUT, LABELS)


def test_a_place_that_cannot_be_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(parts.Unplaced, match="cannot write to"):
        parts.opened(tmp_path / "file", "d1", ABOUT, LABELS)


def test_what_a_killed_writer_left_is_cleared(tmp_path):
    (tmp_path / ".part-abc").write_bytes(b"half")
    parts.opened(tmp_path, "d1", ABOUT, LABELS)
    assert [path.name for path in tmp_path.iterdir()] == ["sweep.json"]
