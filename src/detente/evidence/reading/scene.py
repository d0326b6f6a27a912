"""What a case says that a text can be held against: names, issues, places of talks, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from detente.case.nouns import Case, Party
from detente.case.tracks import Venue
from detente.evidence.reading.names import Label, Table, Word, add, fold, keys, merged
from detente.evidence.reading.tables import country_keys, general_names, topics

SPLIT = re.compile(r"[;,/]|\band\b|\bwith\b|\bas\b")
JOINERS = frozenset("of the and for".split())
TOO_GENERAL = frozenset("state government council group president public party leaders others".split())
OUTLET = re.compile(r"^[A-Z][\w.'-]{0,40}(?:[ -][A-Z0-9][\w.'-]{0,40}){0,3}(?=[ ]?[:(/])")
COMMON = frozenset(
    "the and of for in to from who what how form order state its with after before under part rest small other issues"
    " legal status full size who holds still held inside line timing money entry link deal deals control economic"
    " foreign european peacetime international western forces security".split()
)
SHORTEST = 5
"""Letters of a word of an issue's name that alone shows that the issue is spoken of."""
NEUTRAL = 50.0
"""A venue judged below this score of neutrality is not called neutral ground."""


@dataclass(frozen=True, slots=True)
class Known:
    """A date of the case, with what it is of and the names by which a sentence speaks of the same thing."""

    day: date
    what: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules see of a case; without a case, the general names alone."""

    names: Table
    case: Case | None = None
    country_party: Mapping[str, str] = field(default_factory=dict[str, str])
    issue_names: Table = field(default_factory=dict[str, list[tuple[tuple[str, ...], str, Label]]])
    known: tuple[Known, ...] = ()

    def parties_of(self, labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Return the parties of the case that a name stands for."""
        found: dict[str, None] = {}
        for kind, held in labels:
            if kind == "party":
                found[held] = None
            elif kind == "country" and held in self.country_party:
                found[self.country_party[held]] = None
        return tuple(found)

    def issues_in(self, held: tuple[Word, ...]) -> tuple[str, ...]:
        """Return the issues of the case that a sentence speaks of, in the order of the words."""
        found: dict[str, None] = {}
        for k, word in enumerate(held):
            for parts, _, label in self.issue_names.get(word.key, ()):
                if tuple(w.key for w in held[k : k + len(parts)]) == parts:
                    found[label[1]] = None
        return tuple(found)

    def venue(self, place: str) -> Venue | None:
        """Return the venue of the case in a place."""
        wanted = keys(place)
        venues = self.case.venues if self.case else ()
        return next((v for v in venues if keys(v.name) == wanted), None)

    def openly(self, place: str) -> tuple[str, ...]:
        """Return the ids of the case's sources and offers that name a place of talks in the open."""
        if self.case is None:
            return ()
        venue = self.venue(place)
        told = venue.sources if venue and venue.hosted else ()
        named = [source.id for source in self.case.sources if _holds(source.title, place)]
        offers = [offer.id for offer in self.case.offers if _holds(offer.name, place)]
        return tuple(dict.fromkeys([*told, *named, *offers]))

    def stake(self, country: str, place: str) -> str:
        """Return why the host of a place is no neutral one; empty when the case does not say so."""
        if self.case is None:
            return ""
        venue = self.venue(place)
        host = venue.host if venue else self.country_party.get(country)
        party = next((p for p in self.case.parties if p.id == host), None)
        if party is not None and party.role not in ("observer", "ratifier") and party.track != "host":
            return f"{place} is on the soil of {party.id}, {party.role} in the case"
        score = venue.scores.get("neutrality") if venue else None
        if score is not None and score < NEUTRAL:
            return f"the case judges the neutrality of {place} at {score:g} of 100"
        return ""


def scene(case: Case | None) -> Scene:
    """Return what can be held against a text; without a case the general lists of names alone."""
    if case is None:
        return Scene(general_names())
    aliases = {party.id: _aliases(party) for party in case.parties}
    own: Table = {}
    country_party: dict[str, str] = {}
    for party, names in aliases.items():
        add(own, names, ("party", party))
        for name in names:
            code = country_keys().get(keys(name))
            if code is not None:
                country_party.setdefault(code, party)
    for venue in case.venues:
        add(own, [venue.name], ("venue", venue.id))
    outlets = {m[0] for source in case.sources if (m := OUTLET.match(source.title))}
    for outlet in outlets:
        add(own, [outlet], ("outlet", outlet))
    people = frozenset(fold(name) for names in aliases.values() for name in names)
    table = merged(own, general_names())
    return Scene(table, case, country_party, _issue_names(case, people), _known(case))


def _aliases(party: Party) -> tuple[str, ...]:
    """Return the names by which a text may call a party: its head and what stands in brackets, part by part."""
    head, _, inner = party.name.partition("(")
    parts = [head, *SPLIT.split(head), *SPLIT.split(inner.rstrip(") "))]
    names = [part.strip(" '\"") for part in parts]
    return tuple(dict.fromkeys(name for name in [party.id, *names] if _is_name(name)))


def _is_name(name: str) -> bool:
    tokens = name.split()
    if not tokens or any(c.isdigit() for c in name) and len(tokens) > 1 or "," in name or "/" in name:
        return False
    if len(tokens) == 1 and (len(name) < 2 or name.lower() in TOO_GENERAL):
        return False
    return "_" not in name and all(t[:1].isupper() or t in JOINERS for t in tokens) and tokens[0] not in JOINERS


def _issue_names(case: Case, people: frozenset[str]) -> Table:
    """Return the words that show that a text speaks of an issue."""
    own = {issue.id: _telling(f"{issue.id.replace('_', ' ')} {issue.name}", people) for issue in case.issues}
    count: dict[str, int] = {}
    for held in own.values():
        for word in held:
            count[word] = count.get(word, 0) + 1
    table: Table = {}
    for issue in case.issues:
        named = f" {issue.id.replace('_', ' ')} {issue.name} ".lower()
        signs = [topic for topic in topics() if any(sign in named for sign in topic.signs)]
        listed = [word for topic in signs for word in topic.words]
        telling = sorted(word for word in own[issue.id] if count[word] == 1)
        add(table, dict.fromkeys([*telling, *listed]), ("issue", issue.id))
    return table


def _telling(name: str, people: frozenset[str]) -> set[str]:
    return {
        word
        for word in keys(name)
        if len(word) >= SHORTEST and word not in COMMON and word not in people and not word.startswith(_countries())
    }


@cache
def _countries() -> tuple[str, ...]:
    """Return the words of the names of countries, from four letters on."""
    return tuple({part for named in country_keys() for part in named if len(part) > 3})


def _known(case: Case) -> tuple[Known, ...]:
    """Return the dates of the case: of offers and of rounds at its venues."""
    rows = [Known(offer.date, f"{offer.id}", _capitals(offer.name)) for offer in case.offers if offer.date]
    for venue in case.venues:
        for held in venue.hosted:
            if re.match(r"\d{4}-\d\d-\d\d", held):
                rows.append(Known(date.fromisoformat(held[:10]), f"a round in {venue.name}", keys(venue.name)))
    return tuple(rows)


def _capitals(name: str) -> tuple[str, ...]:
    """Return the telling words of an offer's name, folded."""
    return tuple(word for word in keys(name) if len(word) >= SHORTEST and not word.isdigit())


def _holds(text: str, place: str) -> bool:
    return _pattern(place).search(text) is not None


@lru_cache(maxsize=1024)
def _pattern(place: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(place)}\b", re.IGNORECASE)
