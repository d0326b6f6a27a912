"""The watch list: ratios if seen and if not, expected information against the whole table, ranks and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.evidence import Bearing, Indicator
from detente.case.quantity import exactly
from detente.evidence.watch import watch_list
from tests.evidence.fixtures import case, claim

PART = st.floats(0.01, 0.99)


def watched(priors: dict[str, float], *rows: Indicator):
    return watch_list(replace(case(priors), indicators=rows))


def indicator(key: str, sens: float, fpr: float, by: date = date(2026, 7, 4)) -> Indicator:
    return Indicator(key, key, by, Bearing("yes", sens=exactly(sens), fpr=exactly(fpr)))


@given(PART, PART, PART)
@settings(deadline=None, max_examples=50)
def test_gain_is_the_mutual_information_of_the_whole_table(prior: float, sens: float, fpr: float) -> None:
    (row,) = watched({"yes": prior, "no": 1 - prior}, indicator("x", sens, fpr))
    table = {(h, s): p * (q if s else 1 - q) for h, p, q in ((1, prior, sens), (0, 1 - prior, fpr)) for s in (0, 1)}
    of_h, of_s = {1: prior, 0: 1 - prior}, {s: table[1, s] + table[0, s] for s in (0, 1)}
    expected = sum(p * log2(p / of_h[h] / of_s[s]) for (h, s), p in table.items())
    assert row.gain == pytest.approx(expected, abs=1e-9)
    assert row.expected == pytest.approx(of_s[1], abs=1e-12)
    assert row.seen_ratio["yes"] == pytest.approx(sens / fpr, rel=1e-9)
    assert row.unseen_ratio["yes"] == pytest.approx((1 - sens) / (1 - fpr), rel=1e-9)
    assert row.expected * row.if_seen["yes"] + (1 - row.expected) * row.if_unseen["yes"] == pytest.approx(prior)


def test_the_most_telling_stands_first_and_says_how_soon() -> None:
    rows = watched(
        {"yes": 0.4, "no": 0.6},
        indicator("dull", 0.5, 0.5),
        indicator("sharp", 0.9, 0.1, date(2026, 8, 1)),
        indicator("fair", 0.6, 0.3, date(2027, 1, 1)),
        indicator("past", 0.9, 0.1, date(2026, 6, 30)),
    )
    assert [(row.indicator.id, row.within) for row in rows] == [("sharp", "weeks"), ("fair", "later"), ("dull", "days")]
    assert [row.days for row in rows] == [32, 185, 4]
    assert rows[-1].gain == pytest.approx(0.0, abs=1e-12)


def test_it_is_judged_against_the_posterior_of_the_day() -> None:
    held = replace(case({"yes": 0.5, "no": 0.5}, [claim("x", 9.0, grade="A1")]), indicators=(indicator("i", 0.8, 0.2),))
    (row,) = watch_list(held)
    assert row.if_seen["yes"] > 0.95 > 0.8 > row.if_unseen["yes"]
