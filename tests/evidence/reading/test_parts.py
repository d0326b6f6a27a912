"""Figures, dates, names and the lists that ship."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from detente.evidence.reading import attribution
from detente.evidence.reading.dates import dates
from detente.evidence.reading.figures import figures
from detente.evidence.reading.names import find, words
from detente.evidence.reading.rules import places, sources, table, wording
from detente.evidence.reading.scene import scene
from detente.evidence.reading.tables import general_names, terms
from detente.formats.load import load, shipped

HERE = Path(__file__).parent
TEXTS = [*(HERE / "texts").iterdir(), *HERE.glob("*.yaml")]
GATED = [
    (attribution.NOBODIES, attribution.NOBODY_CUES), (attribution.SPEAKER, attribution.SPEAKER_CUES),
    *zip(attribution.OUTLETS, attribution.OUTLET_CUES, strict=True), (places.SECRET, places.SECRET_CUES),
    (places.NEUTRAL, places.NEUTRAL_CUES), (sources.TITLED, sources.TITLE_CUES), (sources.DESCRIBED, sources.ROLE_CUES),
    (table.SURVEY, table.SURVEY_CUES), (wording.LIKELY, wording.LIKELY_CUES), (wording.DISPLACED, wording.COUNT_CUES),
    (wording.INTERNAL, wording.COUNT_CUES), (wording.CASUALTIES, wording.COUNT_CUES),
    (wording.INVESTOR, wording.ADVICE_CUES), (wording.TIME_TO, wording.ADVICE_CUES),
    (wording.VITAL, wording.ADVICE_CUES),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 5.9 million refugees", [(5.9e6, "refugees")]),
        ("60,000 troops and 40 km", [(60_000.0, "troops"), (40.0, "km")]),
        ("$100bn, or 3.5% of GDP", [(1e11, "$"), (3.5, "%")]),
        ("on 29 March 2022, March 30, 2022 and 2022-03-31", []),
        ("Scenario 2 and Article 5", []),
        ("a 60-day truce", [(60.0, "day")]),
    ],
)
def test_figures_are_read_with_their_units(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures(text)] == expected


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert dates("On 31 February 2022 and 29 February 2024.").days == (date(2024, 2, 29),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks in Turkey, says Erdogan.", ["Turkey", "Erdogan"]),
        ("They gave us turkey and may leave.", []),
        ("the US and the U.S. delegation", ["US"]),
        ("The New York Times in New York", ["New York Times", "New York"]),
        ("Milo\u0161evi\u0107 and Milosevic", ["Milo\u0161evi\u0107", "Milosevic"]),
        ("US-Russia talks", ["US", "Russia"]),
    ],
)
def test_names_are_found_as_they_are_written(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in find(text, words(text), general_names())] == expected


@pytest.mark.parametrize(
    "text", [path.read_text(encoding="utf-8") for path in TEXTS], ids=[path.name for path in TEXTS]
)
def test_a_look_at_single_words_never_hides_what_a_pattern_finds(text: str) -> None:
    for line in re.split(r"[\n.]", text):
        held = frozenset(word.key for word in words(line))
        for pattern, cues in GATED:
            assert pattern.search(line) is None or held & cues, (pattern.pattern[:40], line)


def test_nobody_shares_an_office_and_every_term_has_a_source() -> None:
    for one, two in combinations(terms(), 2):
        if one.office == two.office:
            assert one.until is None or two.begins >= one.until or (two.until and one.begins >= two.until), (one, two)
    for term in terms():
        assert term.until is None or term.begins < term.until
        assert term.source and term.checked in ("days", "years", "memory")


@pytest.mark.parametrize(
    ("day", "name"),
    [((1995, 11, 21), "Bill Clinton"), ((2022, 3, 29), "Joe Biden"),
     ((2025, 1, 19), "Joe Biden"), ((2025, 1, 20), "Donald Trump")],
)  # fmt: skip
def test_the_day_of_a_hand_over_belongs_to_the_one_who_comes(day: tuple[int, int, int], name: str) -> None:
    held = [t.person for t in terms() if t.office == "president of the United States" and t.holds(date(*day))]
    assert held == [name]


@pytest.mark.parametrize("name", shipped())
def test_every_case_that_ships_can_be_held_against_a_text(name: str) -> None:
    case = load(name)
    held = scene(case)
    spoken_of = {label[1] for rows in held.issue_names.values() for _, _, label in rows}
    assert spoken_of == {issue.id for issue in case.issues}
    principals = {party.id for party in case.parties if party.role == "principal"}
    named = {label[1] for rows in held.names.values() for _, _, label in rows if label[0] == "party"}
    assert principals <= named
