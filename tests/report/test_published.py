"""Published forecasts: read, brought to a sum of one, with horizon, outcome and relay."""

from __future__ import annotations

import pytest

from detente.report.html import report
from detente.report.published import published


def test_all_rows_are_read_for_the_flagship():
    rows = published("miami")
    assert len(rows) == 17
    assert published("miami_2026") == rows


def test_another_case_has_none():
    assert published("dayton_1995") == published("miami_of_mine") == published("miami.yaml") == []


def test_bins_sum_to_one_and_say_when_they_did_not():
    rows = [r for r in published("miami") if len(r["bins"]) > 1]
    assert all(sum(r["p"]) == pytest.approx(1.0) for r in rows)
    assert [r["sum"] for r in rows if r["normalised"]] == pytest.approx([0.99, 0.99, 0.99])
    assert all(len(r["p"]) == len(r["bins"]) for r in rows)


def test_conditional_questions_are_void():
    assert [r["outcome"] for r in published("miami") if r["conditional"]] == ["void", "void"]


def test_a_forecast_without_horizon_says_so():
    bare = {r["source"] for r in published("miami") if not r["horizon"]}
    assert "Goldman Sachs (bond-implied)" in bare and "Swift Centre" not in bare


def test_the_report_shows_outcome_relay_and_what_came_too_late(run):
    text = report(run, published("miami"))
    part = text[text.index('id="published"') : text.index('id="inputs"')]
    for words in (
        "relay",
        "void (conditional)",
        "not before 2026",
        "divided by it",
        "none stated",
        "The questions differ",
    ):
        assert words in part
    assert "published after the as-of date: 1." in part
    assert "inkorr" not in part


def test_a_case_without_published_forecasts_says_so(run):
    assert "No published forecast of a like question" in report(run, [])
