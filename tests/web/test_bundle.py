"""The built app in the package: it is there, whole, and built from the sources beside it. Needs no Node."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from detente.report.bundle import FOLDER, NoBundle, bundle

WEB = Path(__file__).parents[2] / "web"
BUILD_FILES = (
    "index.html", "package-lock.json", "package.json", "svelte.config.js", "tsconfig.json", "vite.config.js",
    "vite.saved.config.js",
)  # fmt: skip
DRAWINGS = FOLDER.parent / "drawing.css"
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
    held[f"../src/detente/report/{DRAWINGS.name}"] = sha256(DRAWINGS.read_bytes()).hexdigest()
    changed = sorted(name for name in {*told, *held} if told.get(name) != held.get(name))
    assert changed == [], "build the app anew: cd web && npm ci && npm run build"


def test_it_is_one_script_and_one_style_so_that_a_page_can_hold_it() -> None:
    found = bundle()
    assert "import(" not in found.script
    assert "url(" not in found.style and "@import" not in found.style


def test_a_build_in_several_pieces_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    with pytest.raises(NoBundle, match="0 files .js"):
        bundle(tmp_path)


def test_the_first_page_is_small() -> None:
    import gzip

    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    first = [FOLDER / name for name in re.findall(r'(?:src|href)="/app/([^"]+)"', page)]
    imported = {
        FOLDER / "assets" / name for path in first for name in re.findall(r'from"\./([^"]+)"', path.read_text())
    }
    packed = sum(len(gzip.compress(path.read_bytes())) for path in {*first, *imported, FOLDER / "index.html"})
    assert 20_000 < packed < MOST_PACKED
