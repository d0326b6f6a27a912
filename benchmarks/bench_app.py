"""How long a user of the app waits, in Chromium: from a key on a slider to painted figures, and for the first page."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.desk_cases import LARGE, SMALL, text_of
from benchmarks.row import Row, timed

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PRESSES, KEYS = 20, ("ArrowRight", "ArrowLeft")
"""How often each key is pressed, on a page that was just opened: no value is asked for twice, so no answer is kept."""
TAIL = 0.95
PAUSE = 100
"""Milliseconds between what is painted and the next key: a hand that goes on."""
PATIENCE = 120_000
SLIDERS = (
    ("4 parties x 6 issues, 3,840 settlements", "desk_small", "no_deal.p0", 0.150),
    ("8 parties x 7 issues, 50,000 settlements", "desk_large", "no_deal.p0", 0.400),
    ("`miami`", "miami", "no_deal.UA", 0.400),
)
FIRST_PAGE, MOST_PACKED = 1.0, 150_000
CLOUD, MOST_CLOUD = 0.4, 10_000
WATCH = """() => {
  window.waits = [];
  let began = 0;
  addEventListener("keydown", (event) => (began = event.timeStamp), true);
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => waits.push(performance.now() - began)));
  new MutationObserver(painted).observe(document.querySelector("[data-shown]"), { attributeFilter: ["data-shown"] });
}"""
"""Times from a key to the second frame after the figures that answer it are in the page."""

ASK_MAP = """(body) => fetch("/api/v1/cases/desk_small/map", {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
}).then((reply) => reply.arrayBuffer())"""


@dataclass(frozen=True, slots=True)
class Served:
    """A server over a folder with the made cases: the address with its key, and the one without."""

    entrance: str

    @property
    def app(self) -> str:
        """The address of the app."""
        return self.entrance.partition("?")[0]

    @property
    def own(self) -> str:
        """What every address of this server begins with."""
        return self.app.removesuffix("app/")


def run() -> list[Row]:
    """Time the sliders of three cases and the first page; nothing where there is no browser to do it with."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or find_spec("playwright") is None:
        print("the app is not timed: it takes Chromium and the package playwright", file=sys.stderr)
        return []
    from playwright.sync_api import sync_playwright

    with served() as held, sync_playwright() as player:
        window = player.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        rows = [_slid(window, held, *slider) for slider in SLIDERS]
        rows += [_first_page(window, held), _cloud(window, held)]
        window.close()
    return rows


@contextmanager
def served() -> Generator[Served]:
    """Serve a folder with the made cases, in a process of its own."""
    with TemporaryDirectory() as folder:
        for name, size in (("desk_small", SMALL), ("desk_large", LARGE)):
            (Path(folder) / f"{name}.yaml").write_text(text_of(size), encoding="utf-8")
        words = [sys.executable, "-m", "detente", "serve", folder, "--port", str(_free()), "--json"]
        words += ["--db", str(Path(folder) / "ledger.sqlite")]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        try:
            yield Served(json.loads(process.stdout.readline())["url"])
        finally:
            process.kill()
            process.wait()


def _free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _slid(window: Any, held: Served, work: str, case: str, path: str, reach: float) -> Row:  # noqa: PLR0913
    """Press a key on a slider again and again, and time each until its answer is painted."""
    waits = sorted(wait for key in KEYS for wait in _presses(window, held, f"{held.app}?case={case}", (path, key)))
    note = f"95th of 100 presses, of {len(waits)}; median {median(waits):.2g} s; first 50 draws, refined once it rests"
    return Row(
        f"app: key on a slider to painted figures, {work}", waits[round(TAIL * len(waits)) - 1], reach, note=note
    )


def _presses(window: Any, held: Served, address: str, pressed: tuple[str, str]) -> list[float]:
    """Return the seconds from each press of a key on a slider to its painted answer."""
    path, key = pressed
    page = _entered(window, held)
    page.goto(address)
    page.wait_for_function("() => document.querySelector('[data-shown]') && !document.querySelector('.stale')")
    page.evaluate(WATCH)
    page.focus(f"[id='{path}']")
    for press in range(1, PRESSES + 1):
        page.keyboard.press(key)
        page.wait_for_function("(press) => waits.length >= press", arg=press)
        page.wait_for_timeout(PAUSE)
    waits = [wait / 1_000 for wait in page.evaluate("waits")]
    page.context.close()
    return waits


def _entered(window: Any, held: Served) -> Any:
    page = window.new_context(viewport={"width": 1440, "height": 960}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(held.entrance)
    page.wait_for_selector("table a")
    return page


def _first_page(window: Any, held: Served) -> Row:
    """Open the app as for the first time, until the cases are listed; nothing may come from elsewhere."""
    packed, hosts = 0, set[str]()

    def opened() -> None:
        nonlocal packed
        packed = 0
        context = window.new_context()
        page = context.new_page()
        replies: list[Any] = []
        page.on("response", lambda reply: replies.append(reply))
        page.goto(held.entrance)
        page.wait_for_selector("table a")
        packed = sum(reply.request.sizes()["responseBodySize"] for reply in replies if reply.status == 200)
        hosts.update(reply.url.split("/")[2] for reply in replies)
        context.close()

    seconds = timed(opened)
    if hosts != {held.own.split("/")[2]} or packed > MOST_PACKED:
        raise ValueError(f"the first page asks {', '.join(sorted(hosts))} for {packed:,} bytes")
    note = f"{packed / 1_000:.0f} KB packed of {MOST_PACKED // 1_000}; all from this server"
    return Row("app: first page, cases listed, in a fresh browser profile", seconds, FIRST_PAGE, note=note)


def _cloud(window: Any, held: Served) -> Row:
    """Ask for the settlements of a map as the app does, and weigh what comes."""
    page = _entered(window, held)
    sizes: list[int] = []

    def asked() -> None:
        with page.expect_response(lambda reply: reply.url.endswith("/map")) as reply:
            page.evaluate(ASK_MAP, {"changes": [], "draws": 20, "seed": len(sizes)})
        sizes.append(reply.value.request.sizes()["responseBodySize"])

    seconds = timed(asked)
    page.context.close()
    if max(sizes) > MOST_CLOUD:
        raise ValueError(f"a map takes {max(sizes):,} bytes")
    note = f"{max(sizes) / 1_000:.1f} KB packed of {MOST_CLOUD // 1_000}, all parties at once; the bound is ours"
    return Row("app: the map's points of 3,840 settlements, asked and answered", seconds, CLOUD, note=note)
