"""The screen of the economy and a portfolio: the numbers of the verbs, every chart a table, nothing typed is lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from detente.case.levers import Change
from detente.consequences.portfolio.series import shipped_prices
from detente.ensemble.consequences import economy as follow
from detente.ensemble.consequences.portfolio import Asked, Implied, portfolio
from detente.ensemble.consequences.portfolio.tables_read import Sheet, read_tables
from detente.ensemble.hold import draws_of
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.report.digits import points, share, signed
from detente.report.economy_sentences import at_month, range_cell
from detente.scenarios.change import apply
from tests.browser.desk import NEEDED, Server, clipped, seen_at, slide, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = NEEDED

DRAWS = 200
OWN = "asset,weight,proxy\nFuel,0.4,brent\nCash,0.6,cash\n"
CHARTS = "main svg[role=img]"
MONTHLY = shipped_prices()
PRICES = "\n".join(
    ["Date,stocks,metal"]
    + [
        f"{month},{copper},{brent}"
        for month, copper, brent in zip(MONTHLY.months, MONTHLY.prices["copper"], MONTHLY.prices["brent"], strict=True)
        if copper and brent
    ]
).encode()
"""Prices of the owner's, of whom "stocks" are the market."""


@pytest.fixture(scope="module")
def economy() -> dict[str, Any]:
    return follow(setting_of(load("miami"), Drawing(DRAWS, 1)))


def shown(page: Any, server: Server, view: str = "Economy", case: str = "miami") -> None:
    page.goto(f"{server.app}?case={case}&tab=economy")
    page.click(f"main button:text-is('{view}')")
    page.wait_for_selector(CHARTS)
    rested(page)


def rested(page: Any) -> None:
    page.wait_for_function("() => document.querySelector('.parts') && !document.querySelector('.parts.stale')")


def fan_cells(page: Any) -> dict[str, str]:
    """Return median and range of every small fan."""
    found = {}
    for cell in page.query_selector_all("[data-fan]"):
        middle, ends = (text.text_content().strip() for text in cell.query_selector_all("text"))
        found[cell.get_attribute("data-fan")] = f"{middle} ({ends})"
    return found


def test_every_fan_says_what_the_verb_prints(page: Any, server: Server, economy: dict[str, Any]) -> None:
    shown(page, server)
    page.check("main input[type=checkbox]")
    found = fan_cells(page)
    wanted = {
        f"{row['id']}/{own['id']}": range_cell(at_month(own["months"]))
        for row in economy["indicators"]
        for own in row["scenarios"]
    }
    wanted |= {f"{row['id']}/mixture": range_cell(at_month(row["mixture"])) for row in economy["indicators"]}
    assert {key: text for key, text in found.items() if key in wanted} == wanted
    odds = {row["id"]: row for row in economy["odds"]["scenarios"]}
    for cell in page.query_selector_all("[data-odds]"):
        row = odds[cell.get_attribute("data-odds")]
        assert cell.text_content().startswith(share(row["value"], row["se"], economy["odds"]["draws"]))


def test_a_moved_assumption_moves_the_economy_once(page: Any, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if sent.url.endswith("/economy") else None)
    shown(page, server)
    assert len(asked) == 1
    slide(page, "no_deal.UA", 40)
    slide(page, "no_deal.UA", 30)
    page.wait_for_function("() => document.querySelector('.parts.stale')")
    rested(page)
    page.wait_for_timeout(1_500)
    assert len(asked) == 2
    moved = follow(setting_of(apply(load("miami"), [Change("no_deal.UA", "set", 30.0)]), Drawing(DRAWS, 1)))
    gas = next(row for row in moved["indicators"] if row["id"] == "gas")
    assert fan_cells(page)["gas/mixture"] == range_cell(at_month(gas["mixture"]))


def test_what_drives_an_indicator_adds_up(page: Any, server: Server, economy: dict[str, Any]) -> None:
    shown(page, server)
    for indicator, scenario in (("cpi_EA", "no_deal"), ("gdp_EA", "land_for_guarantees"), ("food", "no_deal")):
        page.select_option("label:has-text('Indicator') select", indicator)
        page.select_option("label:has-text('Scenario') select", scenario)
        parts = [float(cell.get_attribute("data-product")) for cell in page.query_selector_all("[data-product]")]
        mean = float(page.get_attribute("[data-sum]", "data-sum"))
        assert sum(parts) == pytest.approx(mean, abs=1e-9)
        row = next(row for row in economy["indicators"] if row["id"] == indicator)
        held = at_month(next(own["months"] for own in row["scenarios"] if own["id"] == scenario))
        assert mean == held["mean"]
        assert page.text_content("[data-indicator]") == range_cell(held)
    page.select_option("label:has-text('Indicator') select", "oil")
    assert page.is_visible("text=It is set by the scenario itself")


def test_every_chart_is_a_table_and_files_with_their_source(page: Any, server: Server) -> None:
    for view, charts in (
        ("Economy", {"fans", "fan", "waterfall", "people", "leverage"}),
        ("Portfolio", {"outcome", "adds"}),
    ):
        shown(page, server, view)
        figures = page.query_selector_all("[data-figure]")
        assert {figure.get_attribute("data-figure") for figure in figures} == charts
        for figure in figures:
            figure.query_selector("button:text-is('Table')").click()
            rows = figure.query_selector_all("tbody tr")
            assert rows
            figure.query_selector("button:text-is('Download')").click()
            with page.expect_download() as saved:
                figure.query_selector("button:has-text('CSV')").click()
            lines = [*csv.reader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8")))]
            assert len(lines) == len(rows) + 2
            assert "case miami" in lines[-1][0]


def test_published_figures_that_are_not_verified_say_so(page: Any, server: Server, economy: dict[str, Any]) -> None:
    shown(page, server)
    unverified = [row for row in economy["consistency"]["formulas"] if row["checked"] != "exact"]
    assert page.locator("text=NOT VERIFIED").count() == len(unverified) > 0
    assert page.is_visible("text=Scenario arithmetic, not advice")


def test_the_portfolio_says_what_the_verb_prints(page: Any, server: Server) -> None:
    shown(page, server, "Portfolio")
    _held_to(page, _portfolio(None))
    assert page.is_visible("text=Scenario arithmetic, not advice")


def test_holdings_are_pasted_kept_and_refused_by_line(page: Any, server: Server) -> None:
    shown(page, server, "Portfolio")
    page.click("button:text-is('As text')")
    page.fill("textarea", OWN)
    page.press("textarea", "Tab")
    page.wait_for_selector("text=Your own. It stays")
    page.wait_for_function("() => document.querySelector('.parts.stale')")
    rested(page)
    wanted = _portfolio(OWN)
    _held_to(page, wanted)
    page.fill("textarea", OWN.replace("0.4", "much"))
    page.press("textarea", "Tab")
    page.wait_for_selector("[role=alert]")
    told = page.text_content("[role=alert]")
    assert "Line 2:" in told
    assert "much" in told
    page.click("button:text-is('As a table')")
    assert page.input_value("tr.wrong input >> nth=0") == "Fuel"
    assert page.input_value("tr.wrong input >> nth=1") == "much"
    page.fill("tr.wrong input >> nth=1", "0.4")
    page.press("tr.wrong input >> nth=1", "Enter")
    page.wait_for_selector("[role=alert]", state="detached")
    rested(page)
    _held_to(page, wanted)
    page.reload()
    page.click("main button:text-is('Portfolio')")
    page.wait_for_selector("text=Your own. It stays")


def test_a_price_implies_a_chance_of_a_settlement(page: Any, server: Server) -> None:
    shown(page, server, "Portfolio")
    for name, numbers in (("Bond", (62, 80, 50)), ("brent", (-2,))):
        page.fill("[list=implied-series]", name)
        for k, number in enumerate(numbers):
            page.fill(f"form:has([list=implied-series]) input[type=number] >> nth={k}", str(number))
        page.click("form:has([list=implied-series]) button")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-implied]')].every((r) => / at /.test(r.textContent))"
    )
    asked = (Implied("Bond", 62.0, 80.0, 50.0), Implied("brent", -2.0, None, None))
    setting = setting_of(load("miami"), Drawing(DRAWS, 1))
    wanted = portfolio(setting, draws_of(DRAWS), Asked(read_tables(None, None).holdings, implied=asked))["implied"]
    for row in wanted:
        told = page.text_content(f"[data-implied={row['name']}]")
        sign = "no probability" if row["probability"] is None else f"a settlement with {share(row['probability'])}"
        assert sign in told
    page.click("[aria-label='Remove Bond']")
    page.wait_for_selector("[data-implied=Bond]", state="detached")
    page.fill("[list=implied-series]", "gold bars")
    page.fill("form:has([list=implied-series]) input[type=number] >> nth=0", "3")
    page.click("form:has([list=implied-series]) button")
    page.wait_for_selector("[role=alert] >> text=there is no series 'gold bars'")
    page.evaluate("sessionStorage.clear()")


def test_own_prices_are_told_beside_the_column_that_is_named_as_equity(page: Any, server: Server) -> None:
    shown(page, server, "Portfolio")
    page.set_input_files(
        "input[type=file] >> nth=1", files=[{"name": "mine.csv", "mimeType": "text/csv", "buffer": PRICES}]
    )
    page.fill("input[placeholder=equity]", "stocks")
    page.press("input[placeholder=equity]", "Tab")
    page.wait_for_selector("tr[data-own=metal]")
    rested(page)
    assert page.text_content("tr[data-own=stocks] td >> nth=1") == "0.0"
    assert page.text_content("tr[data-own=metal] td >> nth=1") not in ("0.0", "–")


def test_a_case_that_says_nothing_of_the_economy_says_what_to_add(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=small&tab=economy")
    page.wait_for_selector("text=cannot be said yet")
    assert "has no drivers" in page.text_content("[role=alert]")
    page.click("text=Open the case text")
    assert "tab=text" in page.url


def test_it_breaks_no_rule_of_access_and_clips_no_label(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    for view in ("Economy", "Portfolio"):
        shown(page, server, view)
        assert violations(page) == []
        assert clipped(page, CHARTS) == []
    assert errors == []


def test_nothing_is_wider_than_a_phone(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    for view in ("Economy", "Portfolio"):
        shown(page, server, view)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert clipped(page, CHARTS) == []


def _portfolio(text: str | None) -> dict[str, Any]:
    sheet = None if text is None else Sheet(text.encode("utf-8"), "holdings")
    return portfolio(
        setting_of(load("miami"), Drawing(DRAWS, 1)), draws_of(DRAWS), Asked(read_tables(sheet, None).holdings)
    )


def _held_to(page: Any, wanted: dict[str, Any]) -> None:
    rows = {row["id"]: row for row in wanted["scenarios"]} | {"mixture": wanted["mixture"]}
    page.check("main input[type=checkbox]")
    for kind, told in (
        ("mean", lambda row: signed(row["mean"], exact=True)),
        ("tail", lambda row: points(row["cvar"], exact=True)),
    ):
        found = {c.get_attribute(f"data-{kind}"): c.text_content() for c in page.query_selector_all(f"[data-{kind}]")}
        assert {key: text for key, text in found.items() if key in rows} == {
            key: told(row) for key, row in rows.items()
        }
