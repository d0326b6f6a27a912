"""`scenarios` and `convert` of matrices: the object, the page, every refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.ensemble.run import run
from detente.formats.load import load
from detente.formats.scw import load as load_scw
from tests.cli.calls import GOOD, data, detente, refused
from tests.formats.test_scw import scw_text, somewhereland

GOLDEN = json.loads((Path(__file__).parents[1] / "published/data/somewhereland.json").read_text(encoding="utf-8"))
DRAWS = ("--draws", "40")
SMALL = (Path(__file__).parents[1] / "case/data/small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def matrix(here):
    (here / "s.scw").write_text(somewhereland(), encoding="latin-1")
    return here


@pytest.fixture(scope="module")
def flagship():
    return data("scenarios", "miami_2026", *DRAWS)


def test_the_object_of_a_matrix_is_the_contract(matrix):
    found = data("scenarios", "s.scw")
    assert found["schema"] == "detente.scenarios/1"
    assert found["combinations"] == 486
    assert [row["variants"] for row in found["consistent"]] == GOLDEN["consistent_computed"]
    assert [row["impact_score"] for row in found["consistent"]] == GOLDEN["tis"]
    assert [row["weight"] for row in found["consistent"]] == GOLDEN["weights_global_succession"]
    assert all(row["consistency"] >= 0 for row in found["consistent"])


def test_the_page_of_a_matrix_names_every_variant_and_says_what_a_start_is(matrix):
    page = detente("scenarios", "s.scw", "--plain").stdout
    assert "10 of 486 scenarios are consistent, exactly." in page
    assert "no probability" in " ".join(page.split())
    assert "Government: Patriots party" in page


def test_no_consistent_scenario_is_said(here):
    cycle = [[0, 0, 1, -1], [0, 0, -1, 1], [-1, 1, 0, 0], [1, -1, 0, 0]]
    (here / "c.scw").write_text(scw_text(cycle, [2, 2]), encoding="latin-1")
    assert "0 of 4 scenarios are consistent" in detente("scenarios", "c.scw").stdout


def test_a_matrix_beyond_the_sample_says_that_basins_are_sampled(here):
    chain = [[int(t // 2 == s // 2 + 1 and t % 2 == s % 2) for t in range(60)] for s in range(60)]
    (here / "c.scw").write_text(scw_text(chain, [2] * 30), encoding="latin-1")
    found = data("scenarios", "c.scw")
    assert found["combinations"] == 2**30
    assert [set(row["variants"]) for row in found["consistent"]] == [{1}, {2}]
    assert found["succession"]["exact"] is False
    assert "a sample of 20,000" in detente("scenarios", "c.scw").stdout


def test_faults_and_sizes_are_refused_in_words(here):
    refused(detente("scenarios", "gone.scw"), 1, "no such file")
    (here / "bad.scw").write_text(somewhereland().replace("-9", "x").replace("-2", "x"), encoding="latin-1")
    refused(detente("scenarios", "bad.scw"), 1, "is not a whole number")
    (here / "zero.scw").write_text(scw_text([[0] * 45] * 45, [3] * 15), encoding="latin-1")
    refused(detente("scenarios", "zero.scw"), 3, "judge more pairs")
    refused(detente("scenarios", "nobody"), 1, "neither a file")


def test_the_odds_of_a_case_are_those_of_a_run_with_uncertainties_apart(flagship):
    ran = {row["id"]: row for row in run(load("miami_2026"), draws=40, seed=1)["scenarios"]}
    assert [row["id"] for row in flagship["scenarios"]] == list(ran)
    for row in flagship["scenarios"]:
        held = ran[row["id"]]
        assert (row["value"], row["se"]) == (held["value"], held["se"])
        assert row["models"]["low"] == min(held["models"].values())
        assert row["models"]["high"] == max(held["models"].values())
        assert min(row["models"]["low"], row["inputs"]["low"]) == held["low"]
        assert max(row["models"]["high"], row["inputs"]["high"]) == held["high"]


def test_the_wider_futures_of_the_flagship_come_with_indicators(flagship):
    held = flagship["cross_impact"]
    assert held["combinations"] == 864
    assert len(held["consistent"]) == 3
    told = [row for d in held["descriptors"] for v in d["variants"] for row in v["indicators"]]
    assert all(row["what"] and row["threshold"] and row["by"] and row["coded"] for row in told)


def test_every_box_says_its_event_and_how_often_it_happens(flagship):
    assert [row["event"] for row in flagship["boxes"]] == ["no_zone", "comprehensive", "signed"]
    for row in flagship["boxes"]:
        assert 0.0 <= row["share"] <= 1.0
        assert row["box"] is None or row["box"]["density"] >= row["share"]


def test_a_case_without_a_matrix_has_odds_alone(here):
    (here / "small.yaml").write_text(GOOD, encoding="utf-8")
    found = data("scenarios", "small.yaml", *DRAWS)
    assert found["cross_impact"] is None
    assert "Wider futures" not in detente("scenarios", "small.yaml", *DRAWS).stdout


def test_a_matrix_goes_to_yaml_and_back_and_out_of_a_case(matrix):
    assert detente("convert", "s.scw", "s.yaml").exit_code == 0
    assert (matrix / "s.yaml").read_text(encoding="utf-8").startswith("cross_impact:\n")
    again = data("scenarios", "s.yaml")
    assert again["consistent"] == data("scenarios", "s.scw")["consistent"]
    assert detente("convert", "s.yaml", "again.scw").exit_code == 0
    assert load_scw("again.scw") == load_scw("s.scw")
    done = detente("convert", "miami_2026", "m.scw")
    assert "not kept: reasons; sources; indicators; ids" in done.stdout
    assert len(data("scenarios", "m.scw")["consistent"]) == 3


def test_what_has_no_matrix_converts_to_none(here):
    (here / "small.yaml").write_text(GOOD, encoding="utf-8")
    refused(detente("convert", "small.yaml", "m.scw"), 1, "has no cross_impact")
    (here / "s.scw").write_text(somewhereland(), encoding="latin-1")
    refused(detente("convert", "s.scw", "m.xml"), 2, "converts to")


def test_the_section_futures_is_a_table_of_regrets_a_box_and_alliances(here):
    (here / "small.yaml").write_text(SMALL, encoding="utf-8")
    found = data("scenarios", "small.yaml", *DRAWS)
    held = found["futures"]
    assert found["sub_samples"]["futures"] == 40
    assert [row["payoff"] for row in held["two_by_two"]["tables"]] == ["zone", "signed", "utility.UP"]
    for row in held["two_by_two"]["tables"]:
        assert len(row["futures"]) == 8
        assert min(cell["regret"] for cell in row["futures"]) == 0.0
        assert set(row["minimax_regret"]) <= set(row["within_error"])
    page = " ".join(detente("scenarios", "small.yaml", *DRAWS, "--plain").stdout.split())
    assert "no strategy is recommended" in page
    assert "3 of 4 configurations hold no excluded pair, exactly." in page
    assert "Fewest signs to change for two camps: 1, exactly, in 3 ways" in page


def test_a_case_without_the_section_futures_says_nothing_of_it(here):
    (here / "small.yaml").write_text(GOOD, encoding="utf-8")
    assert data("scenarios", "small.yaml", *DRAWS)["futures"] is None
    assert "Strategies against worlds" not in detente("scenarios", "small.yaml", *DRAWS).stdout
