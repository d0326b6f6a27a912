"""Sentences of paragraphs: split at stops, but not after abbreviations and initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.evidence.reading.intake import Block
from detente.evidence.reading.records import Sentence

LONGEST = 2_000
"""Characters of a sentence; a longer one is read in pieces, so that no rule has to look further."""
STOPS = ".!?\u2026"
CLOSING = "\"'\u201d\u2019)]"
GAP = re.compile("(?<=[.!?\u2026\"'\u201d\u2019)\\]]) (?=[\"'\u201c\u2018(\\[]*[A-Z0-9\u00c0-\u00de\u0410-\u042f])")
ABBREVIATED = frozenset(
    "dr mr mrs ms prof st gen col lt maj sgt sen rep gov hon rev pres amb jr sr vs etc no nos art cf al fig approx"
    " dept est inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mt ft e.g i.e u.s u.n u.k a.m"
    " p.m".split()
)
HEADING = 120
"""Characters up to which a paragraph without a final stop is a heading."""


def sentences(blocks: Iterable[Block]) -> tuple[Sentence, ...]:
    """Return the sentences of paragraphs, numbered from 1.

    Examples
    --------
    >>> [s.text for s in sentences([Block(1, 'Dr. May of the U.S. team spoke. "It holds." Then J. Doe left.')])]
    ['Dr. May of the U.S. team spoke.', '"It holds."', 'Then J. Doe left.']
    """
    found: list[Sentence] = []
    for k, block in enumerate(blocks):
        heading = len(block.text) <= HEADING and block.text.rstrip(CLOSING)[-1:] not in (*STOPS, ":", ";", ",")
        found += [
            Sentence(len(found) + n, block.line, k, text, heading)
            for n, text in enumerate(_pieces(block.text), start=1)
        ]
    return tuple(found)


def _pieces(text: str) -> Iterator[str]:
    begun = 0
    for gap in GAP.finditer(text):
        if _ends(text[max(0, gap.start() - 40) : gap.start()]):
            yield from _cut(text[begun : gap.start()])
            begun = gap.end()
    yield from _cut(text[begun:])


def _ends(before: str) -> bool:
    """Return whether the words before a gap end a sentence."""
    bare = before.rstrip(CLOSING)
    if bare[-1:] not in STOPS:
        return False
    if bare[-1:] != "." or bare != before:
        return True
    word = bare[:-1].rsplit(" ", 1)[-1].lstrip("(\"'\u201c\u2018[")
    return not (word.lower() in ABBREVIATED or (len(word) == 1 and word.isupper()))


def _cut(text: str) -> Iterator[str]:
    while len(text) > LONGEST:
        at = text.rfind(" ", LONGEST // 2, LONGEST)
        at = LONGEST if at < 0 else at
        yield text[:at]
        text = text[at:].lstrip()
    if text:
        yield text
