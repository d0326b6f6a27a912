"""Read a text: flags and proposed claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from detente.case.fault import unfit
from detente.case.nouns import Case
from detente.evidence.reading.article import Article, article
from detente.evidence.reading.claims import claims
from detente.evidence.reading.confidence import confidence
from detente.evidence.reading.intake import take_in
from detente.evidence.reading.records import Flag, Reading
from detente.evidence.reading.rules.found import Found
from detente.evidence.reading.rules.offices import offices
from detente.evidence.reading.rules.places import neutral_ground, secrecy
from detente.evidence.reading.rules.sources import anonymous, single_source, unverified
from detente.evidence.reading.rules.table import missing_issue, missing_party
from detente.evidence.reading.rules.timeline import timeline, undated
from detente.evidence.reading.rules.wording import advice, likelihood, unit_slip
from detente.evidence.reading.scene import scene
from detente.evidence.reading.sentences import sentences

RULES: tuple[Callable[[Article], Iterable[Found]], ...] = (
    offices, timeline, secrecy, neutral_ground, unverified, anonymous, likelihood, unit_slip, single_source,
    missing_party, missing_issue, advice, undated,
)  # fmt: skip
MOST_SENTENCES = 20_000
MOST_FLAGS = 100
"""Flags of one kind in an answer."""
MOST_CLAIMS = 1_000


def read(data: bytes, case: Case | None = None, *, file: str = "text") -> Reading:
    """Return what a careful reader would ask about a text, and the claims that it makes.

    Parameters
    ----------
    data
        The bytes of a plain text, Markdown or HTML file in UTF-8; the ending of `file` says which.
    case
        What the text is held against. Without one, rules that compare with a case are silent.

    Returns
    -------
    Reading
        Flags in the order of the text, at most `MOST_FLAGS` of a kind; at most `MOST_CLAIMS` claims.

    Raises
    ------
    InputFaults
        When it is no text, or larger than any article.

    Examples
    --------
    >>> [(flag.kind, flag.why) for flag in read(b"Some analysts say that a truce is near.").flags]
    [('anonymous_source', '"Some analysts say" names nobody')]
    """
    blocks, notes = take_in(data, file=file)
    found = sentences(blocks)
    if len(found) > MOST_SENTENCES:
        message = f"{len(found):,} sentences are more than {MOST_SENTENCES:,}"
        raise unfit(file, message, "cut out what matters", limit=True)
    text = article(found, scene(case))
    flags, left = _flags(text)
    proposed = tuple(claims(text))
    return Reading(len(found), flags, proposed[:MOST_CLAIMS], notes, left + len(proposed[MOST_CLAIMS:]))


def _flags(text: Article) -> tuple[tuple[Flag, ...], int]:
    """Return the flags of all rules in the order of the text, each once, and how many the limit cut."""
    kept: dict[tuple[str, int], Found] = {}
    for found in _found(text):
        kept.setdefault((found.kind, found.read.sentence.number), found)
    count: dict[str, int] = {}
    flags: list[Flag] = []
    for (kind, number), found in sorted(kept.items(), key=lambda item: item[0][1]):
        count[kind] = count.get(kind, 0) + 1
        if count[kind] <= MOST_FLAGS:
            flags.append(Flag(kind, found.read.text, found.why, confidence(kind), number))
    return tuple(flags), len(kept) - len(flags)


def _found(text: Article) -> Iterator[Found]:
    for rule in RULES:
        yield from rule(text)
