"""Office-holders: who acts in an office, or is called former, against the table of offices and the text's dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from detente.evidence.reading.article import Article, Read
from detente.evidence.reading.names import Mention
from detente.evidence.reading.rules.found import Found
from detente.evidence.reading.tables import Term, terms

TITLE = re.compile(r"\b(president|prime minister|chancellor|secretary[- ]general)['\u2019s]* (?:[\w.]+ ){0,2}$")
FORMER = re.compile(
    r"\b(?:former|ex|erstwhile|one-time|onetime|past)[\s-]+(?:[\w.]+ ){0,2}?"
    r"(president|prime minister|chancellor|secretary[- ]general)(?: [\w.]+){0,1}? $"
)
BEFORE_NOW = re.compile(
    r"\b(?:under|during|since|after|before|late|then|then-|of|with|unlike|like|president-elect)\W*(?:the )?$"
)
GOVERNMENT = re.compile(r"(?:['\u2019]s)? (administration|government|white house|cabinet|team)\b")
NOW = re.compile(
    r"\b(?:is|are|has|have|will|now|currently|wants?|seeks?|leads?|plans?|hopes?|insists?|refuses?|continues?|remains?"
    r"|expects?|can|must|says|keeps?|pushes|backs|offers?)\b"
)
THEN = re.compile(r"\b(?:had|was|were|did|would have|used to)\b")
TODAY = re.compile(
    r"\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|this (?:week|month)|last (?:night|week))\b"
)


def offices(article: Article) -> Iterator[Found]:
    """Yield sentences in which somebody acts in an office that is not theirs, or is called former while in office."""
    if article.today is None:
        return
    for read in article.reads:
        for mention in read.mentions:
            held = _terms(mention)
            if held:
                yield from _former(read, mention, held, article.today)
                yield from _acting(read, mention, held, article.today)


def _terms(mention: Mention) -> tuple[Term, ...]:
    names = {*mention.ids("person"), *mention.ids("surname")}
    return tuple(term for term in terms() if term.person in names)


def _former(read: Read, mention: Mention, held: tuple[Term, ...], today: date) -> Iterator[Found]:
    called = FORMER.search(read.before(mention.start, 48))
    if called is None:
        return
    office = called[1].replace("-", " ")
    rows = [term for term in held if any(t.replace("-", " ").endswith(office) for t in term.titles)]
    in_office = next((term for term in rows if term.holds(today)), None)
    spoken_of = read.dates.years and not all(any(t.holds_in(y) for t in rows) for y in read.dates.years)
    if in_office is not None and not spoken_of:
        words = f"{mention.text} was {in_office.office} on {today}, from {in_office.begins}"
        yield Found("former_office", read, f"{words} ({_source(in_office)})")


def _acting(read: Read, mention: Mention, held: tuple[Term, ...], today: date) -> Iterator[Found]:
    before, after = read.before(mention.start, 48), read.after(mention.end)
    title = TITLE.search(before)
    government = GOVERNMENT.match(after)
    if FORMER.search(before) or BEFORE_NOW.search(before[: title.start()] if title else before):
        return
    office = title[1].replace("-", " ") if title else ""
    rows = [t for t in held if _has(t, office, government[1] if government else "")]
    if not rows or any(term.holds(today) for term in rows) or _in_office_then(read, rows):
        return
    if _is_now(after, read.text):
        term = rows[-1]
        until = f" until {term.until}" if term.until else ""
        words = f"{mention.text} was {term.office} from {term.begins}{until}, not on {today}"
        holder = next((t for t in terms() if t.office == term.office and t.holds(today)), None)
        instead = f"; then it was {holder.person}" if holder else ""
        yield Found("office_holder", read, f"{words}{instead} ({_source(term)})")


def _has(term: Term, office: str, government: str) -> bool:
    if office:
        return any(title.replace("-", " ").endswith(office) for title in term.titles)
    return government in term.government


def _in_office_then(read: Read, rows: list[Term]) -> bool:
    """Return whether the sentence speaks of a time at which the office was theirs."""
    days, years = read.dates.days, read.dates.years
    return any(t.holds(day) for t in rows for day in days) or any(t.holds_in(y) for t in rows for y in years)


def _is_now(after: str, text: str) -> bool:
    clause = re.split(r"[;:.]", after, maxsplit=1)[0]
    now, then = NOW.search(clause), THEN.search(clause)
    if now is not None:
        return then is None or now.start() < then.start()
    return TODAY.search(text.lower()) is not None


def _source(term: Term) -> str:
    how = {"days": "", "years": "years checked, days from memory: ", "memory": "from memory, to be checked in: "}
    return f"{how[term.checked]}{term.source}"
