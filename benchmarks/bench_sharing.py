"""Views of one party while another confides anything at all: a thousand times the same bytes, and what one takes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.row import Row
from detente.case.nouns import Case
from detente.formats.load import load
from detente.formats.plain import plain
from detente.formats.sharing.views import view_for
from detente.formats.write import dump
from tests.confiding import confided, declared

DATA = Path(__file__).resolve().parent.parent / "tests" / "case" / "data"
TRIALS = 1000
REACH = 1000.0
"""Seconds for all: a second a view."""


def run() -> list[Row]:
    """Make a thousand views of each of three cases and count those that are byte for byte the first."""
    return [
        _trials(load(str(DATA / "confided.yaml")), "WEST", "EAST"),
        _trials(declared(load(str(DATA / "small.yaml")), "DOWN"), "UP", "DOWN"),
        _trials(declared(load("miami"), "UA"), "RU", "UA"),
    ]


def _trials(case: Case, reader: str, by: str) -> Row:
    first, seconds, same = _view(case, reader), 0.0, 0
    for seed in range(TRIALS):
        other = confided(case, by, Random(seed))
        begun = perf_counter()
        found = _view(other, reader)
        seconds += perf_counter() - begun
        same += found == first
    if same != TRIALS:
        raise AssertionError(f"{case.id}: {TRIALS - same} of {TRIALS} views for {reader} depend on what {by} confided")
    work = f"{TRIALS:,} views of `{case.id}` as YAML and JSON, what another party confided drawn anew"
    return Row(work, seconds, REACH, note=f"{same:,} of {TRIALS:,} are the same bytes ({len(first):,})")


def _view(case: Case, reader: str) -> str:
    view = view_for(case, reader)
    return dump(view) + json.dumps(plain(view))
