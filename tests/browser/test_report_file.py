"""The saved report in a browser, from a file: nothing asked of the outside, no error, nothing wider than a phone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from detente.report.held import TABS
from detente.report.html import report
from detente.report.published import published
from tests import runs
from tests.browser.desk import violations

BROWSER = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--no-first-run",
    "--disable-component-update", "--disable-default-apps", "--no-default-browser-check", "--disable-dev-shm-usage",
]  # fmt: skip
PROBE = """<!doctype html><meta charset="utf-8"><body><iframe src="report.html" width="{width}" height="900"></iframe>
<script>addEventListener("load", function () {{
  var inner = document.querySelector("iframe").contentDocument;
  document.body.dataset.wide = inner.documentElement.scrollWidth;
  var across = inner.querySelector("[data-axis=across]"), picked = [];
  "{picks}".split(" ").forEach(function (party) {{
    across.value = party;
    across.dispatchEvent(new Event("change"));
    inner.querySelectorAll(".pair:not([hidden])").forEach(function (pair) {{
      picked.push(pair.dataset.across + "-" + pair.dataset.up);
    }});
  }});
  document.body.dataset.picked = picked.join(" ");
}});</script>"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


def browse(page: Path, profile: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Open a page without a window, in a profile of its own; returns the document on stdout and the log on stderr."""
    words = [str(BROWSER), *QUIET, f"--user-data-dir={profile}", "--enable-logging=stderr", *flags, page.as_uri()]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the report of the flagship."""
    where = tmp_path_factory.mktemp("report")
    text = report(runs.flagship(), published("miami"))
    (where / "report.html").write_text(text, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def opened(folder, tmp_path_factory):
    """Return the report as opened by a browser, with its log of requests."""
    log = folder / "net.json"
    done = browse(folder / "report.html", tmp_path_factory.mktemp("profile"), "--dump-dom", f"--log-net-log={log}")
    assert done.returncode == 0, done.stderr
    return done, log.read_text(encoding="utf-8")


def test_it_opens_from_a_file_without_an_error(opened):
    done, _ = opened
    assert 'id="bottom-line"' in done.stdout
    assert not re.findall(r"CONSOLE.*(?:error|refused|violates|Uncaught).*", done.stderr, re.IGNORECASE)


def test_it_asks_nothing_of_the_outside(opened):
    _, log = opened
    asked = set(re.findall(r'"url":"(https?://[^"]+)"', log))
    cited = set(re.findall(r'href="(https?://[^"]+)"', json.dumps(runs.flagship())))
    assert not {url for url in asked if url in cited or "report" in url}


def test_its_script_runs_under_its_own_policy(opened):
    done, _ = opened
    assert 'class="pairs"' not in done.stdout
    shown = [tag for tag in re.findall(r'<div class="pair"[^>]*>', done.stdout) if "hidden" not in tag]
    assert len(shown) == 1
    assert re.search(r'<div class="pickers">', done.stdout)


def probed(folder, profile, name, width, picks="RU"):
    """Return what a page around the report measures: its width, and the maps shown after each pick."""
    probe = folder / f"probe_{name}.html"
    probe.write_text(PROBE.format(width=width, picks=picks), encoding="utf-8")
    flags = ("--allow-file-access-from-files", "--dump-dom", "--virtual-time-budget=10000", "--window-size=1400,1000")
    done = browse(probe, profile, *flags)
    wide, picked = (re.search(rf'data-{name}="([^"]*)"', done.stdout) for name in ("wide", "picked"))
    assert wide and picked, done.stderr
    return int(wide[1]), picked[1].split()


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_screen(folder, tmp_path, width):
    assert probed(folder, tmp_path / "profile", str(width), width)[0] <= width


def test_the_pickers_show_one_map_and_never_a_party_twice(folder, tmp_path):
    shown = probed(folder, tmp_path / "profile", "picks", 1200, "US UA E3EU RU")[1]
    assert shown == ["US-UA", "UA-US", "E3EU-US", "RU-US"]


@pytest.fixture(scope="module")
def window():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as held:
        found = held.chromium.launch(executable_path=shutil.which(str(BROWSER)), args=["--no-sandbox"])
        yield found
        found.close()


def offline(window, folder, **manner):
    """Return the page, opened without a network, what it asked for and the errors that it met."""
    page = window.new_context(offline=True, **manner).new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((folder / "report.html").as_uri())
    return page, asked, errors


def test_the_app_in_it_shows_its_screens_from_the_numbers_of_the_run(window, folder):
    pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page, asked, errors = offline(window, folder)
    broken = {"report": violations(page)}
    for tab in [name for name in TABS if name != "report"]:
        page.click(f"nav a[href*='tab={tab}']")
        page.wait_for_selector("#results .card, #results h2")
        page.wait_for_timeout(900)
        broken[tab] = violations(page)
        assert page.query_selector("#results [role=alert]") is None, tab
        assert not page.is_visible("#blocks") and not page.query_selector("aside")
        if tab == "overview":
            zone = runs.flagship()["central"]["settlements"]["zone"]["value"]
            assert page.get_attribute("[data-zone]", "data-zone") == str(zone)
    page.context.close()
    assert broken == dict.fromkeys(broken, [])
    assert asked == [(folder / "report.html").as_uri()] and errors == []


def test_without_a_script_and_in_print_it_is_the_report(window, folder):
    page, _, errors = offline(window, folder, java_script_enabled=False)
    assert page.is_visible("#bottom-line") and page.is_visible("#cite")
    page.context.close()
    page, _, more = offline(window, folder)
    page.click("nav a[href*='tab=overview']")
    assert not page.is_visible("#blocks")
    page.emulate_media(media="print")
    assert page.is_visible("#bottom-line") and not page.is_visible(".top")
    page.context.close()
    assert errors + more == []


def test_a_link_of_the_contents_leads_to_its_section(window, folder):
    page, _, errors = offline(window, folder)
    page.click("#blocks nav a[href='#zone']")
    page.wait_for_function("() => scrollY > 500")
    assert page.is_visible("#blocks") and errors == []
    page.context.close()
