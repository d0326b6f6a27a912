"""A case whose every free text is full of payloads, in the app and in every format of a report: it stays text."""

from __future__ import annotations

import re
from collections.abc import Generator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.browser.desk import NEEDED, TABS, Server, entered, start
from tests.cli.calls import detente
from tests.security.corpus.payloads import MARK, PAYLOADS, case

EVERY = " ".join(PAYLOADS)
INJECTED = f"""() => {{
  const strange = "iframe, base, object, embed, link[href*='x.example'], [href^='javascript'], "
    + "img:not([src^='data:']):not([src^='/']):not([src^='blob:'])"
  const runs = (found) => [...found.attributes].some((held) => held.name.startsWith("on"))
  const all = [...document.querySelectorAll("*")]
  return all.filter((found) => found.matches(strange) || runs(found)).map((found) => found.outerHTML.slice(0, 200))
    .concat(document.title === "{MARK}" ? ["title"] : [])
}}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("hostile")
    (found / "hostile.yaml").write_text(case(EVERY), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Generator[Server]:
    held = start(folder)
    yield held
    held.stop()


@NEEDED
def test_no_text_of_a_case_runs_in_the_app(window: Any, hostile: Server) -> None:
    context = window.new_context(viewport={"width": 1440, "height": 960})
    page = entered(context, hostile)
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: None if hostile.owns(asked.url) else opened.append(asked.url))
    assert page.evaluate(INJECTED) == []
    for tab in TABS:
        page.goto(f"{hostile.app}?case=hostile&tab={tab}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(INJECTED) == [], tab
    assert opened == []
    context.close()


@NEEDED
def test_no_text_of_a_case_runs_in_a_saved_report(window: Any, folder: Path) -> None:
    path = folder / "report.html"
    assert detente("report", str(folder / "hostile.yaml"), "--draws", "20", "-o", str(path)).exit_code == 0
    for script in (True, False):
        context = window.new_context(java_script_enabled=script)
        page = context.new_page()
        opened: list[str] = []
        page.on("dialog", lambda dialog, opened=opened: (opened.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked, opened=opened: opened.append(asked.url))
        page.goto(path.as_uri())
        page.wait_for_load_state("networkidle")
        assert [url for url in opened if not url.startswith(("file:", "data:", "blob:"))] == []
        if script:
            assert page.evaluate(INJECTED) == []
        context.close()


class Markup(HTMLParser):
    """Counts what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {f"<{tag}>"} | {f"{tag}.{name}" for name, _ in attrs if name.startswith("on")}


def test_a_report_is_made_of_the_same_markup_whatever_the_case_says(folder: Path) -> None:
    made: list[set[str]] = []
    for name, payload in (("plain", "as it is"), ("hostile", EVERY)):
        (folder / f"{name}.yaml").write_text(case(payload), encoding="utf-8")
        done = detente("report", str(folder / f"{name}.yaml"), "--draws", "20", "-o", str(folder / f"{name}.html"))
        assert done.exit_code == 0, done.output
        page = Markup()
        page.feed((folder / f"{name}.html").read_text(encoding="utf-8"))
        made.append(page.found)
    assert made[0] == made[1]


@pytest.mark.parametrize("ending", ["md", "docx", "pdf"])
def test_every_other_format_holds_the_texts_as_texts(folder: Path, ending: str) -> None:
    path = folder / f"report.{ending}"
    done = detente("report", str(folder / "hostile.yaml"), "--draws", "20", "-o", str(path))
    assert done.exit_code == 0, done.output
    data = path.read_bytes()
    if ending == "md":
        text = data.decode("utf-8")
        assert "script" in text
        assert not re.search(r"(?<!\\)<(script|img|svg|iframe|link|base)|(?<!\\)\]\((javascript|https://x)", text)
    elif ending == "docx":
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as book:
            assert b"x.example" not in book.read("word/_rels/document.xml.rels")
            assert b"javascript" not in book.read("word/_rels/document.xml.rels")
    else:
        from pypdf import PdfReader

        reader = PdfReader(path)
        links = [str(note.get_object()) for page in reader.pages for note in page.get("/Annots", [])]
        assert not any("x.example" in link or "javascript" in link or "/JS" in link for link in links)
        assert MARK in "".join(page.extract_text() for page in reader.pages)
