"""`merge`: files of several assessors, where they disagree, and what cannot be merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import data, detente, refused

WELL = (Path(__file__).parent.parent / "case" / "data" / "confided.yaml").read_text(encoding="utf-8")
CHANGES = {
    "anna": ("salience: 80, position: 95", "salience: 60, position: {low: 70, mid: 80, high: 90}"),
    "ben": ("WEST: {low: 30, mid: 40, high: 50", "WEST: {low: 20, mid: 25, high: 50"),
    "carla": ("title", "title"),
    "dora": ("{id: pump, name: A second pump", "{id: pumps, name: Two pumps"),
}


@pytest.fixture
def files(here: Path) -> Path:
    for name, (old, new) in CHANGES.items():
        (here / f"{name}.yaml").write_text(WELL.replace(old, new), encoding="utf-8")
    return here


def test_what_is_merged_is_a_case_in_which_each_assessor_is_found_again(files: Path) -> None:
    told = data("merge", "anna.yaml", "ben.yaml", "carla.yaml", "-o", "all.yaml")
    assert [row["name"] for row in told["assessors"]] == ["anna", "ben", "carla"]
    assert told["written"] == "all.yaml" and told["conflicts"] == [] and told["answers"] == []
    row = next(row for row in told["disagreements"] if row["path"] == "no_deal.WEST.value")
    assert row["values"]["ben"] == {"low": 20, "mid": 25, "high": 50} and row["spread"] == 15.0
    assert (row["low"], row["high"]) == (20.0, 50.0)
    assert detente("check", "all.yaml").exit_code == 0
    assert "assessed:" in (files / "all.yaml").read_text(encoding="utf-8")
    refused(detente("merge", "all.yaml", "anna.yaml", "-o", "more.yaml"), 1, "other assessors")


def test_answers_of_every_assessor_stand_beside_the_error(files: Path) -> None:
    told = data("merge", "anna.yaml", "ben.yaml", "carla.yaml", "--draws", "40")
    rows = {row["id"]: row for row in told["answers"]}
    assert {"zone", "scenarios.shared", "scenarios.no_deal"} <= rows.keys()
    for row in rows.values():
        own = [held["value"] for held in row["assessors"].values()]
        assert (row["low"], row["high"]) == (min(own), max(own)) and len(own) == 3
    page = detente("merge", "anna.yaml", "ben.yaml", "carla.yaml", "--draws", "40").stdout
    assert "range over assessors" in page and "views.EAST.share.salience" in page


def test_a_conflict_is_told_with_file_and_line_and_nothing_is_written(files: Path) -> None:
    done = detente("merge", "anna.yaml", "dora.yaml", "-o", "all.yaml")
    assert done.exit_code == 1 and not (files / "all.yaml").exists()
    line = WELL.splitlines().index(next(row for row in WELL.splitlines() if "id: pump" in row)) + 1
    assert f"anna.yaml:{line}: A second pump" in done.stdout and f"dora.yaml:{line}: Two pumps" in done.stdout
    assert detente("merge", "anna.yaml", "dora.yaml", "-o", "all.yaml", "--first").exit_code == 0
    assert "A second pump" in (files / "all.yaml").read_text(encoding="utf-8")


def test_one_place_where_words_differ_is_told_as_one(files: Path) -> None:
    (files / "edith.yaml").write_text(WELL.replace("{title: ", "{title: On ", 1), encoding="utf-8")
    assert "Words differ at 1 place;" in detente("merge", "carla.yaml", "edith.yaml").stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("anna.yaml",), 2, "from 2 to"),
        (("anna.yaml", "./anna.yaml"), 2, "named for its file"),
        (("anna.yaml", "ben.yaml", "-o", "all.csv"), 2, ".yaml"),
        (("anna.yaml", "ben.yaml", "-o", "carla.yaml"), 5, "--force"),
        (("anna.yaml", "gone.yaml"), 1, "no such file"),
    ],
)
def test_what_cannot_be_merged_is_refused(words: tuple[str, ...], code: int, told: str, files: Path) -> None:
    refused(detente("merge", *words), code, told)
