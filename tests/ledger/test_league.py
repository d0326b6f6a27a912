"""The league table, the example that ships, and tables of events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats.yaml import parse
from detente.ledger.check import accepted
from detente.ledger.example import example
from detente.ledger.league import league
from detente.ledger.table import read_events, score_events

ROOT = Path(__file__).resolve().parents[1]
PRINTED = 0.5e-4
BENCHMARK = json.loads((ROOT / "published" / "data" / "forecast_scores.json").read_text(encoding="utf-8"))
GOLD = json.loads((ROOT / "published" / "data" / "golden_closed_form.json").read_text(encoding="utf-8"))["murphy"]
NAMES = {"linear pool of RFI and Metaculus": "linear pool", "geometric pool of RFI and Metaculus": "geometric pool"}


@pytest.fixture(scope="module")
def made():
    return league(example().found)


@pytest.mark.parametrize("row", BENCHMARK["rows"], ids=lambda row: f"{row['forecaster']} {row['date']}")
def test_the_example_prints_the_benchmark(made, row) -> None:
    name = NAMES.get(row["forecaster"], row["forecaster"])
    (found,) = [
        s for s in made.scored
        if s.question == "bilateral_ceasefire_2025" and s.forecaster == name
        and (s.reference or str(s.date) == row["date"])
    ]  # fmt: skip
    wanted = [row[key] for key in ("brier", "rps", "rps_norm", "log")]
    assert [found.brier, found.rps, found.rps_normalised, found.log] == pytest.approx(wanted, abs=PRINTED, rel=0)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [("ceasefire_by_2023", 0.0441), ("ceasefire_in_2025", 0.16), ("ceasefire_announced_by_2023_05", 0.0008)],
)
def test_single_probabilities_of_the_example(made, question, wanted) -> None:
    held = [row.half_brier for row in made.scored if row.question == question and not row.reference]
    assert held == pytest.approx([wanted], abs=PRINTED, rel=0)


def test_what_has_no_horizon_is_refused_and_what_is_conditional_is_void(made) -> None:
    checked = example()
    told = [fault.where for fault in checked.faults if '"horizon" is missing' in fault.message]
    assert told == ["questions.negotiated_ceasefire", "questions.peace_deal", "questions.endgame"]
    assert made.void == ("duration_if_ceasefire_2025",)
    assert "Goldman Sachs" not in {row.forecaster for row in checked.found.forecasts}
    assert [row.provenance for row in made.scored if row.forecaster == "Polymarket"] == ["relay"]


def test_the_last_forecast_counts_and_the_others_are_shown(made) -> None:
    rfi = [row for row in made.scored if row.forecaster == "RFI"]
    assert [(str(row.date), row.counts) for row in rfi] == [("2025-03-31", False), ("2025-05-08", True)]
    (standing,) = [row for row in made.table if row.forecaster == "RFI"]
    assert (standing.questions, standing.forecasts) == (1, 2)
    assert standing.brier == pytest.approx(0.1058, abs=PRINTED)
    assert standing.skill["uniform"] == pytest.approx(1 - 0.1058 / 0.75, abs=1e-4)


def test_one_question_decides_nothing_between_two(made) -> None:
    (pair,) = made.pairs
    assert {pair.first, pair.second} == {"RFI", "Metaculus"}
    assert (pair.comparison.questions, pair.comparison.p_value) == (1, None)


def test_the_uniform_forecast_has_no_skill(made) -> None:
    (even,) = [row for row in made.table if row.forecaster == "uniform"]
    assert even.reference
    assert even.skill["uniform"] == pytest.approx(0.0)


def test_what_was_called_impossible_has_no_log_score_and_is_counted() -> None:
    text = """\
questions:
  q: {statement: S, rule: R, opened: 2026-01-01, horizon: 2026-06-30}
  n: {statement: S, rule: R, type: numeric, unit: days, opened: 2026-01-01, horizon: 2026-06-30}
forecasts:
  - {question: q, forecaster: A, date: 2026-02-01, p: 1}
  - {question: q, forecaster: B, date: 2026-02-01, p: 0}
  - {question: n, forecaster: A, date: 2026-02-01, quantiles: {0.25: 10, 0.75: 30}}
resolutions:
  - {question: q, outcome: "no", date: 2026-06-30, source: S}
  - {question: n, outcome: 34, date: 2026-06-30, source: S}
"""
    found = league(accepted(parse(text)).found)
    rows = {row.forecaster: row for row in found.table}
    assert (rows["A"].log, rows["A"].impossible) == (None, 1)
    assert "geometric pool" not in rows
    number = [row for row in found.scored if row.quantile_score is not None]
    assert [row.quantile_score for row in number] == pytest.approx([0.25 * 24 + 0.75 * 4])


def table(p, came, extra: str = "", names=None) -> bytes:
    ids = names or [f"q{k}" for k in range(len(p))]
    rows = "".join(f"{q},{a},{b}{extra}\n" for q, a, b in zip(ids, p, came, strict=True))
    head = "question,p,outcome" + (",group" if extra else "")
    return f"{head}\n{rows}".encode()


def test_a_table_of_events_gives_the_closed_form() -> None:
    found = score_events(read_events(table(GOLD["p"], [int(o) for o in GOLD["o"]])))
    assert found["n"] == 14
    assert found["brier"] == pytest.approx(GOLD["brier"], abs=1e-12)
    assert found["log"] == pytest.approx(GOLD["log_score_mean"], abs=1e-12)
    assert found["murphy"]["reliability"] == pytest.approx(GOLD["reliability"], abs=1e-12)
    assert found["skill"]["base_rate"] == pytest.approx(GOLD["brier_skill_vs_climatology"], abs=1e-12)
    assert [(row["low"], row["n"]) for row in found["calibration"] if row["n"]] == [(0.1, 4), (0.4, 5), (0.8, 5)]


def test_snapshots_of_one_question_are_one_question() -> None:
    single = score_events(read_events(table([0.2, 0.9, 0.6], [0, 1, 1])))
    copies = score_events(read_events(table([0.2, 0.9, 0.6] * 4, [0, 1, 1] * 4, names=["a", "b", "c"] * 4)))
    assert (copies["n"], copies["questions"]) == (12, 3)
    assert copies["se"] == pytest.approx(single["se"])


def test_rows_that_are_open_or_void_are_counted_and_left_out() -> None:
    found = score_events(read_events(b"question,p,outcome,group\na,0.5,1,x\nb,0.5,,x\nc,0.5,void,y\nd,1,no,y\n"))
    assert (found["n"], found["unresolved"], found["void"], found["impossible"]) == (2, 1, 1, 1)
    assert found["log"] is None
    assert [row["group"] for row in found["groups"]] == ["x", "y"]


@pytest.mark.parametrize(
    ("row", "where", "word"),
    [
        ("a,1.2,1", "p", "not a probability"),
        ("a,nan,1", "p", "not a probability"),
        ("a,0.5,0.43", "outcome", "a price, not an outcome"),
        (",0.5,1", "question", "missing"),
        ("first,0.5,0", "outcome", "otherwise in line 2"),
    ],
)
def test_a_cell_that_cannot_be_scored_is_refused(row, where, word) -> None:
    with pytest.raises(InputFaults) as caught:
        read_events(f"question,p,outcome\nfirst,0.5,1\n{row}\n".encode(), "f.csv")
    assert [(fault.line, fault.where) for fault in caught.value.faults] == [(3, where)]
    assert word in str(caught.value)
