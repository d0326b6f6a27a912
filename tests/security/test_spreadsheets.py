"""Cells that a spreadsheet would run: every table that is written, and numbers that stay numbers there and back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from detente.case.nouns import Case
from detente.formats import case_sheets, cells, holdings, number_table
from detente.formats.load import load

TRIGGERS = "=+-@\t\r"
FORMULAS = [
    f"{sign}{rest}" for sign in TRIGGERS for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","y")')
]
WIDE = ["＝1+1", "＋1", "－1", "＠x"]
SMALL = load(str(Path(__file__).parents[1] / "case" / "data" / "small.yaml"))


def titled(text: str) -> Case:
    return replace(SMALL, title=text, summary=text)


def texts_of(data: str | bytes) -> list[object]:
    """Return every cell of a CSV or of a workbook, as another program reads it."""
    if isinstance(data, str):
        return [cell for row in csv.reader(io.StringIO(data)) for cell in row]
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell for page in book for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
@pytest.mark.parametrize("text", [*FORMULAS, *WIDE])
def test_no_text_of_a_case_begins_a_formula(text: str, quoted: bool) -> None:
    held = f"{text}, and more" if quoted else text  # a comma makes a CSV set the cell in quotes
    written = case_sheets.write(titled(held.rstrip()), "a.csv")
    assert isinstance(written, str)
    for cell in texts_of(written):
        assert isinstance(cell, str)
        try:
            float(cell)
        except ValueError:
            assert not cell.startswith((*TRIGGERS, *"＝＋－＠")), cell
    again = case_sheets.read(written.encode(), file="a.csv", case_id=SMALL.id).case
    assert again is not None
    assert again.title == held.rstrip()


@pytest.mark.parametrize("text", ["=1+1", "@x", "+1", "-1", "=HYPERLINK(1)"])
def test_a_workbook_types_texts_as_text(text: str) -> None:
    written = case_sheets.write(titled(text), "a.xlsx")
    assert isinstance(written, bytes)
    assert {cell.data_type for cell in texts_of(written)} <= {"s", "n", "b", "inlineStr"}  # type: ignore[attr-defined]
    again = case_sheets.read(written, file="a.xlsx", case_id=SMALL.id).case
    assert again is not None
    assert again.title == text


@pytest.mark.parametrize("number", [-3.5, -1.0, -0.25, -1e-7, 0.0, 12.0])
def test_negative_numbers_stay_numbers_there_and_back(number: float) -> None:
    assert cells.cell_of(number) == number
    assert cells.value_of(cells.cell_of(number)) == number
    assert holdings.safe_table([[number]]) == f"{number!r}\n"
    assert cells.value_of(repr(number)) == number
    row = {"id": "=x", "value": number, "se": None, "unit": "-", "formula": "+a", "made_by": "@b"}
    written = number_table.write([row], {}, ".csv")
    assert isinstance(written, str)
    assert next(csv.DictReader(io.StringIO(written))) == {
        "id": "'=x", "value": repr(number), "se": "", "unit": "'-", "formula": "'+a", "made_by": "'@b",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["-3.5", "+2", "-0", "-1e3"])
def test_a_text_that_looks_like_a_number_is_marked_and_stays_text(number: str) -> None:
    assert cells.cell_of(number) == f"'{number}"
    assert cells.value_of(f"'{number}") == number


def test_what_a_spreadsheet_would_say_of_a_formula_is_never_read(tmp_path: Path) -> None:
    text = case_sheets.write(titled("plain"), "a.csv")
    assert isinstance(text, str)
    found = case_sheets.read(text.replace("plain", "=1+1", 1).encode(), file="a.csv", case_id="a")
    assert found.case is not None
    assert found.case.title == "=1+1"  # a text as any other: nothing computes it, and it is written marked again


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_text_that_turns_its_direction_is_refused_in_sheets_as_in_a_case_file(name: str) -> None:
    from detente.formats.write import dump
    from detente.formats.yaml import read

    written = case_sheets.write(titled("x\u202ey"), name)
    data = written if isinstance(written, bytes) else written.encode()
    found = case_sheets.read(data, file=name, case_id="a")
    if found.case is None:
        assert any("U+202E" in fault.text() for fault in found.faults)
    else:
        read(dump(found.case))  # what is taken in can be written out and read again
