"""Every chart of every screen: table and files hold the same numbers, each file its source line and the case."""

from __future__ import annotations

import csv
import re
import struct
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from detente.formats.load import SHIPPED
from tests.browser.desk import NEEDED, SMALL, TABS, Server, entered

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = NEEDED
CASES = {"small": SMALL, "miami": SHIPPED / "miami.yaml"}
SHOWN: dict[str, tuple[str, set[str]]] = {
    "parties": ("small", {"network", "nearness"}),
    "issues": ("small", {"elicited"}),
    "map": ("small", {"map", "tornado"}),
    "scenarios": ("small", {"odds", "dates", "zone-by-source", "zone-by-firmness"}),
    "hold": ("small", set()),
    "economy": ("miami", set()),
    "evidence": ("miami", set()),
    "compare": ("small", set()),
}
"""Of each screen that has charts: a case that fills them, and charts that must be there."""
SCALE = 2
"""Points of a picture for each unit of its drawing."""
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"[-\u2212+]?\d[\d,]*\.?\d*(?:e[-+]?\d+)?")
REACH = """async () => {
  const main = document.scrollingElement;
  for (let at = 0; at <= main.scrollHeight; at += 500) {
    main.scrollTop = at;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  }
  main.scrollTop = 0;
}"""
"""What comes when it is reached is reached."""


@pytest.fixture(scope="module")
def desk_page(known: tuple[Any, Any], server: Server) -> Any:
    return entered(known[0], server)


def filled(page: Any, server: Server, tab: str, case: str) -> list[str]:
    """Open a screen, reach what comes when it is reached, and return the charts that stand on it."""
    page.goto(f"{server.app}?case={case}&tab={tab}" + ("#no_deal.UP=48" if tab == "compare" else ""))
    page.wait_for_selector("#results .card")
    page.wait_for_load_state("networkidle")
    for _ in range(2):
        page.evaluate(REACH)
        page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('#results .stale')")
    return [str(found.get_attribute("data-figure")) for found in page.query_selector_all("[data-figure]")]


def saved(page: Any, figure: Any, kind: str) -> bytes:
    with page.expect_download() as found:
        figure.locator(".row button", has_text=kind).first.click()
    assert found.value.suggested_filename.endswith(f".{kind.lower()}")
    return Path(found.value.path()).read_bytes()


def agrees(text: str, cell: str) -> bool:
    """Say whether a cell of the table says what the cell of the file says, to the digits that it shows."""
    try:
        value = float(cell)
    except ValueError:
        return text.strip() == cell.removeprefix("'").strip()
    if text[:1] in "<>" or "too few" in text:
        return "%" in text or "too few" in text
    numbers = [float(found.replace(",", "").replace("\u2212", "-")) for found in NUMBER.findall(text)]
    if not numbers:
        return False
    step = 10.0 ** -len(NUMBER.findall(text)[0].partition(".")[2])
    coarse = max(
        step,
        100.0 if numbers[0] % 100 == 0 and "%" in text and numbers[0] else 0.0,
        10.0 if "%" in text and numbers[0] % 10 == 0 else 0.0,
    )
    wanted = (value, 100 * value)
    return any(abs(numbers[0] - held) <= coarse / 2 + 1e-6 * abs(held) + 1e-9 for held in wanted)


def picture(data: bytes) -> tuple[int, int, int]:
    """Return width and height of a PNG, and of how many different rows it is made."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, size = 8, b"", (0, 0)
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    rows = zlib.decompress(packed)
    wide = len(rows) // size[1]
    return *size, len({rows[k * wide : (k + 1) * wide] for k in range(size[1])})


def held_to_its_files(page: Any, name: str, case: str) -> list[str]:
    """Return what is wrong with one chart: its table against its file, its source lines, its pictures."""
    figure = page.locator(f"[data-figure='{name}']")
    drawing = figure.locator("svg").first
    if drawing.count() == 0:
        return [f"{name}: no drawing"]
    figure.locator(".views button").nth(1).click()
    heads = figure.locator("thead th").all_inner_texts()
    shown = figure.locator("tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText))"
    )
    figure.locator(".views button").nth(2).click()
    rows = list(csv.reader(saved(page, figure, "CSV").decode("utf-8").splitlines()))
    (source,) = rows.pop()
    wrong = [] if rows.pop(0) == heads else ["heads"]
    wrong += [] if shown else ["empty table"]
    wrong += [] if len(rows) == len(shown) else [f"{len(shown)} rows, file {len(rows)}"]
    pairs = [pair for line, row in zip(shown, rows, strict=False) for pair in zip(line, row, strict=True)]
    wrong += [f"{text!r} is not {cell!r}" for text, cell in pairs if cell and not agrees(text, cell)][:3]
    wrong += [
        f"source {source!r}" for part in (case, sha256(CASES[case].read_bytes()).hexdigest()[:12]) if part not in source
    ]
    tree = ElementTree.fromstring(saved(page, figure, "SVG"))
    texts = ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]
    wrong += [] if texts[-1:] == [source] else [f"no source line in SVG: {texts[-1:]}"]
    wide, high, different = picture(saved(page, figure, "PNG"))
    size = tuple(int(SCALE * float(tree.attrib[side])) for side in ("width", "height"))
    wrong += [] if (wide, high) == size else [f"picture {wide} x {high}, not {size}"]
    wrong += [] if different > 3 else ["blank picture"]
    figure.locator(".views button").nth(0).click()
    return [f"{name}: {what}" for what in wrong]


@pytest.mark.parametrize("tab", TABS)
def test_every_chart_has_its_table_and_its_files(desk_page: Any, server: Server, tab: str) -> None:
    case, wanted = SHOWN.get(tab, ("small", set()))
    found = filled(desk_page, server, tab, case)
    assert wanted <= set(found), (tab, found)
    assert len(found) == len(set(found)), found
    assert [line for name in found for line in held_to_its_files(desk_page, name, case)] == []
