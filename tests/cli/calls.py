"""The verbs as a test calls them: in this process, with what they print and refuse."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner, Result

from detente.cli.main import cli
from tests.cli.schemas import faults, verb_of

ROOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
SMALL = "template"
GOOD = """\
detente: 1
title: Small talks
as_of: 2026-01-15
horizon: 2026-12-31
parties:
  N: {name: North, role: principal}
  S: {name: South, role: principal}
issues:
  land: {name: Land, options: {a: {name: Freeze, score: 0}, b: {name: Swap, score: 100}}}
views:
  N: {land: {salience: 50, position: 100, coded: judged}}
  S: {land: {salience: 50, position: 40, coded: judged}}
no_deal: {N: 20, S: 30}
"""


def detente(*words: str, stdin: str | bytes | None = None, env: dict | None = None) -> Result:
    return CliRunner(env=env).invoke(cli, [str(word) for word in words], input=stdin)


def data(*words: str, **more) -> dict:
    """Return the one object that a verb prints with --json, which fits its schema."""
    done = detente(*words, "--json", **more)
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    assert faults(verb_of(words), answer) == []
    return answer


def refused(done: Result, code: int, *words: str) -> None:
    """Assert that a verb ended in words, without data and without a trace."""
    assert done.exit_code == code, (done.exit_code, done.output)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr
