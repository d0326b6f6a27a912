"""`diff`: what it prints, writes and refuses."""

from __future__ import annotations

import pytest

from tests.cli.calls import GOOD, SMALL, data, detente, refused


def test_diff_of_a_case_with_itself_is_empty():
    assert data("diff", SMALL, SMALL)["changes"] == []
    assert detente("diff", SMALL, SMALL).stdout == "0 changes\n"


def test_diff_of_two_files_names_the_number_that_moved(here):
    (here / "a.yaml").write_text(GOOD, encoding="utf-8")
    (here / "b.yaml").write_text(GOOD.replace("{N: 20, S: 30}", "{N: 25, S: 30}"), encoding="utf-8")
    found = data("diff", "a.yaml", "b.yaml")
    assert found["schema"] == "detente.diff/1"
    (row,) = found["changes"]
    assert (row["path"], row["before"], row["after"]) == ("no_deal.N.value", 20, 25)
    assert detente("diff", "a.yaml", "b.yaml").stdout == "1 change:\n  no-deal value, North: 20 -> 25\n"


def test_diff_counts_changes_of_evidence_and_shows_them_when_asked(here):
    (here / "a.yaml").write_text(GOOD, encoding="utf-8")
    (here / "b.yaml").write_text(GOOD.replace("coded: judged", "coded: assumed"), encoding="utf-8")
    assert "and 2 in evidence, sources and notes" in detente("diff", "a.yaml", "b.yaml").stdout
    assert "coded: judged -> assumed" in detente("diff", "a.yaml", "b.yaml", "-v").stdout


def test_diff_of_two_offers_gives_options_distance_and_utility():
    found = data("diff", "miami", "PLAN_28_2025_11", "PLAN_20_2025_12")
    assert found["kind"] == "offers"
    assert [row["path"] for row in found["changes"]] == [f"settlement.{issue}" for issue in found["changed"]]
    shown = detente("diff", "miami", "PLAN_28_2025_11", "PLAN_20_2025_12").stdout
    assert "Peacetime size of Ukraine's forces (thousand): 600 -> 800" in shown
    assert "distance of the drafts" in shown


@pytest.mark.parametrize("words", [[], [SMALL], [SMALL, "a", "b", "c"]])
def test_diff_takes_two_or_three_names(words):
    refused(detente("diff", *words), 2, "two cases, A B")


def test_diff_refuses_an_unknown_offer_with_those_there_are():
    refused(detente("diff", SMALL, "first_draf", "first_draft"), 2, "did you mean 'first_draft'?")


@pytest.mark.parametrize("columns", ["40", "60", "80", "110"])
def test_a_diff_fits_the_screen(columns):
    offers = detente("diff", "miami", "PLAN_28_2025_11", "PLAN_20_2025_12", env={"COLUMNS": columns}).stdout
    cases = detente("diff", "miami", "miami_2026", env={"COLUMNS": columns}).stdout
    assert max(map(len, (offers + cases).splitlines())) <= int(columns)


def test_a_long_change_stands_on_lines_of_its_own():
    shown = detente("diff", "miami", "PLAN_28_2025_11", "PLAN_20_2025_12", env={"COLUMNS": "80"}).stdout
    assert shown.startswith("From PLAN_28_2025_11 to PLAN_20_2025_12: 17 issues settled otherwise\n")
    assert "  Sanctions on Russia\n    from Phased, case by case" in shown
    assert "    to   Staged relief" in shown


def test_diff_names_parties_and_never_says_that_something_became_none(here):
    (here / "a.yaml").write_text(GOOD, encoding="utf-8")
    (here / "b.yaml").write_text(GOOD.replace("{N: 20, S: 30}", "{N: none, S: 30}"), encoding="utf-8")
    shown = detente("diff", "a.yaml", "b.yaml", env={"COLUMNS": "110"}).stdout
    assert "no-deal value, North: 20 -> none, consents by its red lines alone" in shown
    assert "Russia \u221231.3; Ukraine +30.3" in detente("diff", "miami", "PLAN_28_2025_11", "PLAN_20_2025_12").stdout


def test_a_forgotten_second_offer_is_asked_for_with_those_there_are():
    done = detente("diff", "miami", "PLAN_28_2025_11")
    refused(done, 2, "PLAN_28_2025_11 is an offer of miami", "there are: RU_MEMO_2025_06", "detente diff miami")


def test_the_only_offer_of_a_case_is_said_to_be_that():
    refused(detente("diff", SMALL, "first_draft"), 2, "first_draft is the only offer of template")


def test_a_second_name_that_is_no_case_and_no_offer_is_refused_with_both():
    done = detente("diff", "miami", "PLAN_28_2025")
    refused(done, 2, "neither a case nor an offer of miami", "did you mean 'PLAN_28_2025_11'?", "miami_2026")
