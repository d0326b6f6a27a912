"""Writing case files: a case comes back as it was, a change is one line, a crash loses nothing."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.fault import InputFaults
from detente.formats.load import find
from detente.formats.write import dump, edit, save
from detente.formats.yaml import read

SMALL = (Path(__file__).parents[1] / "case" / "data" / "small.yaml").read_text(encoding="utf-8")
TEXTS = {name: find(name)[1].decode("utf-8") for name in ("miami", "miami_2026", "template")} | {"small": SMALL}


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines that a diff takes out and puts in."""
    rows = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [row for row in rows if row[:1] in "+-" and row[:3] not in ("+++", "---")]


@pytest.mark.parametrize("name", TEXTS)
def test_a_case_that_is_written_reads_back_as_the_same_case(name: str) -> None:
    case = check(read(TEXTS[name]), case_id=name).case
    assert case is not None
    found = check(read(dump(case)), case_id=name)
    assert found.faults == ()
    assert found.case == case


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("title", "Another river", "+title: Another river"),
        ("horizon", "2027-06-30", "+horizon: 2027-06-30"),
        ("parties.DOWN.leverage", 60, "+  DOWN: {name: Downstream, role: principal, leverage: 60}"),
        ("parties.UP.leverage.mid", 71.5, "+    leverage: {low: 60, mid: 71.5, high: 80, shape: pert, sources: [S1]}"),
        ("views.DOWN.fill.position", 7, "+    fill: {salience: 95, position: 7, red_lines: [no]}"),
        ("no_deal.UP.mid", 44, "+    mid: 44"),
        ("statements[0].verdict", "refused", None),
        ("sources.S2.title", 'a "quoted": title # no comment', None),
    ],
)
def test_a_changed_value_is_one_line_of_a_diff(path: str, value: object, line: str | None) -> None:
    after = edit(SMALL, {path: value})
    taken, put = changed_lines(SMALL, after)
    assert (taken[0], put[0]) == ("-", "+")
    assert line is None or put == line
    assert check(read(after), case_id="small").faults == ()


def test_comments_stay_where_they_were() -> None:
    after = edit(SMALL, {"issues.fill.name": "How fast it fills"})
    assert [row for row in after.splitlines() if "#" in row] == [row for row in SMALL.splitlines() if "#" in row]


@pytest.mark.parametrize(
    "path",
    ["parties.DOWN.note", "parties.UP.of", "venues.lake.more", "status_of_talks", "no_deal.UP.note", "issues.more"],
)
def test_a_new_key_is_added_without_touching_the_rest(path: str) -> None:
    after = edit(SMALL, {path: "builds nothing"})
    holder = read(after).value
    *above, key = path.split(".")
    for step in above:
        holder = holder[step]
    assert holder[key] == "builds nothing"
    taken = [row for row in changed_lines(SMALL, after) if row.startswith("-")]
    assert len(changed_lines(SMALL, after)) - 2 * len(taken) in (0, 1)
    assert len(taken) <= 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("parties.NOBODY.leverage", "there is nothing at parties.NOBODY"),
        ("statements[3].verdict", "there is nothing at statements[3]"),
        ("statements.verdict", "statements does not hold verdict"),
        ("title.short", "title does not hold short"),
        ("parties..UP", "it is not a path"),
        ("", "it is not a path"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, message: str) -> None:
    with pytest.raises(InputFaults) as refused:
        edit(SMALL, {path: 1})
    assert message in refused.value.faults[0].message


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    save(target, "a: 1\r\nb: ü\n")
    assert target.read_bytes() == "a: 1\r\nb: ü\n".encode()
    assert os.listdir(tmp_path) == ["case.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_permissions_stay(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    save(target, "new")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_crash_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target = tmp_path / "case.yaml"
    target.write_text("old", encoding="utf-8")

    def crash(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, step, crash)
    with pytest.raises(OSError, match="the disk is full"):
        save(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["case.yaml"]
