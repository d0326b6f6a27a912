"""Tables and lists that fit the screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from textwrap import wrap
from typing import Any

from detente.case.profiles import UNDATED
from detente.report.digits import DASH
from detente.report.labels import begun
from detente.report.screen import Look, flow, legible
from detente.report.sentences import dated, marks

Result = dict[str, Any]
GAP = "  "
LEAST = 20
"""Characters that the first column of a table keeps; on a screen too narrow for that, a table becomes a list."""
MOST_COLUMNS = 8
"""Parties that get a column; all of them are in the JSON."""


def columns(head: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> list[str]:
    """Return a table as aligned lines: the first column to the left and wrapped, the others to the right.

    Examples
    --------
    >>> columns(["", "worth"], [["north", "65.9"], ["the far south", "7"]], Look(80, False, True))
    ['                 worth', '  north           65.9', '  the far south      7']
    >>> columns(["Worth of the settlements", "north"], [["first", "65.9"]], Look(24, False, True))
    ['  Worth of the', '    settlements', '  first', '    north 65.9']
    """
    table = [[legible(cell, look) for cell in row] for row in ([*head], *rows)]
    widths = [max(len(row[k]) for row in table) for k in range(len(head))]
    room = look.width - sum(width + len(GAP) for width in widths[1:]) - len(GAP)
    if room < min(widths[0], LEAST):
        return _stacked(table, look)
    widths[0] = min(widths[0], room)
    lines: list[str] = []
    for row in table:
        first, *more = wrap(row[0], widths[0], subsequent_indent=GAP, break_on_hyphens=False) or [""]
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append(GAP + GAP.join([first.ljust(widths[0]), *rest]).rstrip())
        lines += [GAP + line for line in more]
    return lines


def _stacked(table: Sequence[Sequence[str]], look: Look) -> list[str]:
    """Return a table as a list: each row's name, and below it what the columns hold."""
    (title, *names), *rows = table
    lines = flow(GAP + title, look)
    for first, *cells in rows:
        told = ((name, cell) for name, cell in zip(names, cells, strict=True) if cell not in ("-", DASH))
        held = "; ".join(f"{name} {cell}".strip() for name, cell in told)
        lines += [*flow(GAP + first, look), *flow(2 * GAP + held, look)]
    return lines


def party_columns(parties: Sequence[str], required: Collection[str], look: Look) -> tuple[list[str], list[str]]:
    """Return the parties that get a column, required ones first where not all do, and a line on those that do not."""
    ranked = [*parties]
    if len(ranked) > MOST_COLUMNS:
        ranked.sort(key=lambda party: party not in required)
    more = len(ranked) - MOST_COLUMNS
    note = flow(f"{GAP}and {more} more part{'y' if more == 1 else 'ies'}; all with --json", look) if more > 0 else []
    return ranked[:MOST_COLUMNS], note


def title_lines(result: Result, look: Look) -> list[str]:
    """Return the title of a case with its dates and marks."""
    case = result["case"]
    dates = dated(case) if case["as_of"] == str(UNDATED) else f"{dated(case)}; {', '.join(marks(case))}"
    return [*flow(case["title"], look), *flow(f"{begun(dates)}.", look), ""]
