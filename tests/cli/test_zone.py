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


def test_zone_holds_a_case_against_its_outcome():
    found = data("zone", "korea_1951")["consistency"]
    assert found["kind"] == "consistency, not prediction: coded with hindsight"
    assert (found["rule"]["agreement"], found["zone"]["agreement"], found["misses"]) == (True, True, [])
    assert found["baseline"]["parties"] == ["UNC", "PRC", "DPRK"]
    shown = " ".join(detente("zone", "korea_1951").stdout.split())
    assert "Consistency with what happened, not a prediction: the case was coded knowing it." in shown
    assert "off by 26.3 of 100 on average, or 28.5 without salience" in shown


def test_zone_says_where_it_misses_what_happened():
    shown = " ".join(detente("zone", "istanbul_2022").stdout.split())
    assert "none on How guarantors act, Cap on forces and Missile range, so no agreement, as it was" in shown
    assert "so agreement, a miss" in shown


def test_zone_says_nothing_of_an_outcome_that_there_is_not():
    assert "consistency" not in data("zone", SMALL)
    assert "Consistency" not in detente("zone", SMALL).stdout


def test_zone_names_who_consents_by_red_lines_alone():
    assert "Without one, consenting by red lines alone: Croatia." in detente("zone", "dayton_1995").stdout
