"""One browser and one server for each module of tests in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from typing import Any

import pytest

from tests.browser.desk import BROWSER, SMALL, Server, entered, start


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    folder = tmp_path_factory.mktemp("cases")
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    held = start(folder)
    yield held
    held.stop()


@pytest.fixture(scope="module")
def window() -> Generator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as held:
        found = held.chromium.launch(executable_path=shutil.which(str(BROWSER)), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(window: Any, server: Server) -> Generator[Any]:
    context = window.new_context(viewport={"width": 1440, "height": 960})
    found = entered(context, server)
    yield found
    context.close()
