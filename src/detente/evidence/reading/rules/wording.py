"""How it is said: likelihood without a number or horizon, figures that slip, advice without a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.evidence.reading.article import Article, Read
from detente.evidence.reading.figures import figures
from detente.evidence.reading.rules.found import Found

LIKELY = re.compile(
    r"\b(?:(?:most|very|highly|more|less|quite|un)[ -]?)?(?:likely|unlikely|probabl[ey]|improbable)\b"
    r"|\b(?:almost|nearly|virtually) certain(?:ly)?\b"
    r"|\b(?:chances?|odds|probability|likelihood) (?:of|that|is|are|for)\b",
    re.IGNORECASE,
)
LIKELY_CUES = frozenset(
    "likely unlikely probable probably improbable certain certainly chance chances odds probability likelihood".split()
)
CHANCE = re.compile(
    r"(?<![\d.])(?:100|\d{1,2})(?:\.\d+)?\s?(?:%|per ?cent\b)|\b(?:one|\d+) in \w+\b|(?<!\d)0\.\d+\b"
    r"|\b\d+(?: to |:)\d+\b",
    re.IGNORECASE,
)
HORIZON = re.compile(
    r"\b(?:within|in the next|in the coming|over the next|for) (?:the )?(?:\w+ ){0,2}(?:days?|weeks?|months?|years?)\b"
    r"|\b(?:by|before|until|till) (?:the end of |the )?(?:\w+ ){0,1}"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    r"|fall|winter|christmas|easter|year|month|\d{4})\b|\bthis (?:week|month|year)\b|\bnext (?:week|month|year)\b",
    re.IGNORECASE,
)
APART = re.compile(
    r"\b(?:internal\w*|idps?|inside|within|abroad|of whom|including|both|wounded|injured|missing|respectively)\b",
    re.IGNORECASE,
)
DISPLACED = re.compile(r"\b(?:displac\w+|uproot\w+)\b", re.IGNORECASE)
REFUGEES = re.compile(r"\brefugees?\b", re.IGNORECASE)
INTERNAL = re.compile(
    r"\binternally displaced refugees?\b|\brefugees? (?:\w+ ){0,3}internally displaced\b", re.IGNORECASE
)
COUNT_CUES = frozenset(
    "displaced displaces displacing displacement uprooted uproots uprooting refugee refugees casualties".split()
)
GO_ON = re.compile(r"(?:^|[,;] and )(?:these|the|such|all these|those) (?:\w+ )?refugees\b", re.IGNORECASE)
CASUALTIES = re.compile(r"\bcasualties\b", re.IGNORECASE)
DEAD = re.compile(r"\b(?:dead|deaths?|killed|died|lives lost)\b", re.IGNORECASE)
INVESTOR = re.compile(
    r"\b(?:investors?|share-?holders?|traders?|bond ?holders?|savers|portfolio managers?)\b", re.IGNORECASE
)
MUST = re.compile(
    r"\b(?:should|must|ought to|needs? to|ha(?:ve|s) to|would do well to|are advised to|had better)\b", re.IGNORECASE
)
MARKET = re.compile(
    r"\b(?:buy|sell|hold|rotate|hedge|adjust|diversif\w+|overweight|underweight|accumulate|shorten|switch"
    r"|dump|load up)\b"
    r"|\b(?:stocks?|shares|bonds?|gold|futures|portfolios?|dollars|equities|positions|utilities)\b",
    re.IGNORECASE,
)
TIME_TO = re.compile(
    r"\b(?:now is the time|it is time|time) to (?:buy|sell|hedge|rotate|switch|short)\b", re.IGNORECASE
)
VITAL = re.compile(
    r"\b(?:diversif\w+|buying|selling|hedging|rotating|defensive)\b.{0,120}?\b(?:is|are) (?:an? |now )?(?:must|crucial"
    r"|essential|vital|key|imperative|indispensable)\b",
    re.IGNORECASE,
)
ADVICE_CUES = frozenset(
    "investor investors shareholder shareholders share holders traders trader bondholder bondholders bond savers"
    " portfolio time diversifies diversification diversify diversifying diversified buying selling hedging rotating"
    " defensive".split()
)
CONDITION = re.compile(
    r"\b(?:if|unless|provided|assuming|in case|once|when|depending"
    r"|as long as|no advice|not advice|under (?:scenario|this|that|the|a))\b"
    r"|\bshould (?:a|the|talks|it|they)\b",
    re.IGNORECASE,
)


def likelihood(article: Article) -> Iterator[Found]:
    """Yield sentences with a word of likelihood that lack a number or a time by which it would be settled."""
    for read in article.reads:
        if not read.keys & LIKELY_CUES:
            continue
        match = LIKELY.search(read.text)
        if match is None and "chance" not in read.keys:
            continue
        number = CHANCE.search(read.text) is not None
        horizon = bool(read.dates.years) or HORIZON.search(read.text) is not None
        word = match[0] if match else "chance"
        if not (number and horizon):
            lacks = " and ".join(what for what, has in (("number", number), ("horizon", horizon)) if not has)
            yield Found("likelihood_without_number", read, f'"{word}" has no {lacks.replace(" and ", " and no ")}')


def unit_slip(article: Article) -> Iterator[Found]:
    """Yield sentences in which one figure counts two things: refugees and displaced people, casualties and deaths."""
    following = [*(read.text for read in article.reads[1:]), ""]
    for read, after in zip(article.reads, following, strict=True):
        text = read.text
        if not read.keys & COUNT_CUES:
            continue
        if INTERNAL.search(text):
            yield Found("unit_slip", read, "who is displaced inside the country is no refugee; these are two counts")
        elif DISPLACED.search(text) and _one_figure(read) and (REFUGEES.search(text) or GO_ON.search(after)):
            yield Found("unit_slip", read, "refugees are abroad, displaced people also inside; one figure for both")
        elif CASUALTIES.search(text) and DEAD.search(text) and _one_figure(read):
            yield Found("unit_slip", read, "casualties are the dead and the wounded; one figure for both")


def _one_figure(read: Read) -> bool:
    people = [figure for figure in figures(read.text) if figure.unit not in ("%", "year", "date")]
    spelled = re.search(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|a) million\b", read.text, re.IGNORECASE)
    return len(people) + (spelled is not None) == 1 and APART.search(read.text) is None


def advice(article: Article) -> Iterator[Found]:
    """Yield sentences that tell investors what to do without saying under which condition."""
    for read in article.reads:
        if not read.keys & ADVICE_CUES:
            continue
        text = read.text
        told = INVESTOR.search(text) and MUST.search(text) and MARKET.search(text)
        if (told or TIME_TO.search(text) or VITAL.search(text)) and CONDITION.search(text) is None:
            yield Found(
                "unconditional_advice", read, "it holds in every scenario or in none; the text names no condition"
            )
