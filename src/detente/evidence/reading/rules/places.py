"""Claims about where talks are held: in secret, on neutral ground."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.evidence.reading.article import Article, Read
from detente.evidence.reading.rules.found import Found, listed

SECRET = re.compile(
    r"\b(?:secret|secretive|covert|clandestine|undisclosed|hidden|hush-hush)\b|\bbehind closed doors\b", re.IGNORECASE
)
TALK = re.compile(
    r"\b(?:talks?|negotiations?|meetings?|summit|rounds?|diplomacy|contacts|discussions?|met)\b", re.IGNORECASE
)
NOT = re.compile(r"\b(?:no|not|never|nobody|hardly|nor|neither|without|cannot|far from|rather than)\b|n['\u2019]t\b")
NEUTRAL = re.compile(
    r"\b(?:neutral|impartial|non-aligned)\s+(?:ground|venue|territory|soil|sites?|place|host|settings?|location|turf)\b",
    re.IGNORECASE,
)
SECRET_CUES = frozenset("secret secretive covert clandestine undisclosed hidden hush behind".split())
NEUTRAL_CUES = frozenset("neutral impartial aligned".split())
REACH = 60
"""Characters within which the word for talks stands beside the word for secret."""


def secrecy(article: Article) -> Iterator[Found]:
    """Yield sentences that call talks secret at a place of which the case's sources report talks."""
    for read in article.reads:
        match = SECRET.search(read.text) if read.keys & SECRET_CUES else None
        if match is None or not _of_talks(read, match) or _denied(read, match):
            continue
        city = _named_place(article, read)
        told = article.scene.openly(city) if city else ()
        if told:
            yield Found("secrecy", read, f"the case has talks in {city} from open sources: {listed(told, 5)}")


def _named_place(article: Article, read: Read) -> str:
    return article.place(read).partition(":")[2]


def _of_talks(read: Read, match: re.Match[str]) -> bool:
    around = read.text[max(0, match.start() - REACH) : match.end() + REACH]
    return TALK.search(around) is not None


def _denied(read: Read, match: re.Match[str]) -> bool:
    return NOT.search(read.before(match.start(), REACH)) is not None


def neutral_ground(article: Article) -> Iterator[Found]:
    """Yield sentences that call a place neutral whose host has a part in the case, or which the case judges not so."""
    for read in article.reads:
        match = NEUTRAL.search(read.text) if read.keys & NEUTRAL_CUES else None
        if match is None or _denied(read, match):
            continue
        country, _, city = article.place(read).partition(":")
        why = article.scene.stake(country, city) if city else ""
        if why:
            yield Found("neutral_ground", read, why)
