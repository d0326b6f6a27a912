"""`offers`: what it prints, writes and refuses."""

from __future__ import annotations

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
