"""Characters that cannot be seen, made visible: a message shows what it is about and moves no terminal."""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""They move a terminal, or hide or turn round what stands beside them; the end of a line is none of them."""


def visible(text: str) -> str:
    r"""Return a text in which every character that cannot be seen is named; line ends stay.

    >>> visible("a\u202eb"), visible("a deal")
    ('a[U+202E]b', 'a deal')
    """
    return text if text.isprintable() else UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
