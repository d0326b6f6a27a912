"""One list of blocks in every format: the same numbers, whole tables, and no text of a case as markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest

from detente._optional import MissingExtra
from detente.report import blocks as b
from detente.report.formats import FORMATS
from detente.report.fragment import fragment
from detente.report.head import head_of
from detente.report.linear import linear, plain_text
from detente.report.markdown import markdown
from detente.report.pdf import pdf, typeset
from detente.report.published import published
from detente.report.sections import GLANCE, PRESETS, SECTIONS, UnknownSection, built, plan, sections
from detente.report.standalone import standalone
from detente.report.word import word
from tests import runs

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
HOSTILE = [
    "<script>alert(1)</script>",
    "*bold* _so_ `code` [a](javascript:x) | cell",
    "#set page() $x$ @ref <label>",
    "\x00",
]
Rows = list[list[str]]


@pytest.fixture(scope="module")
def found() -> tuple[list[b.Block], Any]:
    """Return the blocks and the head of the whole report of the flagship."""
    run = runs.flagship()
    return sections(built(run, published("miami"))), head_of(run)


def tables(content: list[b.Block]) -> Iterator[b.Table]:
    """Give every table of a report, those of its figures too."""
    for block in linear(content):
        if isinstance(block, b.Figure):
            yield block.table
        elif isinstance(block, b.Table):
            yield block


def wanted(content: list[b.Block]) -> list[Rows]:
    """Return every table as its cells in words, the head first."""
    return [
        [[c.name for c in t.columns], *([plain_text(cell) for cell in row] for row in t.rows or [("none",)])]
        for t in tables(content)
    ]


def numbers(rows: list[Rows]) -> Counter[str]:
    return Counter(n for table in rows for row in table for cell in row for n in NUMBER.findall(cell))


def tidy(rows: list[Rows]) -> list[Rows]:
    """Return tables with white space alike and empty cells at the end of rows left out."""
    return [[_trimmed([" ".join(cell.split()) for cell in row]) for row in table] for table in rows]


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


class Tables(HTMLParser):
    """The tables of a page as their cells in words; those that a picker hides are left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Rows] = []
        self.hidden = 0
        self.cell: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "div" and (self.hidden or "hidden" in dict(attrs)):
            self.hidden += 1
        elif self.hidden:
            return
        elif tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "span" and self.cell:
            self.cell.append(" ")

    def handle_endtag(self, tag):
        if tag == "div" and self.hidden:
            self.hidden -= 1
        elif tag in ("td", "th") and self.cell is not None:
            self.found[-1][-1].append("".join(self.cell))
            self.cell = None
        elif tag == "span" and self.cell is not None:
            self.cell.append(" ")

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)


def of_markdown(text: str) -> list[Rows]:
    """Return the tables of a Markdown text, signs unescaped."""
    found: list[Rows] = []
    before = ""
    for line in text.splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            if not re.fullmatch(r"[|\s:-]+", line):
                found[-1].append([_plain(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        before = line
    return found


def _plain(cell: str) -> str:
    text = re.sub(r"\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)", r"\1", cell)
    text = re.sub(r"(?<!\\)\*", " ", text)
    return re.sub(r"\\(.)", r"\1", text)


def test_html_shows_every_table(found):
    assert tidy(Tables(fragment(found[0])).found) == tidy(wanted(found[0]))


def test_markdown_shows_every_table(found):
    assert tidy(of_markdown(markdown(found[0]))) == tidy(wanted(found[0]))


def test_what_is_typeset_holds_every_table(found):
    """The data of the PDF, checked where the typesetter is not installed too."""
    laid = [block.get("table", block) for block in typeset(*found)["blocks"] if block["block"] in ("table", "figure")]
    rows = [
        [
            [c["name"] for c in table["columns"]],
            *([_joined(cell) for cell in row] for row in table["rows"] or [[[{"text": "none", "kind": ""}]]]),
        ]
        for table in laid
    ]
    assert tidy(rows) == tidy(wanted(found[0]))


def _joined(cell: list[dict[str, Any]]) -> str:
    return "".join(run["text"] + (" " if run["kind"] == "mark" else "") for run in cell)


def test_word_shows_every_table(found):
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document(BytesIO(word(*found)))
    rows = [[[_words(cell) for cell in row.cells] for row in table.rows] for table in document.tables]
    assert tidy(rows) == tidy(wanted(found[0]))
    heads = [table.rows[0]._tr.xml for table in document.tables]
    assert all("w:tblHeader" in head for head in heads)
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [found[1].title]
    assert found[1].foot in document.sections[0].footer.paragraphs[0].text


def _words(cell: Any) -> str:
    """Return the text of a cell, that of links too."""
    return "".join(node.text or "" for node in cell._tc.iter() if node.tag.endswith("}t"))


def test_pdf_shows_every_number_on_numbered_pages(found):
    pytest.importorskip("typst", reason="typst is not installed")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    data = pdf(*found)
    assert data == pdf(*found)
    pages = pypdf.PdfReader(BytesIO(data)).pages
    texts = [page.extract_text() for page in pages]
    shown = Counter(n for text in texts for n in NUMBER.findall(text))
    lacking = numbers(wanted(found[0])) - shown
    assert not lacking
    assert all(f"{place} / {len(pages)}" in text for place, text in enumerate(texts, 1))
    assert all(found[1].title in text for text in texts)
    assert {round(float(min(page.mediabox.width, page.mediabox.height))) for page in pages} == {595}


def test_the_answer_for_a_principal_is_one_page():
    pytest.importorskip("typst", reason="typst is not installed")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    run = runs.flagship()
    data = pdf(sections(built(run, []), plan("principal")), head_of(run))
    assert len(pypdf.PdfReader(BytesIO(data)).pages) == 1


@pytest.mark.parametrize("payload", HOSTILE)
def test_no_text_of_a_case_is_read_as_markup(payload):
    held = [
        b.Heading(1, payload), b.Text((payload, b.Strong(payload), b.Mark(payload), b.Link(payload, "javascript:x"))),
        b.Note(payload), b.Items(((payload,),)), b.table(payload, "name|value#", [(payload, "1")]),
    ]  # fmt: skip
    text = markdown(held)
    assert "<script" not in text.replace("\\<", "") and "](<" not in text and "\x00" not in text
    assert len(of_markdown(text)[0][-1]) == 2
    head = head_of({**runs.flagship(), "case": {**runs.flagship()["case"], "title": payload}})
    shown = payload.replace("\x00", "[U+0000]")
    assert typeset(held, head)["blocks"][0]["text"] == shown


def test_hostile_texts_are_words_in_word_and_pdf():
    pytest.importorskip("docx", reason="python-docx is not installed")
    pytest.importorskip("typst", reason="typst is not installed")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    held = [b.Heading(2, text) for text in HOSTILE] + [b.table(text, "a|b", [(text, text)]) for text in HOSTILE]
    head = head_of(runs.flagship())
    assert word(held, head)
    shown = pypdf.PdfReader(BytesIO(pdf(held, head))).pages[0].extract_text()
    assert "#set page()" in shown and "<script>" in shown


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_writes_each_preset_or_names_its_extra(ending):
    run, held = runs.empty_zone(), FORMATS[ending]
    for name in PRESETS:
        if held.missing:
            with pytest.raises(MissingExtra, match=rf"detente\[{held.extra}\]"):
                held.write(built(run, []), plan(name))
        else:
            assert held.write(built(run, []), plan(name))


def test_sections_stand_in_the_order_that_was_asked_for():
    run = runs.flagship()
    content = sections(built(run, []), plan("analyst", ["zone", "bottom-line", "zone"]))
    assert [h.id for h in content if isinstance(h, b.Heading) and h.level == 2] == ["zone", "bottom-line", "cite"]
    assert isinstance(content[0], b.Heading) and content[0].level == 1


def test_the_short_presets_leave_out_what_opens_on_demand():
    run = runs.flagship()
    kinds = {name: {type(block) for block in sections(built(run, []), plan(name))} for name in PRESETS}
    assert b.Details in kinds["analyst"]
    assert b.Details not in kinds["principal"] and b.Details not in kinds["investor"]


def test_the_whole_report_holds_every_section_but_the_glance():
    assert set(PRESETS["analyst"].sections) == set(SECTIONS) - {GLANCE}
    assert all(set(held.sections) <= set(SECTIONS) for held in PRESETS.values())


@pytest.mark.parametrize(("preset", "chosen"), [("minister", None), ("analyst", ["zone", "zome"])])
def test_an_unknown_preset_or_section_is_named_with_those_that_there_are(preset, chosen):
    with pytest.raises(UnknownSection, match="minister|zome") as refused:
        plan(preset, chosen)
    assert "analyst" in str(refused.value) or "bottom-line" in str(refused.value)


def test_a_drawing_that_stands_alone_has_no_colour_of_a_page(found):
    drawings = [block.svg for block in linear(found[0]) if isinstance(block, b.Figure)]
    assert len(drawings) > 20
    for svg in drawings:
        alone = standalone(svg)
        assert alone.startswith('<svg xmlns="http://www.w3.org/2000/svg"') and "var(" not in alone
        classes = {name for held in re.findall(r'class="([^"]+)"', svg) for name in held.split()}
        styled = set(re.findall(r"\.([\w-]+)", re.search("<style>(.*)</style>", alone)[1]))
        assert classes - styled <= {"first", "model"}
