"""The overview in a real browser: the levers that move most, and what changed since the version before."""

from __future__ import annotations

import re
from typing import Any

from detente.case.levers import Change
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios.attribution import comparison
from detente.scenarios.change import apply
from detente.scenarios.levers import in_full
from tests.browser.desk import NEEDED, SMALL, Server, settled

pytestmark = NEEDED
DRAWS = 50
"""Draws with which the app asks for levers."""


def test_it_names_the_three_levers_that_move_the_headline_most(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=miami")
    settled(page)
    page.wait_for_selector("li[data-lever]")
    rows = in_full(load("miami"), Drawing(DRAWS, 1))["rows"]
    ranked = sorted(rows, key=lambda row: -abs(row["effects"]["signed"]["value"]))[:3]
    told = page.query_selector_all("li[data-lever]")
    assert [row.get_attribute("data-lever") for row in told] == [row["id"] for row in ranked]
    assert f"over {DRAWS} draws" in page.text_content("section:has(> .body li[data-lever])")
    for row, line in zip(ranked, told, strict=True):
        assert row["name"] in line.text_content()
        assert ("Harms" in line.text_content()) == bool(row["harmed"])


def test_what_changed_since_the_version_before_is_told_and_leads_to_the_comparison(page: Any, server: Server) -> None:
    (server.folder / "told.yaml").write_bytes(SMALL.read_bytes())
    page.goto(f"{server.app}?case=told")
    page.wait_for_selector("text=No version was saved through the app yet")
    old = load(str(server.folder / "told.yaml"))
    entry = next(row for row in old.no_deal if row.value is not None)
    page.goto(f"{server.app}?case=told&tab=text")
    saved(page, "first")
    page.click("nav >> text=Overview")
    page.wait_for_selector("text=What changed since version 1")
    page.wait_for_selector("text=Nothing moved any answer")
    path = f"no_deal.{entry.party}"
    page.goto(f"{server.app}?case=told#{path}=30")
    page.reload()
    settled(page)
    page.wait_for_selector("li[data-moved]")
    page.wait_for_function("() => !document.querySelector('[data-since] .stale')")
    wanted = comparison(old, apply(old, [Change(path, "set", 30.0)]), Drawing(200, 1))["answers"]
    moved = {name: abs(row["value"]) for name, row in wanted.items() if not name.startswith("parties.")}
    told = [line.get_attribute("data-moved") for line in page.query_selector_all("li[data-moved]")]
    assert [moved[name] for name in told] == [size for size in sorted(moved.values(), reverse=True) if size][:4]
    page.click("[data-since] button")
    page.wait_for_selector("[data-moved]")
    assert "sides=v1..mine" in page.url
    assert re.search("tab=compare", page.url)


def saved(page: Any, word: str) -> None:
    """Save the case in the editor with another title."""
    page.fill("textarea", page.input_value("textarea").replace('title: "', f'title: "{word} ', 1))
    page.click("text=Save as a new version")
    page.wait_for_selector("text=Saved as version")
