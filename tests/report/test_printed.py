"""On paper long tables and choosers are cut, the rest is named, and nothing is changed."""

from __future__ import annotations

from io import BytesIO

import pytest

from detente.report import blocks as b
from detente.report.formats import FORMATS
from detente.report.linear import linear
from detente.report.printed import KEPT, LONGEST, printed
from detente.report.sections import built, plan, sections
from tests import runs

MOST_PAGES = 60
"""The whole report of the flagship on paper; it had 94."""


def long(rows: int) -> b.Table:
    return b.table("Long", "No.|Square#", [(str(k), str(k * k)) for k in range(rows)])


def test_a_long_table_keeps_its_first_rows_and_says_how_many_there_are():
    short, said = printed([long(LONGEST + 1)])
    assert isinstance(short, b.Table) and short.rows == long(KEPT).rows
    assert isinstance(said, b.Text) and f"Printed: {KEPT} of {LONGEST + 1} rows" in str(said.runs[0])
    assert [*printed([long(LONGEST)])] == [long(LONGEST)]


def test_what_is_printed_is_what_the_other_formats_show():
    whole = sections(built(runs.flagship(), []))
    tables = [t for t in linear(whole) if isinstance(t, b.Table)]
    shorter = [t for t in linear(printed(whole)) if isinstance(t, b.Table)]
    for short, table in zip(shorter, tables, strict=True):
        assert short.caption == table.caption and short.rows == table.rows[: len(short.rows)]


def test_sources_are_printed_whole():
    run = runs.flagship()
    (table,) = (
        t for t in linear(printed(sections(built(run, [])))) if isinstance(t, b.Table) and t.caption == "Sources"
    )
    assert len(table.rows) == len(run["sources"])


def test_the_whole_report_has_as_many_pages_as_somebody_prints():
    if FORMATS[".pdf"].missing:
        pytest.skip(FORMATS[".pdf"].missing)
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    pages = pypdf.PdfReader(BytesIO(FORMATS[".pdf"].write(built(runs.flagship(), []), plan()))).pages
    assert len(pages) <= MOST_PAGES


def test_a_draft_for_a_principal_is_still_one_page():
    if FORMATS[".pdf"].missing:
        pytest.skip(FORMATS[".pdf"].missing)
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    run = runs.flagship()
    run["brief"] = {**run["brief"], "dissent": [], "so_what": [], "premortem": ""}
    pages = pypdf.PdfReader(BytesIO(FORMATS[".pdf"].write(built(run, []), plan("principal")))).pages
    assert len(pages) == 1 and "DRAFT" in pages[0].extract_text()
