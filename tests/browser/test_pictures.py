"""Every screen on the flagship looks right: whole labels, no panel without content. Its pictures stand in docs/.

With DETENTE_PICTURES=1 the pictures are taken anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.desk import NEEDED, TABS, Server, clipped

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
EMPTY = """() => [...document.querySelectorAll("#results .card")].filter((card) => {
  const drawings = [...card.querySelectorAll("svg,canvas,iframe")];
  const drawn = drawings.some((held) => held.getBoundingClientRect().height > 20);
  return !drawn && card.textContent.trim().length < 20 && !card.querySelector("button,input,select,textarea");
}).map((card) => card.outerHTML.slice(0, 120))"""
CUT = """() => [...document.querySelectorAll("#results :is(h2,h3,p,th,td,button)")]
  .filter((held) => !held.closest(".spoken,.hidden") && getComputedStyle(held).overflow === "hidden")
  .filter((held) => held.clientWidth > 1 && held.scrollWidth > held.clientWidth + 1)
  .map((held) => held.textContent.slice(0, 60))"""
OVERLAP = """() => [...document.querySelectorAll("#results svg")].flatMap((svg) => {
  const held = [...svg.querySelectorAll("text")].filter((text) => text.checkVisibility() && text.textContent.trim());
  const boxes = held.map((text) => [text.getBoundingClientRect(), text.textContent.trim()]);
  return boxes.flatMap(([a, said], k) => boxes.slice(k + 1).filter(([b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 3 && high > 4;
  }).map(([, other]) => `${said} | ${other}`));
})"""
WITHOUT_FOLDER = """(folder) => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.textContent = walk.currentNode.textContent.replaceAll(folder, "");
}"""
DONE = """() => !document.querySelector(".stale,.skeleton,[aria-busy=true]")"""


@pytest.mark.parametrize("tab", ("cases", *TABS))
def test_a_screen_of_the_flagship_is_whole(page: Any, server: Server, tab: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 860})
    if tab != "cases":
        page.goto(f"{server.app}?case=miami&tab={tab}")
        page.wait_for_selector("#results .card")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(DONE)
    page.wait_for_timeout(300)
    if os.environ.get("DETENTE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        page.evaluate(WITHOUT_FOLDER, f"{server.folder}/")
        page.screenshot(path=str(PICTURES / f"{tab}.jpg"), type="jpeg", quality=80)
    assert page.evaluate(EMPTY) == []
    assert page.evaluate(CUT) == []
    assert clipped(page, "#results svg") == []
    assert page.evaluate(OVERLAP) == []


@pytest.mark.parametrize("tab", ("cases", *TABS))
def test_the_tour_shows_each_screen(tab: str) -> None:
    picture = PICTURES / f"{tab}.jpg"
    assert picture.is_file() and picture.stat().st_size > 10_000
    assert f"pictures/{tab}.jpg" in (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
