"""Blocks to Word (.docx): A4, page numbers, running title, table heads that repeat (extra `docx`)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from detente._optional import need
from detente.report import blocks as b
from detente.report.escaping import safe_href, visible
from detente.report.head import Head
from detente.report.linear import column_weights, linear, runs_of
from detente.report.raster import raster

EXTRA = "docx"
PAGE_MM, MARGIN_MM = (210, 297), 20
WIDE = 128.0
"""Letters beside each other in a row of a table beyond which it gets a page on its side."""
TEXT_PT, SMALL_PT, TABLE_PT, DENSE_PT = 10.0, 8.5, 8.0, 7.0
DENSE = 105.0
DRAWING_MM = 110
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def word(content: Iterable[b.Block], head: Head) -> bytes:
    """Return blocks as a Word file; drawings are in it where the extra `pdf` is installed too, their tables always.

    Raises
    ------
    MissingExtra
        Where python-docx is not installed.
    """
    page = _Page(need("docx", extra=EXTRA), head)
    for block in linear(content):
        page.add(block)
    return page.saved()


class _Page:
    """A Word document under way."""

    def __init__(self, docx: Any, head: Head) -> None:
        self.units = need("docx.shared", extra=EXTRA)
        self.oxml = need("docx.oxml", extra=EXTRA)
        self.names = need("docx.oxml.ns", extra=EXTRA).qn
        self.document = docx.Document()
        self._style()
        self._frame(head)
        self.writers = {
            b.Heading: self.heading, b.Text: self.text, b.Note: self.note, b.Items: self.items,
            b.Table: self.table, b.Figure: self.figure,
        }  # fmt: skip

    def add(self, block: b.Block) -> None:
        self.writers[type(block)](block)

    def saved(self) -> bytes:
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    # What stands around the text

    def _style(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.size = self.units.Pt(TEXT_PT)
        normal.paragraph_format.space_after = self.units.Pt(5)
        section, mm = self.document.sections[0], self.units.Mm
        section.page_width, section.page_height = map(mm, PAGE_MM)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = mm(MARGIN_MM)

    def _frame(self, head: Head) -> None:
        held = self.document.core_properties
        held.title, held.author, held.comments = visible(head.title)[:255], "Détente", visible(head.foot)[:255]
        section = self.document.sections[0]
        dates = f"{visible(head.title)} · as of {head.as_of}, horizon {head.horizon}"
        self._small(section.header.paragraphs[0], dates)
        foot = section.footer.paragraphs[0]
        self._small(foot, f"{visible(head.foot)} · ")
        self._field(foot, "PAGE")
        self._small(foot, " / ")
        self._field(foot, "NUMPAGES")

    def _small(self, paragraph: Any, text: str) -> Any:
        run = paragraph.add_run(text)
        run.font.size = self.units.Pt(TABLE_PT)
        return run

    def _field(self, paragraph: Any, code: str) -> None:
        """Add a number that the word processor fills in."""
        run = self._small(paragraph, "")
        for kind, text in (("begin", None), (None, code), ("end", None)):
            if kind:
                part = self.oxml.OxmlElement("w:fldChar")
                part.set(self.names("w:fldCharType"), kind)
            else:
                part = self.oxml.OxmlElement("w:instrText")
                part.text = text
            run._r.append(part)

    # Blocks

    def heading(self, block: b.Heading) -> None:
        self.document.add_heading(visible(block.text), min(block.level, 4))

    def text(self, block: b.Text) -> None:
        self._runs(self.document.add_paragraph(), block.runs, SMALL_PT if block.kind == "small" else None)

    def note(self, block: b.Note) -> None:
        paragraph = self.document.add_paragraph(style="Intense Quote")
        paragraph.add_run(visible(block.text))

    def items(self, block: b.Items) -> None:
        if block.nav:
            return  # a word processor lists the headings beside the text
        for item in block.items:
            self._runs(self.document.add_paragraph(style="List Number" if block.ordered else "List Bullet"), item)

    def figure(self, block: b.Figure) -> None:
        drawing = raster(block.svg)
        if drawing is not None:
            self._caption(block.title)
            picture = self.document.add_picture(BytesIO(drawing), width=self.units.Mm(DRAWING_MM))
            picture._inline.docPr.set("descr", visible(block.alt))
        for line in (" · ".join(block.key), block.caption):
            if line:
                self._runs(self.document.add_paragraph(), (line,), SMALL_PT)
        for place, name in enumerate(block.numbered, 1):
            self._runs(self.document.add_paragraph(), (f"{place}. {name}",), SMALL_PT)
        self.table(block.table)

    def table(self, block: b.Table) -> None:
        weights = column_weights(block)
        on_its_side = sum(weights) > WIDE
        if on_its_side:
            self._turn()
        self._caption(block.caption)
        self._grid(block, weights)
        if on_its_side:
            self._turn()
        else:
            self.document.add_paragraph()

    def _turn(self) -> None:
        """Begin a page of the other orientation."""
        sections = need("docx.enum.section", extra=EXTRA)
        section = self.document.add_section(sections.WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = section.page_height, section.page_width
        upright = section.page_width < section.page_height
        section.orientation = sections.WD_ORIENT.PORTRAIT if upright else sections.WD_ORIENT.LANDSCAPE

    def _caption(self, words: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(visible(words)).bold = True

    def _grid(self, block: b.Table, weights: tuple[float, ...]) -> None:
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        size = DENSE_PT if sum(weights) > DENSE else TABLE_PT
        grid = self.document.add_table(rows=0, cols=len(block.columns), style="Light List")
        grid.autofit = False
        widths = [int(room * weight / sum(weights)) for weight in weights]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        self._row(grid, tuple(c.name for c in block.columns), (block, widths, size))
        self._repeat(grid.rows[0])
        for row in block.rows or (("none", *[""] * (len(block.columns) - 1)),):
            self._row(grid, row, (block, widths, size))

    def _row(self, grid: Any, row: tuple[b.Cell, ...], manner: tuple[b.Table, list[int], float]) -> None:
        block, widths, size = manner
        right = need("docx.enum.text", extra=EXTRA).WD_ALIGN_PARAGRAPH.RIGHT
        for cell, held, column, width in zip(grid.add_row().cells, row, block.columns, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            if column.kind == "n":
                paragraph.alignment = right
            self._runs(paragraph, held, size)

    def _repeat(self, row: Any) -> None:
        """Let the head of a table stand again on each page."""
        held = row._tr.get_or_add_trPr()
        held.append(self.oxml.OxmlElement("w:tblHeader"))

    # Words

    def _runs(self, paragraph: Any, cell: b.Cell, size: float | None = None) -> None:
        for run in runs_of(cell):
            href = safe_href(run.href) if isinstance(run, b.Link) else ""
            text = visible(run if isinstance(run, str) else run.text)
            added = paragraph.add_run(text)
            added.bold = isinstance(run, b.Strong) or None
            added.font.size = None if size is None else self.units.Pt(size)
            if isinstance(run, b.Mark):
                added.italic = True
                paragraph.add_run(" ")
            if href:
                self._link(paragraph, added, href)

    def _link(self, paragraph: Any, run: Any, href: str) -> None:
        """Make a run lead to an address."""
        link = self.oxml.OxmlElement("w:hyperlink")
        link.set(self.names("r:id"), paragraph.part.relate_to(href, LINK, is_external=True))
        run.font.underline = True
        link.append(run._r)
        paragraph._p.append(link)
