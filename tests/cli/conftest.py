"""An empty folder to call verbs in, and the results of a small run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import detente
from tests.homes import home_at


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def home(here, monkeypatch) -> Path:
    """A home with nothing in it yet, so that what is kept is the test's own."""
    monkeypatch.setenv("DETENTE_HOME", str(home_at(here / "home")))
    return here / "home"


@pytest.fixture(scope="session")
def results(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    assert detente("run", "miami", "--draws", "40", "--out", str(folder)).exit_code == 0
    return folder
