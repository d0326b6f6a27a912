"""The words of an HTML file: tags, comments, scripts and styles fall away; nothing is fetched, run or expanded."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from detente.case.fault import unfit

DROPPED = ("script", "style", "template", "noscript", "svg", "head")
BREAKING = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p pre section table td th title tr ul".split()
)
DECLARED = re.compile(r"<!--|<!\[CDATA\[|<[!?]")
ENDS = {"<!--": "-->", "<![CDATA[": "]]>"}
MOST_TAGS = 200_000
LONGEST_TAG = 20_000
"""Characters of a tag, comment or declaration; the parser may read a longer one many times."""
MOST_OPEN = 2_000
"""Brackets that begin a tag and meet no end before the next one begins."""


class _Words(HTMLParser):
    """Collects text outside of dropped elements, with the line breaks of the source kept for line numbers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if not self.inside and tag in DROPPED:
            self.inside = tag
        if tag in BREAKING:
            self.words.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
        if tag in BREAKING:
            self.words.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data.replace("\n", " "))


def stripped(text: str, *, file: str) -> str:
    """Return the words of HTML, a blank line between its blocks.

    Raises
    ------
    InputFaults
        When it has more tags, longer tags or more unfinished tags than any article.
    """
    shorter = _without_comments(text)
    _bounded(shorter, file)
    words = _Words()
    words.feed(shorter)
    words.close()
    return "".join(words.words)


def _without_comments(text: str) -> str:
    """Return HTML without comments and other declarations, each looked at once; an open one goes to the end."""
    kept: list[str] = []
    at = 0
    for begun in DECLARED.finditer(text):
        if begun.start() < at:
            continue
        kept.append(text[at : begun.start()])
        close = ENDS.get(begun[0], ">")
        end = text.find(close, begun.end())
        at = len(text) if end < 0 else end + len(close)
    return "".join([*kept, text[at:]])


def _bounded(text: str, file: str) -> None:
    """Refuse what would make the standard parser read the same characters over and over."""
    begun = [m.start() for m in re.finditer("<", text)]
    ends = [m.start() for m in re.finditer(">", text)]
    found = ""
    if len(begun) > MOST_TAGS:
        found = f"{len(begun):,} tags are more than {MOST_TAGS:,}"
    elif len(begun) - len(ends) > MOST_OPEN:
        found = f"{len(begun) - len(ends):,} tags have no end; {MOST_OPEN:,} are read"
    elif begun and _longest(begun, ends, len(text)) > LONGEST_TAG:
        found = f"a tag is longer than {LONGEST_TAG:,} characters"
    if found:
        raise unfit(file, found, "save the article as plain text", limit=True)


def _longest(begun: list[int], ends: list[int], size: int) -> int:
    """Return the most characters from the beginning of a tag to the next end of one."""
    from bisect import bisect

    longest = 0
    for at in begun:
        k = bisect(ends, at)
        longest = max(longest, (ends[k] if k < len(ends) else size) - at)
    return longest
