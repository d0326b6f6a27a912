"""A hundred steps back and forth over every kind of edit, with a reload in between: each step is the one recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.desk import NEEDED, Server, entered

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED
STEPS = 100
FILL, NO_DEAL = "views.UP.fill.salience", "no_deal.UP"
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(pasted);
}"""
STATE = """() => [location.hash, document.querySelector("aside .head .small").textContent,
  ...[...document.querySelectorAll("aside input")].map((held) => held.type === "range" ? held.value : held.checked)]"""
"""The changed inputs as the address holds them, how many there are, and every slider and red line beside."""


def state(page: Any) -> list[Any]:
    return list(page.evaluate(STATE))


def by_key(page: Any) -> None:
    page.locator(f"aside [id='{NO_DEAL}']").press("ArrowRight")


def by_pointer(page: Any) -> None:
    slider = page.locator(f"aside [id='{FILL}']")
    box = slider.bounding_box()
    at = 0.2 if float(slider.input_value()) > 50 else 0.8
    slider.click(position={"x": box["width"] * at, "y": box["height"] / 2})


def no_deal(page: Any) -> None:
    page.locator("aside [id='no_deal.DOWN']").press("ArrowLeft")


def red_line(page: Any) -> None:
    page.locator("aside details").last.evaluate("(held) => { held.open = true; }")
    page.locator("aside .check input").first.click()


def cell(page: Any) -> None:
    held = page.locator("td[data-path='views.DOWN.data.salience']")
    now = float(held.locator("b").inner_text())
    held.focus()
    page.keyboard.type("42" if now != 42 else "43")
    page.keyboard.press("Enter")


def a_range(page: Any) -> None:
    held = page.locator("td[data-path='views.DOWN.board.salience']")
    held.focus()
    page.keyboard.press("Enter")
    page.fill("td input", "10:20:30")
    page.keyboard.press("Enter")


def deleted(page: Any) -> None:
    page.locator("td[data-path='views.DOWN.board.salience']").focus()
    page.keyboard.press("Delete")


def pasted(page: Any) -> None:
    page.locator(f"td[data-path='{FILL}']").focus()
    page.evaluate(PASTE, "70\t10:20:30\t55\n12\t35,5\t")


def worth(page: Any) -> None:
    path = "views.UP.data.worth.live"
    if page.locator(f"td[data-path='{path}']").count() == 0:
        page.click(".opener >> nth=1")
    page.locator(f"td[data-path='{path}']").focus()
    page.keyboard.type("15")
    page.keyboard.press("Enter")


def matrix_line(page: Any) -> None:
    page.locator("td[data-path='views.UP.data.worth.live']").focus()
    page.keyboard.press("Space")


def put_back(page: Any) -> None:
    page.locator("aside .slider.changed .range button").first.click()


def reset(page: Any) -> None:
    page.locator("aside .head button").first.click()


def elicited(page: Any) -> None:
    if page.locator(".said li button").count() == 0:
        for name in ("Joint board", "Filling time", "Exchange of data"):
            page.select_option("[data-say=next]", label=name)
        page.click("[data-say=add]")
    page.click("[data-say=use]:not([disabled])")


def consent(page: Any) -> None:
    show(page, "parties", "[data-panel]")
    page.locator("[data-panel] label.check", has_text="Must consent").first.locator("input").click()


def leverage(page: Any) -> None:
    show(page, "parties", "[data-panel]")
    page.locator("[data-panel] [id^='table-parties.']").first.press("ArrowRight")


def interest(page: Any) -> None:
    show(page, "parties", "[data-panel]")
    page.locator("[data-panel] [data-issue] fieldset input").first.click()


def evidence(page: Any) -> None:
    show(page, "evidence", "tr[data-proposal]")
    page.locator("tr[data-proposal] button").first.click()


def show(page: Any, tab: str, there: str) -> None:
    page.click(f"nav a[href*='tab={tab}']")
    page.wait_for_selector(there)


ISSUES: tuple[Callable[[Any], None], ...] = (
    by_key, by_pointer, no_deal, red_line, cell, a_range, deleted, pasted, worth, matrix_line, put_back, elicited, reset
)  # fmt: skip
ELSEWHERE: tuple[Callable[[Any], None], ...] = (leverage, interest, consent, evidence)


@pytest.fixture(scope="module")
def walked(known: tuple[Any, Any], server: Server) -> tuple[Any, list[list[Any]]]:
    """Return a page on which a hundred edits of every kind were made, with the state before, between and after."""
    page = entered(known[0], server)
    page.goto(f"{server.app}?case=small&tab=issues")
    page.wait_for_selector("[role=grid] td[data-path]")
    states = [state(page)]

    def done(edit: Callable[[Any], None]) -> None:
        before = states[-1]
        edit(page)
        page.wait_for_function("(hash) => location.hash !== hash", arg=before[0])
        states.append(state(page))

    while len(states) + len(ELSEWHERE) <= STEPS:
        for edit in ISSUES[: STEPS + 1 - len(ELSEWHERE) - len(states)]:
            done(edit)
    for edit in ELSEWHERE:
        done(edit)
    return page, states


def stepped(page: Any, states: list[list[Any]], word: str) -> None:
    """Press a button once for each state to come, and hold the page to it."""
    for k, wanted in enumerate(states):
        page.click(f".actions button:has-text('{word}')")
        assert state(page) == wanted, (word, k)


def test_a_hundred_steps_back_and_forth_survive_a_reload(walked: tuple[Any, list[list[Any]]]) -> None:
    page, states = walked
    assert len(states) == STEPS + 1
    changed = {path.split("=")[0] for held in states for path in held[0].removeprefix("#").split("&")}
    assert len(changed) >= 12, changed
    back = states[-2::-1]
    half = STEPS // 2
    stepped(page, back[:half], "Undo")
    reloaded(page, states[half])
    stepped(page, back[half:], "Undo")
    assert page.locator(".actions button:has-text('Undo')").is_disabled()
    assert state(page)[0] == ""
    reloaded(page, states[0])
    stepped(page, states[1:half], "Redo")
    reloaded(page, states[half - 1])
    stepped(page, states[half:], "Redo")
    assert page.locator(".actions button:has-text('Redo')").is_disabled()


def reloaded(page: Any, wanted: list[Any]) -> None:
    page.reload()
    page.wait_for_selector("aside input[type=range]")
    assert state(page) == wanted


def test_after_a_step_back_a_new_edit_takes_the_place_of_what_was_undone(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=small&tab=issues")
    page.wait_for_selector("[role=grid] td[data-path]")
    for edit in (by_key, no_deal):
        edit(page)
    page.keyboard.press("Control+z")
    one = state(page)
    by_pointer(page)
    assert page.locator(".actions button:has-text('Redo')").is_disabled()
    page.keyboard.press("Control+z")
    assert state(page) == one
    page.keyboard.press("Control+Shift+z")
    assert state(page) != one
