"""The verb `track-record`: the page says what it is, tables of the user join, faults are told."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from detente.ledger.track_record import record as module
from tests.cli.calls import data, detente

FOUND = json.loads((files("detente.report") / "track_record.json").read_text(encoding="utf-8"))
TABLE = "actor,capability,position,salience\nA,1,0,50\nB,1,100,50\nC,2,40,80\n"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Take the record that ships instead of computing it, which a test of its own does; keep what was asked."""
    asked: list[Any] = []

    def shipped(given: Any = (), **more: Any) -> dict[str, Any]:
        asked.append((given, more))
        return {key: value for key, value in FOUND.items() if key != "schema"}

    monkeypatch.setattr(module, "record", shipped)
    return asked


def test_the_page_says_that_it_is_no_foresight_and_shows_what_was_missed(kept):
    shown = " ".join(detente("track-record").stdout.split())
    assert "not foresight" in shown
    assert "published, not computed here" in shown
    assert "Oil +35 % alone: world GDP" in shown or "oil +35 % alone: world GDP" in shown
    assert "consistency, not validation" in shown
    assert "agreement where there was none in istanbul_2022, miami" in shown
    assert "could show" in shown


def test_verbose_adds_every_case_by_model(kept):
    assert "dayton_1995: Nash" not in detente("track-record").stdout
    assert "dayton_1995: Nash" in detente("track-record", "--verbose").stdout


@pytest.mark.parametrize("width", ["40", "80", "110"])
def test_no_line_is_wider_than_the_screen(kept, width):
    shown = detente("track-record", "--verbose", env={"COLUMNS": width}).stdout
    assert [line for line in shown.splitlines() if len(line) > int(width)] == []


def test_json_is_one_object_with_its_schema(kept):
    assert data("track-record") == FOUND


def test_a_table_of_the_user_joins_with_its_outcomes(kept, here: Path):
    Path("talks.csv").write_text(TABLE, encoding="utf-8")
    Path("out.csv").write_text("issue,outcome\nposition,45\n", encoding="utf-8")
    assert detente("track-record", "--table", "talks.csv", "out.csv", "--seed", "5").exit_code == 0
    ((given, more),) = kept
    assert [(row.id, row.outcomes) for row in given] == [("talks.csv", {"position": 45.0})]
    assert more["seed"] == 5


def test_faults_of_a_table_are_told_with_exit_1(kept, here: Path):
    Path("talks.csv").write_text(TABLE, encoding="utf-8")
    Path("out.csv").write_text("issue,outcome\nposition,soon\n", encoding="utf-8")
    done = detente("track-record", "--table", "talks.csv", "out.csv")
    assert done.exit_code == 1
    assert "out.csv" in done.stderr
    assert "not a number" in done.stderr
    assert detente("track-record", "--table", "talks.csv", "gone.csv").exit_code == 1
    (here / "out.csv").write_text("issue,outcome\nposition,45\n", encoding="utf-8")
    twice = detente("track-record", *2 * ("--table", "talks.csv", "out.csv"))
    assert (twice.exit_code, "given twice" in twice.stderr) == (2, True)
    assert kept == []
