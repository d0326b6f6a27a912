"""Who and what is left out: parties of the case at the table, issues where a text lists the open ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.case.nouns import Case
from detente.evidence.reading.article import TALKS, Article, Read
from detente.evidence.reading.names import Mention
from detente.evidence.reading.rules.found import Found, listed

SURVEY = re.compile(
    r"\b(?:key|main|biggest|major|core|remaining|primary|principal|open|central) (?:issues?|obstacles?|points?"
    r"|questions?|sticking points?|differences)\b|\bissues? (?:are |is )?(?:likely )?on the table\b"
    r"|\bsticking points?\b|\b(?:the|primary|main) obstacles?\b|\bstands? in the way\b",
    re.IGNORECASE,
)
SURVEY_CUES = frozenset(
    "issue issues obstacle obstacles point points question questions sticking differences stand stands".split()
)
SHARE = 0.25
"""Share of the case's issues that a text which lists the open ones may leave out (judged)."""
PAIR = re.compile(r"\s?(?:-|\u2013|/)\s?|,? (?:and|with) (?:the )?", re.IGNORECASE)
PRESENT = re.compile(
    r"\b(?:met|delegations?|negotiators?|delegates?|(?:took|take|takes|taking) part|attended|attend"
    r"|represented|separately)\b",
    re.IGNORECASE,
)
LED = re.compile(r"\b(?:between|by|of)\s+(?:the\s+)?$")
NEAR = 40
"""Characters after a pair of names within which the word for talks stands."""


def missing_party(article: Article) -> Iterator[Found]:
    """Yield the first sentence that tells talks as those of a pair, when a principal is in no pair of the text.

    Pairs without anybody whose consent the case needs are talks of another conflict.
    """
    case = article.scene.case
    if case is None:
        return
    pairs = [(read, pair) for read in article.reads for pair in _pairs(article, read)]
    needed = {party.id for party in case.parties if party.required}
    pairs = [(read, pair) for read, pair in pairs if needed & {*pair}]
    at_table = {party for _, pair in pairs for party in pair} | _present(article)
    absent = [p for p in case.parties if p.required and p.id not in at_table]
    if pairs and any(p.role == "principal" for p in absent):
        first, pair = pairs[0]
        named = listed([f"{p.id} ({p.role})" for p in absent])
        yield Found(
            "missing_party", first, f"talks of {pair[0]} and {pair[1]}; the case also needs the consent of {named}"
        )


def _present(article: Article) -> set[str]:
    """Return the parties that are named in sentences on who met, came or sent somebody."""
    labels = (label for read in article.reads if PRESENT.search(read.text) for m in read.mentions for label in m.labels)
    return {*article.scene.parties_of(labels)}


def _pairs(article: Article, read: Read) -> Iterator[tuple[str, str]]:
    """Yield pairs of parties that a sentence tells as the two sides of talks."""
    sides = [m for m in read.mentions if m.ids("country") or m.ids("party")]
    if len(sides) < 2 or TALKS.search(read.text) is None:
        return
    for one, two in zip(sides, sides[1:], strict=False):
        between = read.text[one.end : two.start]
        if PAIR.fullmatch(between) and _of_talks(read, one, two, between):
            for a in _sides(article, one)[:1]:
                yield from ((a, b) for b in _sides(article, two)[:1] if b != a)


def _of_talks(read: Read, one: Mention, two: Mention, between: str) -> bool:
    led = LED.search(read.before(one.start))
    follows = TALKS.search(read.after(two.end, NEAR)) is not None
    precedes = TALKS.search(read.before(one.start, NEAR)) is not None
    if between.strip(" ,")[:3].lower() in ("and", "wit"):
        return (bool(led) and precedes) or follows
    return follows


def _sides(article: Article, mention: Mention) -> tuple[str, ...]:
    """Return the parties that a name stands for; a country outside the case stands for itself."""
    return article.scene.parties_of(mention.labels) or mention.ids("country")


def missing_issue(article: Article) -> Iterator[Found]:
    """Yield the first sentence that lists open issues, when the text speaks nowhere of many of the case's."""
    case = article.scene.case
    cue = next((read for read in article.reads if read.keys & SURVEY_CUES and SURVEY.search(read.text)), None)
    if case is None or cue is None:
        return
    absent = _unspoken(article, case)
    if len(absent) > SHARE * len(case.issues):
        words = f"{len(absent)} of {len(case.issues)} issues of the case are not spoken of"
        yield Found("missing_issue", cue, f"{words}: {listed(absent, 12)}")


def _unspoken(article: Article, case: Case) -> list[str]:
    spoken = {issue for read in article.reads for issue in read.issues}
    return [issue.id for issue in case.issues if issue.id not in spoken]
