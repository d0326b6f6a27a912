"""The app in a real browser: its numbers are the library's, its newest answer wins, nothing typed is lost."""

from __future__ import annotations

import json
import os
import random
import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from detente.case.levers import Change
from detente.ensemble.central import count_central, judge_central
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.report.digits import share
from detente.scenarios.change import apply
from detente.scenarios.glance import glance
from tests.browser.desk import NEEDED, SMALL, TABS, Server, entered, seen_at, settled, shown, slide, start, violations

Error = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").Error
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = NEEDED

TELL_SHOWN = """() => {
  const cards = document.querySelector("[data-shown]");
  const tell = () => told(cards.dataset.shown, cards.querySelector("[data-zone]").dataset.zone);
  new MutationObserver(tell).observe(cards, { attributeFilter: ["data-shown"] });
}"""
"""Tells which changes the figures on the screen answer, and how many settlements they count, whenever that changes."""


def test_a_first_user_moves_an_assumption_and_sees_what_it_does(page: Any) -> None:
    page.click("text=US-Russia-Ukraine settlement talks >> nth=0")
    settled(page)
    case = load("miami")
    assert page.get_attribute("[data-zone]", "data-zone") == str(judge_central(case)["settlements"]["zone"]["value"])
    slide(page, "no_deal.UA", 70)
    page.wait_for_selector(".effect")
    settled(page)
    changed = apply(case, [Change("no_deal.UA", "set", 70.0)])
    wanted = glance(changed, Drawing(200, 1))
    zone = judge_central(changed)["settlements"]["zone"]["value"]
    assert page.get_attribute("[data-zone]", "data-zone") == str(zone)
    for name in ("zone", "zone_full"):
        assert shown(page, name) == share(wanted["outputs"][name]["value"], wanted["outputs"][name]["se"], 200)
    for name in ("signed", "in_force", "lasting"):
        assert shown(page, name) == share(wanted["outputs"][name]["value"], wanted["outputs"][name]["se"])
    bars = {
        cell.get_attribute("data-id"): cell.text_content()
        for cell in page.query_selector_all("#results td[data-share]")
    }
    assert bars == {row["id"]: share(row["value"], row["se"], 200) for row in wanted["scenarios"]}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_newest_answer_is_shown_last_whatever_order_replies_come_in(page: Any, server: Server, seed: int) -> None:
    rng = random.Random(seed)
    told: list[tuple[float, str]] = []

    def late(route: Any) -> None:
        reply = route.fetch()
        page.wait_for_timeout(rng.uniform(0, 600))
        with suppress(Error):  # the page may have given the question up
            route.fulfill(response=reply)

    page.goto(f"{server.app}?case=small")
    settled(page)
    path = page.get_attribute("aside input[type=range]", "id")
    page.expose_function("told", lambda changes, zone: told.append((json.loads(changes)[0]["value"], zone)))
    page.evaluate(TELL_SHOWN)
    page.route(re.compile(r"/(count|glance|zone)$"), late)
    values: list[float] = [20, 35, 50, 65, 30, 45, 60, 25, 40, 55]
    for value in values:
        slide(page, path, value)
        page.wait_for_timeout(rng.uniform(0, 400))
    page.wait_for_function(f"() => document.querySelector('[data-shown]').dataset.shown.includes('{values[-1]}')")
    settled(page)
    page.wait_for_timeout(800)
    order = [values.index(value) for value, _ in told]
    assert order == sorted(order)
    assert order[-1] == len(values) - 1
    case = load(str(SMALL))
    for value, count in told:
        counted = count_central(apply(case, [Change(path, "set", float(value))]))["settlements"]["zone"]["value"]
        assert count == str(counted)
    found = glance(apply(case, [Change(path, "set", float(values[-1]))]), Drawing(200, 1))["outputs"]["zone"]
    assert page.text_content("[data-output=zone]") == share(found["value"], found["se"], 200)


def _is_fault(said: Any) -> bool:
    """Say whether a line of the console tells of a fault; that a case has no section for a screen is an answer."""
    return said.type == "error" and "status of 422" not in said.text


def test_no_screen_breaks_a_rule_of_access_or_asks_the_outside(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    outside: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if not server.owns(request.url) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if _is_fault(said) else None)
    page.goto(server.entrance)
    page.wait_for_selector("table a")
    broken = {"cases": violations(page)}
    for tab in TABS:
        page.goto(f"{server.app}?case=small&tab={tab}")
        page.wait_for_selector("#results .card")
        page.wait_for_load_state("networkidle")
        broken[tab] = violations(page)
    assert {name: found for name, found in broken.items() if found} == {}
    assert outside == []
    assert errors == []


def test_on_a_phone_the_sliders_leave_room_for_the_answer(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    page.goto(f"{server.app}?case=small&tab=overview")
    page.wait_for_selector("[data-shown]")
    assert page.locator("aside .slider").count() > 2
    assert page.locator("#results").bounding_box()["y"] < 640


def test_nothing_is_wider_than_a_phone(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    wide = {"cases": page.evaluate("document.documentElement.scrollWidth")}
    for tab in TABS:
        page.goto(f"{server.app}?case=small&tab={tab}")
        page.wait_for_selector("#results .card")
        page.wait_for_load_state("networkidle")
        wide[tab] = page.evaluate("document.documentElement.scrollWidth")
    assert set(wide.values()) == {320}, wide


def test_a_link_holds_the_state_and_undo_survives_a_reload(window: Any, page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=small")
    settled(page)
    path = page.get_attribute("aside input[type=range]", "id")
    for value in (20, 30, 40):
        slide(page, path, value)
    address = page.url
    other = window.new_context()
    there = entered(other, server)
    there.goto(address)
    settled(there)
    assert there.input_value(f"[id='{path}']") == "40"
    other.close()
    page.reload()
    settled(page)
    for value in ("30", "20"):
        page.click("text=Undo")
        assert page.input_value(f"[id='{path}']") == value
    page.click("text=Redo")
    assert page.input_value(f"[id='{path}']") == "30"


def test_by_keys_alone_from_the_list_to_a_changed_answer(page: Any, server: Server) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the results"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('tbody') !== null"):
            break
    page.keyboard.press("Enter")
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    before = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") != before
    page.wait_for_selector(".effect")


def test_coded_numbers_are_shown_with_no_more_digits_than_anyone_reads(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=miami_2026")
    page.wait_for_selector("aside input[type=range]")
    told = [text.strip() for text in page.locator("aside .slider .n, aside .slider .range").all_text_contents()]
    assert told
    assert [text for text in told if re.search(r"\d\.\d\d", text)] == []


def test_the_second_of_two_who_save_sees_both_and_loses_nothing(window: Any, server: Server) -> None:
    contexts = [window.new_context() for _ in range(2)]
    pages = [entered(context, server) for context in contexts]
    (server.folder / "both.yaml").write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    for page in pages:
        page.goto(f"{server.app}?case=both&tab=text")
        page.wait_for_selector("textarea")
    for page, word in zip(pages, ("first", "second"), strict=True):
        text = page.input_value("textarea").replace('title: "', f'title: "{word} ', 1)
        page.fill("textarea", text)
        page.click("text=Save as a new version")
        page.wait_for_selector("text=/Saved as version|somebody has saved/i")
    second = pages[1]
    assert 'title: "second' in second.input_value("textarea")
    assert "first" in second.text_content(".note ul >> nth=0") + second.text_content("#results")
    second.click("text=Open both in the editor")
    assert 'title: "first' in second.input_value("textarea[readonly]")
    second.click("text=Save as a new version")
    second.wait_for_selector("text=Saved as version")
    saved = (server.folder / "both.yaml").read_text(encoding="utf-8")
    assert 'title: "second' in saved
    second.click("nav >> text=Compare & history")
    second.click("text=Put into the editor >> nth=1")
    second.wait_for_function("() => document.querySelector('textarea')?.value.includes('title: \"first')")
    for context in contexts:
        context.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_server_loses_no_saved_edit(window: Any, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_bytes(SMALL.read_bytes())
    held = start(tmp_path)
    context = window.new_context()
    page = entered(context, held)
    page.goto(f"{held.app}?case=small&tab=text")
    page.wait_for_selector("textarea")
    page.fill("textarea", page.input_value("textarea").replace('title: "', 'title: "kept ', 1))
    page.click("text=Save as a new version")
    page.wait_for_selector("text=Saved as version")
    os.kill(held.process.pid, signal.SIGKILL)
    held.process.wait()
    page.fill("textarea", page.input_value("textarea").replace('title: "', 'title: "typed ', 1))
    page.click("text=Save as a new version")
    page.wait_for_selector("text=The server does not answer")
    assert 'title: "typed kept' in page.input_value("textarea")
    context.close()
    again = start(tmp_path)
    context = window.new_context()
    page = entered(context, again)
    page.goto(f"{again.app}?case=small&tab=text")
    page.wait_for_function("() => document.querySelector('textarea')?.value.includes('title: \"kept')")
    page.click("nav >> text=Compare & history")
    assert page.text_content("text=/^v\\d/ >> nth=0")
    again.process.kill()
    again.process.wait()
    context.close()
