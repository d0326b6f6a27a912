"""Numbers with their units, as they stand in a sentence."""

from __future__ import annotations

import re
from itertools import islice

from detente.evidence.reading.records import Figure

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "tn": 1e12}
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBER = re.compile(
    r"(?<![\w.])(?P<money>[$\u20ac\u00a3]|(?:USD|EUR) ?)?(?P<number>\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)"
    r"(?:[ -](?P<scale>thousand|million|billion|trillion)\b|(?P<short>bn|tn|m)\b)?"
    r"(?P<unit> ?%| per ?cent\b| percentage points\b"
    r"|[ -](?:(?:more|square|internally|displaced|of) )?[^\W\d_][\w\u00b2-]*)?"
)
NO_UNIT = frozenset(
    "and or to of in on at by the a an is are was were for from with as but than that per so if".split()
)


MOST = 50
"""Numbers of a sentence that are looked at."""


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a sentence; parts of dates and bare years are none.

    Examples
    --------
    >>> [(f.value, f.unit) for f in figures("On 5 May 2025 some 6.3 million displaced people, 12 per cent, paid $4bn.")]
    [(6300000.0, 'displaced people'), (12.0, '%'), (4000000000.0, '$')]
    """
    found: list[Figure] = []
    for match in islice(NUMBER.finditer(text), MOST):
        figure = _figure(match)
        if not (_of_a_date(text, match) or _numbers_a_name(text, match, figure)):
            found.append(figure)
    return tuple(found)


def _numbers_a_name(text: str, match: re.Match[str], figure: Figure) -> bool:
    """Return whether the number only tells things of one name apart, as in "Scenario 2" or "Article 5"."""
    return (
        not figure.unit and re.search(r"\b[A-Z][a-z]+ $", text[max(0, match.start() - 20) : match.start()]) is not None
    )


def _of_a_date(text: str, match: re.Match[str]) -> bool:
    number = match["number"]
    if match["money"] or match["scale"] or match["short"]:
        return False
    unit = (match["unit"] or "").strip(" -")
    if re.fullmatch(r"(?:1[89]|20)\d\d", number) and unit not in ("%", "per cent", "percent"):
        return True
    before = text[max(0, match.start() - 10) : match.start()]
    if re.search(r"\d{4}-(?:\d\d-)?$", before):
        return True
    near = re.search(rf"(?:{MONTH}) $", before) or re.match(
        rf"[ -](?:{MONTH})\b", text[match.end("number") : match.end("number") + 12]
    )
    return near is not None or re.match(r"-\d", text[match.end("number") : match.end("number") + 2]) is not None


def _figure(match: re.Match[str]) -> Figure:
    scale = SCALES.get(match["scale"] or match["short"] or "", 1.0)
    value = float(match["number"].replace(",", "")) * scale
    unit = (match["unit"] or "").strip(" -")
    if unit in ("%", "per cent", "percent"):
        unit = "%"
    elif unit.split(" ")[0] in NO_UNIT:
        unit = ""
    return Figure(match[0].strip(" -"), value, (match["money"] or "").strip() or unit)
