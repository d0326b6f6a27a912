"""The seven cards of the dossier as cases: their facts as printed, and every other number marked as judged."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from detente.case.nouns import Case
from detente.case.outcome import Outcome
from detente.formats.load import find, load
from detente.formats.yaml import read
from detente.solutions.consistency import consistency, years_held

GOLD = read((Path(__file__).parent / "data" / "historical_cards.yaml").read_text(encoding="utf-8")).value
CARDS = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "dossier" / "historical_cards.yaml"
PRINTED = {1.28: 0.0051}
"""Most years are printed to a tenth."""
LINES = 200
NAMES = pytest.mark.parametrize("name", list(GOLD))


@cache
def parts(name: str) -> tuple[Case, Outcome]:
    case = load(name)
    assert case.outcome is not None
    return case, case.outcome


@NAMES
def test_what_came_of_it_is_what_the_card_says(name: str) -> None:
    case, outcome = parts(name)
    assert outcome.agreed
    assert str(outcome.date) == GOLD[name]["date"]
    assert case.as_of < outcome.date
    assert outcome.settlement.keys() == {issue.id for issue in case.issues}


@NAMES
def test_how_long_it_held_is_what_the_card_says(name: str) -> None:
    (_, outcome), gold = parts(name), GOLD[name]["held"]
    assert str(outcome.in_force) == gold["from"]
    assert outcome.held is not None
    until, to_date = outcome.held.until, outcome.held.to_date
    assert (until and str(until), to_date and str(to_date)) == (gold.get("until"), gold.get("to_date"))
    assert years_held(outcome) == pytest.approx(gold["years"], abs=PRINTED.get(gold["years"], 0.051))


@NAMES
def test_talks_are_dated_where_the_card_dates_them(name: str) -> None:
    (_, outcome), gold = parts(name), GOLD[name].get("talks")
    if gold is None:
        assert outcome.talks is None
        return
    assert outcome.talks is not None
    assert (str(outcome.talks.began), outcome.talks.days) == (gold["began"], gold["days"])
    counted = (outcome.date - date.fromisoformat(gold["began"])).days
    assert gold["days"] in (counted, counted + 1)


@NAMES
def test_the_facts_of_the_card_stand_in_the_case(name: str) -> None:
    text = " ".join(find(name)[1].decode("utf-8").split())
    assert [word for word in GOLD[name]["words"] if word not in text] == []


@NAMES
def test_the_file_is_short_says_what_it_cannot_show_and_marks_every_number_as_judged_knowing_the_end(name: str) -> None:
    text = find(name)[1].decode("utf-8")
    assert len(text.splitlines()) < LINES
    assert "# What it cannot show: " in text
    case, _ = parts(name)
    assert (case.hindsight, case.status) == (True, "illustrative")
    assert all((view.coded, view.hindsight) == ("judged", True) for view in case.views)
    assert all((row.coded, row.hindsight) == ("judged", True) for row in case.no_deal if row.value is not None)


@NAMES
def test_what_was_agreed_could_be_signed_in_every_case(name: str) -> None:
    found = consistency(parts(name)[0])
    assert found is not None
    assert found.misses == ()
    assert found.agreed is not None
    assert found.agreed.refused_by == ()


@pytest.mark.skipif(not CARDS.exists(), reason="the cards are read from DETENTE_REFERENCE_DATA, which is not there")
@NAMES
def test_dates_and_sources_are_those_of_the_dossier(name: str) -> None:
    (case, outcome), cards = parts(name), read(CARDS.read_text(encoding="utf-8")).value
    (card,) = [row for row in cards["cards"] if row["id"] == GOLD[name]["card"]]
    assert str(outcome.date) == card["end"]
    assert (str(outcome.in_force), GOLD[name]["held"]["years"]) == (card["held_from"], card["held_years"])
    assert [source.id for source in case.sources] == card["sources"]
    known = {row["id"]: (row["url"], row["date"], row["grade"]) for row in cards["sources"]}
    assert {s.id: (s.url, str(s.date), s.grade) for s in case.sources} == {id: known[id] for id in card["sources"]}
