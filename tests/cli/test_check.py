"""`check`, and cases that no verb can open: what it prints, writes and refuses."""

from __future__ import annotations

import json

import pytest

from detente.formats.load import shipped
from tests.cli.calls import GOOD, ROOT, SMALL, data, detente, refused


def test_check_says_that_a_case_has_no_faults():
    done = detente("check", SMALL)
    assert (done.exit_code, done.stdout) == (0, "template.yaml: no faults\n")


@pytest.mark.parametrize("case", [*shipped(), SMALL])
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
