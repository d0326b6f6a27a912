"""Blocks to HTML that can stand in any page: no style, no script, no text of a case as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from detente.report import blocks as b
from detente.report.escaping import escape, safe_href, words


def fragment(content: Iterable[b.Block]) -> str:
    """Return blocks as HTML elements, one a line."""
    return "\n".join(_block(block) for block in content)


def _run(run: b.Run) -> str:
    if isinstance(run, str):
        return words(run)
    if isinstance(run, b.Strong):
        return f"<strong>{words(run.text)}</strong>"
    if isinstance(run, b.Mark):
        return f'<span class="badge {escape(run.kind)}">{words(run.text)}</span>'
    if re.fullmatch(r"#[a-z-]+", run.href):
        return f'<a href="{run.href}">{words(run.text)}</a>'
    href = safe_href(run.href)
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{words(run.text)}</a>' if href else words(run.text)


def _runs(cell: b.Cell) -> str:
    return words(cell) if isinstance(cell, str) else "".join(_run(run) for run in cell)


def _heading(block: b.Heading) -> str:
    anchor = f' id="{escape(block.id)}"' if block.id else ""
    return f"<h{block.level}{anchor}>{words(block.text)}</h{block.level}>"


def _text(block: b.Text) -> str:
    kind = f' class="{escape(block.kind)}"' if block.kind else ""
    return f"<p{kind}>{_runs(block.runs)}</p>"


def _note(block: b.Note) -> str:
    return f'<p class="note">{words(block.text)}</p>'


def _items(block: b.Items) -> str:
    name = "ol" if block.ordered else "ul"
    listed = f"<{name}>{''.join(f'<li>{_runs(item)}</li>' for item in block.items)}</{name}>"
    return f'<nav aria-label="Contents">{listed}</nav>' if block.nav else listed


def _table(block: b.Table) -> str:
    head = "".join(f'<th scope="col"{_kind(c)}>{words(c.name)}</th>' for c in block.columns)
    rows = "".join(_table_row(row, block.columns) for row in block.rows)
    empty = f'<tr><td colspan="{len(block.columns)}">none</td></tr>' if not block.rows else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{words(block.caption)}"><table>'
        f"<caption>{words(block.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}{empty}</tbody></table></div>"
    )


def _kind(column: b.Column) -> str:
    return f' class="{column.kind}"' if column.kind else ""


def _table_row(row: tuple[b.Cell, ...], columns: tuple[b.Column, ...]) -> str:
    first = f'<th scope="row"{_kind(columns[0])}>{_runs(row[0])}</th>'
    rest = "".join(f"<td{_kind(c)}>{_runs(cell)}</td>" for cell, c in zip(row[1:], columns[1:], strict=True))
    return f"<tr>{first}{rest}</tr>"


def _figure(block: b.Figure) -> str:
    key = f'<p class="key">{"".join(f"<span>{words(k)}</span>" for k in block.key)}</p>' if block.key else ""
    caption = f"<p>{words(block.caption)}</p>" if block.caption else ""
    numbered = f"<ol>{''.join(f'<li>{words(n)}</li>' for n in block.numbered)}</ol>" if block.numbered else ""
    twin = f"<details><summary>The same as a table</summary>{_table(block.table)}</details>"
    side = f'<div class="side">{key}{numbered}{caption}</div>' if key or numbered or caption else ""
    drawn = f'<div class="drawn"><div>{block.svg}</div>{side}</div>'
    return f"<figure><figcaption>{words(block.title)}</figcaption>{drawn}{twin}</figure>"


def _details(block: b.Details) -> str:
    return f"<details><summary>{words(block.summary)}</summary>{fragment(block.blocks)}</details>"


def _choice(block: b.Choice) -> str:
    pickers = "".join(_picker(block, name, text) for name, text in (("across", "across"), ("up", "up")))
    first, rest = block.pairs[0], block.pairs[1:]
    order = [name for name, _ in block.names]
    others = "".join(_pair(pair, flipped=order.index(pair.across) > order.index(pair.up)) for pair in rest)
    more = f'<details class="pairs"><summary>All other pairs of parties</summary>{others}</details>' if others else ""
    return (
        f'<div class="choice" id="{escape(block.id)}"><div class="pickers" hidden>{pickers}</div>'
        f"{_pair(first, flipped=False)}{more}</div>"
    )


def _picker(block: b.Choice, name: str, text: str) -> str:
    chosen = getattr(block.pairs[0], name)
    options = "".join(
        f'<option value="{escape(id_)}"{" selected" if id_ == chosen else ""}>{words(title)}</option>'
        for id_, title in block.names
    )
    return f'<label>{words(text)} <select data-axis="{name}">{options}</select></label>'


def _pair(pair: b.Pair, *, flipped: bool) -> str:
    place = f'data-across="{escape(pair.across)}" data-up="{escape(pair.up)}"'
    return f'<div class="pair" {place}{" hidden" if flipped else ""}>{_figure(pair.figure)}</div>'


_WRITERS: dict[type, Any] = {
    b.Heading: _heading,
    b.Text: _text,
    b.Note: _note,
    b.Items: _items,
    b.Table: _table,
    b.Figure: _figure,
    b.Details: _details,
    b.Choice: _choice,
}


def _block(block: b.Block) -> str:
    return _WRITERS[type(block)](block)
