"""What `share` prints: what was written, for whom, and what is not in it."""

from __future__ import annotations

from typing import Any

from detente.report.marking import for_whom, withheld
from detente.report.screen import Look, flow


def share_page(found: dict[str, Any], look: Look) -> str:
    """Return the page of `share`."""
    case = found["case"]
    head = f"{found['written']}: {case['title']} ({', '.join(for_whom(case))})"
    return "\n".join(line for text in (head, withheld(case)) for line in flow(text, look))
