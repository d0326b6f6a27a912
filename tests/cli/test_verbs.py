"""What each verb prints, writes and refuses, on the small case that ships as a template and on the flagship."""

from __future__ import annotations

import io
import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli.main import cli
from detente.cli.manner import PLAINER
from detente.ensemble.explain import ids, orphans

ROOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
SMALL = "template"
GOOD = """\
detente: 1
title: Small talks
as_of: 2026-01-15
horizon: 2026-12-31
parties:
  N: {name: North, role: principal}
  S: {name: South, role: principal}
issues:
  land: {name: Land, options: {a: {name: Freeze, score: 0}, b: {name: Swap, score: 100}}}
views:
  N: {land: {salience: 50, position: 100, coded: judged}}
  S: {land: {salience: 50, position: 40, coded: judged}}
no_deal: {N: 20, S: 30}
"""


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def detente(*words: str, stdin: str | bytes | None = None, env: dict | None = None) -> Result:
    return CliRunner(env=env).invoke(cli, [str(word) for word in words], input=stdin)


def data(*words: str, **more) -> dict:
    """Return the one object that a verb prints with --json."""
    done = detente(*words, "--json", **more)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def refused(done: Result, code: int, *words: str) -> None:
    """Assert that a verb ended in words, without data and without a trace."""
    assert done.exit_code == code, (done.exit_code, done.output)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


# check


def test_check_says_that_a_case_has_no_faults():
    done = detente("check", SMALL)
    assert (done.exit_code, done.stdout) == (0, "template.yaml: no faults\n")


@pytest.mark.parametrize("case", ["miami", "miami_2026", SMALL])
def test_every_case_that_ships_has_no_faults(case):
    assert data("check", case)["files"][0]["faults"] == []


def test_check_lists_all_faults_of_all_files_and_ends_with_1(here):
    bad = GOOD.replace("salience: 50", "salience: 150").replace("role: principal", "role: king")
    (here / "bad.yaml").write_text(bad, encoding="utf-8")
    (here / "good.yaml").write_text(GOOD, encoding="utf-8")
    done = detente("check", "bad.yaml", "good.yaml", "nowhere.yaml")
    assert done.exit_code == 1
    assert "bad.yaml:6: parties.N.role" in done.stdout
    assert "bad.yaml:11: views.N.land.salience" in done.stdout
    assert "good.yaml: no faults" in done.stdout
    assert "nowhere.yaml: there is no such file" in done.stdout


def test_check_gives_faults_as_data(here):
    (here / "bad.yaml").write_text(GOOD.replace("horizon", "horizont"), encoding="utf-8")
    done = detente("check", "bad.yaml", "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["schema"] == "detente.check/1"
    (file,) = found["files"]
    assert (file["file"], file["ok"]) == ("bad.yaml", False)
    assert {"where", "line", "message", "hint"} == set(file["faults"][0])
    assert any(fault["where"] == "horizont" and "horizon" in fault["hint"] for fault in file["faults"])


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"\x89PNG\r\n" + bytes(range(256)), b"[1, 2", b"- a\n- b\n", b"a: " + b"[" * 500],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["check", "zone"])
def test_a_file_that_is_no_case_is_refused_in_words(here, verb, content):
    (here / "odd.yaml").write_bytes(content)
    done = detente(verb, "odd.yaml")
    assert done.exit_code == 1
    assert "odd.yaml" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("verb", ["run", "zone", "offers", "demo"])
def test_a_folder_as_a_case_is_refused(here, verb):
    (here / "folder.yaml").mkdir()
    refused(detente(verb, "folder.yaml"), 1, "folder.yaml", "folder")


@pytest.mark.parametrize("verb", ["run", "zone", "offers", "demo"])
def test_an_unknown_case_is_refused_with_those_that_ship(here, verb):
    refused(detente(verb, "miamy"), 1, "miamy", 'did you mean "miami"?')


@ROOT
def test_a_file_that_may_not_be_read_is_refused(here):
    (here / "closed.yaml").write_text(GOOD, encoding="utf-8")
    (here / "closed.yaml").chmod(0)
    refused(detente("zone", "closed.yaml"), 1, "closed.yaml", "may not be read")


def test_a_case_can_come_from_standard_input(here):
    assert data("zone", "-", stdin=GOOD)["case"]["id"] == "stdin"
    assert data("check", "-", stdin=GOOD)["files"][0]["ok"]


def test_standard_input_can_be_read_once_only():
    refused(detente("check", "-", "-", stdin=GOOD), 2, "standard input")
    refused(detente("diff", "-", "-", stdin=GOOD), 2, "standard input")


# zone


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


# offers


def test_offers_gives_the_contract():
    found = data("offers", "miami")
    assert found["schema"] == "detente.offers/1"
    assert found["intersections"]["donbas"] == {"not_red": [], "acceptable": []}
    assert {"id", "by", "date", "utility", "accepted_by", "red_lines"} <= set(found["offers"][0])
    assert found["bounds"].keys() == found["bounds_without_red_lines"].keys()


def test_offers_with_red_lines_ignored_gives_those_bounds():
    plain, ignored = data("offers", "miami"), data("offers", "miami", "--ignore-red-lines")
    assert ignored["bounds"] == plain["bounds_without_red_lines"]
    assert "red lines ignored" in detente("offers", "miami", "--ignore-red-lines").stdout


def test_offers_in_words_names_offers_bounds_and_drafts():
    shown = detente("offers", "miami").stdout
    for words in ("PLAN_28_2025_11", "at most", "on no red line", "accepted by", "Draft, against"):
        assert words in shown


def test_a_case_without_offers_says_so(here):
    (here / "small.yaml").write_text(GOOD, encoding="utf-8")
    assert "No offers." in detente("offers", "small.yaml").stdout


# diff


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
    assert detente("diff", "a.yaml", "b.yaml").stdout == "1 change:\n  no deal, North, value: 20 -> 25\n"


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


# new


def test_new_writes_a_case_that_has_no_faults(here):
    done = detente("new", "talks")
    assert (done.exit_code, done.stdout) == (0, "talks.yaml\n")
    assert detente("check", "talks.yaml").exit_code == 0
    assert (here / "talks.yaml").read_text(encoding="utf-8").startswith("#")


def test_new_never_overwrites(here):
    (here / "talks.yaml").write_text("mine", encoding="utf-8")
    refused(detente("new", "talks"), 5, "talks.yaml exists", "choose another name")
    assert (here / "talks.yaml").read_text(encoding="utf-8") == "mine"


def test_new_can_start_from_a_case_that_ships(here):
    assert data("new", "copy.yaml", "--from", "miami") == {
        "schema": "detente.new/1",
        "file": "copy.yaml",
        "template": "miami",
    }
    assert data("diff", "copy.yaml", "miami")["changes"] == []


@pytest.mark.parametrize("source", ["miamy", "../secret", "/etc/passwd", ""])
def test_new_refuses_an_unknown_template(here, source):
    refused(detente("new", "talks", "--from", source), 2, "there are: miami")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["no/such/folder/talks", "bad\0name", "x" * 300])
def test_new_refuses_a_place_that_cannot_be_written(here, name):
    refused(detente("new", name), 2, "cannot write")


# run and demo


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


def test_demo_takes_another_case_and_a_folder(here):
    done = detente("demo", SMALL, "--draws", "20", "--out", "kept")
    assert done.exit_code == 0
    assert (here / "kept" / "report.html").is_file()


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


# explain


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    assert detente("run", "miami", "--draws", "40", "--out", str(folder)).exit_code == 0
    return folder


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


# manner


@pytest.mark.parametrize("words", [["zone", SMALL], ["offers", SMALL], ["check", SMALL], ["diff", SMALL, SMALL]])
def test_an_answer_can_go_to_a_file(here, words):
    shown = detente(*words).stdout
    done = detente(*words, "--out", "answer.txt")
    assert (done.stdout, done.exit_code) == ("", 0)
    assert "written to answer.txt" in done.stderr
    assert (here / "answer.txt").read_text(encoding="utf-8") == shown
    assert detente(*words, "--out", "answer.txt", "-q").stderr == ""
    detente(*words, "--json", "--out", "answer.json")
    assert json.loads((here / "answer.json").read_text(encoding="utf-8"))["schema"] == f"detente.{words[0]}/1"


@pytest.mark.parametrize("place", ["no/such/folder/x.txt", "."])
def test_an_answer_that_cannot_be_written_is_refused(here, place):
    refused(detente("zone", SMALL, "--out", place), 2, "cannot write")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("words", [["zone", SMALL], ["offers", "miami"], ["demo", SMALL, "--draws", "20"]])
def test_plain_text_is_ascii_where_the_case_is(words):
    assert detente(*words, "--plain").stdout.isascii()


def test_text_that_the_screen_cannot_show_becomes_ascii(here):
    done = CliRunner(charset="latin-1").invoke(cli, ["zone", SMALL])
    assert done.exit_code == 0
    assert b"Kalai-Smorodinsky" in done.stdout_bytes


def test_json_is_whole_on_a_screen_without_unicode(here):
    (here / "kyiv.yaml").write_text(GOOD.replace("Small talks", "Київ і 中文"), encoding="utf-8")
    done = CliRunner(charset="ascii").invoke(cli, ["zone", "kyiv.yaml", "--json"])
    assert json.loads(done.stdout_bytes)["case"]["title"] == "Київ і 中文"


def test_words_beyond_the_screen_become_question_marks_not_an_error(here):
    (here / "kyiv.yaml").write_text(GOOD.replace("Small talks", "Київ"), encoding="utf-8")
    done = CliRunner(charset="ascii").invoke(cli, ["zone", "kyiv.yaml"])
    assert done.exit_code == 0
    assert b"????" in done.stdout_bytes


def test_signs_are_spelled_out_by_ascii():
    assert all(text.isascii() for text in PLAINER.values())


def test_color_follows_the_options_and_the_environment(monkeypatch):
    from detente.cli.manner import Manner

    class Screen(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Screen())
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Manner().look().color
    assert not Manner(no_color=True).look().color
    assert not Manner(plain=True).look().color
    monkeypatch.setenv("TERM", "dumb")
    assert not Manner().look().color
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert Manner().look().color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Manner().look().color
