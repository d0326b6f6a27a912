"""The track record in the report: the file that ships, whole, and without a word on any one case."""

from __future__ import annotations

from detente.report.blocks import Details, Table
from detente.report.record_blocks import record_blocks
from detente.report.track_record import shipped_record


def tables() -> dict[str, Table]:
    (held,) = record_blocks()
    assert isinstance(held, Details)
    return {block.caption: block for block in held.blocks if isinstance(block, Table)}


def test_every_model_has_its_row_and_every_baseline_its_table() -> None:
    held = tables()
    names = [row["name"] for row in shipped_record()["models"]]
    assert [row[0] for row in held["Errors on talks that are over, points of 0-100"].rows] == names
    assert sum(caption.startswith("Paired with") for caption in held) == 3
    for caption, block in held.items():
        if caption.startswith("Paired with"):
            assert len(block.rows) == len(names) - 1


def test_misses_of_the_economy_stand_there() -> None:
    rows = tables()["Economy, published and here"].rows
    assert ("war of 2022, oil +35 % alone: world GDP", "−1.5 to −1", "−0.7 to −0.35", "miss") in rows


def test_the_caution_comes_first_and_no_case_is_named() -> None:
    (held,) = record_blocks()
    said = repr(held)
    assert said.index("not foresight") < said.index("Errors on talks")
    assert [row["id"] for row in shipped_record()["cases"] if row["id"] in said and row["id"] != "miami"] == []


def test_an_agreement_that_is_not_verified_is_no_hit() -> None:
    rows = tables()["Economy, published and here"].rows
    assert ("output of Germany, a tenth of its energy lost, %", "−1.5", "−1.57", "NOT VERIFIED") in rows
