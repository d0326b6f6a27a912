"""`report`: one run as a file in the format that its ending names."""

from __future__ import annotations

import json

import pytest

from detente.cli.report import PRESET_IDS
from detente.report.formats import FORMATS
from detente.report.sections import PRESETS
from tests.cli.calls import data, detente, refused


@pytest.mark.parametrize("ending", FORMATS)
def test_a_run_is_written_in_each_format_or_the_extra_is_named(results, here, ending):
    held = FORMATS[ending]
    done = detente("report", str(results), "-o", f"told{ending}", "--preset", "principal")
    if held.missing:
        refused(done, 4, f"detente[{held.extra}]")
        assert not (here / f"told{ending}").exists()
    else:
        assert done.exit_code == 0, done.stderr
        assert (here / f"told{ending}").stat().st_size > 500


def test_sections_come_as_asked_and_the_results_are_not_run_again(results, here):
    told = data("report", str(results), "-o", "told.md", "--sections", "offers,zone")
    assert told["sections"] == ["offers", "zone", "cite"]
    text = (here / "told.md").read_text(encoding="utf-8")
    assert text.index("## Offers and parties") < text.index("## Is there a zone?")
    run = json.loads((results / "results.json").read_text(encoding="utf-8"))
    assert f"{run['draws']} draws, seed {run['seed']}" in text and run["case"]["sha256"] in text


def test_a_report_of_a_case_is_that_of_its_run(here):
    assert detente("report", "template", "-o", "told.html", "--draws", "20").exit_code == 0
    assert (here / "told.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_that_is_there_is_left_alone_unless_forced(results, here):
    (here / "told.md").write_text("mine", encoding="utf-8")
    refused(detente("report", str(results), "-o", "told.md"), 5, "--force")
    assert (here / "told.md").read_text(encoding="utf-8") == "mine"
    assert detente("report", str(results), "-o", "told.md", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "told.txt"), ".docx"),
        (("-o", "told.md", "--sections", "zome"), "bottom-line"),
        (("-o", "told.md", "--sections", ","), "names no section"),
        (("-o", "nowhere/told.md"), "no folder"),
        ((), "--out"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_work(results, here, words, told):
    refused(detente("report", str(results), *words), 2, told)


@pytest.mark.parametrize("key", ["zone_probability", "scenarios", "central", "binding"])
def test_results_of_which_a_part_is_damaged_are_refused_in_words(results, here, key):
    run = json.loads((results / "results.json").read_text(encoding="utf-8"))
    (here / "hurt.json").write_text(json.dumps({**run, key: [[[]]]}), encoding="utf-8")
    refused(detente("report", "hurt.json", "-o", "told.md"), 1, "hurt.json", "damaged", "run the case again")
    assert not (here / "told.md").exists()


def test_the_presets_of_the_option_are_those_of_the_report():
    assert (*PRESETS,) == PRESET_IDS


def test_the_lint_writes_nothing_and_ends_with_6_where_it_finds_something(results, here):
    done = detente("report", str(results), "--lint")
    assert done.exit_code in (0, 6) and ("DRAFT" in done.stdout) == (done.exit_code == 6)
    assert not any(here.glob("told*"))


def test_the_outcome_of_the_lint_is_said_beside_the_file(results, here):
    done = detente("report", str(results), "-o", "told.md", "--preset", "principal")
    assert done.exit_code == 0 and "lint: " in done.stderr
    told = data("report", str(results), "-o", "again.md")["lint"]
    assert len(told["standards"]) == 10 and told["status"] == ("draft" if told["findings"] else "final")
    assert ("DRAFT" in (here / "again.md").read_text(encoding="utf-8")) == bool(told["findings"])


def test_an_earlier_version_says_what_moved_the_answer(here, monkeypatch):
    from detente.cli import report as verb
    from detente.formats.load import find

    monkeypatch.setattr(verb, "SINCE_DRAWS", 20)
    name, text = "old.yaml", find("template")[1].decode("utf-8")
    old = "leverage: {low: 45, mid: 55, high: 65}"
    assert old in text
    (here / name).write_text(text.replace(old, "leverage: {low: 20, mid: 30, high: 40}"), encoding="utf-8")
    assert detente("report", "template", "-o", "told.md", "--draws", "20", "--since", name).exit_code == 0
    assert f"Since {name}" in (here / "told.md").read_text(encoding="utf-8")
    refused(detente("report", str(here / "results.json"), "-o", "x.md", "--since", name), 2, "results")
