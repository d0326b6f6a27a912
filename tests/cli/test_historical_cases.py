"""Every verb answers the cases that are over, in sentences that hold for them."""

from __future__ import annotations

import pytest

from tests.cli.calls import data, detente

NAMES = ("korea_1951", "dayton_1995", "minsk_2015", "istanbul_2022")
CARDS = (
    "winter_war_1940", "finland_1947", "austria_1955", "camp_david_1978", "iran_iraq_1988", "good_friday_1998",
    "colombia_2016",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [("run", "--draws", "40"), ("zone",), ("offers",), ("diff", "miami")])
def test_every_verb_answers(here, name: str, words: tuple[str, ...]):
    verb, *rest = words
    done = detente(verb, *rest, name)
    assert (done.exit_code, "Traceback" in done.output) == (0, False)
    assert done.stdout.strip()


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("verb", ["run", "hold", "models"])
def test_every_card_is_answered_and_marked_as_coded_with_hindsight(here, verb: str, name: str):
    done = detente(verb, name, *([] if verb == "models" else ["--draws", "40"]))
    assert (done.exit_code, "Traceback" in done.output) == (0, False)
    assert "hindsight" in done.stdout


def test_a_run_says_that_a_case_holds_no_offers_and_lists_no_value_that_is_not_read(here):
    shown = " ".join(detente("demo", "dayton_1995").stdout.split())
    assert "Offers: the case holds none." in shown
    assert "No deal: Bosnia 45.0" in shown
    assert "Croatia" not in shown
    assert "none settles or defers every issue" in detente("demo", "istanbul_2022").stdout


def test_a_run_says_when_every_source_is_later_than_the_case(here):
    notes = data("run", "minsk_2015", "--draws", "40")["notes"]
    assert any(note.startswith("no source is dated on or before the as-of date") for note in notes)


def test_no_report_gives_away_what_came_of_it(here):
    assert detente("run", "minsk_2015", "--draws", "40", "--out", "out").exit_code == 0
    text = (here / "out" / "report.html").read_text(encoding="utf-8")
    assert [word for word in ("2015-02-12", "2022-02-21", "commitment problem", "duress") if word in text] == []
