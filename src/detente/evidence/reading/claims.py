"""Propose claims: statements with a source, a figure, or a party and an issue. The analyst decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.evidence.reading.article import Article, Read
from detente.evidence.reading.attribution import NAMED, NOBODY, QUOTED
from detente.evidence.reading.figures import figures
from detente.evidence.reading.records import ProposedClaim

HEDGES = frozenset(
    "may might could would can likely unlikely probably possibly perhaps potential potentially appear appears seem"
    " seems suggest suggests reportedly allegedly apparently uncertain presumably supposedly if possible"
    " expected".split()
)
LEADING = re.compile(r"^(?:According to|As reported by) [^,]{1,100}, ")
TRAILING = re.compile(
    r",? (?:(?:according to|as reported by|citing) [^,]{1,100}|(?:the )?(?:[A-Z][\w.'\u2019-]{0,40} ){1,5}"
    r"(?:reported|reports|wrote|writes|said|says|noted|announced|estimated|decided))(?:, citing [^,]{1,60})?([.!])$"
)


def claims(article: Article) -> Iterator[ProposedClaim]:
    """Yield the statements of a text that an analyst may take up, in order.

    Questions and headings are among them only where somebody is named for them.
    """
    for read in article.reads:
        claim = _claim(article, read)
        asked = read.text.rstrip("\"'\u201d\u2019").endswith("?")
        told = claim.quantities or (claim.parties and claim.issues)
        if claim.attribution or (told and not (asked or read.sentence.heading)):
            yield claim


def _claim(article: Article, read: Read) -> ProposedClaim:
    labels = tuple(label for mention in read.mentions for label in mention.labels)
    hedges = dict.fromkeys(word.key for word in read.words if word.key in HEDGES)
    return ProposedClaim(
        TRAILING.sub(r"\1", LEADING.sub("", read.text)),
        read.text,
        _who(read),
        ", ".join(hedges),
        article.scene.parties_of(labels),
        tuple(i.id for i in article.scene.case.issues if i.id in read.issues) if article.scene.case else (),
        figures(read.text),
        read.sentence.number,
    )


def _who(read: Read) -> str:
    """Return who is named first, outlets and bodies before speakers, and these before words that name nobody."""
    for kind in (NAMED, QUOTED, NOBODY):
        found = dict.fromkeys(one.who for one in read.said_by if one.kind == kind)
        if found:
            return ", ".join(found)
    return ""
