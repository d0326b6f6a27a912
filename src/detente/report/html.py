"""A run as one HTML file that asks nothing of the outside: the report, and the app with its numbers inside."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from detente.report.bundle import Bundle, bundle
from detente.report.escaping import all_visible, embedded, words
from detente.report.fragment import fragment
from detente.report.held import held
from detente.report.sections import Built, Plan, built, sections

SILENT = "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'"
"""What a saved report may load: nothing but the pictures that it draws itself."""


def report(run: dict[str, Any], published: list[dict[str, Any]], wanted: Plan | None = None) -> str:
    """Return a run as one self-contained HTML page.

    Without a script, and in print, it is the report. With one it is the app that `detente serve` shows, which answers
    from the numbers that the page holds and cannot be changed.

    Parameters
    ----------
    run
        The result of `detente run`, schema `detente.run/1`.
    published
        Rows of `detente.report.published.published`, or an empty list.
    wanted
        Which sections, in which order; by default all.
    """
    return page(built(run, published), wanted)


def page(whole: Built, wanted: Plan | None = None) -> str:
    """Return a report that was built as one self-contained HTML page; see `report`."""
    return _page(whole.run["case"]["title"], fragment(sections(whole, wanted)), held(whole.run))


def _page(title: str, blocks: str, held: dict[str, Any]) -> str:
    app = _inline(bundle())
    policy = f"{SILENT}; style-src {_hash(app.style)}; script-src {_hash(app.script)}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{words(title)}</title>
<style>{app.style}</style>
</head>
<body>
<div id="app"></div>
<article class="blocks" id="blocks">
{blocks}
</article>
<script type="application/json" id="held">{embedded(all_visible(held))}</script>
<script type="module">{app.script}</script>
</body>
</html>
"""


def _inline(app: Bundle) -> Bundle:
    """Return the app as it can stand inside a page: nothing in it ends the element that it stands in."""
    script = re.sub("<(/script|!--)", r"<\\\1", app.script, flags=re.IGNORECASE)
    return Bundle(script, re.sub("</(style)", r"<\\/\1", app.style, flags=re.IGNORECASE))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
