"""A server for all tests in a browser, a browser for each module of them, and a page of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from typing import Any

import pytest

from tests.browser.desk import BROWSER, Server, entered, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """Serve the small case; what a test writes beside it has a name that no other test reads."""
    with serving(tmp_path_factory.mktemp("cases")) as held:
        yield held


@pytest.fixture(scope="module")
def window() -> Generator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as held:
        found = held.chromium.launch(executable_path=shutil.which(str(BROWSER)), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def known(window: Any, server: Server) -> Generator[tuple[Any, Any]]:
    """Return a context that has shown its key, and the page that keeps it warm: a cold one costs more than a test."""
    context = window.new_context(viewport={"width": 1440, "height": 960})
    yield context, entered(context, server)
    context.close()


@pytest.fixture
def page(known: tuple[Any, Any], server: Server) -> Generator[Any]:
    """Return a new page that lists the cases; all that it and its like kept in the browser is forgotten after it."""
    context, first = known
    before = context.pages
    yield entered(context, server)
    for opened in context.pages:
        if opened not in before:
            opened.close()
    first.evaluate("localStorage.clear()")
