"""The page of threats: every row names tests, and each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "threats.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("|").split(" | ")
    for line in PAGE.split("\n")
    if line.startswith("| ") and not line.startswith("| threat")
]


def test_every_threat_that_was_named_has_its_row() -> None:
    assert len(ROWS) == 17


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip().split(":")[0][:40])
def test_a_threat_is_held_by_tests_that_are_there(row: list[str]) -> None:
    assert len(row) == 3
    named = re.findall(r"`(tests/[^`]+)`", row[2])
    assert named
    for name in named:
        assert "def " in (ROOT / name).read_text(encoding="utf-8"), name


def test_every_module_of_threats_stands_on_the_page() -> None:
    for path in (ROOT / "tests" / "security").glob("test_*.py"):
        if path.stem != "test_threats":
            assert f"tests/security/{path.name}" in PAGE, path.name
