"""`run` and `demo`: what it prints, writes and refuses."""

from __future__ import annotations

import json
import os
import stat

import pytest

from tests.cli.calls import ROOT, SMALL, data, detente, refused


def test_run_writes_results_and_report_and_prints_the_answer(here):
    done = detente("run", SMALL, "--draws", "100", "--out", "answer")
    assert done.exit_code == 0, done.output
    assert "A watched ceasefire line" in done.stdout
    assert "answer" in done.stderr
    assert sorted(path.name for path in (here / "answer").iterdir()) == ["report.html", "results.json"]
    found = json.loads((here / "answer" / "results.json").read_text(encoding="utf-8"))
    assert (found["schema"], found["draws"], found["seed"]) == ("detente.run/1", 100, 1)
    assert sum(scenario["value"] for scenario in found["scenarios"]) == pytest.approx(1.0)
    assert (here / "answer" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_run_without_a_folder_uses_one_named_for_the_case_and_says_so(here):
    done = detente("run", SMALL, "--draws", "20")
    assert (here / "template-results" / "results.json").is_file()
    assert "template-results" in done.stderr
    assert detente("run", SMALL, "--draws", "20").exit_code == 0


def test_run_as_json_is_one_object_and_leaves_no_files(here):
    found = data("run", SMALL, "--draws", "20", "--seed", "9")
    assert (found["schema"], found["seed"], len(found["case"]["sha256"])) == ("detente.run/1", 9, 64)
    assert list(here.iterdir()) == []


def test_run_gives_the_same_answer_again_and_with_any_number_of_threads(here):
    first = detente("run", SMALL, "--draws", "60", "--json", "--threads", "1").stdout
    assert detente("run", SMALL, "--draws", "60", "--json", "--threads", "2").stdout == first


def test_demo_prints_the_flagship_with_200_draws_and_writes_nothing(here):
    done = detente("demo", "--plain")
    assert done.exit_code == 0, done.output
    assert "200 draws" in done.stdout
    assert "Not a forecast" in done.stdout
    assert done.stdout.isascii()
    assert list(here.iterdir()) == []


def test_a_page_says_what_to_type_as_the_program_was_called():
    done = detente("demo", "template", env={"DETENTE_CALLED": "python3 run.py"})
    assert "python3 run.py serve: the app" in " ".join(done.stdout.split())


def test_demo_takes_another_case_and_a_folder(here):
    done = detente("demo", SMALL, "--draws", "20", "--out", "kept")
    assert done.exit_code == 0
    assert (here / "kept" / "report.html").is_file()


@pytest.mark.parametrize("drawn", [["--draws", "20"], ["--draws", "60", "--seed", "2"]])
def test_the_draws_that_input_shares_need_do_not_depend_on_what_is_asked_for(drawn):
    assert "at least 1,805 draws" in data("run", "miami", *drawn)["sensitivity_method"]["note"]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--draws", "0"), ("--draws", "-5"), ("--draws", "1000001"), ("--draws", "many"), ("--seed", "x"),
     ("--seed", "-1"), ("--seed", "1.5"), ("--threads", "0")],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["run", "demo"])
def test_a_number_that_cannot_be_is_a_fault_of_use(here, verb, option, value):
    refused(detente(verb, SMALL, option, value), 2, option)
    assert list(here.iterdir()) == []


def test_the_limit_of_draws_is_named():
    refused(detente("run", SMALL, "--draws", "999999999"), 2, "1000000")


def test_run_refuses_a_file_as_its_folder(here):
    (here / "taken").write_text("mine", encoding="utf-8")
    refused(detente("run", SMALL, "--out", "taken"), 2, "taken is a file", "--out")
    assert (here / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["results.json", "report.html"])
def test_run_never_overwrites_a_file_of_somebody_else(here, name):
    (here / "taken").mkdir()
    (here / "taken" / name).write_text("mine", encoding="utf-8")
    refused(detente("run", SMALL, "--draws", "20", "--out", "taken"), 5, name, "was not written by detente")
    assert (here / "taken" / name).read_text(encoding="utf-8") == "mine"


def test_run_overwrites_its_own_files_and_leaves_others_alone(here):
    detente("run", SMALL, "--draws", "20", "--out", "mine")
    (here / "mine" / "notes.txt").write_text("keep", encoding="utf-8")
    assert detente("run", SMALL, "--draws", "30", "--out", "mine").exit_code == 0
    assert json.loads((here / "mine" / "results.json").read_text(encoding="utf-8"))["draws"] == 30
    assert sorted(p.name for p in (here / "mine").iterdir()) == ["notes.txt", "report.html", "results.json"]


@ROOT
def test_run_refuses_a_folder_that_may_not_be_written(here):
    (here / "closed").mkdir(mode=0o500)
    refused(detente("run", SMALL, "--out", "closed"), 2, "cannot write closed")


def test_run_refuses_a_folder_below_a_file(here):
    (here / "file").write_text("mine", encoding="utf-8")
    refused(detente("run", SMALL, "--out", "file/below"), 2, "cannot write file/below")


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_written_files_have_the_mode_of_the_umask(here):
    before = os.umask(0o027)
    try:
        detente("zone", SMALL, "--out", "zone.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((here / "zone.txt").stat().st_mode) == 0o640
