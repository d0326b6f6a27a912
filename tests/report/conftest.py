"""Two runs, each test with its own copy."""

from __future__ import annotations

import pytest

from tests import runs


@pytest.fixture
def run():
    """Return a run of the flagship."""
    return runs.flagship()


@pytest.fixture
def empty_zone():
    """Return a run with an empty central zone."""
    return runs.empty_zone()


@pytest.fixture(params=["flagship", "empty_zone"])
def any_run(request):
    """Return each run in turn."""
    return getattr(runs, request.param)()
