"""What all screens share: languages, directions, targets, the drawer, keys, the spoken sentence."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from detente.ensemble.explain import explain
from detente.formats.load import load
from detente.scenarios.run import run
from tests.browser.desk import NEEDED, PATIENCE, SMALL, TABS, Server, seen_at, settled, slide

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED

MARKED = re.compile("[~áçéğíñóšúýÁÇÉÍÑÓŠÚŽ]")
"""What the pseudo-locale does to a string, also where it is cut short."""
LETTERS = re.compile(r"[A-Za-zÀ-ž]{3,}")
TEXTS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent || parent.closest("script,style,textarea,code,kbd,option,[data-raw]")) continue;
    if (parent.checkVisibility()) found.push(walk.currentNode.textContent.trim());
  }
  return found.filter(Boolean);
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button,select,input,nav a")].filter((held) => {
  const box = held.getBoundingClientRect();
  const label = held.closest("label")?.getBoundingClientRect();
  const shown = held.checkVisibility() && box.width > 0 && !held.closest(".spoken,[inert]");
  return shown && Math.max(box.height, label?.height ?? 0) < 24;
}).map((held) => held.outerHTML.slice(0, 90))"""

LISTEN = """() => {
  window.spoken = [];
  const place = document.querySelector("p.spoken[role=status]");
  const seen = new MutationObserver(() => window.spoken.push(place.textContent));
  seen.observe(place, { childList: true, characterData: true, subtree: true });
}"""


def opened(page: Any, server: Server, tab: str, more: str = "") -> None:
    page.goto(f"{server.app}?case=small&tab={tab}{more}")
    page.wait_for_selector("#results .card")
    page.wait_for_load_state("networkidle")


def test_every_fixed_string_of_a_screen_stands_in_the_catalogue(page: Any, server: Server) -> None:
    told: list[str] = [SMALL.read_text(encoding="utf-8")]
    page.on("response", lambda reply: told.append(_body(reply)))
    plain: dict[str, list[str]] = {}
    for tab in TABS:
        opened(page, server, tab, "&lang=en-XA")
        assert page.get_attribute("html", "lang") == "en-XA"
        corpus = re.sub(r"\s+", " ", " ".join(told))
        texts = {text for text in page.evaluate(TEXTS) if not MARKED.search(text) and LETTERS.search(text)}
        plain[tab] = sorted(text for text in texts if not _known(text, corpus))
    left = [f"{tab}: {text}" for tab, found in plain.items() for text in found]
    assert left == [], "\n".join(left)


def _body(reply: Any) -> str:
    """Return the strings of a reply as plain text."""
    if "json" not in reply.headers.get("content-type", ""):
        return ""
    try:
        told = json.dumps(reply.json(), ensure_ascii=False).replace('\\"', '"').replace("\\n", "\n")
        return told + html.unescape(re.sub("<[^>]*>", "", told))
    except Exception as error:  # a reply of a page that has gone has no body any more
        assert "No resource" in str(error) or "Protocol error" in str(error), error
        return ""


def _known(text: str, held: str) -> bool:
    """Say whether a text is data: names that the server sent, whole or cut short, with numbers and signs between."""
    parts = [part.strip(" .-'’") for part in re.split(r"[\d%±≤<>:;,–→·()“”…/|=+−]+", re.sub(r"\s+", " ", text))]
    return all(part == "Détente" or part in held for part in parts if LETTERS.search(part))


@pytest.mark.parametrize("width", [1280, 320])
def test_right_to_left_nothing_is_wider_than_the_screen(page: Any, server: Server, width: int) -> None:
    seen_at(page, width, 800)
    wide = {}
    for tab in TABS:
        opened(page, server, tab, "&lang=ar-XB")
        assert page.get_attribute("html", "dir") == "rtl"
        wide[tab] = page.evaluate("document.documentElement.scrollWidth")
    side = page.evaluate("() => document.querySelector('.name').getBoundingClientRect().right")
    assert {tab: found for tab, found in wide.items() if found != width} == {}
    assert side > width / 2


def test_no_target_is_smaller_than_a_finger(page: Any, server: Server) -> None:
    small = {}
    for tab in TABS:
        opened(page, server, tab)
        small[tab] = page.evaluate(SMALL_TARGETS)
    assert {tab: found for tab, found in small.items() if found} == {}


def test_the_drawer_says_what_the_command_line_says(page: Any, server: Server) -> None:
    opened(page, server, "overview")
    settled(page)
    page.click("[aria-label*='zone_probability.value']")
    page.wait_for_selector("[data-why] h3")
    wanted = explain(run(load(str(SMALL)), draws=200, seed=1), "zone_probability.value")
    told = page.text_content("[data-why]")
    assert wanted["formula"] in told
    assert f"{wanted['value']:g}" in told
    assert page.evaluate("document.activeElement.id") == "why-title"
    page.keyboard.press("Escape")
    assert page.query_selector("[data-why]") is None
    assert "why" in page.evaluate("document.activeElement.className")


def test_one_sentence_is_spoken_for_a_change_that_rests(page: Any, server: Server) -> None:
    opened(page, server, "overview")
    settled(page)
    page.wait_for_function("() => document.querySelector('p.spoken[role=status]').textContent.length > 10")
    page.evaluate(LISTEN)
    path = page.get_attribute("aside input[type=range]", "id")
    for value in (20, 25, 30, 35):
        slide(page, path, value)
    page.wait_for_timeout(2500)
    assert len(page.evaluate("window.spoken")) <= 1


def test_keys_go_to_screens_and_help(page: Any, server: Server) -> None:
    opened(page, server, "overview")
    page.keyboard.press("Alt+2")
    assert "tab=parties" in page.url
    page.keyboard.press("?")
    assert "tab=help" in page.url


def test_the_theme_is_kept(page: Any, server: Server) -> None:
    opened(page, server, "help")
    page.select_option("select >> nth=-1", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    page.wait_for_selector("#results .card", timeout=PATIENCE)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.select_option("select >> nth=-1", "light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_actions_fit_a_phone(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    opened(page, server, "overview")
    assert not page.is_visible("text=Copy link")
    page.click("text=More")
    assert page.is_visible("text=Copy link")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_overview_prints_on_one_sheet(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=miami&tab=overview")
    settled(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
