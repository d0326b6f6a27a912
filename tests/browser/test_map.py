"""The settlement map in a real browser: the thick line walked, one selection for map and table, the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.case.levers import Change
from detente.case.nouns import Case
from detente.ensemble.central import judge_central
from detente.ensemble.constraint import constraint
from detente.ensemble.setting import Drawing
from detente.ensemble.settlement_map import settlement_map
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.scenarios.swings import swings
from detente.scenarios.tornado import varied
from detente.settlement.cloud import cloud, every_settlement
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.planes import mask_of, utilities_of
from detente.settlement.space import space
from tests.browser.desk import NEEDED, SMALL, Server, clipped

pytestmark = NEEDED
CASE = load(str(SMALL))
PARTY = next(entry.party for entry in CASE.no_deal if entry.value is not None)


def opened(page: Any, server: Server, case: str = "small", rest: str = "") -> None:
    page.goto(f"{server.app}?case={case}&tab=map{rest}")
    page.reload()
    page.wait_for_selector("[data-line]")
    page.wait_for_function("() => !document.querySelector('.stale')")


def zone_of(case: Case) -> np.ndarray:
    """Return, of every settlement in the order of the map, whether it lies in the zone."""
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    return np.asarray(cloud(given, every_settlement(given)).in_zone)


def selected(page: Any) -> int:
    return int(page.get_attribute(".map", "data-selected"))


def rings(page: Any) -> set[tuple[str, str]]:
    """Return where rings stand that are no outlines of the frontier."""
    found = page.query_selector_all(".map svg > circle:not(.outline)")
    return {(ring.get_attribute("cx"), ring.get_attribute("cy")) for ring in found}


def test_the_keys_walk_the_thick_line_and_every_settlement_of_it_is_in_the_zone(page: Any, server: Server) -> None:
    opened(page, server)
    inside = zone_of(CASE)
    assert inside.sum() == judge_central(CASE)["settlements"]["zone"]["value"]
    line = [int(k) for k in page.get_attribute(".map", "data-line").split()]
    assert line
    page.focus(".map")
    visited = []
    for _ in line:
        page.keyboard.press("ArrowRight")
        visited.append(selected(page))
        assert page.get_attribute("tr.selected", "data-deal") == str(visited[-1])
        assert "✕" not in page.text_content("tr.selected")
    assert visited == line
    assert inside[visited].all()
    page.keyboard.press("Home")
    assert selected(page) == line[0]
    page.keyboard.press("Escape")
    assert selected(page) == -1


def test_the_line_of_a_large_case_is_accepted_by_all_who_must(page: Any, server: Server) -> None:
    told = settlement_map(load("miami"))
    points = told["points"]
    agreed = np.logical_and.reduce([mask_of(points["accepts"][party], points["count"]) for party in told["required"]])
    opened(page, server, "miami")
    line = [int(k) for k in page.get_attribute(".map", "data-line").split()]
    assert line
    assert agreed[line].all()
    page.focus(".map")
    for k in line[:12]:
        page.keyboard.press("ArrowRight")
        assert page.get_attribute("tr.selected", "data-deal") == str(k)
        cells = page.locator("tr.selected td.n").all_text_contents()
        known = [pair for pair in zip(told["parties"], cells, strict=True) if pair[1][0] != "–"]
        assert len(known) >= 2
        for party, cell in known:
            value = utilities_of(points["utility"][party["id"]])[k]
            assert float(cell.rstrip(" ✕†").replace("\u2212", "-")) == pytest.approx(value, abs=0.051)


def test_who_constrains_and_what_swings_are_the_librarys(page: Any, server: Server) -> None:
    opened(page, server)
    page.wait_for_selector("[data-constrains]")
    wanted = constraint(CASE, Drawing(200, 1))["constraining"]
    assert page.get_attribute("[data-constrains]", "data-constrains").split() == wanted
    page.wait_for_selector("[data-figure=tornado] g[data-input]")
    rows = swings(CASE)["rows"]
    drawn = [bar.get_attribute("data-input") for bar in page.query_selector_all("g[data-input]")]
    assert drawn == [row["path"] for row in rows[:10] if row["low"]["gap"] != row["high"]["gap"]]
    page.locator("[data-figure=tornado] button", has_text="Table").click()
    assert page.locator("[data-figure=tornado] tbody tr").count() == len(rows)
    required = settlement_map(CASE)["required"]
    own = {path.split(".")[1] for path in varied(CASE) if path.startswith(("views.", "no_deal."))}
    assert own & set(required) <= {row["path"].split(".")[1] for row in rows}


def test_map_and_table_share_what_is_selected_and_compared(page: Any, server: Server) -> None:
    opened(page, server)
    before = rings(page)
    page.click("tr[data-deal]:not(.selected) button >> nth=0")
    assert selected(page) == int(page.get_attribute("tr.selected", "data-deal"))
    assert len(rings(page) - before) == 1
    k = selected(page)
    page.focus(".map")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert selected(page) == -1
    assert page.locator(f"tr[data-deal='{k}']").count() == 1
    box = page.locator(".map").bounding_box()
    spots = [(box["width"] * x / 20, box["height"] * y / 20) for x in range(3, 19) for y in range(2, 17)]
    x = y = 0.0
    for x, y in spots:
        page.mouse.click(box["x"] + x, box["y"] + y)
        if selected(page) not in (-1, k):
            break
    assert selected(page) == int(page.get_attribute("tr.selected", "data-deal"))
    near = selected(page)
    page.keyboard.press("Escape")
    page.keyboard.down("Shift")
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.keyboard.up("Shift")
    assert selected(page) == -1
    assert "Remove" in page.text_content(f"tr[data-deal='{near}']")
    assert page.locator(".map circle.compared").count() == 2


def test_what_is_under_the_pointer_is_told_below_the_map_in_the_order_of_the_issues(page: Any, server: Server) -> None:
    opened(page, server)
    box = page.locator(".map").bounding_box()
    for x, y in ((x, y) for x in range(3, 19) for y in range(2, 17)):
        page.mouse.move(box["x"] + box["width"] * x / 20, box["y"] + box["height"] * y / 20)
        if page.locator(".under").count():
            break
    told = page.locator(".under").bounding_box()
    assert told["y"] >= box["y"] + box["height"] - 1
    names = [line.split(":")[0] for line in page.locator(".under li").all_text_contents()]
    assert names == [issue.name.split(":")[0] for issue in CASE.issues][: len(names)]


def test_the_map_is_compared_with_the_pinned_baseline_where_there_is_one(page: Any, server: Server) -> None:
    path = f"no_deal.{next(row.party for row in CASE.no_deal if row.value is not None)}"
    drawn = {}
    for name, pinned in {"coded": "", "pinned": f"&baseline={path}%3D20"}.items():
        page.goto(f"{server.app}?case=small&tab=map#{path}=60{pinned}")
        page.reload()
        page.wait_for_selector(".map path.ghost", state="attached")
        drawn[name] = [
            (line.get_attribute("x1"), line.get_attribute("y1")) for line in page.query_selector_all(".quiet")
        ]
        assert page.locator(".legend", has_text="the pinned baseline").count() == (name == "pinned")
    assert drawn["coded"] != drawn["pinned"]


def test_the_scale_of_the_bars_beside_the_map_can_be_read(page: Any, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 960})
    opened(page, server)
    sizes = "() => [...document.querySelectorAll('.bars .axis span')].filter((s) => s.checkVisibility())"
    heights = page.evaluate(f"({sizes})().map((s) => s.getBoundingClientRect().height)")
    assert len(heights) >= 3
    assert min(heights) >= 11


def test_the_canvas_is_painted_texts_stay_inside_and_no_party_lies_on_both_axes(page: Any, server: Server) -> None:
    opened(page, server)
    painted = page.evaluate("""() => {
      const held = document.querySelector(".map canvas");
      const { data } = held.getContext("2d").getImageData(0, 0, held.width, held.height);
      return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    }""")
    assert painted > 20
    assert clipped(page, "[data-figure] svg") == []
    across, up = page.locator("[data-axis=across]"), page.locator("[data-axis=up]")
    for _ in range(2):
        assert across.input_value() != up.input_value()
        for one, other in ((across, up), (up, across)):
            shut = one.locator("option:disabled")
            assert [shut.nth(k).get_attribute("value") for k in range(shut.count())] == [other.input_value()]
        page.click(".head button:has-text('⇄')")


def test_an_empty_zone_names_the_blocker_and_the_smallest_change(page: Any, server: Server) -> None:
    after = apply(CASE, [Change(f"no_deal.{PARTY}", "set", 100.0)])
    assert judge_central(after)["settlements"]["zone"]["value"] == 0
    opened(page, server, rest=f"#no_deal.{PARTY}=100")
    page.wait_for_selector("[data-empty] [data-opening] li")
    page.wait_for_selector("[data-blocker]")
    wanted = constraint(after, Drawing(200, 1))["binding"]["parties"][0]["party"]
    assert page.get_attribute("[data-blocker]", "data-blocker") == wanted


def test_the_figure_is_saved_as_csv_svg_and_png(page: Any, server: Server) -> None:
    opened(page, server)
    page.wait_for_selector(".map image", state="attached")
    figure = page.locator("[data-figure=map]")
    figure.locator("button", has_text="Table").click()
    assert figure.locator("tbody tr").count() > 0
    figure.locator("button", has_text="Download").click()
    for words in ("CSV", "SVG", "PNG"):
        with page.expect_download() as found:
            figure.locator("button", has_text=words).last.click()
        assert found.value.suggested_filename == f"small-map.{words.lower()}"
        if words == "CSV":
            assert "case small" in Path(found.value.path()).read_text(encoding="utf-8").splitlines()[-1]


@pytest.mark.parametrize("key", ["Enter"])
def test_by_keys_alone_from_the_list_to_a_saved_report(page: Any, server: Server, key: str) -> None:
    def reach(wanted: str) -> None:
        for _ in range(400):
            if page.evaluate("(found) => document.activeElement?.matches(found) ?? false", wanted):
                return
            page.keyboard.press("Tab")
        raise AssertionError(wanted)

    reach("[data-case=small] a, a[href*='case=small']")
    page.keyboard.press(key)
    page.wait_for_selector("[data-zone]")
    reach("nav a[href*='tab=map']")
    page.keyboard.press(key)
    page.wait_for_selector(".map[data-line]")
    reach(".map")
    page.keyboard.press("ArrowRight")
    assert selected(page) >= 0
    page.keyboard.press(key)
    page.evaluate("""() => [...document.querySelectorAll("button, a")]
      .filter((found) => found.textContent.trim() === "Save report")
      .forEach((found) => found.setAttribute("data-save-report", ""))""")
    reach("[data-save-report]")
    with page.expect_download() as found:
        page.keyboard.press(key)
    assert found.value.suggested_filename
