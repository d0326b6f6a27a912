"""The built app in the package: it is there, whole, and built from the sources beside it. Needs no Node."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from detente.report.bundle import FOLDER

WEB = Path(__file__).parents[2] / "web"
BUILD_FILES = (
    "index.html", "package-lock.json", "package.json", "svelte.config.js", "tsconfig.json", "vite.config.js",
)  # fmt: skip
MOST_PACKED = 150_000


def test_every_file_that_the_page_names_is_there() -> None:
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="/app/([^"]+)"', page)
    assert len(named) >= 2
    assert [name for name in named if not (FOLDER / name).is_file()] == []


def test_the_page_asks_nothing_of_the_outside() -> None:
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []
    assert "<style" not in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []


@pytest.mark.skipif(not WEB.is_dir(), reason="the sources of the app are not beside this package")
def test_the_build_is_that_of_the_sources() -> None:
    told = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["sources"]
    paths = [*(WEB / name for name in BUILD_FILES), *(path for path in (WEB / "src").rglob("*") if path.is_file())]
    held = {path.relative_to(WEB).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}
    changed = sorted(name for name in {*told, *held} if told.get(name) != held.get(name))
    assert changed == [], "build the app anew: cd web && npm ci && npm run build"


def test_it_is_small() -> None:
    import gzip

    packed = sum(len(gzip.compress(path.read_bytes())) for path in FOLDER.rglob("*") if path.is_file())
    assert packed < MOST_PACKED
