"""The verb `wildcards`: page, JSON, what a case does not say, and refusals."""

from __future__ import annotations

import pytest

from tests.cli.calls import data, detente

FEW = ("--draws", "20", "--seed", "2")


@pytest.fixture(scope="module")
def found():
    return data("wildcards", "template", *FEW)


def test_json_holds_every_part(found) -> None:
    assert found["schema"] == "detente.wildcards/1"
    assert [row["id"] for row in found["wild_cards"]["cards"]] == ["flood", "envoy"]
    assert [row["id"] for row in found["tracks"]] == ["table", "lake_house"]
    assert found["venues"]["exact"] and sum(row["share"] for row in found["venues"]["venues"]) == pytest.approx(1.0)
    assert found["information"]["everything"]["value"] >= 0.0


def test_the_page_says_what_it_rests_on() -> None:
    shown = " ".join(detente("wildcards", "template", "--plain", *FEW).stdout.split())
    told = ("Wild card, if it happens", "Threshold: the chance of a leak", "Evidence that a venue", "Worth of knowing")
    for words in told:
        assert words in shown


def test_a_case_that_says_nothing_of_it_is_told_so() -> None:
    shown = " ".join(detente("wildcards", "dayton_1995", *FEW).stdout.split())
    for words in ("has no `wild_cards`", "has no `tracks`", "No choice of tracks", "or no `venue_criteria`"):
        assert words in shown


def test_an_unknown_case_is_refused() -> None:
    assert detente("wildcards", "nowhere").exit_code == 1
