"""The list of cases in a real browser: what it tells of each, and three ways to begin."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.report.digits import share
from detente.scenarios.glance import glance
from tests.browser.desk import NEEDED, SMALL, Server, entered, serving, settled, start, violations

pytestmark = NEEDED


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """Serve a folder of this module's own: a case in it is changed."""
    with serving(tmp_path_factory.mktemp("cases")) as held:
        yield held


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """Serve a folder that each test finds empty."""
    held = start(tmp_path_factory.mktemp("bare"))
    yield held
    held.stop()


@pytest.fixture
def empty(window: Any, bare: Server) -> Generator[tuple[Any, Server]]:
    """A page that lists the cases of an empty folder."""
    for case in bare.folder.glob("*.yaml"):
        case.unlink()
    context = window.new_context(viewport={"width": 1440, "height": 960})
    yield entered(context, bare), bare
    context.close()


def told(page: Any, case: str) -> None:
    page.locator(f"[data-chance={case}]").scroll_into_view_if_needed()
    page.wait_for_selector(f"[data-chance={case}]:not(.small)")


def test_it_tells_the_chance_of_a_settlement_as_the_library_has_it(page: Any) -> None:
    told(page, "small")
    wanted = glance(load(str(SMALL)), Drawing(200, 1))["outputs"]["signed"]
    assert page.text_content("[data-chance=small]").startswith(share(wanted["value"], wanted["se"]))
    page.wait_for_selector("[data-case=small] >> text=/over inputs/")
    told(page, "korea_1951")
    assert "no course of talks" in page.text_content("[data-chance=korea_1951]")


def test_what_changed_since_the_last_visit_is_marked(page: Any, server: Server) -> None:
    assert page.text_content("[data-case=small] [data-visit]") == "not opened yet"
    page.click("[data-case=small] >> text=The river")
    settled(page)
    page.click("text=Détente >> nth=0")
    page.wait_for_selector("[data-case=small]")
    assert page.text_content("[data-case=small] [data-visit]") == "as you left it"
    file = server.folder / "small.yaml"
    before = file.read_bytes()
    file.write_bytes(before + b"\n# looked at again\n")
    page.reload()
    page.wait_for_selector("[data-case=small]")
    assert page.text_content("[data-case=small] [data-visit]") == "changed"
    file.write_bytes(before)


def test_an_empty_folder_leads_to_the_flagship_in_one_click(empty: tuple[Any, Server]) -> None:
    page, _ = empty
    assert "no case of your own yet" in page.text_content("#results")
    assert violations(page) == []
    page.click("button:has-text('Open the flagship')")
    settled(page)
    assert "case=miami" in page.url


def test_a_file_is_brought_in_and_one_with_faults_is_refused_with_its_line(
    empty: tuple[Any, Server], tmp_path_factory: pytest.TempPathFactory
) -> None:
    page, server = empty
    away = tmp_path_factory.mktemp("away")
    wrong = away / "wrong.yaml"
    wrong.write_bytes(SMALL.read_bytes().replace(b"title:", b"titel:", 1))
    page.set_input_files("input[type=file]", str(wrong))
    page.wait_for_selector("[role=alert] >> text=Line 3")
    assert [*server.folder.glob("*.yaml")] == []
    right = away / "Talks (2).yaml"
    right.write_bytes(SMALL.read_bytes())
    page.set_input_files("input[type=file]", str(right))
    settled(page)
    assert "case=Talks_2" in page.url
    assert (server.folder / "Talks_2.yaml").read_bytes() == SMALL.read_bytes()


def test_a_file_may_be_dropped(empty: tuple[Any, Server]) -> None:
    page, server = empty
    text = json.dumps(SMALL.read_text(encoding="utf-8"))
    page.evaluate(f"""() => {{
        const held = new DataTransfer();
        held.items.add(new File([{text}], "dropped.yaml"));
        window.dispatchEvent(new DragEvent("drop", {{ dataTransfer: held, cancelable: true }}));
    }}""")
    settled(page)
    assert (server.folder / "dropped.yaml").read_bytes() == SMALL.read_bytes()


def test_the_case_file_is_downloaded_as_it_lies_in_the_folder(page: Any, tmp_path: Path) -> None:
    with page.expect_download() as found:
        page.click("[data-case=small] >> text=Download")
    assert found.value.suggested_filename == "small.yaml"
    found.value.save_as(tmp_path / "small.yaml")
    assert (tmp_path / "small.yaml").read_bytes() == SMALL.read_bytes()
