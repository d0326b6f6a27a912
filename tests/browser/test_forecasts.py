"""Forecasts in a browser, on the ledger that ships: what is asked, said, resolved and scored is the library's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from detente.case.document import Document
from detente.formats.yaml import parse
from detente.ledger import archive, history
from detente.ledger.enter import enter
from detente.ledger.example import EXAMPLES
from detente.ledger.listing import listing, standings
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened, reading
from detente.report.digits import DASH, MINUS, share
from detente.report.pages.forecast import score_text
from detente.report.track_record import shipped_record
from tests.browser.desk import NEEDED, SMALL, Server, clipped, entered, seen_at, start, violations

pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = NEEDED
LATER = str(date.today() + timedelta(days=200))


def shipped_rows() -> dict[str, Any]:
    """Return the questions of the ledger that ships which can be scored, with what was said on them and their ends."""
    file = f"{EXAMPLES[0]}.yaml"
    held = parse((files("detente.ledger") / "examples" / file).read_bytes(), file=file).value
    sound = {key: row for key, row in held["questions"].items() if "horizon" in row}
    rest = {key: [row for row in held[key] if row["question"] in sound] for key in ("forecasts", "resolutions")}
    return {"questions": sound, **rest}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> LedgerPlace:
    """Return where a ledger lies that holds the example."""
    held = LedgerPlace(tmp_path_factory.mktemp("cases") / "ledger.sqlite")
    with opened(held, create=True) as store:
        assert enter(store, Document(shipped_rows()), today=date.today()).rows()
    return held


@pytest.fixture(scope="module")
def server(place: LedgerPlace) -> Generator[Server]:
    assert place.path is not None
    (place.path.parent / "small.yaml").write_bytes(SMALL.read_bytes())
    held = start(place.path.parent)
    yield held
    held.stop()


def listed(place: LedgerPlace, question: str | None = None) -> list[dict[str, Any]]:
    """Return what the library lists of the ledger as it is now."""
    with opened(place) as store, reading(store) as connection:
        entries = archive.entries(connection)
    return listing(entries, question, today=date.today())["questions"]


def scored(place: LedgerPlace) -> dict[str, Any]:
    """Return the standings that the library makes of the ledger as it is now."""
    with opened(place) as store, reading(store) as connection:
        return standings(history.ledger_of(archive.unbroken(connection)))


def shows(page: Any, server: Server, case: str = "small") -> None:
    page.goto(f"{server.app}?case={case}&tab=forecasts")
    page.wait_for_selector("[data-past]")
    page.wait_for_selector("[data-forecaster]")


def open_question(page: Any, name: str) -> Any:
    """Open a question of the list and return its card."""
    if page.locator(f"[data-open='{name}']").count() == 0:
        page.locator(f"[data-question='{name}'] button").click()
    card = page.locator(f"[data-open='{name}']")
    card.wait_for()
    return card


def asked(page: Any, name: str, **fields: str) -> None:
    """Ask a question of one's own."""
    form = page.locator("form", has=page.locator("textarea[name=statement]"))
    form.locator("input[name=id]").fill(name)
    held = {"statement": f"What {name} is about", "rule": "Two gazettes print it", "horizon": LATER} | fields
    for key, value in held.items():
        form.locator(f"[name={key}]").fill(value)
    form.locator("button[type=submit]").click()


def added(card: Any) -> None:
    """Send the forecast that was typed, and wait until the form says that it is there and is empty again."""
    form = card.locator("form:has(input[name=forecaster])")
    form.locator("button[type=submit]").click()
    form.locator("[role=status]", has_text="Added.").wait_for()


def test_every_question_is_listed_as_the_library_has_it(page: Any, server: Server, place: LedgerPlace) -> None:
    shows(page, server)
    for row in [row for row in listed(place) if row["id"] in shipped_rows()["questions"]]:
        line = page.locator(f"tr[data-question='{row['id']}']")
        text = line.inner_text()
        assert row["statement"] in text and row["rule"] in text and row["horizon"] in text
        wanted = {"resolved": "resolved", "void": "does not count"}[row["status"]]
        assert line.locator("[data-status]").inner_text() == wanted
        for said in row["latest"]:
            p = said["p"][0] if row["type"] == "binary" else max(said["p"])
            assert said["forecaster"] in text and share(p) in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ceasefire_in_2025", "Resolved on 2025-12-31: no"),
        ("bilateral_ceasefire_2025", "Resolved on 2025-12-31: not before 2026"),
        ("duration_if_ceasefire_2025", "Does not count, said on 2025-12-31: no bilateral cease-fire took effect"),
    ],
)
def test_a_question_shows_how_it_ended_and_all_that_was_said_on_it(
    page: Any, server: Server, place: LedgerPlace, name: str, words: str
) -> None:
    shows(page, server)
    card = open_question(page, name)
    assert words in card.inner_text()
    (row,) = listed(place, name)
    said = [one for one in row["history"] if one["kind"] == "forecast"]
    lines = card.locator(".scroll table tbody tr")
    if not said:
        assert lines.count() == 0
        return
    assert lines.count() == len(said)
    cells = [lines.nth(k).locator("td.n").all_inner_texts() for k in range(len(said))]
    bins = slice(0, 1) if row["type"] == "binary" else slice(None)
    assert cells == [[share(p) for p in one["p"][bins]] for one in reversed(said)]
    assert card.locator("text=Add a forecast").count() == 0
    assert clipped(page, f"[data-open='{name}'] svg") == []


def test_the_league_table_is_that_of_the_command_to_the_printed_digit(
    page: Any, server: Server, place: LedgerPlace
) -> None:
    shows(page, server)
    table = scored(place)["table"]
    lines = page.locator("tr[data-forecaster]")
    assert lines.count() == len(table)
    for k, row in enumerate(table):
        line = lines.nth(k)
        assert line.get_attribute("data-forecaster") == row["forecaster"]
        skills = [DASH if held is None else f"{held:+.2f}".replace("-", MINUS) for held in row["skill"].values()]
        assert line.locator("td.n").all_inner_texts() == [
            str(row["questions"]), score_text(row["brier"]), score_text(row["log"]), *skills
        ]  # fmt: skip


def test_the_calibration_plot_has_a_point_for_each_bin_with_its_count_and_a_table(
    page: Any, server: Server, place: LedgerPlace
) -> None:
    shows(page, server)
    held = scored(place)
    figure = page.locator("[data-figure=calibration]")
    points = figure.locator("circle[data-bin]")
    filled = [row for row in held["calibration"] if row["n"]]
    assert [points.nth(k).get_attribute("data-bin") for k in range(points.count())] == [str(row["n"]) for row in filled]
    assert figure.locator("text.count").all_text_contents() == [str(row["n"]) for row in filled]
    ends = figure.locator("line.true")
    x1, x2, y1, y2 = (float(ends.get_attribute(name)) for name in ("x1", "x2", "y1", "y2"))
    for k, row in enumerate(filled):
        x, y = (float(points.nth(k).get_attribute(name)) for name in ("cx", "cy"))
        assert (x - x1) / (x2 - x1) == pytest.approx(row["mean_p"], abs=1e-6)
        assert (y - y1) / (y2 - y1) == pytest.approx(row["frequency"], abs=1e-6)
    assert clipped(page, "[data-figure=calibration] svg") == []
    figure.locator("button", has_text="Table").click()
    rows = [
        figure.locator("tbody tr").nth(k).locator("td, th").all_inner_texts() for k in range(len(held["calibration"]))
    ]
    assert rows == [
        [f"{share(row['low'])}{DASH}{share(row['high'])}", str(row["n"]), share(row["mean_p"]), share(row["frequency"])]
        for row in held["calibration"]
    ]
    assert sum(int(row[1]) for row in rows) == held["n"]
    assert str(held["n"]) in page.locator("section", has=figure).inner_text()


def test_a_question_is_asked_forecast_and_resolved_on_the_screen(page: Any, server: Server, place: LedgerPlace) -> None:
    shows(page, server)
    asked(page, "gazette")
    card = open_question(page, "gazette")
    for p in ("0.125", "0.25"):
        card.locator("input[name=forecaster]").fill("desk")
        card.locator("input[name=p]").fill(p)
        added(card)
        page.wait_for_selector(f"tr[data-question=gazette] >> text=desk: {share(float(p))}")
    (row,) = listed(place, "gazette")
    assert [one["p"][0] for one in row["history"]] == [0.125, 0.25]
    card.locator("button", has_text="Resolve").click()
    box = card.locator("dialog[open]")
    box.locator("input[type=radio][value=yes]").check()
    box.locator("input[name=source]").fill("both gazettes")
    box.locator("button[type=submit]").click()
    page.wait_for_selector("tr[data-question=gazette] [data-status=resolved]")
    (row,) = listed(place, "gazette")
    assert (row["resolution"]["outcome"], row["latest"][0]["p"][0]) == ("yes", 0.25)
    (mine,) = [one for one in scored(place)["table"] if one["forecaster"] == "desk"]
    page.wait_for_selector("tr[data-forecaster=desk]")
    line = page.locator("tr[data-forecaster=desk] td.n").all_inner_texts()
    assert line[:3] == [str(mine["questions"]), score_text(mine["brier"]), score_text(mine["log"])]
    assert mine["brier"] == pytest.approx(2 * 0.75**2)


def test_a_question_that_does_not_count_says_why_and_scores_nobody(
    page: Any, server: Server, place: LedgerPlace
) -> None:
    shows(page, server)
    asked(page, "condition", condition="talks begin")
    card = open_question(page, "condition")
    assert "Counts only if: talks begin" in card.inner_text()
    card.locator("input[name=forecaster]").fill("voided desk")
    card.locator("input[name=p]").fill("0.5")
    added(card)
    page.wait_for_selector("tr[data-question=condition] >> text=voided desk")
    card.locator("button", has_text="Resolve").click()
    box = card.locator("dialog[open]")
    box.locator("input[type=radio][value='*']").check()
    box.locator("textarea[name=void]").fill("talks never began")
    box.locator("button[type=submit]").click()
    page.wait_for_selector("tr[data-question=condition] [data-status=void]")
    card.locator("b", has_text="talks never began").wait_for()
    assert "voided desk" not in [row["forecaster"] for row in scored(place)["table"]]
    card.locator("button", has_text="Correct").click()
    assert card.locator("dialog[open] textarea[name=correction]").count() == 1


def test_faults_are_told_all_at_once_what_was_typed_stays_and_nothing_is_written(
    page: Any, server: Server, place: LedgerPlace
) -> None:
    shows(page, server)
    before = len(listed(place))
    asked(page, "faulty", rule="", horizon="")
    form = page.locator("form", has=page.locator("textarea[name=statement]"))
    form.locator("[role=alert]").wait_for()
    told = form.locator("[role=alert]").inner_text()
    assert '"rule"' in told and '"horizon"' in told
    assert form.locator("textarea[name=statement]").input_value() == "What faulty is about"
    assert len(listed(place)) == before
    page.reload()
    page.wait_for_selector("[data-past]")
    assert page.locator("textarea[name=statement]").input_value() == "What faulty is about"


def test_of_the_open_case_it_asks_which_scenario_and_enters_its_odds(
    page: Any, server: Server, place: LedgerPlace
) -> None:
    shows(page, server)
    form = page.locator("section", has_text="Ask a question").locator("form").first
    form.locator("input[name=id]").fill("which")
    form.locator("button[type=submit]").click()
    card = open_question(page, "which")
    card.locator("button", has_text="odds of this case").click()
    page.wait_for_selector("tr[data-question=which] >> text=detente")
    (row,) = listed(place, "which")
    assert sum(row["latest"][0]["p"]) == pytest.approx(1)
    said = card.locator(".scroll table tbody tr").first
    said.wait_for()
    odds = said.locator("td.n").all_inner_texts()
    assert odds == [share(p) for p in row["latest"][0]["p"]]


def test_the_track_record_is_that_which_ships(page: Any, server: Server) -> None:
    shows(page, server)
    rows = shipped_record()["models"]
    lines = page.locator("tr[data-past]")
    assert [lines.nth(k).get_attribute("data-past") for k in range(lines.count())] == [row["model"] for row in rows]
    for k, row in enumerate(rows):
        cells = lines.nth(k).locator("td.n").all_inner_texts()
        assert cells[:2] == [str(row["cases"]), str(row["issues"])]
        assert cells[2].startswith(f"{row['error']['value']:.1f}")
        assert cells[3] == (share(row["hit"]["value"]) if row["hit"] else DASH)


def test_a_ledger_that_cannot_be_written_refuses_in_words_and_loses_nothing_typed(window: Any, tmp_path: Path) -> None:
    """Another program holds the file: it is read, a forecast is refused, and what was typed stays."""
    (tmp_path / "small.yaml").write_bytes(SMALL.read_bytes())
    held = start(tmp_path)
    context = window.new_context()
    page = entered(context, held)
    page.goto(f"{held.app}?case=small&tab=forecasts")
    page.wait_for_selector("text=holds no question yet")
    page.wait_for_selector("#results >> text=No question is resolved yet")
    page.route("**/forecasts/questions", lambda route: route.fulfill(status=409, body=json.dumps(BUSY)))
    asked(page, "late")
    page.wait_for_selector("form [role=alert]")
    assert BUSY["error"]["message"] in page.inner_text("form [role=alert]")
    assert page.locator("textarea[name=statement]").input_value() == "What late is about"
    context.close()
    held.stop()


BUSY = {"error": {"kind": "busy", "message": "the ledger is in use by another program; try again in a moment"}}


def test_a_history_that_was_tampered_with_is_told_and_the_rest_is_shown(
    window: Any, place: LedgerPlace, tmp_path: Path
) -> None:
    assert place.path is not None
    copy = tmp_path / "ledger.sqlite"
    with sqlite3.connect(place.path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with sqlite3.connect(copy) as ledger:
        for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            ledger.execute(f"DROP TRIGGER {name}")
        ledger.execute("UPDATE detente_history SET doc = replace(doc, 'Swift', 'Swaft') WHERE kind = 'forecast'")
    held = start(tmp_path)
    context = window.new_context()
    page = entered(context, held)
    page.goto(f"{held.app}?case=miami&tab=forecasts")
    page.wait_for_selector("text=not as it was written")
    page.wait_for_selector("tr[data-question=ceasefire_in_2025]")
    page.wait_for_selector("text=was edited")
    context.close()
    held.stop()


def test_an_open_question_and_its_dialog_break_no_rule_of_access(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    shows(page, server)
    found = violations(page)
    card = open_question(page, "bilateral_ceasefire_2025")
    found += violations(page)
    card.locator("button", has_text="Correct").click()
    found += violations(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 700})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert found == []
    assert wide == 320
