"""What every test of the app in a browser needs: a server, a page that entered, ways to act and to wait."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

BROWSER = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)
NEEDED = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
TABS = tuple(
    re.findall(
        r'^  "(\w+)",$', (Path(__file__).parents[2] / "web/src/lib/tabs.ts").read_text(encoding="utf-8"), re.MULTILINE
    )
)
"""The screens of a case, in the order of their tabs."""
PATIENCE = 60_000
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # what is kept is not told of, which takes a third of the time
}


@dataclass(frozen=True)
class Server:
    """A server of its own process: its address without the key, the key's address, its folder."""

    entrance: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def app(self) -> str:
        """The address of the app without the key."""
        return self.entrance.partition("?")[0]

    def owns(self, url: str) -> bool:
        """Say whether an address is the server's own, or of the page itself."""
        return url.startswith((self.app.removesuffix("/app/"), "data:", "blob:"))

    def stop(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.wait()


def start(folder: Path) -> Server:
    """Return a server over a folder, with a ledger of its own in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "detente", "serve", str(folder), "--port", str(port), "--json"]
    words += ["--db", str(folder / "ledger.sqlite")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    return Server(told["url"], folder, process)


@contextmanager
def serving(folder: Path) -> Generator[Server]:
    """Serve a folder that holds the small case."""
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    held = start(folder)
    try:
        yield held
    finally:
        held.stop()


def entered(context: Any, server: Server) -> Any:
    """Return a page of a browser's context that has shown its key and lists the cases."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(server.entrance)
    page.wait_for_selector("table a")
    return page


def seen_at(page: Any, width: int, height: int) -> None:
    """Let a page be seen in a window of this size."""
    page.set_viewport_size({"width": width, "height": height})


def shown(page: Any, output: str) -> str:
    """Return what a headline figure says."""
    return str(page.text_content(f"[data-output={output}]"))


def settled(page: Any) -> None:
    """Wait until the fast answers stand."""
    page.wait_for_selector("[data-zone]")
    page.wait_for_function("() => !document.querySelector('.stale')")


def slide(page: Any, path: str, value: float) -> None:
    """Set the slider of an input."""
    page.locator(f"[id='{path}']").fill(str(value))


def violations(page: Any) -> list[str]:
    """Return which rules of access (WCAG 2.0-2.2, A and AA) the page breaks, dark and light, and where."""
    return [
        f"{scheme} {row['id']}: {row['nodes'][0]['html'][:90]}"
        for scheme in ("dark", "light")
        for row in _broken(page, scheme)
    ]


def _broken(page: Any, scheme: str) -> list[dict[str, Any]]:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    return list(Axe().run(page, options=RULES).response["violations"])


def clipped(page: Any, drawing: str) -> list[str]:
    """Return the texts of drawings that leave the box of their drawing."""
    return list(page.evaluate(OUTSIDE, drawing))


OUTSIDE = """(selector) => [...document.querySelectorAll(selector)].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  if (!box.width) return [];
  const aside = (found) => found.left < box.left - 1 || found.right > box.right + 1;
  const above = (found) => found.top < box.top - 1 || found.bottom > box.bottom + 1;
  const leaves = (found) => found.width > 0 && (aside(found) || above(found));
  const texts = [...svg.querySelectorAll("text")];
  return texts.filter((text) => leaves(text.getBoundingClientRect())).map((text) => text.textContent);
})"""
