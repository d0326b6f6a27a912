"""The screen of the parties: the library's table, one choice in list and map, a map that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detente.case.levers import Change
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.settlement.actors import actors
from tests.browser.desk import NEEDED, SMALL, Server, clipped, seen_at, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED

BOXES = """() => [...document.querySelectorAll("[data-seat]")].map((seat) => {
  const box = seat.querySelector("rect").getBoundingClientRect();
  const texts = [...seat.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
  const leaves = (t) => t.left < box.left || t.right > box.right || t.top < box.top || t.bottom > box.bottom;
  const outside = texts.some(leaves);
  return { id: seat.dataset.seat, left: box.left, right: box.right, top: box.top, bottom: box.bottom, outside };
})"""
STROKES = """() => [...document.querySelectorAll("fieldset .tie")].map((tie) => {
  const style = getComputedStyle(tie);
  const tips = [...tie.parentElement.querySelectorAll(".tip")].map((tip) => tip.getAttribute("d") + tip.classList);
  return [style.strokeDasharray, style.strokeWidth, ...tips].join(" ");
})"""
CROWD = 24
"""Parties of the crowded case; ten or more have to be shown."""


def opened(page: Any, server: Server, case: str = "small") -> None:
    page.goto(f"{server.app}?case={case}&tab=parties")
    page.wait_for_selector("[data-panel]")


def choose(page: Any, party: str) -> None:
    page.click(f"button[data-party={party}]")
    page.wait_for_selector(f"[data-panel={party}]")


def crowded(folder: Path) -> None:
    """Write a case with many parties of long names."""
    more = "".join(
        f"  P{k}: {{name: The very long-winded delegation number {k}, role: observer, track: observer}}\n"
        for k in range(CROWD - 4)
    )
    text = SMALL.read_text(encoding="utf-8").replace("\nissues:\n", f"{more}\nissues:\n", 1)
    (folder / "crowd.yaml").write_text(text, encoding="utf-8")


def test_the_list_has_the_parties_of_the_library_in_its_order(page: Any, server: Server) -> None:
    opened(page, server)
    seats = actors(load(str(SMALL)))["parties"]
    shown = [button.get_attribute("data-party") for button in page.query_selector_all("button[data-party]")]
    assert shown == [seat["id"] for seat in seats]
    host = page.text_content("button[data-party=HOST]")
    assert all(word in host for word in ("Host", "mediator", "guarantor", "must consent"))
    assert "approves for Upstream" in page.text_content("button[data-party=DIET]")


def test_a_choice_in_the_list_is_the_choice_in_the_map_and_the_other_way_round(page: Any, server: Server) -> None:
    opened(page, server)
    choose(page, "DOWN")
    assert page.get_attribute("g.chosen", "data-seat") == "DOWN"
    page.dispatch_event("[data-seat=HOST]", "pointerdown", {"pointerId": 1, "bubbles": True})
    page.wait_for_selector("[data-panel=HOST]")
    assert page.get_attribute("button[data-party=HOST]", "aria-pressed") == "true"


def test_by_keys_alone_a_party_is_chosen_and_a_red_line_lifted(page: Any, server: Server) -> None:
    opened(page, server)
    page.focus("button[data-party=DOWN]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-panel=DOWN]")
    page.focus("[data-issue=fill] input[type=checkbox]")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.hash.includes('views.DOWN.fill.red_lines.no=drop')")
    assert not page.is_checked("[data-issue=fill] input[type=checkbox]")
    page.click("text=Undo")
    page.wait_for_function("() => document.querySelector('[data-issue=fill] input[type=checkbox]').checked")


def test_what_bounds_a_no_deal_value_is_told_as_the_library_has_it(page: Any, server: Server) -> None:
    opened(page, server)
    choose(page, "DOWN")
    held = next(row for row in actors(load(str(SMALL)))["parties"] if row["id"] == "DOWN")["no_deal"]
    told = page.text_content("[data-panel=DOWN]")
    assert f"In use, central case: {held['in_use']:g} points." in told
    assert f"At most {round(held['bounds']['high'], 1):g}: it did not refuse “The host's first draft”." in told


def test_a_slider_of_the_panel_changes_the_assumption_and_the_answer(page: Any, server: Server) -> None:
    opened(page, server)
    choose(page, "DOWN")
    page.locator("[id='table-no_deal.DOWN']").fill("33")
    page.wait_for_function("() => document.querySelector('[data-panel]').textContent.includes('case: 33 points')")
    assert page.input_value("[id='no_deal.DOWN']") == "33"
    case = apply(load(str(SMALL)), [Change("no_deal.DOWN", "set", 33.0)])
    row = next(row for row in actors(case)["parties"] if row["id"] == "DOWN")
    assert row["no_deal"]["in_use"] == pytest.approx(33.0)


def test_every_number_says_how_it_is_known_with_its_sources_one_click_away(page: Any, server: Server) -> None:
    opened(page, server)
    first = page.locator("[data-issue=fill] .coding")
    assert first.get_attribute("data-coded") == "sourced, number judged"
    first.locator("summary").click()
    assert "Upstream's note verbale" in first.text_content()
    choose(page, "DOWN")
    assert page.get_attribute("[data-panel] .coding >> nth=0", "data-coded") == "assumed"


def test_the_table_of_the_map_has_the_ties_of_the_library(page: Any, server: Server) -> None:
    opened(page, server)
    for box in page.query_selector_all("fieldset input:not(:checked)"):
        if box.evaluate("box => Boolean(box.closest('label').querySelector('.tie'))"):
            box.check()
    page.click("[data-figure=network] button:has-text('Table')")
    rows = page.query_selector_all("[data-figure=network] tbody tr")
    assert len(rows) == len(actors(load(str(SMALL)))["ties"])
    told = [row.inner_text() for row in rows]
    assert any("Downstream" in row and "Filling time: Three years" in row for row in told)


def test_kinds_of_tie_are_told_apart_without_colour(page: Any, server: Server) -> None:
    opened(page, server, "miami")
    strokes = page.evaluate(STROKES)
    assert len(strokes) == 6
    assert len(set(strokes)) == len(strokes)


@pytest.mark.parametrize("case", ["small", "miami", "crowd"])
def test_no_box_covers_another_and_no_label_leaves_its_box(page: Any, server: Server, case: str) -> None:
    crowded(server.folder)
    opened(page, server, case)
    boxes = page.evaluate(BOXES)
    assert len(boxes) == {"small": 4, "miami": 15, "crowd": CROWD}[case]
    assert [box["id"] for box in boxes if box["outside"]] == []
    covered = [
        (one["id"], other["id"])
        for k, one in enumerate(boxes)
        for other in boxes[k + 1 :]
        if one["left"] < other["right"] and other["left"] < one["right"]
        and one["top"] < other["bottom"] and other["top"] < one["bottom"]
    ]  # fmt: skip
    assert covered == []
    assert clipped(page, "#results svg") == []


def test_a_box_is_dragged_stays_in_the_drawing_and_is_put_back(page: Any, server: Server) -> None:
    opened(page, server)
    home = page.get_attribute("[data-seat=HOST]", "transform")
    box = page.locator("[data-seat=HOST] rect").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(5, 5, steps=4)
    page.mouse.up()
    assert page.get_attribute("[data-seat=HOST]", "transform") != home
    assert clipped(page, "[data-figure=network] svg") == []
    page.click("text=Put the boxes back")
    assert page.get_attribute("[data-seat=HOST]", "transform") == home


def test_shared_interests_are_those_of_the_library(page: Any, server: Server) -> None:
    opened(page, server, "miami")
    page.click("[data-figure=nearness] button:has-text('Table')")
    shown = sorted(cell.inner_text() for cell in page.query_selector_all("[data-figure=nearness] td:nth-child(2)"))
    rows = [row for row in actors(load("miami"))["closeness"] if "RU" in (row["one"], row["other"])]
    assert shown == sorted(str(int(row["value"] + 0.5)) for row in rows)


def test_it_breaks_no_rule_of_access_with_all_of_it_open(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    opened(page, server)
    for summary in page.query_selector_all("#results summary"):
        summary.click()
    assert violations(page) == []


def test_on_a_phone_only_tables_and_drawings_scroll_sideways(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    for case in ("small", "miami"):
        opened(page, server, case)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
