"""The screen Report: sections chosen and moved by keys, a preview that follows, a file that is saved."""

from __future__ import annotations

from typing import Any

import pytest

from detente.report.formats import FORMATS
from tests.browser.desk import NEEDED, Server, seen_at, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED
HEADS = "() => [...document.querySelectorAll('.blocks h2')].map((head) => head.id)"


def opened(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=small&tab=report")
    page.wait_for_selector(".blocks h2")


def test_a_preset_and_keys_put_the_report_together_and_the_file_is_the_preview(page: Any, server: Server) -> None:
    opened(page, server)
    page.select_option("#results select", "principal")
    page.wait_for_function(f"() => ({HEADS})().join() === 'bottom-line,glance,cite'")
    page.click("#results summary >> nth=0")
    page.focus("[data-section=glance] input")
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_function(f"() => ({HEADS})().join() === 'glance,bottom-line,cite'")
    assert page.evaluate("document.activeElement.closest('[data-section]').dataset.section") == "glance"
    page.focus("[data-section=zone] input")
    page.keyboard.press("Space")
    page.wait_for_function(f"() => ({HEADS})().includes('zone')")
    assert page.is_disabled("[data-section=cite] input")
    with page.expect_download() as held:
        page.click("[data-format=md]")
    text = held.value.path().read_text(encoding="utf-8")
    assert text.index("## At a glance") < text.index("## Bottom line") < text.index("## Is there a zone?")


def test_a_format_whose_package_is_missing_says_how_to_install_it(page: Any, server: Server) -> None:
    opened(page, server)
    for ending, held in FORMATS.items():
        button = page.locator(f"[data-format={ending[1:]}]")
        assert button.is_disabled() == bool(held.missing)
        if held.missing:
            assert held.missing in str(page.text_content(f"[data-missing={ending[1:]}]"))


def test_the_screen_breaks_no_rule_of_access_and_fits_a_phone(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    opened(page, server)
    page.click("#results summary >> nth=0")
    page.wait_for_function("() => !document.querySelector('.stale')")
    wide = page.evaluate("document.documentElement.scrollWidth")
    broken = violations(page)
    assert (wide, broken) == (320, [])
