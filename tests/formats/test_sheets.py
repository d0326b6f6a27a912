"""Cases in spreadsheets: there and back nothing is lost, every fault names its cell, and nothing in them is run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.case.fault import InputFaults, TooLarge
from detente.case.nouns import Case, Source
from detente.case.quantity import Quantity, exactly
from detente.formats import case_csv, case_sheets
from detente.formats.cells import TRIGGERS, cell_of, value_of
from detente.formats.load import load, shipped
from detente.formats.sheet_reader import checked
from detente.formats.sheets import LAYOUTS, Sheet, sheets
from detente.formats.yaml import REFUSED_CHARACTER
from tests.strategies import cases

SMALL = str(Path(__file__).parents[1] / "case" / "data" / "small.yaml")
CARRIERS = ("case.csv", "case.xlsx")
ODD = ("_x0041_", "x005F_", "_x005F_x005F_", "a\rb", "a\tb", " a ", "\na", "'a", '"a"', "[a]", "{a: 1}", "", "-",
       "#", "~", "null", "true", "1e5", "0x1F", ".inf", "2025-12-21", "1" * 40,
       "a\u2028b", "😀", "=cmd|'/c calc'!A1", "＝1")  # fmt: skip


def there_and_back(case: Case, name: str) -> Case | None:
    """Return a case as read from the spreadsheet that it was written to."""
    if name.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    written = case_sheets.write(case, name)
    found = case_sheets.read(written if isinstance(written, bytes) else written.encode(), file=name, case_id=case.id)
    assert found.faults == ()
    return found.case


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: not REFUSED_CHARACTER.search(text))
VALUES = st.recursive(
    TEXTS | st.sampled_from(ODD) | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
@example(0.1 + 0.2)
def test_a_value_comes_back_from_its_cell(value: object) -> None:
    back = value_of(cell_of(value))
    assert back == value and isinstance(back, bool) == isinstance(value, bool)


@given(TEXTS | st.sampled_from(ODD))
def test_no_text_is_a_formula_in_its_cell(text: str) -> None:
    cell = cell_of(text)
    assert isinstance(cell, str) and cell[0] not in TRIGGERS


@pytest.mark.parametrize("number", [-3.5, -1, 0, 1e-9, 0.1 + 0.2])
def test_negative_and_other_numbers_stay_numbers(number: float) -> None:
    assert cell_of(number) == number and isinstance(cell_of(number), int | float)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(cases())
def test_a_made_case_comes_back_from_its_sheets(case: Case) -> None:
    found = checked(sheets(case), file="case", case_id=case.id)
    assert found.faults == ()
    assert found.case == case


@settings(max_examples=6, deadline=None, derandomize=True)
@given(cases())
@pytest.mark.parametrize("name", CARRIERS)
def test_a_made_case_comes_back_from_a_file(name: str, case: Case) -> None:
    assert there_and_back(case, name) == case


@pytest.mark.parametrize("name", CARRIERS)
@pytest.mark.parametrize("case_id", [*shipped(), "template", SMALL])
def test_a_case_that_ships_comes_back_from_a_file(case_id: str, name: str) -> None:
    case = load(case_id)
    assert there_and_back(case, name) == case


@pytest.mark.parametrize("name", CARRIERS)
def test_odd_texts_come_back_from_a_file(name: str) -> None:
    small = load(SMALL)
    odd = tuple(Source(f"odd{at}", text if text.strip() else "a", note=text) for at, text in enumerate(ODD))
    case = replace(small, sources=(*small.sources, *odd))
    assert there_and_back(case, name) == case


@pytest.mark.parametrize("name", CARRIERS)
def test_negative_numbers_and_all_their_digits_come_back(name: str) -> None:
    case = replace(load(SMALL), scale="raw")
    moved = tuple(
        replace(row, value=row.value and Quantity(-3.5, -0.1 - 0.2, 0.1 + 0.2), moved=-1 / 3 if row.value else 0.0)
        for row in case.no_deal
    )
    case = replace(case, no_deal=moved)
    assert there_and_back(case, name) == case


@pytest.mark.parametrize("name", CARRIERS)
def test_worths_of_dated_rows_stay_with_their_row(name: str) -> None:
    small = load(SMALL)
    first = small.views[0]
    keys = next(issue for issue in small.issues if issue.id == first.issue).option_ids
    rows = [
        replace(first, position=None, shape="point", date=day, worth={key: exactly(10.0 * at) for key in keys})
        for at, day in enumerate((None, small.as_of))
    ]
    case = replace(small, views=(*rows, *small.views[1:]), correlation=())
    assert there_and_back(case, name) == case


def table(case: Case, name: str) -> list[list[object]]:
    """Return the cells of one sheet, to be changed."""
    return [list(row) for row in next(sheet for sheet in sheets(case) if sheet.name == name).rows]


def with_table(case: Case, name: str, rows: list[list[object]]) -> list[Sheet]:
    """Return the sheets of a case with one of them changed."""
    return [Sheet(name, tuple(map(tuple, rows))) if sheet.name == name else sheet for sheet in sheets(case)]  # type: ignore[arg-type]


def test_what_people_do_to_a_sheet_is_read_as_it_is_meant() -> None:
    """Blank rows, remarks beside the table, semicolons between ids: the case stays as it was."""
    small = load(SMALL)
    rows = table(small, "views")
    at = rows[0].index("accepts")
    for row in rows:
        row[at] = row[at].replace(", ", " ;") if isinstance(row[at], str) else row[at]
    rows = [[*rows[0], "# asked of"], *([*row, "=who?"] for row in rows[1:])]
    rows.insert(3, [None, "  "])
    given_ = [*with_table(small, "views", rows), Sheet("# notes", (("anything",),))]
    found = checked(given_, file="case", case_id=small.id)
    assert found.faults == () and found.case == small


def test_a_no_deal_value_without_a_range_is_one_number() -> None:
    small = load(SMALL)
    rows = table(small, "no_deal")
    head = rows[0]
    party = next(row.party for row in small.no_deal if row.value)
    new: list[object] = [None] * len(head)
    new[head.index("party")], new[head.index("value")], new[head.index("why")] = party, 41, "a guess"
    others = [row for row in rows[1:] if row[0] != party]
    found = checked(with_table(small, "no_deal", [head, new, *others]), file="case", case_id="small")
    assert found.case is not None
    assert next(row for row in found.case.no_deal if row.party == party).value == exactly(41.0)


def test_a_csv_saved_by_a_program_with_semicolons_is_read() -> None:
    case = load(SMALL)
    text = case_csv.write(sheets(case))
    rows = list(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([*row, ""] for row in rows)
    found = case_sheets.read(b"\xef\xbb\xbf" + out.getvalue().encode(), file="case.csv", case_id=case.id)
    assert found.faults == () and found.case == case


def test_a_workbook_as_a_person_leaves_it_is_read(tmp_path: Path) -> None:
    """Dates typed as dates, numbers as text, a link, a sheet of notes: all read as meant."""
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    case = load("template")
    written = case_sheets.write(case, "case.xlsx")
    assert isinstance(written, bytes)
    book = openpyxl.load_workbook(io.BytesIO(written))
    page = book["case"]
    for row in page.iter_rows(min_row=2):
        if row[0].value in ("as_of", "horizon"):
            row[1].value = datetime.fromisoformat(row[1].value)
    for row in book["options"].iter_rows(min_row=2, min_col=4, max_col=4):
        row[0].value = str(row[0].value)
    book["sources"]["C2"].hyperlink = "https://example.org/round-2"
    book.create_sheet("# scratch")["A1"] = "=1+1"
    held = io.BytesIO()
    book.save(held)
    found = case_sheets.read(held.getvalue(), file="case.xlsx", case_id=case.id)
    assert found.faults == () and found.case == case


def test_a_cell_that_is_too_long_for_a_workbook_is_refused_not_cut() -> None:
    pytest.importorskip("openpyxl")
    case = replace(load(SMALL), summary="a" * 40_000)
    assert there_and_back(case, "case.csv") == case
    with pytest.raises(TooLarge, match="a cell of case would have 40,000 characters.*convert to .csv or .yaml"):
        case_sheets.write(case, "case.xlsx")
    with pytest.raises(TooLarge, match="convert to .yaml"):
        case_sheets.write(replace(case, summary="a" * 200_000), "case.csv")


def test_every_section_has_a_sheet_or_a_place_among_the_pairs() -> None:
    from detente.formats.plain import SECTIONS

    placed = {layout.place[0] for layout in LAYOUTS}
    assert placed <= set(SECTIONS)
    rest = {"staleness", "dependence", "durability", "timing", "outcome", "cross_impact", "consequences"}
    rest |= {"futures", "models", "brief"}
    assert set(SECTIONS) - placed == rest


def test_a_workbook_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from detente._optional import MissingExtra

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"detente\[sheets\]"):
        case_sheets.write(load(SMALL), "case.xlsx")
    with pytest.raises(MissingExtra, match=r"detente\[sheets\]"):
        case_sheets.read(b"PK", file="case.xlsx", case_id="case")


def test_no_case_at_all_is_refused_at_once() -> None:
    with pytest.raises(InputFaults, match="there is no sheet called case; there are: parties"):
        checked([Sheet("parties", (("party", "name"),))], file="case", case_id="case")
