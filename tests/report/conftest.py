"""Two runs: one of the flagship, thinned, and one whose central zone is empty, without the newer keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture
def run():
    """Return a thinned run of the flagship: 15 parties, 20 issues, 8 scenarios."""
    return json.loads((DATA / "run_small.json").read_text(encoding="utf-8"))


@pytest.fixture
def empty_zone():
    """Return a run with an empty central zone and only the keys of the first contract."""
    return json.loads((DATA / "run_empty_zone.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["run_small", "run_empty_zone"])
def any_run(request):
    """Return each run in turn."""
    return json.loads((DATA / f"{request.param}.json").read_text(encoding="utf-8"))
