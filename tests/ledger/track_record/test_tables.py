"""Published tables with outcomes: the emission standards by their golden rounds, and tables of the user."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from detente.case.actor_table import ActorTable, Stand, TableActor, TableIssue
from detente.case.fault import InputFaults
from detente.ledger.track_record.tables import given, play, published, read_outcomes

DATA = Path(__file__).parents[2] / "published/data"
EMISSIONS = json.loads((DATA / "emission_standards.json").read_text(encoding="utf-8"))
COPENHAGEN = json.loads((DATA / "copenhagen2009.json").read_text(encoding="utf-8"))
TABLE = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "peers/exchange/copenhagen2009.csv"
YEARS = 6.0
"""Positions run from 4 to 10 years of delay."""


def test_the_emission_standards_are_the_published_actors_and_outcome() -> None:
    (held,) = published()
    actors = [(s.actor, s.capability, s.position, s.salience) for s in held.table.stands]
    # Saliences of a file on 0-1 are read as percent.
    wanted = [(r["actor"], r["capability"], r["position"], 100.0 * r["salience"]) for r in EMISSIONS["input"]]
    assert actors == [(name, *(pytest.approx(x) for x in rest)) for name, *rest in wanted]
    assert held.outcomes == {"position": EMISSIONS["published_context"]["actual"]}
    for key in ("bdm_1994_forecast", "bdm_1994_second_round"):
        assert str(EMISSIONS["published_context"][key]) in held.printed


def test_errors_are_percent_of_the_scale_of_positions() -> None:
    (held,) = published()
    played = play(held)
    (row,) = played.told
    actual = EMISSIONS["published_context"]["actual"]
    assert row.outcome == pytest.approx(100.0 * (actual - 4.0) / YEARS)
    first, last = EMISSIONS["rounds"][0], EMISSIONS["rounds"][10]
    assert row.errors["compromise"] == pytest.approx(100.0 * (actual - first["mean"]) / YEARS)
    assert row.errors["weighted_median"] == pytest.approx(100.0 * (actual - first["median"]) / YEARS)
    assert row.errors["challenge"] == pytest.approx(100.0 * (actual - last["median"]) / YEARS)
    assert "exchange" not in row.errors
    assert played.answer["not_played"].keys() == {"exchange"}


def faults(text: str) -> list[tuple[int | None, str]]:
    (held,) = published()
    with pytest.raises(InputFaults) as caught:
        read_outcomes(text.encode(), held.table, file="mine.csv")
    return [(fault.line, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [(None, "the header is not issue,outcome")]),
        ("what,outcome\nposition,5\n", [(1, "the header is not issue,outcome")]),
        ("issue,outcome\n", [(None, "no outcome stands below the header")]),
        (
            "issue,outcome\nposition,soon\nspeed,5\nposition,5\nposition,6\n",
            [
                (2, 'the outcome is "soon", not a number'),
                (3, 'no issue "speed" in the table'),
                (5, 'the issue "position" stands twice'),
            ],
        ),
    ],
)
def test_every_fault_of_a_file_of_outcomes_is_told_with_its_line(
    text: str, wanted: list[tuple[int | None, str]]
) -> None:
    assert faults(text) == wanted


def test_an_outcome_off_the_scale_is_refused_where_the_scale_has_ends() -> None:
    table = ActorTable("talks", (TableActor("A"),), (TableIssue("land"),), (Stand("A", "land", 10.0, 50.0, 1.0),))
    with pytest.raises(InputFaults, match='the outcome is 500, outside the scale of "land", 0 to 100'):
        read_outcomes(b"issue,outcome\nland,500\n", table, file="mine.csv")


@pytest.mark.skipif(not TABLE.exists(), reason="the table is read from DETENTE_REFERENCE_DATA, which is not there")
def test_a_table_of_the_user_joins_with_the_outcomes_that_it_is_given(tmp_path: Path) -> None:
    outcomes = tmp_path / "outcomes.csv"
    lines = [f"{issue},{value!r}" for issue, value in COPENHAGEN["outcome"].items()]
    outcomes.write_text("\n".join(["issue,outcome", *lines]) + "\n", encoding="utf-8")
    held = given(str(TABLE), str(outcomes))
    rows = play(held).told
    # Given what the weighted mean says as if it had come true, the weighted mean is never off.
    assert {row.issue for row in rows} == COPENHAGEN["outcome"].keys()
    assert max(row.errors["compromise"] for row in rows) == pytest.approx(0.0, abs=1e-9)
