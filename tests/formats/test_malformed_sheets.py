"""Cases in spreadsheets that cannot be read: each fault names its cell, what was read and what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from detente.case.fault import InputFaults
from detente.formats import case_csv, case_sheets
from detente.formats.load import load
from detente.formats.sheets import sheets

SMALL = load(str(Path(__file__).parents[1] / "case" / "data" / "small.yaml"))
TEXT = case_csv.write(sheets(SMALL))


def told(data: bytes, name: str) -> str:
    """Return what is said of a file, all faults on one line each."""
    try:
        found = case_sheets.read(data, file=name, case_id="case")
    except InputFaults as error:
        return "\n".join(fault.text(name) for fault in error.faults)
    assert found.faults, "no fault was found"
    assert found.case is None
    return "\n".join(fault.text(name) for fault in found.faults)


def line_of(text: str, start: str) -> int:
    """Return the line of a file that begins so."""
    return next(at for at, line in enumerate(text.split("\n"), start=1) if line.startswith(start))


def cell(section: str, row: int, heading: str, new: str) -> str:
    """Return the text of the case with one cell changed; rows of a section count from 1."""
    blocks = [block.split("\n") for block in TEXT.split("\n\n")]
    block = next(block for block in blocks if block[0] == f"[{section}]")
    at = block[1].split(",").index(heading)
    cells = next(iter(csv.reader([block[1 + row]])))
    cells[at] = new
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    block[1 + row] = out.getvalue()
    return "\n\n".join("\n".join(block) for block in blocks)


def lines(old: str, new: str) -> str:
    """Return the text of the case with a piece of it changed."""
    assert old in TEXT
    return TEXT.replace(old, new, 1)


CSV = {
    "empty": ("", "there is no sheet called case; there are: none"),
    "no name of a sheet first": ("a,b\n" + TEXT, "case.csv:1: cells stand before the name of the first sheet (a case"),
    "no sheet case": (TEXT.replace("[case]", "[# case]"), "there is no sheet called case; there are: sources"),
    "unknown sheet": (
        lines("[parties]", "[partys]"),
        "no sheet is called partys; sheets are case, sources, parties",
    ),
    "no such key column": (lines("party,name,role", "who,name,role"), "the sheet parties has no column headed party"),
    "heading twice": (lines("party,name,role", "party,name,name"), "a second column of parties is headed name (keep"),
    "heading of many levels": (
        lines("party,name,role", f"party,name,{'a.' * 3000}"),
        "is nested deeper than 10 levels",
    ),
    "unknown heading": (lines("party,name,role", "party,name,rolle"), 'did you mean "role"?'),
    "cell under no heading": (lines("title,", "title,,,,x\n#,"), "x stands under no heading (give the column"),
    "row without its key": (cell("parties", 1, "party", ""), "a row of parties has nothing under party (fill the cell"),
    "key twice": (cell("parties", 2, "party", "UP"), "parties.UP: parties.UP stands twice (keep one of the two)"),
    "number out of bounds": (
        cell("views", 1, "salience.mid", "140"),
        "views.UP.fill[0].salience: 140 is not between 0 and 100",
    ),
    "text for a number": (cell("views", 1, "salience.mid", "3,5"), 'salience: "3,5" is not a number'),
    "endless number": (cell("views", 1, "salience.mid", ".inf"), "salience.mid: .inf is not a number that can be read"),
    "a number and its range": (
        TEXT + "\n[hypotheses]\nhypothesis,name,prior,prior.mid\nz,Z,0.5,0.5\n",
        "hypotheses.z.prior: prior.mid is filled, and so is a column around or inside it (fill one of the two)",
    ),
    "list that is not closed": (
        cell("scenarios", 1, "when", "{fill: [no"),
        "cannot be read as in a case file: not YAML",
    ),
    "unknown issue": (cell("options", 1, "issue", "nothing"), "issues.nothing: "),
    "no such date": (cell("case", 3, "value", "2025-13-01"), "2025-13-01"),
    "a value without its key": (cell("case", 2, "key", ""), "a row of case has nothing under key"),
    "a key without its value": (cell("case", 2, "value", ""), "a row of case has nothing under value"),
    "path that is none": (TEXT + "\n[more]\npath,value\ntiming..closing,1\n", "timing..closing: it is not a path"),
    "gap in a list": (
        TEXT + "\n[more]\npath,value\ndurability.phases[9].id,x\n",
        "durability.phases[9] comes before item [2] (number the items from 0, without a gap)",
    ),
    "open quotation mark": (TEXT + '\n[more]\npath,value\na,"b\n', "the row cannot be read: "),
    "worth of no row": (
        TEXT + "\n[worths]\nparty,issue,date,option,mid\nUP,nothing,,no,5\n",
        "views.UP.nothing has no row without a date, to which this row of worths belongs (write that row in the sheet",
    ),
    "zero byte": (TEXT + "\0", "it holds a zero byte, so it is no text (export it as text)"),
}


@pytest.mark.parametrize("what", CSV)
def test_a_csv_that_cannot_be_read_says_why(what: str) -> None:
    text, message = CSV[what]
    assert message in told(text.encode(), "case.csv")


def test_a_csv_that_is_not_utf8_says_where() -> None:
    data = TEXT.replace("title,", "title,\u00e9").encode("latin-1", "replace")
    assert "case.csv:4: a character is not UTF-8 (save the file as UTF-8)" in told(data, "case.csv")


def test_a_fault_of_a_csv_names_its_line() -> None:
    text = cell("views", 2, "salience.mid", "140")
    at = line_of(text, "[views]") + 3
    assert told(text.encode(), "case.csv").startswith(f"case.csv:{at}: views.")


def test_all_faults_are_told_at_once_in_the_order_of_the_sheets() -> None:
    text = cell("views", 1, "salience.mid", "140").replace("party,name,role", "party,name,rolle")
    text = text.replace("[statements]", "[utterances]")
    said = told(text.encode(), "case.csv")
    assert "rolle" in said and "140 is not between" in said and "utterances" in said


Book = Any


@pytest.fixture(scope="module")
def workbook() -> bytes:
    pytest.importorskip("openpyxl")
    written = case_sheets.write(SMALL, "case.xlsx")
    assert isinstance(written, bytes)
    return written


def edited(data: bytes, change: Callable[[Book], None]) -> bytes:
    """Return a workbook after a person's change."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def sets(sheet: str, at: str, value: object) -> Callable[[Book], None]:
    """Return the change of one cell."""

    def change(book: Book) -> None:
        book[sheet][at] = value

    return change


def renames(old: str, new: str) -> Callable[[Book], None]:
    """Return the change of a sheet's name."""

    def change(book: Book) -> None:
        book[old].title = new

    return change


BOOK = {
    "formula": (
        sets("views", "C2", "=B2*2"),
        "case.xlsx:views!C2: views.",
        "a formula, =B2*2, is not computed; put its",
    ),
    "formula as a key": (sets("parties", "A2", "=B2"), "parties!A2", "=B2"),
    "error value": (sets("options", "D2", "#REF!"), "options!D2: ", "the cell says #REF!, which is an error"),
    "out of bounds": (sets("views", "D2", 140), "case.xlsx:views!D2: views.", "140 is not between 0 and 100"),
    "text for a number": (sets("options", "D2", "high"), "options!D2: issues.", "is not a number"),
    "day that is none": (sets("case", "B4", "next week"), "case!B4: as_of", "dates are year-month-day"),
    "time of day": (sets("case", "B4", datetime(2025, 1, 1, 12)), "case!B4: as_of", "date"),
    "no sheet case": (renames("case", "Case 1"), "case.xlsx: ", "there is no sheet called case; there are: Case 1"),
    "unknown sheet": (renames("parties", "people"), "people!A1: ", "no sheet is called people; sheets are case"),
    "unknown heading": (sets("parties", "C1", "rolle"), "parties!C2: parties.UP.rolle", 'did you mean "role"?'),
    "no key column": (
        sets("views", "B1", None),
        "views!A1: ",
        "the sheet views has no column headed issue; its headings",
    ),
    "cell under no heading": (sets("parties", "Z2", 5), "parties!Z2: ", "5 stands under no heading"),
    "row without key": (sets("parties", "A2", None), "parties!B2: ", "a row of parties has nothing under party"),
    "key twice": (sets("parties", "A3", "UP"), "parties!A3: parties.UP", "stands twice (keep one of the two)"),
    "two columns": (sets("parties", "C1", "name"), "parties!C1: ", "a second column of parties is headed name"),
    "unknown party": (sets("views", "A2", "NOBODY"), "views!A2: views.NOBODY", "NOBODY"),
    "list not closed": (sets("scenarios", "C2", "{fill: [no"), "scenarios!C2: ", "cannot be read as in a case file"),
}


@pytest.mark.parametrize("what", BOOK)
def test_a_workbook_that_cannot_be_read_names_the_cell(what: str, workbook: bytes) -> None:
    change, where, message = BOOK[what]
    said = told(edited(workbook, change), "case.xlsx")
    assert any(where in line and message in line for line in said.split("\n")), said


def with_part(data: bytes, name: str, content: bytes, *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive with one more part, or with a part replaced."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content, compress_type=how)
    return held.getvalue()


EXTERNAL = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r9" Type="http://x/relationships/oleObject"
 Target="file:///etc/passwd" TargetMode="External"/>
</Relationships>"""
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
PARTS = {
    "macros": ("xl/vbaProject.bin", b"x", "it holds macros"),
    "macro sheets": ("xl/macrosheets/sheet1.xml", b"<a/>", "it holds macros"),
    "links": ("xl/externalLinks/externalLink1.xml", b"<a/>", "it has links to other workbooks (xl/externalLinks"),
    "objects": ("xl/embeddings/object1.xml", b"<a/>", "it holds embedded objects"),
    "connections": ("xl/connections.xml", b"<a/>", "it fetches data from elsewhere"),
    "archive inside": ("xl/media/more.zip", b"PK", "an archive lies inside it"),
    "path out": ("../../evil.xml", b"<a/>", "the part ../../evil.xml leads out of the file"),
    "absolute path": ("/etc/evil.xml", b"<a/>", "leads out of the file"),
    "document type": ("xl/styles.xml", DOCTYPE, "declares a document type"),
    "wide text": ("xl/styles.xml", "<a/>".encode("utf-16"), "or is not UTF-8 (save it anew as .xlsx)"),
    "outside relation": ("xl/_rels/workbook.xml.rels", EXTERNAL, "it points to something outside (oleObject)"),
    "bomb": ("xl/worksheets/sheet99.xml", b"\x20" * 9_000_000, "more than 100 times as large as it is packed"),
    "too large": (
        "xl/worksheets/sheet99.xml",
        b"\x20" * 51_000_000,
        "MB, more than 50 MB (leave the sheets of the case)",
    ),
    "packed otherwise": ("xl/other.xml", b"<a/>", "encrypted or packed in an unusual way"),
}


@pytest.mark.parametrize("what", PARTS)
def test_a_workbook_that_holds_more_than_sheets_is_refused(what: str, workbook: bytes) -> None:
    name, content, message = PARTS[what]
    how = zipfile.ZIP_BZIP2 if what == "packed otherwise" else zipfile.ZIP_DEFLATED
    assert message in told(with_part(workbook, name, content, how=how), "case.xlsx")


def lying(data: bytes) -> bytes:
    """Return an archive whose directory says that a part is much smaller than it is."""
    name = b"xl/workbook.xml"
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: at + 24] + (10).to_bytes(4, "little") + data[at + 28 :]


def locked(data: bytes) -> bytes:
    """Return an archive whose first part says that it is encrypted."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


WHOLE = {
    "no archive": (lambda data: b"title,x", "it is damaged or no workbook"),
    "cut short": (lambda data: data[: len(data) // 2], "it is damaged or no workbook"),
    "lying directory": (lying, "it is damaged or no workbook"),
    "password": (locked, "encrypted"),
    "old workbook": (
        lambda data: b"\xd0\xcf\x11\xe0" + data,
        "an old workbook or one with a password (save it as .xlsx",
    ),
    "many parts": (
        lambda data: with_parts(data, 400),
        "parts are more than 300 (leave the sheets of the case)",
    ),
    "no sheets at all": (lambda data: with_parts(b"", 3), "it cannot be read as a workbook"),
}


def with_parts(data: bytes, count: int) -> bytes:
    """Return an archive with many small parts more."""
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as archive:
        for at in range(count):
            archive.writestr(f"xl/extra{at}.xml", "<a/>")
    return held.getvalue()


@pytest.mark.parametrize("what", WHOLE)
def test_a_file_that_is_no_sound_workbook_is_refused(what: str, workbook: bytes) -> None:
    change, message = WHOLE[what]
    assert message in told(change(workbook), "case.xlsx")


def test_a_sheet_that_goes_on_for_ever_is_refused(workbook: bytes) -> None:
    said = told(edited(workbook, sets("views", "XFD1048576", 1)), "case.xlsx")
    assert "views goes beyond 20,000 rows in all sheets or 500 columns" in said


def test_a_formula_of_a_workbook_is_never_computed_nor_its_kept_result_read(workbook: bytes) -> None:
    said = told(edited(workbook, sets("case", "B3", '=HYPERLINK("http://x","y")')), "case.xlsx")
    assert "case!B3: title: " in said and "is not computed" in said
