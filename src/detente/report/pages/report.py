"""What `detente report` prints: what was written, and what the lint of the brief found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.report.brief.records import Finding
from detente.report.screen import Look, flow

Result = Mapping[str, Any]
MOST_SAID = 5


def page_of(told: Result, look: Look) -> str:
    """Return where the file is; without one, every finding of the lint."""
    if "written" in told:
        return "\n".join(flow(f"{told['written']}: {told['format']}, {len(told['sections'])} sections.", look))
    lines = lint_lines(told["lint"], all_of_them=True)
    return "\n".join(line for text in lines for line in flow(text, look))


def lint_lines(lint: Result, *, all_of_them: bool) -> list[str]:
    """Return the outcome of the lint in a line, and a line for each finding."""
    found = lint["findings"]
    if not found:
        return [f"lint: final; {len(lint['standards']) - 1} standards and the due diligence are met"]
    kept = found if all_of_them else found[:MOST_SAID]
    lines = [f" - {Finding(**row).text}" for row in kept]
    more = len(found) - len(kept)
    return [f"lint: DRAFT, {len(found)} found", *lines, *([f" - and {more} more: --lint"] if more else [])]
