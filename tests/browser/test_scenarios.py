"""The screen of scenarios in a real browser: its numbers are the library's, its drawings whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from detente.case.levers import Change
from detente.ensemble.model_rows import drawn_models
from detente.ensemble.setting import Drawing
from detente.ensemble.zone_probability import zone_probability_of
from detente.formats.load import load
from detente.report.digits import ends, share
from detente.scenarios.attribution import comparison
from detente.scenarios.by_date import by_date
from detente.scenarios.change import apply
from detente.scenarios.happened import happened
from detente.scenarios.odds import odds_of
from detente.scenarios.tipping import Wish, seek
from tests.browser.desk import NEEDED, SMALL, Server, clipped, entered, seen_at, slide, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = NEEDED

DRAWING = Drawing(200, 1)
CASE = load(str(SMALL))
SAVE = """async ([id, text]) => {
  const held = await (await fetch(`/api/v1/cases/${id}`)).json();
  const headers = { "Content-Type": "application/json", "If-Match": `"${held.seen}"` };
  return (await fetch(`/api/v1/cases/${id}`, { method: "PUT", headers, body: JSON.stringify({ text }) })).status;
}"""
ASKED = ("Ask all models", "Work them out")


def opened(page: Any, server: Server, case: str = "small") -> Any:
    """Return the page with every card of the screen filled, scrolled back to its top."""
    page.goto(f"{server.app}?case={case}&tab=scenarios")
    page.wait_for_selector("[data-odds]")
    for words in ASKED:
        page.click(f"button:has-text('{words}')")
    while (card := page.query_selector("section.space")) is not None:
        card.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    rested(page)
    page.evaluate("scrollTo(0, 0)")
    return page


def rested(page: Any) -> None:
    page.wait_for_function("() => !document.querySelector('section[aria-busy=true], section.stale')")


@pytest.fixture(scope="module")
def screen(known: tuple[Any, Any], server: Server) -> Any:
    return opened(entered(known[0], server), server)


def test_odds_are_those_of_the_library_with_other_settlements_among_them(screen: Any) -> None:
    wanted = {row["id"]: share(row["value"], row["se"], 200) for row in odds_of(CASE, DRAWING)["scenarios"]}
    assert {
        row.get_attribute("data-odds"): row.text_content() for row in screen.query_selector_all("[data-odds]")
    } == wanted
    assert "other_settlement" in wanted


SPREADS = (
    (0.0, 0.907, 0.0, 0.012),
    (0.0, 0.907, 0.0, 0.03),
    (0.2, 0.2, 0.0, 0.0),
    (0.213, 0.608, 0.0, 0.2),
    (0.213, 0.608, 0.09, 0.011),
    (0.004, 0.996, 0.002, 0.002),
    (0.29, 0.58, 0.0, 0.0),
    (0.999, 1.0, 0.04, 0.0),
)
"""Low, high and their errors: ends at a step, beside one, at 0 and 1; errors of no digit, of one, of two."""


def test_a_range_is_rounded_as_in_the_report(page: Any, server: Server) -> None:
    """The app and the report are fed the same ends; of two ranges the bars show the widest with its errors."""
    keys = ("low", "high", "low_se", "high_se")
    held = [dict(zip(keys, row, strict=True)) | {"low_from": "", "high_from": ""} for row in SPREADS]
    odds = odds_of(CASE, DRAWING)
    ids = [row["id"] for row in odds["scenarios"]]
    told = {key: (held[2 * k % len(held)], held[(2 * k + 1) % len(held)]) for k, key in enumerate(ids)}
    assert 2 * len(ids) >= len(held)
    for row in odds["scenarios"]:
        row["models"], row["inputs"] = told[row["id"]]
    page.route("**/odds", lambda route: route.fulfill(json=odds))
    page.goto(f"{server.app}?case=small&tab=scenarios")
    page.wait_for_selector("[data-models]")
    for key, (models, inputs) in told.items():
        assert page.text_content(f"[data-models='{key}']") == ends(models)
        assert page.text_content(f"[data-inputs='{key}']") == ends(inputs)
    page.goto(f"{server.app}?case=small")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.bars tbody tr')].at(-1)?.lastElementChild.textContent"
    )
    for key, pair in told.items():
        low, high = min(pair, key=lambda row: row["low"]), max(pair, key=lambda row: row["high"])
        whole = {key: (low if key.startswith("low") else high)[key] for key in keys}
        row = page.locator(f"tr:has([data-id='{key}'])")
        assert row.locator("td").last.text_content() == ends(whole)


def test_an_answer_is_drawn_over_the_saved_versions_with_a_mark_where_evidence_came_in(
    page: Any, server: Server
) -> None:  # fmt: skip
    text = SMALL.read_text(encoding="utf-8")
    grade = re.search(r"grade: ([A-F])", text)
    assert grade
    worse = text.replace(grade[0], "grade: " + ("C" if grade[1] != "C" else "D"), 1)
    (server.folder / "twice.yaml").write_text(text, encoding="utf-8")
    for held in (text.replace('title: "', 'title: "first ', 1), worse):
        assert page.evaluate(SAVE, ["twice", held]) == 200
    page.goto(f"{server.app}?case=twice&tab=scenarios")
    page.wait_for_selector("[data-odds]")
    while (card := page.query_selector("section.space")) is not None:
        card.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    page.wait_for_selector("[data-figure=versions] [data-version='3']")
    marks = page.query_selector_all("[data-figure=versions] [data-version]")
    told = {mark.get_attribute("data-version"): mark.get_attribute("data-evidence") is not None for mark in marks}
    assert told == {"1": False, "2": False, "3": True}
    page.click("[data-figure=versions] >> text=Table")
    shares = page.locator("[data-figure=versions] tbody tr td:nth-child(3)").all_text_contents()
    wanted = comparison(CASE, CASE, Drawing(50, 1))["answers"]["signed"]
    assert shares[0] == share(wanted["before"], wanted["before_se"])
    assert clipped(page, "[data-figure=versions] svg") == []


def test_a_figure_states_its_own_draws_and_none_where_nothing_is_drawn(screen: Any, page: Any, server: Server) -> None:
    wanted = zone_probability_of(CASE, DRAWING)["by_firmness"][0]["draws"]
    assert f" {wanted} draws, seed 1" in source_line(screen, "zone-by-firmness")
    page.goto(f"{server.app}?case=small&tab=map")
    page.wait_for_selector("[data-line]")
    assert "draws, seed" not in source_line(page, "map")


def source_line(page: Any, figure: str) -> str:
    """Return the line that the files of a figure carry."""
    page.click(f"[data-figure={figure}] >> text=Download")
    line = str(page.text_content(f"[data-figure={figure}] p.small"))
    page.click(f"[data-figure={figure}] >> text=Chart")
    return line


def test_bar_and_range_share_one_scale_from_0_to_100(screen: Any) -> None:
    """Of the same share the bar's end and the range's end have one place: origin and width are the same."""
    found = screen.evaluate("""() => {
      const box = document.querySelector("[data-figure=odds] svg");
      const track = box.querySelector("rect.track");
      const [left, width] = ["x", "width"].map((name) => Number(track.getAttribute(name)));
      const bars = [...box.querySelectorAll("rect.bar")].map((bar) => [
        Number(bar.dataset.value), (Number(bar.getAttribute("x")) + Number(bar.getAttribute("width")) - left) / width]);
      const ends = [...box.querySelectorAll("[data-range]")].map((line) =>
        ["x1", "x2"].map((name) => (Number(line.getAttribute(name)) - left) / width));
      return { bars, ends };
    }""")
    assert all(place == pytest.approx(value) for value, place in found["bars"])
    rows = {row["id"]: row for row in odds_of(CASE, DRAWING)["scenarios"]}
    wanted = sorted(
        [
            min(row[kind]["low"] for kind in ("models", "inputs")),
            max(row[kind]["high"] for kind in ("models", "inputs")),
        ]
        for row in rows.values()
    )
    assert sorted(found["ends"]) == [pytest.approx(pair) for pair in wanted]


def test_odds_over_time_are_the_librarys_and_say_what_lies_beyond(screen: Any) -> None:
    rows = {row["months"]: row for row in by_date(CASE, DRAWING)["by_month"]}
    cells = screen.query_selector_all("[data-signed]")
    assert [int(cell.get_attribute("data-signed")) for cell in cells] == [3, 6, 12, 24]
    for cell in cells:
        row = rows[int(cell.get_attribute("data-signed"))]
        assert cell.text_content() == share(row["signed"]["value"], row["signed"]["se"])
        head = cell.evaluate("(cell) => cell.parentElement.firstElementChild.textContent")
        assert ("beyond the horizon" in head) == row["beyond"]


def test_every_drawing_has_a_table_and_files(screen: Any, tmp_path: Path) -> None:
    figures = screen.query_selector_all("[data-figure]")
    assert {figure.get_attribute("data-figure") for figure in figures} >= {
        "odds", "dates", "zone-by-source", "zone-by-firmness",
    }  # fmt: skip
    for figure in figures:
        name = figure.get_attribute("data-figure")
        box = screen.locator(f"[data-figure={name}]")
        box.locator("button", has_text="Table").click()
        assert box.locator("tbody tr").count() > 0
        box.locator("button", has_text="Download").click()
        for words, ending in (("CSV", "csv"), ("SVG", "svg")):
            with screen.expect_download() as told:
                box.locator("button", has_text=words).click()
            target = tmp_path / f"{name}.{ending}"
            told.value.save_as(target)
            assert "case small" in target.read_text(encoding="utf-8")
        box.locator("button", has_text="Chart").click()


def test_the_table_behind_the_firmness_curve_holds_the_runs_numbers(screen: Any) -> None:
    wanted = zone_probability_of(CASE, DRAWING)["by_firmness"]
    box = screen.locator("[data-figure=zone-by-firmness]")
    box.locator("button", has_text="Table").click()
    told = [row.locator("td").first.text_content() for row in box.locator("tbody tr").all()]
    box.locator("button", has_text="Chart").click()
    assert told == [share(row["value"]) for row in wanted]


def test_a_value_is_sought_and_used(screen: Any) -> None:
    screen.select_option("form select >> nth=0", "signed")
    screen.fill("form input[type=number]", "40")
    screen.select_option("form select >> nth=1", "no_deal.UP")
    screen.click("form button[type=submit]")
    row = screen.wait_for_selector("[data-sought='no_deal.UP']")
    wanted = seek(CASE, Wish("no_deal.UP", "signed", 0.4), DRAWING)
    assert float(row.query_selector("[data-value]").get_attribute("data-value")) == wanted["value"]
    row.query_selector("button").click()
    assert float(screen.input_value("[id='no_deal.UP']")) == pytest.approx(round(wanted["value"]), abs=0.5)
    screen.click("text=Reset")
    rested(screen)


def test_wild_cards_that_are_ticked_have_happened(screen: Any) -> None:
    first = CASE.wild_cards[0]
    wanted = happened(CASE, [first.id], DRAWING)
    assert screen.text_content(f"[data-card={first.id}]") == share(*_figure(wanted["cards"][0]["probability"]))
    screen.check("fieldset input >> nth=0")
    screen.wait_for_function("() => document.querySelector('[data-difference=signed]').textContent")
    assert screen.text_content("[data-given=signed]") == share(*_figure(wanted["given"]["signed"]))
    screen.uncheck("fieldset input >> nth=0")
    rested(screen)


def _figure(row: dict[str, float]) -> tuple[float, float]:
    return row["value"], row["se"]


def test_each_model_stands_beside_its_track_record(screen: Any) -> None:
    wanted = drawn_models(CASE, Drawing(50, 1))["models"]
    rows = screen.query_selector_all("[data-model]")
    assert [row.get_attribute("data-model") for row in rows] == [*wanted]
    for row in rows:
        held = wanted[row.get_attribute("data-model")]
        for cell in row.query_selector_all("[data-kind]"):
            kind = cell.get_attribute("data-kind")
            assert cell.text_content() == share(held["shares"][kind], held["se"][kind], 50)


def test_a_changed_input_moves_every_card(screen: Any) -> None:
    before = screen.text_content("[data-signed='12']")
    slide(screen, "no_deal.DOWN", 60)
    screen.wait_for_function(
        "(told) => document.querySelector(\"[data-signed='12']\").textContent !== told", arg=before
    )
    rested(screen)
    changed = apply(CASE, [Change("no_deal.DOWN", "set", 60.0)])
    row = by_date(changed, DRAWING)["by_month"][11]["signed"]
    assert screen.text_content("[data-signed='12']") == share(row["value"], row["se"])
    screen.click("text=Reset")
    rested(screen)


def test_the_matrix_is_walked_by_keys_and_futures_are_those_of_the_verb(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=miami_2026&tab=scenarios")
    page.wait_for_selector("[data-odds]")
    page.click(f"button:has-text('{ASKED[1]}')")
    page.wait_for_selector("[data-future]")
    assert len(page.query_selector_all("[data-future]")) == 3
    page.focus("[data-at='0 0']")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.at") == "0 3"
    assert "+3" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.locator("[role=gridcell][tabindex='0']").count() == 1


def test_the_whole_screen_keeps_the_rules_of_access(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened(page, server)
    found = violations(page), clipped(page, "#results svg"), errors
    assert found == ([], [], [])


def test_on_a_phone_nothing_is_wider_than_it_and_no_label_leaves_its_drawing(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    opened(page, server, "miami")
    found = page.evaluate("document.documentElement.scrollWidth"), clipped(page, "#results svg")
    assert found == (320, [])


def test_a_case_without_a_course_of_talks_says_what_it_lacks(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=korea_1951&tab=scenarios")
    page.wait_for_selector("text=add timing to the case file")
    assert page.locator("[data-figure=dates]").count() == 0
