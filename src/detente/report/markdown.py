"""Blocks to Markdown: tables with pipes, figures as their numbers; no text of a case becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from detente.report import blocks as b
from detente.report.escaping import safe_href, visible
from detente.report.linear import linear, runs_of

ACTIVE = re.compile(r"([\\`*_\[\]<>|~&#])")
LINE_START = re.compile(r"^([^\S\n]*)([+-]|\d+(?=[.)]\s))", re.MULTILINE)
RULES = {"n": "---:"}


def markdown(content: Iterable[b.Block]) -> str:
    r"""Return blocks as Markdown (CommonMark with tables).

    Examples
    --------
    >>> print(markdown([b.Heading(2, "Zone"), b.Text(("4 * 5 <b>", b.Strong(" yes")))]), end="")
    ## Zone
    <BLANKLINE>
    4 \* 5 \<b\>** yes**
    """
    written = (_WRITERS[type(block)](block) for block in linear(content))
    return "\n\n".join(text for text in written if text) + "\n"


def _inline(text: object) -> str:
    """Return text on one line with everything escaped that Markdown or HTML would read as a sign."""
    return ACTIVE.sub(r"\\\1", " ".join(visible(text).split(" ")).replace("\n", " "))


def _run(run: b.Run) -> str:
    if isinstance(run, str):
        return _inline(run)
    if isinstance(run, b.Strong):
        return f"**{_inline(run.text)}**"
    if isinstance(run, b.Mark):
        return f"*{_inline(run.text)}* "
    href = safe_href(run.href)
    return f"[{_inline(run.text)}](<{_address(href)}>)" if href else _inline(run.text)


def _address(href: str) -> str:
    return href.translate({ord("<"): "%3C", ord(">"): "%3E", ord("|"): "%7C", ord("\\"): "%5C"})


def _runs(cell: b.Cell) -> str:
    return "".join(_run(run) for run in runs_of(cell)).strip()


def _paragraph(cell: b.Cell) -> str:
    """Return a paragraph that cannot be taken for a list."""
    return LINE_START.sub(r"\1\\\2", _runs(cell))


def _heading(block: b.Heading) -> str:
    return f"{'#' * block.level} {_inline(block.text)}"


def _text(block: b.Text) -> str:
    return _paragraph(block.runs)


def _note(block: b.Note) -> str:
    return f"> {_paragraph(block.text)}"


def _items(block: b.Items) -> str:
    sign = "1." if block.ordered else "-"
    return "\n".join(f"{sign} {_paragraph(item)}" for item in block.items)


def _table(block: b.Table) -> str:
    return f"**{_inline(block.caption)}**\n\n{_grid(block)}"


def _grid(block: b.Table) -> str:
    head = _row([_inline(c.name) for c in block.columns])
    rule = _row([RULES.get(c.kind, "---") for c in block.columns])
    rows = [_row([_runs(cell) for cell in row]) for row in block.rows]
    return "\n".join([head, rule, *(rows or [_row(["none", *[""] * (len(block.columns) - 1)])])])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(block: b.Figure) -> str:
    """Return a figure as what it shows in words and its table."""
    named = [f"{place}. {_inline(name)}" for place, name in enumerate(block.numbered, 1)]
    told = [f"**{_inline(block.title)}**", _paragraph(block.alt), "\n".join(named), _paragraph(block.caption)]
    own = _grid(block.table) if block.table.caption == block.title else _table(block.table)
    return "\n\n".join(part for part in (*told, own) if part)


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    b.Heading: _heading,
    b.Text: _text,
    b.Note: _note,
    b.Items: _items,
    b.Table: _table,
    b.Figure: _figure,
}
