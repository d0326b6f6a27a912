"""Find names in a text: one look per word in a table of first words, so that the time does not grow with the list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

WORD = re.compile(r"\w+")
LONGEST = 40
"""Characters of a word that is looked up."""
BETWEEN = (" ", "-", "\u2013", ".", ". ", "'", "\u2019", "& ", " & ", "\u2011")
"""What may stand between two words of one name."""
STROKES = str.maketrans({"\u0111": "dj", "\u0110": "Dj", "\u0142": "l", "\u00f8": "o", "\u0131": "i", "\u00df": "ss"})

Label = tuple[str, str]
"""Kind of a name (``country``, ``city``, ``outlet``, ``body``, ``person``, ``party``) and its id."""
Table = dict[str, list[tuple[tuple[str, ...], str, Label]]]
"""First word, folded -> the names that begin with it: their words, folded, the name as written, its label."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: where it stands, as written, and folded (small letters without accents)."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a sentence from `start` to `end`, with all that it may stand for."""

    start: int
    end: int
    text: str
    labels: tuple[Label, ...] = field(default=())

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of one kind."""
        return tuple(found for held, found in self.labels if held == kind)


def fold(word: str) -> str:
    """Return a word in small letters without accents.

    >>> fold("Erdoğan"), fold("Milošević"), fold("Tuđman")
    ('erdogan', 'milosevic', 'tudjman')
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word[:LONGEST].translate(STROKES))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text."""
    return tuple(Word(m.start(), m.end(), m[0], fold(m[0])) for m in WORD.finditer(text))


def keys(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded."""
    return tuple(fold(word) for word in WORD.findall(name))


def add(table: Table, names: Iterable[str], label: Label) -> None:
    """Enter names under a label."""
    for name in names:
        parts = keys(name)
        if parts:
            table.setdefault(parts[0], []).append((parts, name, label))


def merged(*tables: Mapping[str, list[tuple[tuple[str, ...], str, Label]]]) -> Table:
    """Return one table of several; none of them is changed."""
    whole: Table = {}
    for table in tables:
        for key, rows in table.items():
            whole[key] = [*whole.get(key, ()), *rows]
    return whole


def find(text: str, held: tuple[Word, ...], table: Table) -> tuple[Mention, ...]:
    """Return the names in a sentence, the longest at each place, none inside another."""
    found: list[Mention] = []
    at = 0
    while at < len(held):
        size, labels = _longest(text, held, at, table)
        if size:
            start, end = held[at].start, held[at + size - 1].end
            found.append(Mention(start, end, text[start:end], labels))
        at += size or 1
    return tuple(found)


def _longest(text: str, held: tuple[Word, ...], at: int, table: Table) -> tuple[int, tuple[Label, ...]]:
    best, labels = 0, ()
    for parts, name, label in table.get(held[at].key, ()):
        size = len(parts)
        if size < best or not _stands(text, held[at : at + size], parts, name):
            continue
        labels = (*labels, label) if size == best else (label,)
        best = size
    return best, labels


def _stands(text: str, here: tuple[Word, ...], parts: tuple[str, ...], name: str) -> bool:
    if len(here) < len(parts) or any(w.key != p for w, p in zip(here, parts, strict=True)):
        return False
    if any(text[a.end : b.start] not in BETWEEN for a, b in zip(here, here[1:], strict=False)):
        return False
    if name.isupper() and len(parts) == 1:
        return here[0].text == name
    return not name[:1].isupper() or here[0].text[:1].isupper()
