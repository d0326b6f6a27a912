"""What a check says of exclusions and offers, of the as-of date, and of files made to keep it busy."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.check.desk import MOST_FAULTS
from detente.case.fault import Fault
from detente.formats.load import read_case, shipped
from detente.formats.yaml import parse, read

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")
HEAD = "detente: 1\ntitle: T\nas_of: 2025-01-01\nhorizon: 2025-12-31\nparties: {P: {name: P, role: principal}}\n"
ISSUES = "issues: {{a: {{name: A, options: {{{0}}}}}, b: {{name: B, options: {{{0}}}}}}}\n".format(
    ", ".join(f"o{k}: n" for k in range(200))
)
LONG = "a" * 72
BUSY = {
    "offers and exclusions": [
        "forbid:",
        *(f"  - {{a: o{k // 200}, b: o{k % 200}}}" for k in range(20_000)),
        "offers:",
        *(f"  f{k}: {{name: n, settlement: {{a: o0}}}}" for k in range(10_000)),
        "  last: {name: n, settlement: {a: o3, b: o4}}",
    ],
    "words that are nearly right": [
        "offers:",
        *(f"  {LONG}{k:04d}: {{name: n, settlement: {{a: o0}}}}" for k in range(300)),
        "statements:",
        *(f"  - {{party: P, offer: bbb{LONG}{k}, verdict: refused}}" for k in range(300)),
    ],
    "inputs that are not there": [
        "views: {P: {a: {salience: 1, position: 2}}}",
        "correlation:",
        *(f"  - {{inputs: [views.Q{k}.i.position], rho: 0.1}}" for k in range(10_000)),
    ],
}
"""Files on which a careless check would spend minutes."""


def faults_of(text: str) -> tuple[Fault, ...]:
    return check(read(text), case_id="small").faults


def with_forbid(*rows: str) -> str:
    """Return the small case with other exclusions."""
    before, _, rest = SMALL.partition("forbid:\n")
    _, _, after = rest.partition("\n\n")
    return f"{before}forbid:\n" + "".join(f"  - {row}\n" for row in rows) + f"\n{after}"


@pytest.mark.parametrize("name", [*shipped(), "template"])
def test_the_cases_that_ship_have_no_faults(name: str) -> None:
    assert read_case(name).faults == ()


@pytest.mark.parametrize("second", ["{fill: slow, board: talks}", "{settlement: {board: talks, fill: slow}, why: law}"])
def test_an_exclusion_that_stands_twice_is_refused_with_the_pair_and_the_first_line(second: str) -> None:
    (fault,) = faults_of(with_forbid("{fill: slow, board: talks}", second))
    pair = "board: talks with fill: slow" if "law" in second else "fill: slow with board: talks"
    assert fault.message == f"the exclusion of {pair} repeats forbid[0] in line 53"
    assert (fault.where, fault.line) == ("forbid[1]", 54)


def test_a_combination_of_three_is_named_whole() -> None:
    (fault,) = faults_of(with_forbid("{fill: middle, data: open, board: talks}"))
    assert (fault.where, fault.line) == ("offers.first.settlement", 109)
    assert fault.message == "the offer holds what forbid excludes, fill: middle with data: open with board: talks"


@pytest.mark.parametrize(
    "row", ["{fill: middle, board: talks, data: dayly}", "{fill: middle, board: talks, dta: daily}"]
)
def test_an_exclusion_with_a_fault_of_its_own_is_held_against_no_offer_and_no_other(row: str) -> None:
    first, second = faults_of(with_forbid(row, row))
    assert (first.line, second.line) == (53, 54)
    assert first.message == second.message
    assert "did you mean" in first.hint


def test_an_offer_that_leaves_an_issue_out_holds_no_exclusion_of_it() -> None:
    assert faults_of(with_forbid("{fill: middle, data: live}")) == ()


def test_what_is_dated_after_the_as_of_date_is_not_read() -> None:
    later = SMALL.replace("date: 2025-06-01}\n    - {low: 10", "date: 2026-01-01}\n    - {low: 10")
    later = later.replace("high: 30, date: 2025-11-01", "high: 30, date: 2026-02-01")
    (fault,) = faults_of(later)
    assert fault.message == "every row is dated after as_of, 2025-12-21, and DOWN is required"
    notes = check(read(SMALL.replace("date: 2025-10-01", "date: 2026-01-15")), case_id="small").notes
    assert "dated 2026-01-15, after as_of, 2025-12-21; it will not be read" in [note.message for note in notes]


@pytest.mark.parametrize("name", ["sources", "date"])
def test_an_issue_may_be_named_like_a_key(name: str) -> None:
    found = check(read(SMALL.replace("fill", name)), case_id="small")
    assert found.faults == ()
    assert found.notes == check(read(SMALL), case_id="small").notes


def test_more_faults_than_anybody_reads_are_cut_and_said_so() -> None:
    rows = ", ".join(f"i{k}: {{salience: 200}}" for k in range(2000))
    *told, last = faults_of(f"{HEAD}{ISSUES}views: {{P: {{{rows}}}}}\n")
    assert len(told) == MOST_FAULTS
    assert last.message == "more than 1000 faults; the rest was not checked"


@pytest.mark.parametrize("part", BUSY.values(), ids=BUSY)
def test_no_file_keeps_a_check_busy(part: list[str]) -> None:
    began = time.perf_counter()
    assert faults_of(HEAD + ISSUES + "\n".join(part)) != ()
    assert time.perf_counter() - began < 10.0


def test_two_parties_of_one_name_are_a_note() -> None:
    twins = SMALL.replace("parties:\n", "parties:\n  TWIN: {name: ' upSTREAM', role: observer}\n")
    (note,) = [note for note in check(read(twins), case_id="twins").notes if note.where.endswith(".name")]
    assert (note.where, note.line) == ("parties.UP.name", 21)
    assert note.message == 'it has the name of TWIN, "Upstream"; answers could not be told apart'
    assert note.hint == "give one of the two another name"


def test_an_anchor_is_told_once_with_its_uses_and_nothing_that_follows_from_them() -> None:
    text = SMALL.replace("leverage: {low", "leverage: &power {low").replace("leverage: 55}", "leverage: *power}")
    text = text.replace("role: mediator,", "role: mediator, leverage: *power,")
    (fault,) = check(parse(text), case_id="small").faults
    assert (fault.where, fault.line) == ("parties.UP.leverage", 22)
    assert fault.message == "the anchor &power is not allowed; it is used 2 times, first in line 28"
    assert fault.hint == "write the value out in each place"
