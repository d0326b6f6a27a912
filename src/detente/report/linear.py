"""The blocks of a report in one line, for formats that can neither open nor pick: Markdown, Word, PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.report.blocks import Block, Cell, Choice, Details, Figure, Heading, Link, Mark, Runs, Strong, Table
from detente.report.escaping import visible

DEEPEST = 4
"""Level of the deepest heading that a page needs."""
BREAKS = re.compile(r"\s(?!%)|(?<=[A-Za-z][-\u2013])")
"""Where a line may end: at a space that is not beside a percent sign, and after a hyphen of a word."""
LEAST_WEIGHT, MOST_WEIGHT = 4.0, 34.0
LONG_SHARE = 0.6
"""How much of a column's mean length counts beside its longest word."""


def linear(blocks: Iterable[Block], level: int = 2) -> Iterator[Block]:
    """Give blocks with what opens on demand laid open under a heading, and each figure of a choice once.

    Of a choice the figures that only swap what stands across and up are left out: they hold the same numbers.
    """
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
        if isinstance(block, Details):
            yield Heading(min(DEEPEST, level + 1), block.summary)
            yield from linear(block.blocks, level + 1)
        elif isinstance(block, Choice):
            yield from unflipped(block)
        else:
            yield block


def unflipped(choice: Choice) -> list[Figure]:
    """Return one figure for each two parties of a choice."""
    order = {name: place for place, (name, _) in enumerate(choice.names)}
    return [pair.figure for pair in choice.pairs if order[pair.across] < order[pair.up]]


def runs_of(cell: Cell) -> Runs:
    """Return what stands in a cell or a paragraph as runs."""
    return (cell,) if isinstance(cell, str) else cell


def plain_text(cell: Cell) -> str:
    """Return the words of a cell on one line, marks parted from what follows.

    Examples
    --------
    >>> plain_text((Mark("judged"), Link("S1", "https://example.org")))
    'judged S1'
    """
    parts = [f"{run.text} " if isinstance(run, Mark) else _words(run) for run in runs_of(cell)]
    return " ".join(visible("".join(parts)).split())


def _words(run: str | Link | Strong) -> str:
    return run if isinstance(run, str) else run.text


def column_weights(table: Table) -> tuple[float, ...]:
    """Return how wide each column of a table should be beside the others: its longest word, and how much it holds."""
    columns = zip(*([c.name for c in table.columns], *table.rows), strict=True)
    return tuple(_weight([plain_text(cell) for cell in column]) for column in columns)


def _weight(cells: list[str]) -> float:
    longest = max((len(word) for text in cells for word in BREAKS.split(text)), default=0)
    mean = sum(map(len, cells)) / len(cells)
    return min(MOST_WEIGHT, max(LEAST_WEIGHT, longest + 1.0, LONG_SHARE * mean))
