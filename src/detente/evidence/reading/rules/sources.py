"""Who says so: nobody named, an expert whom no list knows, one source told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice

from detente.evidence.reading.article import Article, Read
from detente.evidence.reading.attribution import NAMED, NOBODY
from detente.evidence.reading.dates import MONTHS
from detente.evidence.reading.rules.found import Found

NAME = r"[A-Z][\w'\u2019-]+"
TITLED = re.compile(rf"\b(?:Dr|Prof|Professor)\.? ({NAME}(?: {NAME}){{1,2}})")
ROLE = r"(?:expert|analyst|fellow|scholar|researcher|professor|historian|economist|specialist|strategist|authority)"
DESCRIBED = re.compile(rf"({NAME} {NAME}), (?:an? |the |one of )?[^,.]{{0,60}}\b{ROLE}s?\b")
BODY = re.compile(
    rf"(?:{NAME} (?:(?:for|of|and|the|on|in) ){{0,2}}){{0,6}}"
    rf"(?:Institute|Institution|Centre|Center|Council|Forum|Foundation|University|Observatory|Academy|College|Endowment"
    rf"|Society|Association|Network|Laboratory|School|Think Tank)\b"
    rf"(?: (?:for|of|on|in) (?:(?:the|and|of|for) |{NAME} ?){{1,7}})?"
)
TITLE_CUES = frozenset("dr prof professor".split())
ROLE_CUES = frozenset(word + ending for word in re.findall(r"[a-z]+", ROLE) for ending in ("", "s"))
AGAIN = re.compile(
    r"\b(?:second|another|further|separate) (?:report|article|story|piece|source)\b|\bconfirm|\bcorroborat"
    r"|\bbacks? (?:this|it) up\b|\btwo reports\b",
    re.IGNORECASE,
)
PLAIN = frozenset(
    "that this with from they them their have has been were will would could should about after before into over under"
    " than then also more most some said says report reports reported according recent given such which while where"
    " when what there these those other only very just much many talks".split()
) | frozenset(MONTHS)
SAME = 4
"""Telling words that a statement without a name shares with one of a named source to count as the same."""
CITED = 40
"""Sentences of one source, and sentences that name nobody, that are compared with each other."""
SOURCES = 200
"""Sources whose sentences are compared with those that name nobody."""
ALIKE = 3
"""Telling words, and at least half of all, that two statements of one source share to count as the same."""


def anonymous(article: Article) -> Iterator[Found]:
    """Yield sentences that put a statement into nobody's mouth, and name no outlet or body beside."""
    for read in article.reads:
        nobody = next((one for one in read.said_by if one.kind == NOBODY), None)
        if nobody is not None and not any(one.kind == NAMED for one in read.said_by):
            yield Found("anonymous_source", read, f'"{nobody.who}" names nobody')


def unverified(article: Article) -> Iterator[Found]:
    """Yield sentences with an expert whose body no list and no source of the case knows; never more than unverified."""
    for read in article.reads:
        person = _expert(read)
        if person is None or _known(article, read, person):
            continue
        body = BODY.search(read.text, person.end(1))
        where = f" and {body[0].strip()}" if body else ""
        yield Found(
            "unverified_expert",
            read,
            f"unverified: {person[1]}{where} not found in the case's sources or the lists of names; look them up",
        )


def _expert(read: Read) -> re.Match[str] | None:
    """Return where an expert is named, by title or by what is said of them."""
    titled = TITLED.search(read.text) if read.keys & TITLE_CUES else None
    return titled or (DESCRIBED.search(read.text) if read.keys & ROLE_CUES else None)


def _known(article: Article, read: Read, person: re.Match[str]) -> bool:
    """Return whether a list or the case knows the person, or the body that stands beside."""
    if read.ids("body") or read.ids("outlet"):
        return True
    named = [m for m in read.mentions if m.start < person.end(1) and person.start(1) < m.end]
    return any(mention.ids("person") or mention.ids("party") for mention in named)


def single_source(article: Article) -> Iterator[Found]:
    """Yield sentences that count a source again: the only one named, or one that tells the same twice."""
    by_source: dict[str, list[Read]] = {}
    for read in article.reads:
        for who in dict.fromkeys(one.who for one in read.said_by if one.kind == NAMED):
            by_source.setdefault(who, []).append(read)
    seen: set[int] = set()
    for who, reads in by_source.items():
        again = _again(who, reads, alone=len(by_source) == 1)
        if again is not None and again.sentence.number not in seen:
            seen.add(again.sentence.number)
            yield Found("single_source", again, f"{who} stands twice; one origin counts once")
    yield from _retold(article, by_source)


def _again(who: str, reads: list[Read], *, alone: bool) -> Read | None:
    if alone and len(reads) > 1:
        return reads[1]
    own = frozenset(who.lower().split())
    told = [(read, _telling(read) - own) for read in reads[:CITED]]
    for (_, first), (second, words) in combinations(told, 2):
        shared = len(first & words)
        same = shared >= ALIKE and 2 * shared >= min(len(first), len(words))
        if same or AGAIN.search(second.text):
            return second
    doubled = (r for r in reads if AGAIN.search(r.text) and r.text.lower().count(who.lower()) > 1)
    return next(doubled, None)


def _retold(article: Article, by_source: dict[str, list[Read]]) -> Iterator[Found]:
    """Yield statements without a name that repeat what a named source is cited for."""
    vague = [
        (read, _telling(read))
        for read in article.reads
        if any(one.kind == NOBODY for one in read.said_by) and not any(one.kind == NAMED for one in read.said_by)
    ]
    for who, reads in islice(by_source.items(), SOURCES):
        for named in reads[:CITED]:
            words = _telling(named)
            for read, vague_words in vague[:CITED]:
                if len(words & vague_words) >= SAME:
                    why = (
                        f"may be the report of {who} that is cited in sentence {named.sentence.number}; it counts once"
                    )
                    yield Found("single_source", read, why)
                    return


def _telling(read: Read) -> frozenset[str]:
    """Return the telling words of a sentence, without endings; names of places and months tell nothing."""
    places = [m for m in read.mentions if m.ids("country") or m.ids("city") or m.ids("outlet")]
    return frozenset(
        _stem(word.key)
        for word in read.words
        if len(word.key) > 3
        and word.key not in PLAIN
        and not word.key.isdigit()
        and not any(m.start <= word.start < m.end for m in places)
    )


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
