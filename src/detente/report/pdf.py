"""Blocks to PDF: A4 with page numbers, running title and table heads that repeat, laid out by Typst (extra `pdf`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import Any

from detente._optional import need
from detente.report import blocks as b
from detente.report.escaping import safe_href, visible
from detente.report.head import Head
from detente.report.linear import column_weights, linear, runs_of
from detente.report.standalone import standalone

EXTRA = "pdf"
FONTS = ("Libertinus Serif", "New Computer Modern Math", "DejaVu Sans Mono")
"""Fonts that the typesetter brings along; what they lack is taken from those of the system."""
DRAWING_WIDTH = 64.0
"""Width of a drawing, % of the column of text."""


def pdf(content: Iterable[b.Block], head: Head) -> bytes:
    """Return blocks as a PDF file; the same blocks give the same bytes.

    Raises
    ------
    MissingExtra
        Where the typesetter is not installed.
    """
    typst = need("typst", extra=EXTRA)
    template = (files("detente.report") / "report.typ").read_bytes()
    return typst.compile(template, sys_inputs={"given": json.dumps(typeset(content, head))}, timestamp=0)


def typeset(content: Iterable[b.Block], head: Head) -> dict[str, Any]:
    """Return what the template lays out: plain values, in which no text is markup."""
    return {
        "title": visible(head.title),
        "author": "Détente",
        "dates": f"as of {head.as_of}, horizon {head.horizon}",
        "foot": visible(head.foot),
        "fonts": FONTS,
        "blocks": [_WRITERS[type(block)](block) for block in linear(content)],
    }


def _run(run: b.Run) -> dict[str, Any]:
    if isinstance(run, str):
        return {"kind": "", "text": _kept(run)}
    if isinstance(run, b.Strong):
        return {"kind": "strong", "text": _kept(run.text)}
    if isinstance(run, b.Mark):
        return {"kind": "mark", "text": visible(run.text), "warns": run.kind == "warn"}
    href = safe_href(run.href)
    return {"kind": "link" if href else "", "text": _kept(run.text), "href": href}


def _kept(text: str) -> str:
    """Return text with percent signs kept beside their numbers."""
    return visible(text).replace(" %", "\u00a0%")


def _runs(cell: b.Cell) -> list[dict[str, Any]]:
    return [_run(run) for run in runs_of(cell)]


def _heading(block: b.Heading) -> dict[str, Any]:
    return {"block": "heading", "level": block.level, "text": visible(block.text)}


def _text(block: b.Text) -> dict[str, Any]:
    return {"block": "text", "kind": block.kind, "runs": _runs(block.runs)}


def _note(block: b.Note) -> dict[str, Any]:
    return {"block": "note", "text": _kept(block.text)}


def _items(block: b.Items) -> dict[str, Any]:
    if block.nav:
        return {"block": "contents"}
    return {"block": "items", "ordered": block.ordered, "items": [_runs(item) for item in block.items]}


def _table(block: b.Table) -> dict[str, Any]:
    return {
        "block": "table",
        "caption": _kept(block.caption),
        "columns": [{"name": _kept(c.name), "number": c.kind == "n"} for c in block.columns],
        "weights": column_weights(block),
        "rows": [[_runs(cell) for cell in row] for row in block.rows],
    }


def _figure(block: b.Figure) -> dict[str, Any]:
    return {
        "block": "figure",
        "title": _kept(block.title),
        "svg": standalone(block.svg),
        "alt": visible(block.alt),
        "width": DRAWING_WIDTH,
        "note": _kept(block.caption),
        "key": [_kept(k) for k in block.key],
        "numbered": [_kept(n) for n in block.numbered],
        "table": _table(block.table),
    }


_WRITERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    b.Heading: _heading,
    b.Text: _text,
    b.Note: _note,
    b.Items: _items,
    b.Table: _table,
    b.Figure: _figure,
}
