"""`explain`: what it prints, writes and refuses."""

from __future__ import annotations

import json

import pytest

from detente.ensemble.explain import ids, orphans
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
    run["sources"][0]["title"] = "quiet\x1b[2Jbomb"
    run["inputs"][0]["sources"] = [run["sources"][0]["id"]]
    (here / "odd.json").write_text(json.dumps(run), encoding="utf-8")
    shown = detente("explain", "odd.json", f"inputs.{run['inputs'][0]['path']}.mid").stdout
    assert "quiet" in shown
    assert "\x1b" not in shown
