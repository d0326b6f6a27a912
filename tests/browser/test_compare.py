"""Compare & history in a real browser: two sides, what moved the answer, versions, and a baseline that is pinned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detente.case.levers import Change
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios.attribution import attribution
from detente.scenarios.change import apply
from tests.browser.desk import (
    NEEDED,
    SMALL,
    Server,
    clipped,
    entered,
    seen_at,
    settled,
    shown,
    slide,
    violations,
)

pytestmark = NEEDED
CASE = load(str(SMALL))
PARTY = next(entry.party for entry in CASE.no_deal if entry.value is not None)
PATH = f"no_deal.{PARTY}"
VIEW = next(view for view in CASE.views if view.salience.mid >= 40)
SALIENCE = f"views.{VIEW.party}.{VIEW.issue}.salience"
AWAY = f"#{PATH}=30&{SALIENCE}=20"


@pytest.fixture
def own(server: Server, tmp_path: Path) -> str:
    """Return the name of a copy of the small case that no other test writes to."""
    (server.folder / f"{tmp_path.name}.yaml").write_bytes(SMALL.read_bytes())
    return tmp_path.name


def compared(page: Any, server: Server, rest: str = AWAY) -> None:
    page.goto(f"{server.app}?case=small&tab=compare{rest}")
    page.reload()
    page.wait_for_selector("[data-lead]")
    page.wait_for_function("() => !document.querySelector('.stale')")


def moved(page: Any) -> dict[str, float]:
    cells = page.query_selector_all("[data-moved]")
    return {cell.get_attribute("data-moved"): float(cell.get_attribute("data-value")) for cell in cells}


def titled(page: Any, word: str) -> None:
    """Save the case with another title."""
    page.fill("textarea", page.input_value("textarea").replace('title: "', f'title: "{word} ', 1))
    page.fill("input[placeholder^='what changed']", f"because {word}")
    page.click("text=Save as a new version")
    page.wait_for_selector("text=Saved as version")


def test_the_numbers_and_the_parts_are_the_librarys(page: Any, server: Server) -> None:
    compared(page, server)
    after = apply(CASE, [Change(PATH, "set", 30.0), Change(SALIENCE, "set", 20.0)])
    wanted = attribution(CASE, after, Drawing(200, 1))
    assert moved(page) == {name: row["value"] for name, row in wanted["answers"].items()}
    page.click("[data-figure=attribution] >> text=Table")
    name = page.input_value("select >> nth=-1")
    rows = page.query_selector_all("[data-figure=attribution] tbody tr")
    told = [float(row.query_selector_all("td")[0].text_content()) for row in rows]
    answer = wanted["answers"][name]
    parts = [answer["before"], *(part["value"] for part in answer["parts"]), answer["after"]]
    assert told == pytest.approx(parts, rel=1e-5)
    assert told[0] + sum(told[1:-1]) == pytest.approx(told[-1], abs=1e-5)
    lead = max(zip(wanted["parts"], answer["parts"], strict=True), key=lambda pair: abs(pair[1]["value"]))[0]
    assert page.get_attribute("[data-lead]", "data-lead") == lead["id"]


def test_what_differs_is_told_in_words_and_another_case_may_be_a_side(page: Any, server: Server) -> None:
    compared(page, server)
    words = " ".join(item.text_content() for item in page.query_selector_all("[data-path]"))
    assert "no-deal value" in words
    assert "→ 30" in words
    page.select_option(".sides select >> nth=0", "case:korea_1951")
    page.wait_for_selector("[data-path^='parties']", state="attached")
    assert "sides=case" in page.url
    address = page.url
    page.reload()
    page.wait_for_selector("[data-path^='parties']", state="attached")
    assert page.url == address
    assert page.input_value(".sides select >> nth=0") == "case:korea_1951"


def test_no_rule_of_access_is_broken_and_no_label_leaves_its_drawing(page: Any, server: Server) -> None:
    seen_at(page, 1280, 900)
    compared(page, server)
    assert violations(page) == []
    assert clipped(page, "[data-figure] svg") == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_versions_are_named_restored_and_branched(page: Any, server: Server, own: str) -> None:
    page.goto(f"{server.app}?case={own}&tab=text")
    page.wait_for_selector("textarea")
    for word in ("one", "two"):
        titled(page, word)
    page.click("nav >> text=Compare & history")
    page.wait_for_selector("[data-version='3']")
    assert "because two" in page.text_content("[data-version='3']")
    page.click("[data-version='2'] >> text=Compare with now")
    page.wait_for_selector("summary >> text=names: 1", state="attached")
    page.click("[data-version='2'] >> text=Restore")
    page.wait_for_selector("text=Version 2 is the case again, as version 4")
    assert 'title: "one' in (server.folder / f"{own}.yaml").read_text(encoding="utf-8")
    page.click("[data-version='3'] >> text=New case from it")
    page.fill("[data-version='3'] form input", f"{own}_on")
    page.click("[data-version='3'] >> text=Begin")
    page.wait_for_function("() => new URLSearchParams(location.search).get('case').endsWith('_on')")
    assert 'title: "two' in (server.folder / f"{own}_on.yaml").read_text(encoding="utf-8")


def test_a_baseline_is_pinned_kept_in_the_link_and_figures_differ_from_it(
    window: Any, page: Any, server: Server
) -> None:
    page.goto(f"{server.app}?case=small")
    settled(page)
    slide(page, PATH, 40)
    page.wait_for_selector(".effect")
    page.click("text=Pin as baseline")
    page.wait_for_selector("[data-pinned='1']")
    slide(page, PATH, 30)
    page.wait_for_selector("text=/^baseline: /")
    first, last = (apply(CASE, [Change(PATH, "set", value)]) for value in (40.0, 30.0))
    wanted = attribution(first, last, Drawing(200, 1))["answers"]["signed"]
    page.wait_for_function("() => document.querySelectorAll('.effect').length > 2")
    assert shown(page, "signed")
    address = page.url
    other = window.new_context()
    there = entered(other, server)
    there.goto(address)
    there.wait_for_selector("text=/^baseline: /")
    assert there.input_value(f"[id='{PATH}']") == "30"
    there.click("nav >> text=Compare & history")
    there.wait_for_selector("[data-moved=signed]")
    assert moved(there)["signed"] == wanted["value"]
    assert there.input_value(".sides select >> nth=0") == "pin"
    other.close()
    page.click("text=Unpin baseline")
    page.wait_for_selector("[data-pinned]", state="detached")


def test_faults_come_while_one_writes_and_a_draft_survives_a_reload(page: Any, server: Server) -> None:
    page.goto(f"{server.app}?case=small&tab=text")
    page.wait_for_selector("[data-faults='0']")
    page.fill("textarea", page.input_value("textarea").replace("title:", "titel:", 1))
    page.wait_for_selector(".note[data-faults]")
    page.click("text=/^Go to line/ >> nth=-1")
    line = page.evaluate(
        "document.activeElement.value.slice(0, document.activeElement.selectionEnd).split('\\n').at(-1)"
    )
    assert line.startswith("titel:")
    page.reload()
    page.wait_for_selector(".note[data-faults]")
    assert "titel:" in page.input_value("textarea")


@pytest.mark.parametrize("way", ["copy", "theirs", "both"])
def test_of_two_who_save_the_second_goes_on_in_one_of_three_ways_and_loses_nothing(
    window: Any, page: Any, server: Server, own: str, way: str
) -> None:
    context = window.new_context()
    first, second = entered(context, server), page
    for one in (first, second):
        one.goto(f"{server.app}?case={own}&tab=text")
        one.wait_for_selector("textarea")
    titled(first, "theirs")
    second.fill("textarea", second.input_value("textarea").replace('title: "', 'title: "mine ', 1))
    second.click("text=Save as a new version")
    second.wait_for_selector("text=Somebody saved this case while you edited it")
    assert "theirs" in second.text_content("[data-side=theirs]")
    assert "mine" in second.text_content("[data-side=mine]")
    file = server.folder / f"{own}.yaml"
    if way == "copy":
        second.click("text=Keep mine as a copy")
        second.wait_for_function("() => new URLSearchParams(location.search).get('case').endsWith('_mine')")
        assert 'title: "mine' in (server.folder / f"{own}_mine.yaml").read_text(encoding="utf-8")
    elif way == "theirs":
        second.click("text=Take theirs")
        second.wait_for_function("() => document.querySelector('textarea').value.includes('title: \"theirs')")
        second.click("text=Put mine back into the editor")
        assert 'title: "mine' in second.input_value("textarea")
    else:
        second.click("text=Open both in the editor")
        assert 'title: "theirs' in second.input_value("textarea[readonly]")
        second.click("text=Save as a new version")
        second.wait_for_selector("text=Saved as version")
        assert 'title: "mine' in file.read_text(encoding="utf-8")
    if way != "both":
        assert 'title: "theirs' in file.read_text(encoding="utf-8")
    context.close()
