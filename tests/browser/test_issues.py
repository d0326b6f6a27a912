"""Issues & options in a real browser: cells by keys, a pasted block, weights by asking, changes kept in the file."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from detente.formats.load import load
from detente.settlement.elicitation.answer import elicited
from detente.settlement.elicitation.statements import Order
from detente.settlement.known import known
from tests.browser.desk import NEEDED, SMALL, Server, clipped, entered, seen_at, serving, violations

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = NEEDED

TEXT = SMALL.read_text(encoding="utf-8")
FILL = "views.UP.fill.salience"
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(pasted);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """Serve a folder of this module's own: cases are kept in it."""
    with serving(tmp_path_factory.mktemp("cases")) as held:
        yield held


def opened(page: Any, server: Server, case: str = "small") -> None:
    page.goto(f"{server.app}?case={case}&tab=issues")
    page.wait_for_selector("[role=grid] td[data-path]")


def cell(page: Any, path: str) -> Any:
    return page.locator(f"td[data-path='{path}']")


def number(page: Any, path: str) -> str:
    return str(cell(page, path).locator("b").text_content())


def settled(page: Any, path: str, value: str) -> None:
    page.wait_for_function(
        "([path, value]) => document.querySelector(`td[data-path='${path}'] b`)?.textContent === value",
        arg=[path, value],
    )


class TestTheMatrix:
    def test_keys_move_one_focus_and_set_a_number_that_undo_takes_back(self, page: Any, server: Server) -> None:
        opened(page, server)
        cell(page, FILL).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.path") == "views.DOWN.data.salience"
        assert page.locator("td[role=gridcell][tabindex='0']").count() == 1
        page.keyboard.type("42")
        page.keyboard.press("Enter")
        assert number(page, "views.DOWN.data.salience") == "42"
        assert page.evaluate("document.activeElement.dataset.path") == "views.DOWN.board.salience"
        assert "changed" in str(cell(page, "views.DOWN.data.salience").get_attribute("aria-label"))
        assert "views.DOWN.data.salience=42" in page.url
        page.click("text=Undo")
        settled(page, "views.DOWN.data.salience", "30")

    def test_a_range_is_typed_and_a_link_holds_it(self, page: Any, server: Server, window: Any) -> None:
        opened(page, server)
        cell(page, FILL).focus()
        page.keyboard.press("Enter")
        assert page.input_value("td input") == "85:90:95"
        page.fill("td input", "60:70:90")
        page.keyboard.press("Enter")
        settled(page, FILL, "70")
        other = window.new_context()
        there = entered(other, server)
        there.goto(page.url)
        there.wait_for_selector("[role=grid] td[data-path]")
        settled(there, FILL, "70")
        assert cell(there, FILL).locator(".ends").text_content() == "60–90"
        assert there.url == page.url
        other.close()

    def test_what_cannot_be_read_stays_open_with_a_reason_and_escape_leaves_it(self, page: Any, server: Server) -> None:
        opened(page, server)
        cell(page, FILL).focus()
        page.keyboard.type("140")
        page.keyboard.press("Enter")
        assert "outside what the field allows" in str(cell(page, FILL).text_content())
        page.keyboard.press("Escape")
        assert number(page, FILL) == "90"
        assert page.evaluate("document.activeElement.dataset.path") == FILL

    def test_a_block_of_a_spreadsheet_fills_cells_in_one_step_and_says_what_it_could_not_read(
        self, page: Any, server: Server
    ) -> None:
        opened(page, server)
        cell(page, FILL).focus()
        page.evaluate(PASTE, "70\t10:20:30\t55\nmuch\t35,5\t12\n25\t300\t")
        page.wait_for_selector(".pasted li")
        settled(page, "views.DOWN.data.salience", "35.5")
        assert [number(page, f"views.{p}.fill.salience") for p in ("UP", "DOWN", "HOST")] == ["70", "20", "55"]
        told = [row.text_content() for row in page.query_selector_all(".pasted li")]
        assert told == [
            "“much” (Exchange of data, Upstream): no number, nor low:mid:high",
            "“12” (Exchange of data, Host): no view there, or it follows from the wished point",
            "“300” (Joint board, Downstream): outside what the field allows",
        ]
        page.click("text=Undo")
        settled(page, FILL, "90")
        settled(page, "views.DOWN.data.salience", "30")

    def test_an_issue_opens_to_worths_and_red_lines(self, page: Any, server: Server) -> None:
        opened(page, server)
        page.click(".opener >> nth=1")
        path = "views.UP.data.worth.live"
        assert number(page, path) == "0"
        cell(page, path).focus()
        page.keyboard.press("Space")
        assert page.locator("td.changed").count() == 1
        assert "views.UP.data.red_lines.live=drop" in page.url
        page.keyboard.press("Space")
        assert "red_lines" not in page.url
        page.keyboard.type("15")
        page.keyboard.press("Enter")
        settled(page, path, "15")
        cell(page, path).focus()
        page.keyboard.press("Delete")
        settled(page, path, "0")

    def test_the_numbers_are_those_of_the_case(self, page: Any, server: Server) -> None:
        opened(page, server)
        for view in known(load(str(SMALL))).views:
            assert number(page, f"views.{view.party}.{view.issue}.salience") == f"{view.salience.mid:g}"


def ordered(page: Any, *names: str) -> None:
    for name in names:
        page.select_option("[data-say=next]", label=name)
    page.click("[data-say=add]")


class TestAskMe:
    def test_an_order_becomes_ranges_that_are_set_as_changes(self, page: Any, server: Server) -> None:
        opened(page, server)
        ordered(page, "Joint board", "Filling time", "Exchange of data")
        page.wait_for_selector("[data-say=use]:not([disabled])")
        page.click("[data-figure=elicited] button:has-text('Table')")
        said = [Order((("board",), ("fill",), ("data",)))]
        wanted = elicited(known(load(str(SMALL))), "UP", said)["ranges"]
        page.wait_for_function(
            "() => document.querySelector('[data-figure=elicited] tbody tr td:nth-child(4)')?.textContent === '50'"
        )
        shown = [
            [float(held.text_content()) for held in row.query_selector_all("td")][:3]
            for row in page.query_selector_all("[data-figure=elicited] tbody tr")
        ]
        for row, held in zip(wanted, shown, strict=True):
            assert held == pytest.approx([100 * row[end] for end in ("low", "mid", "high")], rel=1e-4)
        page.click("[data-say=use]")
        for row in wanted:
            settled(page, row["path"], f"{row['written']['mid']:g}")
        page.click("text=Undo")
        settled(page, FILL, "90")

    def test_a_contradiction_is_named_and_taking_one_back_mends_it(self, page: Any, server: Server) -> None:
        opened(page, server)
        ordered(page, "Joint board", "Filling time")
        ordered(page, "Exchange of data", "Joint board")
        ordered(page, "Filling time", "Exchange of data")
        page.wait_for_selector("[data-conflict='3']")
        page.click(".said button >> nth=1")
        page.wait_for_selector("[data-say=use]:not([disabled])")
        assert page.locator("[data-conflict]").count() == 0

    def test_the_next_question_is_answered_in_place(self, page: Any, server: Server) -> None:
        opened(page, server)
        page.click("[data-say=ask]")
        page.wait_for_selector("[data-next]")
        page.click("[data-say=next-first]")
        page.wait_for_selector(".said li button")
        assert "rather than" in str(page.text_content(".said"))


class TestKeeping:
    def test_one_moved_slider_is_one_line_of_the_file(self, page: Any, server: Server) -> None:
        path = fresh(server, "kept")
        opened(page, server, "kept")
        page.locator("[id='no_deal.UP']").fill("48")
        page.click("[data-keep]")
        page.wait_for_selector("[data-writes] li")
        assert page.text_content("[data-writes]") == "Upstream: 45 (35 to 50) -> 48 (35 to 50)" or "48" in str(
            page.text_content("[data-writes]")
        )
        page.fill("[data-dialog=keep] label.wide input", "the dam is nearly done")
        page.click("[data-save]")
        page.wait_for_selector("text=Kept as version")
        before, after = TEXT.splitlines(), path.read_text(encoding="utf-8").splitlines()
        assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [("    mid: 45", "    mid: 48")]
        assert page.input_value("[id='no_deal.UP']") == "48"
        assert "#" not in page.url

    def test_a_case_that_ships_is_kept_as_a_named_copy(self, page: Any, server: Server) -> None:
        opened(page, server, "korea_1951")
        path = str(page.get_attribute("aside input[type=range]", "id"))
        page.locator(f"[id='{path}']").fill("41")
        page.click("[data-keep]")
        page.wait_for_selector("[data-writes] li")
        page.fill("[data-dialog=keep] input[required]", "my_korea")
        page.click("[data-save]")
        page.wait_for_url("**case=my_korea**")
        assert (server.folder / "my_korea.yaml").is_file()

    def test_the_second_of_two_puts_hers_on_top_and_both_changes_stand(
        self, page: Any, server: Server, window: Any
    ) -> None:
        path = fresh(server, "shared")
        context = window.new_context()
        other = entered(context, server)
        for one, party, value in ((page, "UP", "47"), (other, "DOWN", "24")):
            opened(one, server, "shared")
            one.locator(f"[id='no_deal.{party}']").fill(value)
        kept(page)
        page.wait_for_selector("text=Kept as version")
        kept(other)
        other.wait_for_selector("text=Somebody saved this case meanwhile")
        other.click("text=Put my changes on top of theirs")
        other.wait_for_selector("[data-save]:not([disabled])")
        other.click("[data-save]")
        other.wait_for_selector("text=Kept as version")
        text = path.read_text(encoding="utf-8")
        assert "mid: 47" in text
        assert "mid: 24" in text
        context.close()


def fresh(server: Server, name: str) -> Path:
    path = server.folder / f"{name}.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def kept(page: Any) -> None:
    page.click("[data-keep]")
    page.wait_for_selector("[data-save]:not([disabled])")
    page.click("[data-save]")


def test_no_rule_of_access_is_broken_opened_asked_and_about_to_keep(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    opened(page, server)
    page.click(".opener >> nth=0")
    cell(page, FILL).focus()
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    page.select_option("label:has-text('I can say') select", "choice")
    page.wait_for_selector("[data-figure=elicited]")
    assert violations(page) == []
    assert clipped(page, "[data-figure=elicited] svg") == []
    page.click("[data-keep]")
    page.wait_for_selector("[data-writes] li")
    assert violations(page) == []


def test_the_flagship_fits_a_phone_and_its_labels_their_drawing(page: Any, server: Server) -> None:
    seen_at(page, 320, 700)
    opened(page, server, "miami")
    page.wait_for_selector("[data-figure=elicited] svg")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert clipped(page, "[data-figure=elicited] svg") == []
