"""The site: built without a warning, complete, with links that lead somewhere, and nothing asked of the outside.

It is built once, which takes some twenty seconds; every test below reads what was built.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

pytest.importorskip("mkdocs", reason="mkdocs is not installed")
ROOT = Path(__file__).parents[2]
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
"""Elements that a browser fetches by themselves; of links only those that are not mere statements about the page."""
STATED = {"canonical", "prev", "next", "alternate"}
OUTSIDE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^)\"']+)")


class Page(HTMLParser):
    """What a page fetches, where it links to, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {key: value or "" for key, value in attrs}
        self.anchors |= {held[key] for key in ("id", "name") if key in held}
        if tag in FETCHED and FETCHED[tag] in held:
            self.fetched.append(held[FETCHED[tag]])
        if tag == "link" and not STATED & {*held.get("rel", "").split()}:
            self.fetched.append(held["href"])
        if tag == "a" and "href" in held:
            self.links.append(held["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return the folder of the site, built strictly: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    child = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    done = subprocess.run(words, cwd=ROOT, env=child, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_document_is_a_page(site: Path) -> None:
    docs = ROOT / "docs"
    written = [path.relative_to(docs) for end in ("md", "ipynb") for path in docs.rglob(f"*.{end}")]
    assert [path for path in written if not (site / path).with_suffix(".html").exists()] == []


def test_pages_are_made_of_the_code(site: Path) -> None:
    assert all((site / "reference" / name).exists() for name in ("answers.html", "verbs.html", "python.html"))


def test_no_page_asks_the_outside(pages: dict[Path, Page]) -> None:
    assert [(path.name, url) for path, page in pages.items() for url in page.fetched if OUTSIDE.match(url)] == []


def test_no_style_asks_the_outside(site: Path) -> None:
    styles = [*site.rglob("*.css"), *site.rglob("*.html")]
    assert [(path.name, IN_STYLES.findall(path.read_text(encoding="utf-8"))) for path in styles if IN_STYLES.search(
        path.read_text(encoding="utf-8"))] == []  # fmt: skip


def test_every_link_within_the_site_leads_to_a_page_and_an_anchor(site: Path, pages: dict[Path, Page]) -> None:
    dead: dict[str, list[str]] = defaultdict(list)
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # its links begin at the root of wherever the site is put
        for link in page.links:
            if not re.match(r"[a-z]+:|//", link) and not leads(site, pages, path, link):
                dead[str(path.relative_to(site))].append(link)
    assert dict(dead) == {}


def leads(site: Path, pages: dict[Path, Page], path: Path, link: str) -> bool:
    """Return whether a link of a page leads to a file of the site, and its anchor to a place in it."""
    where, anchor = urldefrag(link)
    target = Path(os.path.normpath(path.parent / unquote(where))) if where else path
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file() or not target.is_relative_to(site):
        return False
    return not anchor or target not in pages or unquote(anchor) in pages[target].anchors
