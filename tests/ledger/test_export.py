"""A ledger written to a file and read back is the same ledger."""

from __future__ import annotations

import json
from pathlib import Path

from detente.ledger.check import accepted
from detente.ledger.example import example
from detente.ledger.export import sections
from detente.ledger.reading import read_ledger
from detente.ledger.records import Ledger
from tests.ledger.test_check import QUESTIONS, forecast, parse

MORE = """\
  - {question: when, forecaster: B, date: 2026-02-02, p: [0.33, 0.33, 0.33], reason: why, provenance: relay}
  - {question: days, forecaster: C, date: 2026-02-03, quantiles: {0.1: 3, 0.9: 40.5}}
resolutions:
  - {question: truce, outcome: 'no', date: 2026-06-30, source: the press}
  - {question: when, void: nobody asked, date: 2026-06-30}
  - {question: days, outcome: 0, date: 2026-06-30, source: the press}
"""


def back(held: Ledger, folder: Path) -> Ledger:
    file = folder / "ledger.json"
    file.write_text(json.dumps(sections(held)), encoding="utf-8")
    return accepted(read_ledger(str(file))).found


def test_every_kind_of_record_comes_back(tmp_path: Path) -> None:
    held = accepted(parse(QUESTIONS + forecast() + MORE)).found
    assert len(held.resolutions) == len(held.forecasts) == 3
    assert back(held, tmp_path) == held


def test_the_example_comes_back(tmp_path: Path) -> None:
    held = example().found
    assert back(held, tmp_path) == held
