"""The reference of the commands names every verb, every exit code and every key of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.cli import refusal
from detente.cli.main import VERBS
from tests import runs

PAGE = (Path(__file__).parents[2] / "docs/reference/commands.md").read_text(encoding="utf-8")
CODES = [value for name, value in vars(refusal).items() if name.isupper() and isinstance(value, int)]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_named(verb: str) -> None:
    assert f"| `{verb} " in PAGE


@pytest.mark.parametrize("code", [0, *CODES])
def test_every_exit_code_is_told(code: int) -> None:
    assert f"\n| {code} |" in PAGE


def test_every_key_of_a_run_is_told() -> None:
    assert [key for key in runs.flagship() if f"`{key}`" not in PAGE] == []
