"""The screen that says whether a deal would hold: the numbers of the verb, every chart a table."""

from __future__ import annotations

from typing import Any

import pytest

from detente.ensemble.hold import hold as judge
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.report.digits import decimal, points, share, share_range, signed
from detente.report.hold_sentences import left_share, ratified_words
from tests.browser.desk import NEEDED, SMALL, Server, clipped, seen_at, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = NEEDED

DRAWS = 200
CHARTS = "main svg[role=img]"
FIGURES = {"states", "rates", "hazard", "survival", "commitment"}


@pytest.fixture(scope="module", params=["miami", "small"])
def told(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    case = load("miami" if request.param == "miami" else str(SMALL))
    return request.param, judge(setting_of(case, Drawing(DRAWS, 1)), DRAWS, outcome=case.outcome)


def shown(page: Any, server: Server, case: str) -> None:
    page.goto(f"{server.app}?case={case}&tab=hold")
    page.wait_for_selector(CHARTS)
    page.wait_for_function("() => document.querySelector('.parts') && !document.querySelector('.parts.stale')")


def cells(row: Any) -> list[str]:
    return [cell.text_content().replace("why?", "").strip() for cell in row.query_selector_all("td")]


def test_it_says_what_the_verb_prints(page: Any, server: Server, told: tuple[str, dict[str, Any]]) -> None:
    case, wanted = told
    shown(page, server, case)
    for name in ("signed", "ratified", "in_force"):
        row = wanted["timing"][name]
        assert page.text_content(f"[data-hold={name}]") == share(row["value"], row["se"])
    for row in wanted["survival"]["rows"]:
        assert page.text_content(f"[data-survival='{row['months']}']") == share(row["value"])
    for offer in wanted["offers"]:
        found = cells(page.query_selector(f"[data-offer={offer['id']}]"))
        signs = share(offer["signed"]["value"], offer["signed"]["se"], DRAWS)
        keeps = [share(row["keeps"], row["se"], DRAWS) for row in offer["keeping"]]
        assert found == [signs, ratified_words(offer["ratified"]), *keeps, left_share(wanted, offer["id"])]
    for row in wanted["stability"]:
        found = cells(page.query_selector(f"[data-stability={row['id']}]"))
        assert found == [
            share(row["stable"][key], row["stable_se"][key], DRAWS) for key in ("nash", "gmr", "smr", "seq")
        ]


def test_the_rate_of_ending_is_told_with_its_range(
    page: Any, server: Server, told: tuple[str, dict[str, Any]]
) -> None:  # fmt: skip
    case, wanted = told
    shown(page, server, case)
    rows = wanted["survival"]["hazard"]
    assert len(page.query_selector_all("[data-hazard]")) == len(rows)
    page.click("[data-figure=hazard] >> text=Table")
    table = page.query_selector_all("[data-figure=hazard] tbody tr")
    keys = ("months", "value", "low", "high", "of_class")
    assert [cells(row) for row in table] == [[decimal(row[key], 2) for key in keys] for row in rows]


def test_the_gauge_of_commitment_says_slack_and_answer(
    page: Any, server: Server, told: tuple[str, dict[str, Any]]
) -> None:
    case, wanted = told
    shown(page, server, case)
    drawn = page.text_content("[data-figure=commitment] svg")
    for offer in wanted["offers"]:
        own = offer["keeping"][0]
        slack = own["slack"]
        ends = f"({points(slack['low'], exact=True)} to {points(slack['high'], exact=True)})"
        assert f"{signed(slack['mean'], exact=True)} {ends}" in drawn
        assert f"breach answered: {share(own['answer'])}" in drawn


def test_one_offer_tells_every_step_guarantee_and_exposure(
    page: Any, server: Server, told: tuple[str, dict[str, Any]]
) -> None:
    case, wanted = told
    shown(page, server, case)
    for offer in wanted["offers"]:
        page.select_option("label:has-text('Offer to look into') select", offer["id"])
        text = page.text_content("section:has(label:has-text('Offer to look into'))")
        steps = [row for row in (offer["ratified"] or {"steps": []})["steps"] if row["needed"]]
        names = [
            row["name"] for row in [*steps, *offer["exposed"], *(g for k in offer["keeping"] for g in k["guarantees"])]
        ]
        assert all(name in text for name in names)
        for row in steps:
            if row["probability"] is not None and row["basis"] not in ("given", "unknown"):
                assert f"{share(row['probability'])} ({share_range(row['low'], row['high'])})" in text


def test_every_chart_is_a_table(page: Any, server: Server) -> None:
    shown(page, server, "miami")
    figures = page.query_selector_all("[data-figure]")
    assert {figure.get_attribute("data-figure") for figure in figures} == FIGURES
    for figure in figures:
        figure.query_selector("button:text-is('Table')").click()
        assert figure.query_selector_all("tbody tr")
        figure.query_selector("button:text-is('Download')").click()
        assert figure.query_selector("button:has-text('CSV')")


def test_a_number_is_explained(page: Any, server: Server) -> None:
    shown(page, server, "small")
    page.click("[aria-label='Why this number: hold.survival.rows.0.value']")
    page.wait_for_selector("text=How it is computed")
    page.wait_for_selector("text=frailty")


def test_it_breaks_no_rule_of_access_and_clips_no_label(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for case in ("miami", "small"):
        shown(page, server, case)
        assert violations(page) == []
        assert clipped(page, CHARTS) == []
    assert errors == []


def test_nothing_is_wider_than_a_phone(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    shown(page, server, "miami")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert clipped(page, CHARTS) == []
