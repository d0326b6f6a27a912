"""Writing case files: a case comes back as it was, a change is one line, a crash loses nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from detente.case.check import check
from detente.case.fault import InputFaults
from detente.case.nouns import Case, Interaction
from detente.formats.load import find, shipped
from detente.formats.write import append, dump, edit, save
from detente.formats.yaml import read

SMALL = (Path(__file__).parents[1] / "case" / "data" / "small.yaml").read_text(encoding="utf-8")
TEXTS = {name: find(name)[1].decode("utf-8") for name in (*shipped(), "template")} | {"small": SMALL}


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


def test_interactions_of_a_party_without_views_keep_their_place() -> None:
    rows = "[{when: {fill: no, data: daily}, worth: 1}]"
    text = SMALL.replace("views:\n", f"views:\n  DIET: {{with: {rows}}}\n")
    text = text.replace("  HOST:\n    fill: {s", f"  HOST:\n    with: {rows}\n    fill: {{s")
    case = check(read(text), case_id="small").case
    assert case is not None
    assert [row.party for row in case.interactions] == ["DIET", "UP", "HOST"]
    assert check(read(dump(case)), case_id="small").case == case


@pytest.mark.parametrize("rows", ["views", "no_deal", "interactions"])
def test_rows_of_a_party_that_stand_apart_are_all_kept(rows: str) -> None:
    case = check(read(SMALL), case_id="small").case
    assert case is not None
    mixed = replace(case, **{rows: _twice(case)[rows]})
    found = check(read(dump(mixed)), case_id="small")
    assert found.faults == ()
    assert found.case is not None
    assert sorted(map(repr, getattr(found.case, rows))) == sorted(map(repr, getattr(mixed, rows)))


def _twice(case: Case) -> dict[str, tuple[Any, ...]]:
    """Return rows of every party a second time at the end, of another day or content."""
    whens = ({"fill": "no", "data": "daily"}, {"fill": "slow", "data": "daily"})
    days = [date(2015, 1, 1) + timedelta(days=k) for k in range(len(case.views))]
    valued = [row for row in case.no_deal if row.value is not None]
    linked = [Interaction(party.id, when, 1.0) for when in whens for party in case.parties]
    return {
        "views": (*case.views, *(replace(view, date=day) for view, day in zip(case.views, days, strict=False))),
        "no_deal": (*case.no_deal, *(replace(row, date=day) for row, day in zip(valued, days, strict=False))),
        "interactions": tuple(linked),
    }


@pytest.mark.parametrize("sign", ["\U000e0001", "\U0010ffff", "\x85", "\ufeff"])
def test_signs_that_cannot_be_seen_are_written_as_escapes_that_read_back(sign: str) -> None:
    text = edit("a: 1\n", {"a": f"x{sign}y"})
    assert text.isascii()
    assert read(text).value == {"a": f"x{sign}y"}


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


AROUND = "{}\n\n# why\nb:   [1,  2]   # layout of one's own\n"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: |-\n  one\n\n  two", "three", "a: |-\n  three"),
        ("a: |-  # said\n  one", "two\n\nthree", "a: |-  # said\n  two\n\n  three"),
        ("a: |-  # said\n  one", 5, "a: 5  # said"),
        ("a: |-\n  one", " two\n", 'a: " two\\n"'),
        ("a: >-\n  one\n  two", "three", "a: >-\n  three"),
        ("a: >-\n  one\n  two", "three\nfour", 'a: "three\\nfour"'),
        ("a: one\n  two", "three", "a: three"),
        ("a: {c: 1,\n    d: 2}", 3, "a: 3"),
        ("a:   # not known", 3, "a: 3   # not known"),
    ],
)
def test_a_value_of_several_lines_or_none_is_changed_without_touching_the_rest(
    before: str, value: object, after: str
) -> None:
    assert edit(AROUND.format(before), {"a": value}) == AROUND.format(after)


def test_line_endings_and_a_mark_at_the_head_stay() -> None:
    before = "\ufeffa: |-\r\n  one\r\nb:   2  # why\r\n"
    assert edit(before, {"a": "two", "c": 3}) == "\ufeffa: |-\r\n  two\r\nb:   2  # why\r\nc: 3\r\n"


def test_a_long_id_can_stand_in_a_path() -> None:
    key = "k" * 100
    assert edit(f"a: {{{key}: 1}}\n", {f"a.{key}": 2}) == f"a: {{{key}: 2}}\n"


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


def test_an_interrupt_after_the_file_is_in_place_stays_an_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def interrupted(*names: str) -> None:
        replace(*names)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "case.yaml", "new")
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  - 1  # why\n\n# next\nb: 2\n", "a:\n  - 1  # why\n  - {c: 3}\n\n# next\nb: 2\n"),
        ("a:\n- {c: 1}\n- c: 2\n  d:\n    - x\nb: 2\n", "a:\n- {c: 1}\n- c: 2\n  d:\n    - x\n- {c: 3}\nb: 2\n"),
        ("b: 2\na:\n  - |-\n    one\n    two", "b: 2\na:\n  - |-\n    one\n    two\n  - {c: 3}\n"),
        ("a: [1,  2]  # flow\n", "a: [1,  2, {c: 3}]  # flow\n"),
        ("a: []\nb: 2\n", "a: [{c: 3}]\nb: 2\n"),
        ("b: 2  # all\n", "b: 2  # all\n\na:\n  - {c: 3}\n"),
        ("a:\r\n  - 1\r\n", "a:\r\n  - 1\r\n  - {c: 3}\r\n"),
    ],
)
def test_an_item_is_added_to_a_list_without_touching_the_rest(before: str, after: str) -> None:
    assert append(before, "a", {"c": 3}) == after


def test_an_item_is_added_to_no_mapping() -> None:
    with pytest.raises(InputFaults, match="it is not a list"):
        append("a: {b: 1}\n", "a", 1)
