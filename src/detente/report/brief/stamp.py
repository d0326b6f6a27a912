"""The stamp above a brief that is not finished: DRAFT, and why."""

from __future__ import annotations

from detente.report.blocks import Block, Mark, Note, Text
from detente.report.brief.records import Finding

MOST_SAID = 6
STAMP = "DRAFT"


def stamp_blocks(found: list[Finding]) -> list[Block]:
    """Return the stamp and its reasons; nothing where nothing was found."""
    if not found:
        return []
    told = [row.text for row in found[:MOST_SAID]]
    more = len(found) - len(told)
    reasons = f"{len(found)} reasons" if len(found) > 1 else "1 reason"
    last = [f"and {more} more (`detente report CASE --lint` lists all)"] if more > 0 else []
    return [
        Text((Mark(STAMP, "warn"), f" Not to be handed over as it is: {reasons}.")),
        *(Note(f"{text[:1].upper()}{text[1:]}.") for text in [*told, *last]),
    ]
