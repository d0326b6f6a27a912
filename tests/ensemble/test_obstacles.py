"""Binding parties: what dropping the only party with a no-deal value can open, and what it cannot."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.case.check import check
from detente.ensemble.run import run
from detente.formats.yaml import read

TEXT = """\
detente: 1
title: One bargains, one bars
as_of: 2026-03-01
horizon: 2026-12-31
parties: {a: {name: A, role: principal}, b: {name: B, role: ratifier, required: true}}
issues:
  i: {name: I, options: {x: {name: X, score: 0}, y: {name: Y, score: 100}}}
views:
  a: {i: {salience: 50, position: 0}}
  b: {i: {salience: 50, position: 50, red_lines: LINES}}
no_deal: {a: VALUE, b: none}
"""


def binding(lines: str, value: int) -> dict[str, Any]:
    """Return the share in which dropping each party opens the zone, where B bars some and A wants so much."""
    case = check(read(TEXT.replace("LINES", lines).replace("VALUE", str(value))), case_id="two").case
    assert case is not None
    found = run(case, draws=20, seed=1)
    json.dumps(found, allow_nan=False)
    assert found["zone_probability"]["value"] == 0.0
    assert {row["party"] for row in found["comprehensive"]["binding"]} == {"a", "b"}
    return {row["party"]: row["share"] for row in found["binding"]}


@pytest.mark.parametrize("value", [40, 100])
def test_dropping_the_only_one_who_bargains_opens_nothing_where_another_bars_every_option(value: int) -> None:
    assert binding("[x, y]", value) == {"a": 0.0, "b": 1.0}


def test_dropping_the_only_one_who_bargains_opens_what_the_other_leaves() -> None:
    assert binding("[x]", 40) == {"a": 1.0, "b": 1.0}
