"""Who may read a case is said on every screen, on paper, and in each file that a figure is saved as."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.desk import NEEDED, SMALL, TABS, Server, start

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED
MARK = re.compile(r"(TLP:\S+ )?")
CONFIDED = SMALL.parent / "confided.yaml"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """Serve a case that everybody may read, one with a row for the room alone, and the view of it that a party gets."""
    folder = tmp_path_factory.mktemp("cases")
    for file in (SMALL, CONFIDED):
        (folder / file.name).write_bytes(file.read_bytes())
    words = ["-m", "detente", "share", str(CONFIDED), "--for", "EAST", "-o", str(folder / "east.yaml")]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    held = start(folder)
    yield held
    held.stop()


def marks(page: Any, server: Server, case: str, tab: str = "overview") -> list[str]:
    page.goto(f"{server.app}?case={case}&tab={tab}")
    page.wait_for_selector("h1")
    page.wait_for_selector("aside .slider")
    return [str(mark) for mark in page.locator(".top .marks span").all_inner_texts()]


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ("small", []),
        ("confided", ["TLP:RED"]),
        ("east", ["TLP:RED", "view of East Town", "parts withheld"]),
    ],
)
def test_the_marks_of_a_case_stand_beside_its_title(page: Any, server: Server, case: str, wanted: list[str]) -> None:
    assert marks(page, server, case) == wanted


def test_they_stand_on_every_screen_and_on_paper(page: Any, server: Server) -> None:
    assert {tab: marks(page, server, "confided", tab) for tab in TABS} == dict.fromkeys(TABS, ["TLP:RED"])
    assert not page.locator(".printed").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".printed").inner_text() == "TLP:RED"
    assert page.locator(".printed").is_visible()


@pytest.mark.parametrize(("case", "label"), [("small", ""), ("confided", "TLP:RED. ")])
def test_a_figure_that_leaves_the_page_says_who_may_read_it(page: Any, server: Server, case: str, label: str) -> None:
    page.goto(f"{server.app}?case={case}&tab=scenarios")
    figure = page.locator("[data-figure]").first
    figure.locator(".views button").nth(2).click()
    with page.expect_download() as found:
        figure.locator(".row button", has_text="CSV").click()
    source = Path(found.value.path()).read_text(encoding="utf-8").splitlines()[-1].strip('"')
    assert MARK.findall(source)[0] == label
