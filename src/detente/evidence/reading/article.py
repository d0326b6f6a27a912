"""A text with what stands in each sentence, found once and used by every rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from detente.evidence.reading.attribution import Attribution, attributions
from detente.evidence.reading.dates import Dates, dates
from detente.evidence.reading.names import Mention, Word, find, words
from detente.evidence.reading.records import Sentence
from detente.evidence.reading.scene import Scene

DATELINE = 8
"""Sentences from the top in which the date of a text is looked for."""
TALKS = re.compile(
    r"\b(?:talks?|negotiations?|meetings?|summit|dialogue|diplomacy|rounds?|channels?|(?<!no-)deals?|contacts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with its words, names, dates, issues and who is named for what it says.

    `keys` are its words, folded: a rule first looks whether a word stands here that it needs, and only then reads.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    dates: Dates
    said_by: tuple[Attribution, ...]
    issues: tuple[str, ...]
    keys: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.sentence.text

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of one kind of name, in order."""
        return tuple(dict.fromkeys(found for mention in self.mentions for found in mention.ids(kind)))

    def before(self, at: int, size: int = 24) -> str:
        """Return what stands before a place, in small letters."""
        return self.text[max(0, at - size) : at].lower()

    def after(self, at: int, size: int = 60) -> str:
        """Return what stands after a place, in small letters."""
        return self.text[at : at + size].lower()


@dataclass(frozen=True, slots=True)
class Article:
    """A text as read, held against a scene.

    `today` is its own date, else the case's as-of date. `places` holds per sentence the place of talks that it is
    about, as ``country:city``: its own, or that of the sentences before it; empty: none.
    """

    reads: tuple[Read, ...]
    scene: Scene
    today: date | None
    places: tuple[str, ...]

    def place(self, read: Read) -> str:
        """Return the place of talks that a sentence is about."""
        return self.places[read.sentence.number - 1]


def article(sentences: tuple[Sentence, ...], held: Scene) -> Article:
    """Return a text with the names, dates and attributions of every sentence."""
    reads = tuple(_read(sentence, held) for sentence in sentences)
    own = next((read.dates.days[0] for read in reads[:DATELINE] if read.dates.days), None)
    return Article(reads, held, own or (held.case.as_of if held.case else None), _places(reads))


def _places(reads: tuple[Read, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for read in reads:
        cities = read.ids("city")
        found.append(cities[0] if cities else found[-1] if found else "")
    return tuple(found)


def _read(sentence: Sentence, held: Scene) -> Read:
    found = words(sentence.text)
    keys = frozenset(word.key for word in found)
    mentions = find(sentence.text, found, held.names)
    said_by = attributions(sentence.text, keys, mentions)
    return Read(sentence, found, mentions, dates(sentence.text), said_by, held.issues_in(found), keys)
