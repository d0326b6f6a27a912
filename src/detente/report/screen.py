"""What a screen of text can show: its width, its signs, and sentences flowed into lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import wrap

from detente.case.unseen import visible

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PLAINER = str.maketrans(
    {
        "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00d7": "x", "\u2026": "...", "\u2192": "->", "\u2264": "<=",
        "\u2265": ">=", "\u00b7": "*", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader's screen allows."""

    width: int
    color: bool
    ascii: bool


def clean(text: str) -> str:
    r"""Return text from a file without control characters, which a terminal might obey; what turns it is named.

    Examples
    --------
    >>> clean("a\x1b[2Jb"), clean("a\u202eb")
    ('a[2Jb', 'a[U+202E]b')
    """
    return visible(CONTROL.sub("", text).replace("\t", " "))


def legible(text: str, look: Look) -> str:
    """Return clean text in the signs that the screen can show, so that it is as wide as it will be printed.

    Examples
    --------
    >>> legible("5\u20139", Look(80, False, True)), legible("5\u20139", Look(80, False, False)) == "5\u20139"
    ('5-9', True)
    """
    text = clean(text)
    return text.translate(PLAINER) if look.ascii else text


TIED = "\u00a0"
"""A blank at which no line ends."""


def flow(text: str, look: Look) -> list[str]:
    """Return a sentence as lines no wider than the screen; its indentation is kept, and a longer word stays whole.

    A number stays beside its percent sign.

    Examples
    --------
    >>> flow("seen 25 %", Look(8, False, True))
    ['seen', '  25 %']
    >>> flow("  made by   somebody", Look(14, False, True))
    ['  made by', '    somebody']
    """
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    shown = legible(text, look).replace(" %", f"{TIED}%")
    lines = wrap(shown, look.width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)
    return [line.replace(TIED, " ") for line in lines]
