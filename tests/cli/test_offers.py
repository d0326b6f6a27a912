"""`offers`: what it prints, writes and refuses."""

from __future__ import annotations

import pytest

from tests.cli.calls import GOOD, data, detente


def test_offers_gives_the_contract():
    found = data("offers", "miami")
    assert found["schema"] == "detente.offers/1"
    assert found["intersections"]["donbas"] == {"not_red": [], "acceptable": []}
    assert {"id", "by", "date", "utility", "accepted_by", "red_lines"} <= set(found["offers"][0])
    assert found["bounds"].keys() == found["bounds_without_red_lines"].keys()


def test_offers_with_red_lines_ignored_gives_those_bounds():
    plain, ignored = data("offers", "miami"), data("offers", "miami", "--ignore-red-lines")
    assert ignored["bounds"] == plain["bounds_without_red_lines"]
    assert "red lines ignored" in detente("offers", "miami", "--ignore-red-lines").stdout


def test_offers_in_words_names_offers_bounds_and_drafts():
    shown = detente("offers", "miami").stdout
    for words in ("PLAN_28_2025_11", "at most", "on no red line", "accepted by", "Draft, against"):
        assert words in shown


def test_a_case_without_offers_says_so(here):
    (here / "small.yaml").write_text(GOOD, encoding="utf-8")
    assert "No offers." in detente("offers", "small.yaml").stdout


def test_offers_are_told_in_names_not_ids():
    shown = detente("offers", "miami", env={"COLUMNS": "110"}).stdout
    assert "  red lines of Russia, 4 of 20 issues: Donetsk and Luhansk;" in shown
    assert "RU = Russia; UA = Ukraine" in shown
    assert "Staged relief with automatic snap-back" in shown
    assert "Zaporizhzhia nuclear plant; and 7 more" in shown
    assert "and 7 more" not in detente("offers", "miami", "-v").stdout


@pytest.mark.parametrize("columns", ["40", "60", "80", "110"])
@pytest.mark.parametrize("verb", ["offers", "zone", "check"])
def test_a_page_fits_the_screen(verb, columns):
    shown = detente(verb, "miami", env={"COLUMNS": columns}).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_a_narrow_screen_gets_a_list_instead_of_a_table():
    shown = detente("offers", "miami", env={"COLUMNS": "40"}).stdout
    assert "  PLAN_20_2025_12\n    date 2025-12-24; by UA; RU 42.0;" in shown
