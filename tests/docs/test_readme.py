"""The README shows what the demo prints."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from detente.cli.main import cli

README = Path(__file__).parents[2] / "README.md"


def test_readme_shows_the_answer_of_the_demo(monkeypatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    printed = CliRunner().invoke(cli, ["demo"]).stdout
    shown = README.read_text(encoding="utf-8").split("<!-- demo -->\n```text\n")[1].split("\n```")[0]
    assert shown == printed.rstrip("\n")
