"""Changed inputs written into a file: one line each, comments kept, ranges kept or moved as a what-if moves them."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from detente.case.check import check
from detente.case.levers import CannotChange, Change
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.places import Place, places
from detente.case.quantity import Quantity
from detente.formats.keep import keep
from detente.formats.load import SHIPPED
from detente.formats.yaml import parse

SMALL = (Path(__file__).parent.parent / "case" / "data" / "small.yaml").read_text(encoding="utf-8")
MIAMI = (SHIPPED / "miami.yaml").read_text(encoding="utf-8")


def read(text: str) -> Case:
    found = check(parse(text), case_id="it")
    assert found.case is not None, found.faults
    return found.case


SMALL_CASE, MIAMI_CASE = read(SMALL), read(MIAMI)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    rows = list(ndiff(before.splitlines(), after.splitlines()))
    return [row[2:] for row in rows if row[0] == "-"], [row[2:] for row in rows if row[0] == "+"]


def held(text: str, path: str) -> Any:
    return places(read(text))[path].value


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        (MIAMI, "no_deal.UA", 82.0),
        (MIAMI, "views.RU.donbas.salience", 90.0),
        (MIAMI, "parties.US.leverage", 86.0),
        (SMALL, "no_deal.DOWN", 25.0),
        (SMALL, "views.UP.fill.position", 90.0),
        (SMALL, "views.UP.data.salience", 70.0),
        (SMALL, "views.UP.data.worth.daily", 55.0),
        (SMALL, "issues.fill.options.middle.score", 45.0),
        (SMALL, "parties.HOST.required", 0.0),
        (SMALL, "timing.closing", 1.0),
        (SMALL, "guarantees.watch.strength", 0.5),
        (SMALL, "ratification.diet.blocs.1.yes", 0.5),
    ],
)
def test_one_change_is_one_line_and_the_range_stays(text: str, path: str, value: float) -> None:
    case = read(text)
    found = keep(text, case, [Change(path, "set", value)])
    before, after = changed_lines(text, found.text)
    assert (len(before), len(after), found.notes) == (1, 1, ())
    old, new = places(case)[path].value, held(found.text, path)
    if isinstance(new, Quantity) and isinstance(old, Quantity):
        assert (new.mid, new.shape, new.sources) == (value, old.shape, old.sources)
        assert old.certain or (new.low, new.high) == (old.low, old.high)
    else:
        assert new == value


def test_an_end_that_is_passed_moves_and_this_is_said() -> None:
    found = keep(MIAMI, MIAMI_CASE, [Change("no_deal.UA", "set", 90.0)])
    assert held(found.text, "no_deal.UA") == Quantity(70, 90, 90)
    ((path, words),) = found.notes
    assert path == "no_deal.UA"
    assert words == "90 lies above the range 70 to 86, so that its high end is now 90 too"
    assert changed_lines(MIAMI, found.text) == (["    mid: 79", "    high: 86"], ["    mid: 90", "    high: 90"])


def test_a_range_replaces_a_range_or_a_number_on_its_line() -> None:
    wanted = Quantity(60, 70, 75.5)
    changes = [Change(f"views.{at}.salience", "set", wanted) for at in ("UP.fill", "UP.data", "DOWN.board")]
    found = keep(SMALL, SMALL_CASE, changes)
    before, after = changed_lines(SMALL, found.text)
    assert len(before) == len(after) == 3
    for change in changes:
        value = held(found.text, change.path)
        assert (value.low, value.mid, value.high) == (60, 70, 75.5)


def settable(case: Case) -> list[tuple[str, Place]]:
    """Return the inputs whose change leaves a case that a file can hold."""
    skipped = ("worth.", "parties.UP.required", "parties.DIET.required", "durability.breach.DOWN.answered")
    return [(path, row) for path, row in places(case).items() if "set" in row.kinds and not path.startswith(skipped)]


def same(one: Any, other: Any) -> bool:
    """Say whether two values are the same to twelve digits, to which a file is written."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return one == pytest.approx(other, abs=1e-12)
    ends = [(q.low, q.mid, q.high) for q in (one, other)]
    return ends[0] == pytest.approx(ends[1], abs=1e-12) and (one.shape, one.sources) == (other.shape, other.sources)


def within(row: Place) -> float:
    low, high = row.bounds
    now = row.value.mid if isinstance(row.value, Quantity) else (row.value or 0.0)
    if row.flag:
        return 1.0 - now
    return round(now + 1.5 if now + 1.5 <= high else max(low, now - 0.25), 6) if high > 1 else round(1.0 - now / 2, 6)


@pytest.mark.parametrize("path", [path for path, _ in settable(SMALL_CASE)])
def test_moved_along_the_file_says_what_a_what_if_computes(path: str) -> None:
    change = Change(path, "set", within(places(SMALL_CASE)[path]))
    wanted = made(place_of(SMALL_CASE, change), change)
    found = read(keep(SMALL, SMALL_CASE, [change], along=True).text)
    assert places(found)[path].moved == pytest.approx(places(wanted)[path].moved)
    assert [k for k, row in places(found).items() if not same(row.value, places(wanted)[k].value)] == []


def test_every_line_of_one_flagship_change_is_left_but_its_own() -> None:
    rows = [row for row in settable(MIAMI_CASE) if row[0].endswith((".salience", ".leverage"))]
    changes = [Change(path, "set", within(row)) for path, row in rows]
    found = keep(MIAMI, MIAMI_CASE, changes)
    before, after = changed_lines(MIAMI, found.text)
    assert len(before) == len(after) == len({line for line in changes})
    assert sum("#" in line for line in found.text.splitlines()) == sum("#" in line for line in MIAMI.splitlines())


class TestRedLines:
    def test_a_dropped_one_leaves_the_list(self) -> None:
        found = keep(MIAMI, MIAMI_CASE, [Change("views.RU.donbas.red_lines.B", "drop")])
        assert changed_lines(MIAMI, found.text) == (["      red_lines: [A, B, C]"], ["      red_lines: [A, C]"])

    def test_the_last_one_leaves_an_empty_list_and_a_named_one_its_mapping(self) -> None:
        gone = [Change("views.UP.fill.red_lines.slow", "drop"), Change("views.UP.data.red_lines.live", "drop")]
        found = read(keep(SMALL, SMALL_CASE, gone).text)
        assert [view.red_lines for view in found.views if view.party == "UP" and view.issue != "board"][1:] == [(), ()]

    def test_a_new_one_that_binds_like_the_others_joins_the_list(self) -> None:
        found = keep(SMALL, SMALL_CASE, [Change("views.DOWN.fill.red_lines.middle", "set", 1.0)])
        assert changed_lines(SMALL, found.text)[1] == ["    fill: {salience: 95, position: 5, red_lines: [no, middle]}"]

    def test_one_that_binds_otherwise_gives_each_its_own_firmness(self) -> None:
        kept = keep(SMALL, SMALL_CASE, [Change("views.UP.fill.red_lines.middle", "set", 0.25)])
        (view,) = [
            v for v in read(kept.text).views if (v.party, v.issue) == ("UP", "fill") and v.flexibility is not None
        ]
        assert {line.option: line.firmness for line in view.red_lines} == {"slow": 0.9, "middle": 0.25}
        assert (view.accepts, kept.notes) == (
            ("no",),
            (("views.UP.fill.accepts", "middle leaves it: a red line is not accepted"),),
        )

    def test_all_of_an_issue_at_once(self) -> None:
        found = keep(MIAMI, MIAMI_CASE, [Change("views.RU.donbas.red_lines", "drop")])
        assert changed_lines(MIAMI, found.text)[1] == ["      red_lines: []"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("no_deal.XX", "set", 3.0), "no input"),
        (Change("no_deal.UA", "set", 300.0), "not between"),
        (Change("no_deal.UA", "add", 3.0), "not kept"),
        (Change("ratification.truce", "drop"), "not kept"),
        (Change("worth.UP.data.live", "add", 3.0), "not kept"),
    ],
)
def test_what_is_not_written_is_refused_in_words(change: Change, words: str) -> None:
    case, text = (MIAMI_CASE, MIAMI) if change.path.startswith("no_deal") else (SMALL_CASE, SMALL)
    with pytest.raises(CannotChange, match=words):
        keep(text, case, [change])


def test_a_number_that_claims_a_source_is_told() -> None:
    text = SMALL.replace("coded: sourced, number judged\n        hindsight", "coded: sourced\n        hindsight", 1)
    found = keep(text, read(text), [Change("views.UP.fill.salience", "set", 88.0)])
    assert [path for path, words in found.notes if "sourced, number judged" in words] == ["views.UP.fill.salience"]
