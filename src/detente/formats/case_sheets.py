"""Cases in spreadsheets: a workbook or one CSV file, told apart by the ending."""

from __future__ import annotations

from detente.case.check import Checked
from detente.case.nouns import Case
from detente.formats import case_csv, sheet_reader, xlsx
from detente.formats.sheets import sheets

WORKBOOK = ".xlsx"


def read(data: bytes, *, file: str, case_id: str) -> Checked:
    """Return what a check finds in the case of a workbook, or of a CSV file: the case with notes, or every fault.

    Raises
    ------
    InputFaults, MissingExtra
        When it holds no case, or cannot be read; without the package that reads workbooks.
    """
    reader = xlsx.read if file.lower().endswith(WORKBOOK) else case_csv.read
    return sheet_reader.checked(reader(data, file=file), file=file, case_id=case_id)


def write(case: Case, name: str) -> str | bytes:
    """Return a case as the content of a workbook, or of a CSV file, as the ending of a name says.

    Raises
    ------
    MissingExtra, TooLarge
        Without the package that writes workbooks; when a text is longer than a cell can be.
    """
    return xlsx.write(sheets(case)) if name.lower().endswith(WORKBOOK) else case_csv.write(sheets(case))
