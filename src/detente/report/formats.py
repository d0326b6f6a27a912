"""The formats of a report: one list of blocks, written as HTML, PDF, Word or Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from detente._optional import MissingExtra
from detente.report.head import head_of
from detente.report.html import page
from detente.report.markdown import markdown
from detente.report.pdf import pdf
from detente.report.printed import printed
from detente.report.sections import Built, Plan, sections
from detente.report.word import word

Writer = Callable[[Built, Plan], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a report.

    Parameters
    ----------
    name
        What people call it.
    media
        Its media type.
    write
        What writes a report in it.
    module, extra
        The package that it needs and the extra that installs it; empty where it needs none.
    """

    name: str
    media: str
    write: Writer
    module: str = ""
    extra: str = ""

    @property
    def missing(self) -> str:
        """Say what is not installed and how to install it; empty where nothing is missing."""
        there = not self.module or find_spec(self.module) is not None
        return "" if there else str(MissingExtra(self.module, self.extra))


def _html(whole: Built, wanted: Plan) -> bytes:
    return page(whole, wanted).encode("utf-8")


def _pdf(whole: Built, wanted: Plan) -> bytes:
    return pdf(printed(sections(whole, wanted)), head_of(whole.run))


def _word(whole: Built, wanted: Plan) -> bytes:
    return word(sections(whole, wanted), head_of(whole.run))


def _markdown(whole: Built, wanted: Plan) -> bytes:
    return markdown(sections(whole, wanted)).encode("utf-8")


FORMATS: Mapping[str, Format] = {
    ".html": Format("HTML", "text/html; charset=utf-8", _html),
    ".pdf": Format("PDF", "application/pdf", _pdf, "typst", "pdf"),
    ".docx": Format(
        "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word, "docx", "docx"
    ),
    ".md": Format("Markdown", "text/markdown; charset=utf-8", _markdown),
}
"""Ending of a file -> its format."""
