"""`zone`: what it prints, writes and refuses."""

from __future__ import annotations

from tests.cli.calls import GOOD, SMALL, data, detente


def test_zone_gives_the_contract():
    found = data("zone", SMALL)
    assert found["schema"] == "detente.zone/1"
    assert found["parties"] == ["north", "south", "neighbour"]
    assert found["settlements"]["total"] == {"value": 27, "exact": True, "se": 0.0}
    assert set(found["solutions"]) >= {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    assert found["case"]["as_of"] == "2026-01-15"
    assert len(found["case"]["sha256"]) == 64


def test_zone_in_words_names_counts_solutions_and_dates():
    shown = detente("zone", SMALL).stdout
    for words in (
        "horizon 2026-12-31",
        "illustrative",
        "Required parties",
        "Nash",
        "Today's positions",
        "No-deal values",
    ):
        assert words in shown


def test_zone_without_red_lines_says_so():
    assert "no red line binding" in detente("zone", SMALL, "--no-red-lines").stdout
    barred, free = data("zone", SMALL), data("zone", SMALL, "--no-red-lines")
    assert (barred["red_lines"], free["red_lines"]) == (True, False)
    assert free["settlements"]["zone"]["value"] >= barred["settlements"]["zone"]["value"]


def test_an_empty_zone_says_so_and_who_is_short(here):
    (here / "apart.yaml").write_text(GOOD.replace("{N: 20, S: 30}", "{N: 90, S: 90}"), encoding="utf-8")
    shown = detente("zone", "apart.yaml").stdout
    assert "No solution: the zone is empty." in shown
    assert "Nearest miss" in shown
