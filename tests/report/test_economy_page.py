"""The page of `economy`: digits by their error, and the mixture beside the mixture given a settlement."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from detente.ensemble.consequences import economy
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.report.about import about
from detente.report.economy_sentences import GIVEN, MIXED, economy_line, mixture_words
from detente.report.pages.economy import economy_page
from detente.report.screen import Look

LOOK = Look(80, color=False, ascii=True)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    case = load("template")
    return {"case": about(case, ""), **economy(setting_of(case, Drawing(60, 1)))}


def page(found: dict[str, Any]) -> str:
    return economy_page(found, LOOK, whole=False)


def test_no_digit_is_finer_than_the_error_of_the_draws(found: dict[str, Any]) -> None:
    rough = deepcopy(found)
    for row in rough["indicators"]:
        for months in (*(own["months"] for own in row["scenarios"]), row["mixture"], row["given_settlement"]):
            for month in months:
                month["quantile_se"] = 1.5
    (table,) = re.findall(r"Consumer prices, euro area.*?\n\n", page(rough), re.DOTALL)
    assert "." not in table.partition("\n")[2]
    assert "." in re.findall(r"Consumer prices, euro area.*?\n\n", page(found), re.DOTALL)[0].partition("\n")[2]


def test_the_mixture_given_a_settlement_stands_beside_the_whole(found: dict[str, Any]) -> None:
    told = page(found)
    assert told.count(MIXED) == told.count(GIVEN) > 0


@pytest.mark.parametrize(
    ("settled", "words"),
    [
        (None, "In no draw is there a settlement"),
        ({"value": 0.0006, "se": 0.0003}, "chance of 0.06 % (standard error below 0.1 points): the mixture is nearly"),
    ],
)
def test_a_mixture_that_is_no_deal_says_so(found: dict[str, Any], settled: Any, words: str) -> None:
    assert words in mixture_words({**found["odds"], "settled": settled})
    bare = deepcopy(found)
    bare["odds"]["settled"] = settled
    assert words.partition(":")[0].split()[0] in page(bare)


def test_a_case_followed_for_less_than_a_year_says_for_how_long() -> None:
    case = load("template")
    assert case.consequences is not None
    short = replace(case, consequences=replace(case.consequences, months=6))
    brief = {"case": about(short, ""), **economy(setting_of(short, Drawing(40, 1)))}
    assert "after 6 months" in page(brief)
    assert "after a year" not in page(brief)
    assert economy_line({"economy": brief}).startswith("after 6 months")


def test_a_likely_settlement_needs_no_word() -> None:
    assert mixture_words({"settled": {"value": 0.4, "se": 0.01}}) == ""
