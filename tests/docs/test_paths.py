"""Code that the pages name is there: files, and modules or functions by their dotted path."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import detente

ROOT = Path(__file__).parents[2]
PACKAGE = Path(detente.__file__).parent
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
SPAN = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w./-]+\.(?:py|js|css)")
DOTTED = re.compile(r"(?:detente\.)?(\w+)((?:\.\w+)+)(?:\(.*\))?")
FOLDERS = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def spans(page: Path) -> list[str]:
    """Return what a page sets as code in its running text."""
    blocks = page.read_text(encoding="utf-8").split("```")
    return [span for text in blocks[::2] for span in SPAN.findall(text)]


def exists(span: str) -> bool:
    """Return whether the file or the name that a piece of code stands for is there; other code is not judged."""
    if FILE.fullmatch(span):
        return any((top / span).is_file() for top in (ROOT, PACKAGE))
    dotted = DOTTED.fullmatch(span)
    return dotted is None or dotted[1] not in FOLDERS or found([dotted[1], *dotted[2].split(".")[1:]])


def found(parts: list[str]) -> bool:
    """Return whether the parts lead from the package to a module, or on to what it holds."""
    for end in range(len(parts), 0, -1):
        try:
            held: object = import_module(".".join(["detente", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            held = getattr(held, name, None)
        return held is not None
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_and_name_of_the_code_that_a_page_mentions_exists(page: Path) -> None:
    assert [span for span in spans(page) if not exists(span)] == []


@pytest.mark.parametrize("span", ["settlement/spaces.py", "settlement.spaces", "ensemble.run.runs", "kernels/gone.js"])
def test_what_is_gone_is_noticed(span: str) -> None:
    assert not exists(span)


@pytest.mark.parametrize("span", ["settlement/space.py", "run.py", "ensemble.run.run", "kernels.table", "0.5", "a.b"])
def test_what_is_there_is_found(span: str) -> None:
    assert exists(span)
