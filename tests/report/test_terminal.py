"""The terminal answer: one screen, bottom line first, plain where it must be."""

from __future__ import annotations

import copy
import re

import pytest

from detente.case.likelihood import joined
from detente.report.change_sentences import opens_line
from detente.report.labels import labels_of
from detente.report.terminal import answer

ICD_203 = (
    r"\b(almost certain\w*|remote|unlikely|improbabl\w*|likely|probabl\w*|roughly even|even odds|nearly certain|"
    r"almost no chance)\b"
)


def test_it_fits_one_screen(any_run):
    lines = answer(any_run).splitlines()
    assert len(lines) <= 53
    assert max(map(len, lines)) <= 100


def test_it_fits_one_screen_whatever_the_names(run):
    for scenario in run["scenarios"]:
        scenario["name"] = "A scenario whose name goes on and on and will not stop " * 3
    for issue in run["case"]["issues"]:
        issue["name"] = "Anissuewithoutasinglespace" * 8
    run["scenarios"] += [{**run["scenarios"][0], "id": f"more_{k}"} for k in range(20)]
    lines = answer(run).splitlines()
    assert len(lines) <= 53
    assert max(map(len, lines)) <= 100


def test_the_bottom_line_comes_first_with_a_range(any_run):
    first = answer(any_run).split("\n\n")[1]
    assert first.startswith("If talks conclude, ")
    assert re.search(r"leads with \S+ % \(range \d+–\d+\s%", first)


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_screen(any_run, width):
    assert max(map(len, answer(any_run, width=width).splitlines())) <= min(width, 100)


def test_a_screen_without_unicode_gets_ascii(any_run):
    text = answer(any_run, ascii=True)
    assert text.isascii()
    assert "####" in text


def test_no_word_of_likelihood_stands_for_a_share(any_run):
    assert not re.search(ICD_203, answer(any_run), re.IGNORECASE)


def test_no_sentence_speaks_of_likelihood_and_of_confidence(any_run):
    assert joined(answer(any_run)) == []


def test_marks_dates_and_limits_are_there(run):
    text = answer(run)
    for words in ("illustrative", "hindsight-coded", run["case"]["as_of"], run["case"]["horizon"], "Not a forecast"):
        assert words in text
    assert "judged" in text and "seed 1" in text and "detente run miami --out DIR" in text


def test_every_required_number_is_there(run):
    text = answer(run)
    for name in ("P(zone):", "Blocking:", "Binding:", "No deal:", "Offers:", "Movers:", "Limits:", "More:"):
        assert f"\n{name}" in text
    assert "nothing open" in text


def test_a_case_file_cannot_steer_the_terminal(run):
    run["case"]["title"] = "a\x1b[2Jb\u202ec"
    run["scenarios"][0]["name"] = "x\x07\x1b]0;y"
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", answer(run))


def test_one_thing_is_told_as_one(run):
    run["central"]["settlements"]["zone"]["value"] = 1
    for row in run["opening"]["opens"]:
        row["size"], row["sets"] = 1, [{"moves": [{"kind": "payment", "party": "UA", "points": 5.0}]}]
    told = " ".join(answer(run).split())
    assert "it takes one concession for" in told
    assert re.search(r"central inputs 1 of [^;.]* does\b", told)


def test_few_draws_say_that_they_are_too_few(run):
    few = copy.deepcopy(run)
    few["sub_samples"].update(blocking=3, binding=3, comprehensive=0)
    assert "too few to say who binds" in answer(few)


def test_a_run_without_offers_or_movers_still_answers(run):
    run["acceptability"], run["sensitivity"], run["no_deal"] = [], [], {}
    assert "none settles or defers every issue" in answer(run)


def test_one_offer_is_not_called_several(run):
    offer = next(row for row in run["acceptability"] if row["kind"] == "offer")
    run["acceptability"] = [{**offer, "share": 0.0}]
    assert "the one tabled offer is not accepted by all required parties" in " ".join(answer(run).split())


def test_one_concession_is_not_called_several(run):
    some, full = run["opening"]["opens"]
    first = {**full["sets"][0], "moves": full["sets"][0]["moves"][:1]}
    run["opening"]["opens"] = [{**some, "size": 0}, {**full, "size": 1, "count": 1, "sets": [first]}]
    assert opens_line(run, labels_of(run)).startswith("it takes one concession for the central zone to hold")
