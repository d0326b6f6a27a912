"""Texts that a page, a document or a drawing would run, were they taken for markup; and a case that is full of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.formats.yaml import read

SMALL = Path(__file__).parents[2] / "case" / "data" / "small.yaml"
MARK = "opened"
"""The word that every payload would put into the title of a window, or ask a server for."""
PAYLOADS = (
    f"<script>document.title='{MARK}'</script>", f"<img src=x onerror=\"document.title='{MARK}'\">",
    f"</script><svg onload=alert('{MARK}')>", f"' onmouseover='alert(1)' x='{MARK}", f'"><iframe src="https://x.example/{MARK}">',
    f"[x](javascript:alert('{MARK}'))", f"![x](https://x.example/{MARK}.png)", f"{{{{7*7}}}}${{7*7}}#{{7*7}}{MARK}",
    f"</style><link rel=stylesheet href=https://x.example/{MARK}>", f"<!--{MARK}--><base href=https://x.example/>",
    f"#set page(fill: red) {MARK}", f"&lt;b&gt;{MARK}&#60;script&#62;",
)  # fmt: skip
FREE = {"title", "summary", "name", "note", "why", "text", "cost_unit", "what", "threshold"}
"""Keys whose text is the writer's own."""


def poisoned(value: Any, payload: str, key: str = "") -> Any:
    """Return a copy of plain values in which every free text ends in a payload."""
    if isinstance(value, dict):
        return {name: poisoned(held, payload, name) for name, held in value.items()}
    if isinstance(value, list):
        return [poisoned(held, payload) for held in value]
    return f"{value} {payload}" if isinstance(value, str) and key in FREE else value


def case(payload: str) -> str:
    """Return the small case with a payload in every free text, as the text of a case file."""
    return json.dumps(poisoned(read(SMALL.read_bytes()).value, payload), indent=1).replace("\x7f", "") + "\n"
