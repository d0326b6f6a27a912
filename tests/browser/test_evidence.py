"""The screen of evidence: the library's ledger, an article that becomes claims of the case, nothing lost on the way."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from detente.evidence.ledger import ledger
from detente.formats.load import load
from detente.report.digits import share
from detente.settlement.known import known
from tests.browser.desk import NEEDED, SMALL, Server, clipped, seen_at, serving, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED

ARTICLE = """Some analysts say that a truce
is likely. The minister said that Upstream will fill the reservoir in three years.

According to Reuters, engineers met at the lake. Investors should buy water now."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """Serve a folder of this module's own: cases are kept in it."""
    with serving(tmp_path_factory.mktemp("cases")) as held:
        yield held


def opened(page: Any, server: Server, case: str = "small") -> None:
    page.goto(f"{server.app}?case={case}&tab=evidence")
    page.wait_for_selector("[data-ready]")


def copy(server: Server, name: str) -> Path:
    path = server.folder / f"{name}.yaml"
    path.write_bytes(SMALL.read_bytes())
    return path


def read(page: Any) -> None:
    page.fill("textarea >> nth=0", ARTICLE)
    page.click("button:text-is('Read')")
    page.wait_for_selector("[data-draft]")


def take(page: Any, draft: int, source: str = "P1") -> None:
    page.check(f"[data-draft='{draft}'] input")
    page.get_by_label("Short id").fill(source)
    page.get_by_label("Title").fill("The daily paper")


def enter(page: Any) -> None:
    page.click("button:has-text('into the case')")


def test_the_ledger_has_each_origin_once_as_the_library_weighs_it(page: Any, server: Server) -> None:
    opened(page, server, "miami")
    held = ledger(known(load("miami")))
    shown = [row.get_attribute("data-claim") for row in page.query_selector_all("[data-ledger] tbody tr")]
    assert shown == [row["id"] for row in held["claims"] if not row["counted_as"]]
    assert "memorandum_tass" not in shown
    assert "1 copy" in page.text_content("[data-claim=memorandum]")
    leading = max(held["weighed"]["hypotheses"], key=lambda row: row["value"])
    for item in held["weighed"]["items"]:
        wanted = f"{share(item['without'][leading['id']], 0.01)} → {share(leading['value'], 0.01)}"
        assert page.text_content(f"[data-claim={item['id']}] [data-moves]") == wanted


def test_another_explanation_turns_what_supports_into_what_contradicts(page: Any, server: Server) -> None:
    opened(page, server, "miami")
    assert "contradicts" in page.text_content("[data-claim=leaked_call]")
    page.select_option("#results .head select", "sincere")
    assert "supports" in page.text_content("[data-claim=leaked_call]")


def test_the_explanations_are_those_of_the_library(page: Any, server: Server) -> None:
    opened(page, server, "miami")
    page.click("[data-figure=hypotheses] button:has-text('Table')")
    shown = [cell.inner_text() for cell in page.query_selector_all("[data-figure=hypotheses] tbody td")]
    rows = ledger(known(load("miami")))["weighed"]["hypotheses"]
    assert shown == [share(row[key], 0.01) for row in rows for key in ("prior", "value", "low", "high")]


def test_without_evidence_the_screen_says_so_and_how_the_numbers_are_marked(page: Any, server: Server) -> None:
    opened(page, server, "korea_1951")
    told = page.text_content("[data-ready]")
    assert "No evidence yet" in told
    assert "? 6 assumed" in told
    assert page.is_visible("text=Read an article")


def test_sentences_are_marked_where_they_stand_and_lead_to_the_question(page: Any, server: Server) -> None:
    opened(page, server)
    read(page)
    marked = page.locator("mark").first
    assert "Some analysts say that a truce\nis likely." in marked.text_content()
    text = page.evaluate("""() => {
      const copy = document.querySelector(".text").cloneNode(true);
      for (const button of copy.querySelectorAll("button")) button.remove();
      return copy.textContent.trim();
    }""")
    assert text == ARTICLE
    address = page.url
    marked.locator("button").first.click()
    assert page.evaluate("document.activeElement.dataset.flag") == "anonymous_source"
    assert page.url == address


def test_accepted_claims_become_text_of_the_file_and_a_version(page: Any, server: Server) -> None:
    path = copy(server, "own")
    opened(page, server, "own")
    read(page)
    assert page.is_disabled("button:has-text('into the case')")
    take(page, 1)
    page.fill("[data-draft='1'] textarea", "Upstream will fill the reservoir in three years.")
    page.select_option("[data-draft='1'] select", "B3")
    enter(page)
    page.wait_for_selector("text=1 written into own, now version 2")
    case = load(str(path))
    claim = case.claims[-1]
    assert (claim.text, claim.grade, claim.source) == ("Upstream will fill the reservoir in three years.", "B3", "P1")
    assert (claim.attribution, case.source("P1").title) == ("Reuters", "The daily paper")
    page.wait_for_selector(f"[data-claim={claim.id}]")
    lines = SMALL.read_text(encoding="utf-8").splitlines()
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in after] == []
    added = "\n".join(line for line in after if line not in lines)
    assert "Upstream will fill the reservoir in three years." in added and "The daily paper" in added


def test_claims_for_a_case_that_ships_go_into_a_copy_that_is_opened(page: Any, server: Server) -> None:
    opened(page, server, "korea_1951")
    read(page)
    take(page, 0)
    page.get_by_label("name of your copy").fill("my_korea")
    enter(page)
    page.wait_for_url("**case=my_korea**")
    page.wait_for_selector("[data-claim=c1]")
    assert "1 written into my_korea" in page.text_content("#results")
    assert (server.folder / "my_korea.yaml").exists()


def test_what_somebody_saved_meanwhile_is_told_and_the_choice_is_kept(page: Any, server: Server) -> None:
    path = copy(server, "shared")
    opened(page, server, "shared")
    read(page)
    take(page, 0)
    path.write_text(SMALL.read_text(encoding="utf-8") + "# saved by somebody else\n", encoding="utf-8")
    enter(page)
    page.wait_for_selector("text=somebody has saved this case")
    assert page.is_checked("[data-draft='0'] input")
    assert "saved by somebody else" in path.read_text(encoding="utf-8")
    page.click("text=Read the case again")
    page.wait_for_function("() => !document.querySelector('#results [role=alert]')")
    enter(page)
    page.wait_for_selector("text=1 written into shared")
    saved = path.read_text(encoding="utf-8")
    assert "saved by somebody else" in saved
    assert "The daily paper" in saved


def test_an_article_is_kept_while_other_screens_are_shown_and_while_the_server_is_gone(
    page: Any, server: Server
) -> None:
    opened(page, server)
    read(page)
    take(page, 0)
    page.click("nav >> text=Parties")
    page.wait_for_selector("[data-panel]")
    page.click("nav >> text=Evidence")
    assert page.input_value("textarea >> nth=0") == ARTICLE
    page.route("**/claims", lambda route: route.abort())
    enter(page)
    page.wait_for_selector("text=The server does not answer")
    assert page.is_checked("[data-draft='0'] input")


def test_a_proposal_is_tried_as_a_changed_assumption_and_put_back(page: Any, server: Server) -> None:
    opened(page, server)
    page.click("[data-proposal='no_deal.UP'] button")
    (row,) = [held for held in ledger(known(load(str(SMALL))))["proposals"] if held["path"] == "no_deal.UP"]
    assert float(page.input_value("[id='no_deal.UP']")) == pytest.approx(row["after"]["mid"], abs=0.51)
    page.wait_for_function("() => location.hash.includes('no_deal.UP')")
    page.click("[data-proposal='no_deal.UP'] button")
    page.wait_for_function("() => !location.hash.includes('no_deal.UP')")


def test_the_line_of_time_has_every_event_of_the_library(page: Any, server: Server) -> None:
    opened(page, server, "miami")
    page.select_option("[data-window]", "all")
    events = ledger(known(load("miami")))["timeline"]
    marks = page.query_selector_all("[data-figure=timeline] .mark")
    assert len(marks) == len([row for row in events if row["kind"] not in ("as_of", "horizon")])
    assert clipped(page, "#results svg") == []
    page.click("[data-figure=timeline] button:has-text('Table')")
    days = [cell.inner_text() for cell in page.query_selector_all("[data-figure=timeline] tbody th")]
    assert days == [row["day"] for row in events]


def test_files_carry_their_source_line(page: Any, server: Server) -> None:
    opened(page, server)
    page.click("[data-figure=timeline] button:has-text('Download')")
    with page.expect_download() as found:
        page.click("[data-figure=timeline] button:has-text('CSV')")
    text = Path(found.value.path()).read_text(encoding="utf-8")
    assert json.loads(page.evaluate("fetch('/api/v1/cases/small').then((r) => r.text())"))["seen"][:12] in text
    assert text.splitlines()[1].startswith("2025-03-01")


def test_it_breaks_no_rule_of_access_with_an_article_read(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    opened(page, server)
    read(page)
    assert violations(page) == []


def test_on_a_phone_nothing_scrolls_sideways_but_tables_and_drawings(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    for case in ("small", "miami"):
        opened(page, server, case)
        read(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
