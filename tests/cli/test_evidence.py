"""The verb `evidence`: claims listed and weighed, written and graded in a file that people keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.likelihood import joined
from detente.formats.load import load
from tests.cli.calls import GOOD, data, detente, refused

HELD = """\

# What explains it.
hypotheses:
  peace: {name: Peace, prior: 0.4}   # judged
  pause: {name: Pause, prior: 0.6}

claims:
  # the first one
  - {id: c1, text: Reserves arrive at the border., grade: B2, on: pause, ratio: 3}   # seen twice

sources:
  S1: {title: A paper, date: 2026-01-10, grade: C3}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "talks.yaml"
    path.write_text(GOOD + HELD, encoding="utf-8")
    return path


def test_a_claim_is_written_without_touching_the_rest(file: Path) -> None:
    done = data(
        "evidence", "add", file, "--claim", "Reserves leave, an officer says.", "--source", "S1", "--on", "peace",
        "--ratio", "1.5:2:4", "--attribution", "an officer", "--input", "no_deal.N=20:25:30",
    )  # fmt: skip
    assert (done["written"], done["id"]) == ("claim", "c2")
    before, after = (GOOD + HELD).splitlines(), file.read_text(encoding="utf-8").splitlines()
    added = [row for row in after if row not in before]
    assert after[after.index(added[0]) - 1] == before[after.index(added[0]) - 1]  # after the last claim
    assert [row for row in after if row not in added] == before
    found = load(str(file)).claims[1]
    assert (found.source, found.bears.on, found.inputs[0].path) == ("S1", "peace", "no_deal.N")


def test_a_claim_is_graded_in_its_place(file: Path) -> None:
    assert data("evidence", "grade", file, "c1", "E4")["grade"] == "E4"
    assert file.read_text(encoding="utf-8") == (GOOD + HELD).replace("grade: B2", "grade: E4")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("grade", "FILE", "c1", "E7"), 1, '"E7" is not a grade'),
        (("grade", "FILE", "c1", "B-9"), 1, "a letter A-F and a digit 1-6"),
        (("grade", "FILE", "c9", "B2"), 2, "no claim 'c9'"),
        (("add", "FILE", "--claim", "x", "--on", "pause", "--ratio", "0"), 1, "0 is not between 0.0001 and 10000"),
        (("add", "FILE", "--claim", "x", "--on", "pausse", "--ratio", "2"), 1, 'did you mean "pause"'),
        (("add", "FILE", "--claim", "x", "--ratio", "many", "--on", "pause"), 2, '"many" is not a number'),
        (("add", "FILE", "--claim", "x", "--date", "2027-01-01"), 1, "is after as_of"),
        (("add", "FILE", "--claim", "x", "--input", "no_deal.Q=3"), 1, 'no input "no_deal.Q"'),
        (("add", "FILE", "--claim", "x", "--likelihood", "peace"), 2, "write NAME=VALUE"),
        (("add", "template", "--claim", "x"), 2, "detente new NAME --from template"),
        (("add", "FILE", "--claim", "a\u202eb"), 2, "--claim: U+202E cannot be printed"),
        (("add", "FILE", "--claim", "x", "--why", "\x1b[31m"), 2, "--why: U+001B cannot be printed"),
        (("ad",), 2, "did you mean 'add'?"),
        (("weigh",), 2, "verbs of evidence are"),
    ],
)
def test_what_has_faults_is_told_and_not_written(file: Path, words: tuple[str, ...], code: int, told: str) -> None:
    refused(detente("evidence", *(str(file) if word == "FILE" else word for word in words)), code, told)
    assert file.read_text(encoding="utf-8") == GOOD + HELD


def test_a_file_that_is_no_text_is_told_and_left_alone(file: Path) -> None:
    before = file.read_bytes() + b"# \xff\n"
    file.write_bytes(before)
    refused(detente("evidence", "grade", file, "c1", "B1"), 1, "is not UTF-8")
    assert file.read_bytes() == before


def test_update_says_what_moved_and_what_to_watch() -> None:
    found = data("evidence", "update", "template")
    for row in found["hypotheses"]:
        moved = sum(item["probability"][row["id"]] for item in found["items"])
        assert row["value"] - row["prior"] == pytest.approx(moved, abs=1e-9)
        assert row["least"] <= row["low"] <= row["value"] <= row["high"] <= row["most"]
    assert [row["id"] for row in found["watch"]] == ["gates"]
    assert found["proposals"][0]["path"] == "no_deal.north"


def test_the_page_keeps_likelihood_and_confidence_apart_and_the_matrix_is_no_probability() -> None:
    text = detente("evidence", "update", "template", "--plain").stdout
    assert joined(text) == []
    assert "it is no probability" in " ".join(text.split())
    assert text.isascii()


def test_claims_are_listed_with_their_grade() -> None:
    assert data("evidence", "list", "template")["claims"][0]["grade"] == "B2"
    assert "trains [B2]" in detente("evidence", "list", "template").stdout


def test_a_case_without_hypotheses_is_told_what_to_add(tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text(GOOD, encoding="utf-8")
    refused(detente("evidence", "update", path), 1, "add at least two")
    assert "no `claims`" in detente("evidence", "list", path).stdout


def test_what_moved_since_an_earlier_version_adds_up(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    detente("evidence", "grade", file, "c1", "D3")
    detente("evidence", "add", file, "--claim", "An envoy packs.", "--on", "peace", "--ratio", "2", "--grade", "B2")
    change = data("evidence", "update", file, "--since", old)["change"]
    assert {row["id"]: row["kind"] for row in change["reasons"]} == {"c1": "changed", "c2": "new"}
    moved = sum(row["probability"]["peace"] for row in change["reasons"])
    assert change["after"]["peace"] - change["before"]["peace"] == pytest.approx(moved, abs=1e-9)
    assert "changed: c1" in detente("evidence", "update", file, "--since", old).stdout


def test_versions_with_other_hypotheses_are_not_compared(file: Path) -> None:
    refused(detente("evidence", "update", "miami", "--since", file), 1, "weigh other hypotheses")
