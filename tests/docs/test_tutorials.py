"""The tutorials run: files are written as shown, commands print what the page says, `...` stands for lines left out.

Together they take some twenty seconds: they ask the questions of the flagship that a reader asks.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calls import detente
from tests.homes import home_at

FOLDER = Path(__file__).parents[2] / "docs" / "tutorials"
BLOCK = re.compile(r"^```(\w+)(?: title=\"([\w.-]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "..."
PAGES = sorted(FOLDER.glob("*.md"))


def steps(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Return the blocks of a page in order: a file with its name, or a command with the lines it prints."""
    for kind, title, body in BLOCK.findall(text):
        if title:
            yield "file", title, body.splitlines()
        elif kind == "console":
            command, *lines = body.splitlines()
            assert command.startswith("$ detente "), command
            yield "command", command.removeprefix("$ detente "), lines


def difference(shown: list[str], printed: list[str]) -> str:
    """Return the first shown line that is not printed where it should be; empty where all are."""
    at, free = 0, False
    for line in shown:
        if line == LEFT_OUT:
            free = True
            continue
        places = [k for k in range(at, len(printed)) if printed[k].rstrip() == line]
        if not places or (not free and places[0] != at):
            return line
        at, free = places[0] + 1, False
    return "" if free or at == len(printed) else f"(the page ends before) {printed[at]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_prints_what_it_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen: dict[str, list[str]] = {}
    own = {"COLUMNS": "80", "DETENTE_HOME": str(home_at(tmp_path / "home"))}
    for kind, name, lines in steps(page.read_text(encoding="utf-8")):
        if kind == "file":
            Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
            seen.clear()
            continue
        if name not in seen:
            done = detente(*shlex.split(name), env=own)
            assert done.exit_code in (0, 1), done.stderr
            seen[name] = (done.stdout or done.stderr).splitlines()
        assert difference(lines, seen[name]) == "", "\n".join([f"$ detente {name}", *seen[name]])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_ends_with_what_next(page: Path) -> None:
    assert page.read_text(encoding="utf-8").split("\n## ")[-1].startswith("What next\n")


def test_a_line_that_is_not_printed_is_noticed() -> None:
    printed = ["a", "b", "c", "d"]
    assert difference(["a", LEFT_OUT, "d"], printed) == difference(["a", LEFT_OUT], printed) == ""
    assert difference(["b", LEFT_OUT], printed) == "b"
    assert difference(["a", LEFT_OUT, "x"], printed) == "x"
    assert difference(["a", "b"], printed) == "(the page ends before) c"
