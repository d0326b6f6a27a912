"""Who is named for what a sentence says: an outlet or body, a person, or nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.evidence.reading.names import Mention

NAMED, QUOTED, NOBODY = "named", "quoted", "nobody"
SAYING = (
    r"(?:says?|said|suggests?|suggested|believes?|believed|argues?|argued|thinks?|claims?|claimed|notes?|noted|expects?"
    r"|expected|warns?|warned|fears?|feared|sees?|whispers?|whispered|points? out|describes?|described|agrees?|agreed"
    r"|insists?|insisted|maintains?|maintained|predicts?|predicted|tells?|told|hints?|hinted|contends?|reckons?|reckoned)"
)
WHO = (
    r"(?:analysts?|experts?|observers?|insiders?|sources?|diplomats?|critics?|commentators?|officials?|pundits?|people)"
)
SOME = r"(?:some|several|many|most|a number of|a few|certain|various|other|unnamed|anonymous|numerous|western)"
NOBODIES = re.compile(
    "|".join(
        (
            rf"\b{SOME} (?:\w+ ){{0,2}}{WHO} (?:\w+ly |have |also |now ){{0,2}}{SAYING}\b",
            rf"(?:^|[,;:\u201c\"(] ?|\bas |\bbut |\band |\bwhile ){WHO} (?:\w+ly |have |also |now ){{0,2}}{SAYING}\b",
            r"\breports (?:\w+ ){0,2}?(?:surfac|emerg|suggest|claim|indicat|highlight|hint|circulat|swirl|point)\w*",
            r"\b(?:unconfirmed|recent|early|media|press|some|several|new) reports (?:say|said|have it|speak)\b",
            rf"\b{WHO} (?:close to|familiar with|with knowledge of|briefed on|who asked not)\b",
            r"\bit (?:is|was|has been) (?:widely |also |often )?(?:believed|rumou?red|reported|said|thought|understood"
            r"|claimed|alleged)\b",
            r"\b(?:rumou?rs?|word|whispers?) (?:\w+ ){0,2}?(?:spread|circulat|ha[sv]e it|is out|persist|go(?:es)? )\w*",
            r"\bon condition of anonymity\b",
            r"\bis (?:reportedly|allegedly|rumou?red)\b",
        )
    ),
    re.IGNORECASE,
)
NOBODY_CUES = frozenset(
    "analyst analysts expert experts observer observers insider insiders source sources diplomat diplomats"
    " critic  critics commentator commentators official officials pundit pundits people reports believed"
    " rumoured  rumored reported said thought understood claimed alleged rumour rumours rumor rumors word words"
    " whisper whispers anonymity reportedly  allegedly".split()
)
"""One of these words stands in every sentence that `NOBODIES` can match."""
NAME = r"((?:[A-Z][\w.'\u2019-]*)(?: (?:(?:&|of|and|for|the) )?[A-Z][\w'\u2019-]*){0,5})"
VERBS = r"(?:reports|reported|writes|wrote|revealed|reveals|announced|noted|notes|estimated|counts|counted|printed)"
OUTLETS = (
    re.compile(rf"\b(?:[Aa]ccording to|[Aa]s reported by|[Rr]eported by|[Cc]iting|[Aa]s told to) (?:the )?{NAME}"),
    re.compile(
        rf"\b(?:[Rr]eport|[Aa]rticle|[Ss]tory|[Pp]iece|[Dd]ispatch|[Ii]nterview) (?:in|by|from|of|with) (?:the )?{NAME}"
    ),
    re.compile(rf"\b(?:[Tt]he )?{NAME} (?:also |later |first |then )?{VERBS}\b"),
)
OUTLET_CUES = (
    frozenset("according reported citing told".split()),
    frozenset("report article story piece dispatch interview".split()),
    frozenset(re.findall(r"[a-z]+", VERBS)),
)
"""Words of which one stands where the pattern of the same place in `OUTLETS` can match."""
SPEAKER_CUES = frozenset(
    "say says said suggest suggests suggested believe believes believed argue argues argued think thinks claim claims"
    " claimed note notes noted expect expects expected warn warns warned fear fears feared see sees whisper whispers"
    " whispered point points describe describes described agree agrees agreed insist insists insisted maintain"
    " maintains maintained predict predicts predicted tell tells told hint hints hinted contend contends reckon reckons"
    " reckoned".split()
)
SPEAKER = re.compile(rf"\b{NAME}(?:, [^,]{{1,120}},)? {SAYING}\b")
TITLES = frozenset(
    "president prime minister chancellor secretary dr prof professor senator mr mrs ms general ambassador envoy"
    " king".split()
)
NO_NAME = frozenset(
    "The A An This That It He She They We In On At As But And Some Many Most Several These Those If While When Since"
    " After Before Recent Reports Officials Sources Under Then There Both Each Its His Her Their Our Three Two"
    " One".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that say where a statement comes from. `kind`: `NAMED` outlet or body, `QUOTED` person, or `NOBODY`."""

    kind: str
    who: str
    start: int
    end: int


def attributions(text: str, words: frozenset[str], mentions: tuple[Mention, ...]) -> tuple[Attribution, ...]:
    """Return who is named for a sentence of these folded words, in order: outlets, speakers, words that name nobody."""
    nobodies = NOBODIES.finditer(text) if words & NOBODY_CUES else ()
    nobody = [Attribution(NOBODY, m[0].strip(" ,;:"), m.start(), m.end()) for m in nobodies]
    outlets = (one for one in _outlets(text, words, mentions) if not _touches(one, nobody))
    found = [*_listed(mentions), *outlets]
    for match in SPEAKER.finditer(text) if words & SPEAKER_CUES else ():
        if match[1].split()[0] not in NO_NAME and not _within(match.start(1), found):
            found.append(Attribution(QUOTED, match[1], match.start(), match.end()))
    found += nobody
    return tuple(sorted(found, key=lambda one: one.start))


def _listed(mentions: tuple[Mention, ...]) -> Iterator[Attribution]:
    for mention in mentions:
        names = (*mention.ids("outlet"), *mention.ids("body"))
        if names:
            yield Attribution(NAMED, names[0], mention.start, mention.end)


def _outlets(text: str, words: frozenset[str], mentions: tuple[Mention, ...]) -> Iterator[Attribution]:
    """Yield outlets that no list knows, by the words around them."""
    seen: set[int] = set()
    for pattern, cues in zip(OUTLETS, OUTLET_CUES, strict=True):
        for match in pattern.finditer(text) if words & cues else ():
            at, who = match.start(1), match[1]
            first = who.split()[0]
            if at in seen or first in NO_NAME or first.lower().rstrip(".") in TITLES:
                continue
            if any(m.start < match.end(1) and at < m.end and _rules_out(m, who) for m in mentions):
                continue
            seen.add(at)
            yield Attribution(NAMED, who.removesuffix("'s").removesuffix("\u2019s").rstrip("."), at, match.end(1))


def _rules_out(mention: Mention, who: str) -> bool:
    """Return whether a listed name shows that the words are no unknown outlet: one already, or a place or person."""
    return bool(mention.ids("outlet") or mention.ids("body")) or mention.text == who.rstrip(".")


def _touches(one: Attribution, nobody: list[Attribution]) -> bool:
    """Return whether the words before an unnamed report were taken for an outlet, as in "Unconfirmed reports say"."""
    return any(other.start - 1 <= one.end <= other.end for other in nobody)


def _within(at: int, found: list[Attribution]) -> bool:
    return any(one.start <= at < one.end for one in found)
