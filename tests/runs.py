"""Runs that several tests look at, computed once: the flagship, and one with an empty zone."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any

from detente.case.nouns import Case, NoDeal
from detente.cli.manner import as_json
from detente.formats.load import load
from detente.scenarios.run import run

DRAWS = 2000
BETTER = 15.0
"""Points by which no deal is better than coded in the run with an empty zone."""
DIGEST = sha256(b"the flagship").hexdigest()


def flagship() -> dict[str, Any]:
    """Return the object of `detente run miami --json`: 15 parties, 20 issues, its central zone is not empty."""
    return json.loads(_flagship())


def empty_zone() -> dict[str, Any]:
    """Return the same with no deal better for all than coded, and no statements: its central zone is empty."""
    return json.loads(_empty_zone())


@cache
def _flagship() -> str:
    return _run(load("miami"))


@cache
def _empty_zone() -> str:
    case = load("miami")
    return _run(replace(case, no_deal=tuple(_better(row) for row in case.no_deal), statements=()))


def _better(row: NoDeal) -> NoDeal:
    if row.value is None:
        return row
    low, mid, high = (min(100.0, end + BETTER) for end in (row.value.low, row.value.mid, row.value.high))
    return replace(row, value=replace(row.value, low=low, mid=mid, high=high))


def _run(case: Case) -> str:
    found = run(case, draws=DRAWS, seed=1)
    found["case"]["sha256"] = DIGEST
    return as_json(found)
