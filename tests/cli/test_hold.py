"""The verbs `hold` and `stability` of a case: the page, the object, and what they refuse."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from detente.cli.main import cli
from tests.cli.calls import data

FEW = ["--draws", "40"]


def call(*words: str, width: int = 100, code: int = 0) -> str:
    done = CliRunner().invoke(cli, [*words], env={"COLUMNS": str(width)})
    assert done.exit_code == code, done.output
    return done.output


def test_the_page_says_what_it_rests_on_before_it_ends() -> None:
    page = call("hold", "miami", *FEW)
    for words in (
        "By 2026-06-30",
        "signatures a year while the zone holds a settlement",
        "336 cases",
        "Associations, not effects",
        "What stands in the way",
        "Brier scores",
        "later knowledge",
    ):
        assert words in page, words
    assert "nan" not in page.lower().split()


def test_more_words_tell_the_steps_and_the_months() -> None:
    page = call("hold", "miami", "--verbose", *FEW)
    assert "All-Ukrainian referendum" in page
    assert "2026-05-31" in page


@pytest.mark.parametrize("width", [40, 60, 110])
def test_the_pages_fit_the_screen(width: int) -> None:
    for words in (("hold", "miami", *FEW), ("stability", "miami", *FEW)):
        assert max(len(line) for line in call(*words, width=width).splitlines()) <= width


def test_the_object_holds_what_the_page_says() -> None:
    found = data("hold", "miami", *FEW)
    assert found["schema"] == "detente.hold/1"
    assert found["draws"] == 40
    assert {"timing", "fragility", "survival", "offers", "stability", "obstacles", "ripeness", "score"} <= set(found)


def test_a_case_without_timing_is_told_what_to_add() -> None:
    assert "The case has no `timing`" in call("hold", "istanbul_2022", *FEW)


def test_stability_of_a_case() -> None:
    found = data("stability", "miami", *FEW)
    assert found["schema"] == "detente.stability/1"
    assert set(found["stable"]) == {"nash", "gmr", "smr", "seq"}
    page = call("stability", "miami", *FEW)
    assert "Ukraine prefers no deal" in page


def test_stability_needs_an_offer_that_settles_every_issue() -> None:
    assert "deferrable" in call("stability", "korea_1951", *FEW, code=1)
