"""`explain`: what it prints, writes and refuses."""

from __future__ import annotations

import json

import pytest

from detente.ensemble.explain import ids, orphans
from detente.formats.load import shipped
from tests.cli.calls import SMALL, data, detente, refused


def test_every_number_of_the_flagship_leads_back_to_a_formula(results):
    run = json.loads((results / "results.json").read_text(encoding="utf-8"))
    assert orphans(run) == []
    assert len(set(ids(run))) == len(ids(run))


def test_explain_reads_a_folder_or_its_file(results):
    number = "offers.PLAN_20_2025_12.utility.RU"
    found = data("explain", str(results), number)
    assert found == data("explain", str(results / "results.json"), number)
    assert found["schema"] == "detente.explain/1"
    assert found["value"] == pytest.approx(42.0, abs=0.05)
    assert {row["path"].split(".")[1] for row in found["inputs"] if row["path"].startswith("views")} == {"RU"}
    assert found["sources"]


def test_explain_in_words_names_formula_inputs_and_sources(results):
    shown = detente("explain", str(results), "scenarios.no_deal.value").stdout
    for words in ("formula   share of draws with an empty zone", "made by", "40, seed 1", "RU red lines:", "sources"):
        assert words in shown


def test_explain_tells_why_the_economy_moves(results):
    shown = detente("explain", str(results), "economy.indicators.gdp_EA.scenarios.no_deal.months.12.q50").stdout
    told = " ".join(shown.split())
    for words in ("(standard error", "driver x coefficient x lag", "gas by gdp_euro_gas (deal)", "durability: 8"):
        assert words in told
    assert "economy.drivers.no_deal.gas: 5 / 25 / 85 (judged): EU gas price, %: analyst judgement" in told
    assert "the strong end reads all of Allianz's +0.5 %" in told


def test_explain_names_the_source_of_what_a_scenario_sets_where_there_is_one(results):
    shown = detente("explain", str(results), "economy.drivers.land_for_guarantees.gas.mid").stdout
    assert "middle as Allianz, 27 February 2025" in shown.partition("sources   1:")[2]
    assert "sources   none" in detente("explain", str(results), "economy.drivers.no_deal.gas.mid").stdout


def test_explain_without_an_id_lists_them_all(results):
    assert "scenarios.no_deal.value" in detente("explain", str(results)).stdout.splitlines()
    assert "central.gap" in data("explain", str(results))["ids"]


def test_explain_runs_a_case_when_there_are_no_results():
    done = detente("explain", SMALL, "zone_probability.value")
    assert done.exit_code == 0
    assert "200, seed 1" in done.stdout
    assert "running template with 200 draws" in done.stderr


def test_explain_refuses_an_unknown_id_with_the_nearest(results):
    refused(detente("explain", str(results), "scenarios.no_del.value"), 2, "did you mean scenarios.no_deal.value")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not the results of a run"),
        ('{"schema": "detente.zone/1"}', "not the results of a run"),
        ('{"schema": "detente.run/1"}', "damaged"),
        ('{"schema": "detente.run/1", "case": {}, "inputs": [], "sources": [], "draws": 1, "seed": 1}', "damaged"),
        (
            '{"schema": "detente.run/1", "case": {"parties": []}, "inputs": [{"path": "views", "sources": []}],'
            ' "sources": [], "draws": 1, "seed": 1}',
            "damaged",
        ),
    ],
)
def test_explain_refuses_what_is_not_the_results_of_a_run(here, content, words):
    (here / "odd.json").write_text(content, encoding="utf-8")
    refused(detente("explain", "odd.json", "central.gap"), 1, "odd.json", words)


def test_explain_refuses_a_folder_without_results(here):
    (here / "empty").mkdir()
    refused(detente("explain", "empty", "central.gap"), 1, "holds no results.json")


def test_explain_shows_no_control_characters_of_a_file(here, results):
    run = json.loads((results / "results.json").read_text(encoding="utf-8"))
    del run["digest"]  # as older results, which nobody can tell from others
    run["sources"][0]["title"] = "quiet\x1b[2Jbomb"
    run["inputs"][0]["sources"] = [run["sources"][0]["id"]]
    (here / "odd.json").write_text(json.dumps(run), encoding="utf-8")
    shown = detente("explain", "odd.json", f"inputs.{run['inputs'][0]['path']}.mid").stdout
    assert "quiet" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("name", ["/folder-typo", "typo.json", "nowhere/results", "x" * 300, "bad\0name"])
def test_explain_refuses_a_place_that_is_not_there_with_what_is_allowed(here, name):
    words = (name[:3], "there is no such file or folder", "the folder that holds one", f"({', '.join(shipped())})")
    refused(detente("explain", name, "central.gap"), 1, *words)


def test_explain_refuses_a_file_that_is_neither_results_nor_case(here):
    (here / "notes.txt").write_text("mine", encoding="utf-8")
    refused(detente("explain", "notes.txt", "central.gap"), 1, "notes.txt: it is neither results (.json) nor a case")


def test_explain_names_the_row_that_sets_an_end_of_a_range(results):
    run = json.loads((results / "results.json").read_text(encoding="utf-8"))
    models = {model["name"] for model in run["models"]}
    for scenario in run["scenarios"]:
        for end in ("low", "high"):
            found = data("explain", str(results), f"scenarios.{scenario['id']}.{end}")
            assert found["set_by"] == scenario[f"{end}_from"]
    row = next(row for row in run["scenarios"] if row["low_from"] in models)
    shown = detente("explain", str(results), f"scenarios.{row['id']}.low").stdout
    assert f"set by    the model {row['low_from']}" in shown
    moved = next(row for row in run["scenarios"] if row["high_from"].startswith("RU "))
    shown = detente("explain", str(results), f"scenarios.{moved['id']}.high", env={"COLUMNS": "110"}).stdout
    assert f"set by    {moved['high_from'].replace('RU ', 'Russia ').rpartition(' ')[0]} fixed at its " in shown
    assert data("explain", str(results), "scenarios.no_deal.value")["set_by"] is None


def test_explain_counts_inputs_under_what_they_are(results):
    shown = detente("explain", str(results), "scenarios.no_deal.value").stdout
    assert "  staleness: 1\n" in shown
    assert "0 leverage" not in shown


@pytest.mark.parametrize("columns", ["40", "80"])
@pytest.mark.parametrize("number", ["scenarios.no_deal.low", "inputs.views.RU.donbas.salience.mid"])
def test_an_explanation_fits_the_screen(results, number, columns):
    shown = detente("explain", str(results), number, env={"COLUMNS": columns}).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)
