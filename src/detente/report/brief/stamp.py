"""The stamp above a brief that is not finished: DRAFT, and why."""

from __future__ import annotations

from detente.report.blocks import Block, Mark, Text
from detente.report.brief.records import Finding

MOST_SAID = 3
STAMP = "DRAFT"


def stamp_blocks(found: list[Finding]) -> list[Block]:
    """Return the stamp and its reasons; nothing where nothing was found."""
    if not found:
        return []
    told = "; ".join(row.text for row in found[:MOST_SAID])
    more = len(found) - MOST_SAID
    rest = f"; and {more} more, which `detente report CASE --lint` lists" if more > 0 else ""
    reasons = f"{len(found)} reasons" if len(found) > 1 else "1 reason"
    head = f" Not to be handed over as it is, for {reasons}. "
    return [Text((Mark(STAMP, "warn"), f"{head}{told[:1].upper()}{told[1:]}{rest}."), "small")]
