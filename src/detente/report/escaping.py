"""Text made safe for a page: markup, script data, addresses, direction controls."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from detente.case import unseen

HEX_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'\u2028\u2029"}
SCHEMES = ("http://", "https://")
SHOWN = re.compile("([\t\r\u00ad\u200c\u200d])")
"""What cannot be seen and yet belongs on a page: ends of columns and lines, soft hyphens, joiners within words."""

__all__ = ["all_visible", "embedded", "escape", "safe_href", "visible", "words"]


def embedded(value: object) -> str:
    r"""Return JSON that can stand in a script element.

    Examples
    --------
    >>> embedded({"a": "</script>"})
    '{"a": "\\u003c/script\\u003e"}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(HEX_ESCAPES)


def visible(text: object) -> str:
    r"""Return text in which every character that cannot be seen is named, as in messages; a page keeps `SHOWN`.

    Examples
    --------
    >>> visible("a\u202eb"), visible("a\u200cb") == "a\u200cb"
    ('a[U+202E]b', True)
    """
    held = str(text)
    if held.isprintable():
        return held
    return "".join(part if k % 2 else unseen.visible(part) for k, part in enumerate(SHOWN.split(held)))


def all_visible(value: Any) -> Any:
    r"""Return plain data in which every text is `visible`.

    Examples
    --------
    >>> all_visible({"a": ["x\u202ey", 1]})
    {'a': ['x[U+202E]y', 1]}
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: all_visible(held) for key, held in value.items()}
    return [all_visible(held) for held in value] if isinstance(value, list | tuple) else value


def words(text: object) -> str:
    r"""Return text escaped, with direction controls shown and percent signs kept beside their numbers.

    Examples
    --------
    >>> words("<b> & 5 %")
    '&lt;b&gt; &amp; 5\xa0%'
    """
    return escape(visible(text)).replace(" %", "\u00a0%")


def safe_href(address: str) -> str:
    """Return an address if its scheme is http or https, else an empty text.

    Examples
    --------
    >>> safe_href("javascript:alert(1)"), safe_href("https://example.org/a?b=1&c")
    ('', 'https://example.org/a?b=1&c')
    """
    clean = str(address).strip()
    plain = clean.isprintable() and not any(c.isspace() for c in clean)
    return clean if plain and clean.lower().startswith(SCHEMES) else ""
