"""The report on paper: long tables cut to their first rows, one drawing of a chooser, each with a word on the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.report.blocks import Block, Choice, Details, Figure, Table, say
from detente.report.digits import whole
from detente.report.linear import unflipped

LONGEST, LONGEST_DRAWN, KEPT = 80, 36, 12
"""Rows up to which paper holds a whole table, and that of a drawing, which shows its numbers anyway; rows it holds of a
longer one."""
REST = "the rest is in the HTML, Word and Markdown of this report, and in results.json"


def printed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks as they are worth printing; what is left out is named in its place.

    Nothing is summed or rounded anew, so what is printed is what the other formats show there.
    """
    for block in blocks:
        if isinstance(block, Choice):
            yield from _one_of(block)
        elif isinstance(block, Details):
            yield replace(block, blocks=tuple(printed(block.blocks)))
        elif isinstance(block, Table):
            yield from _short(block)
        elif isinstance(block, Figure):
            short = _cut(block.table, LONGEST_DRAWN)
            yield replace(block, table=short)
            yield from _left(block.table, short)
        else:
            yield block


def _one_of(choice: Choice) -> Iterator[Block]:
    first, *others = unflipped(choice)
    yield from printed([first])
    if others:
        names = "; ".join(figure.title for figure in others)
        yield say(
            f"Not printed: {whole(len(others))} like drawings ({names}); they are in the other formats.", kind="small"
        )


def _short(table: Table) -> Iterator[Block]:
    short = _cut(table, LONGEST)
    yield short
    yield from _left(table, short)


def _cut(table: Table, longest: int) -> Table:
    return table if len(table.rows) <= longest else replace(table, rows=table.rows[:KEPT])


def _left(table: Table, short: Table) -> Iterator[Block]:
    if len(short.rows) < len(table.rows):
        yield say(f"Printed: {len(short.rows)} of {whole(len(table.rows))} rows; {REST}.", kind="small")
