"""No printed digit is finer than the error."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.digits import UNRESOLVED, count, error, places, points, share, share_range, signed

shares = st.floats(0.0, 1.0)
errors = st.floats(1e-6, 0.4)


@given(shares, errors)
def test_a_share_has_no_digit_finer_than_its_error(value, se):
    text = share(value, se)
    if text == UNRESOLVED:
        assert se > 0.1
        return
    number = int(text.strip("<> %"))
    digits = 2 if number % 10 else 1
    assert number in (0, 100) or digits <= math.floor(-math.log10(se))


@given(shares, errors)
def test_a_share_is_never_finer_than_whole_percent(value, se):
    assert 0 <= places(se) <= 2
    assert "." not in share(value, se)


@given(shares, shares, errors)
def test_a_range_is_rounded_outwards(one, other, se):
    low, high = sorted((one, other))
    ends = [int(end) for end in share_range(low, high, se).removesuffix(" %").split("\u2013")]
    assert ends[0] <= 100 * low + 1e-6 and 100 * high - 1e-6 <= ends[-1]


@pytest.mark.parametrize(
    ("value", "draws", "text"),
    [
        (0.0, 10_000, "<1 %"),
        (0.0, 200, "<2 %"),
        (1.0, 200, ">98 %"),
        (1.0, 0, "100 %"),
        (0.0, 0, "0 %"),
        (0.5, 5, UNRESOLVED),
    ],
)
def test_never_seen_is_not_impossible(value, draws, text):
    assert share(value, 0.0, draws) == text


def test_an_unknown_prints_a_dash():
    assert {share(None), share_range(None, 0.2), points(None)} == {"\u2013"}


@pytest.mark.parametrize(
    ("c", "text"),
    [
        ({"value": 0, "exact": True}, "0"),
        ({"value": 999_999, "exact": True}, "999,999"),
        ({"value": 9_450_000, "exact": True}, "9.4 million"),
        ({"value": 900_169_200_000_000, "exact": True}, "900 trillion"),
        ({"value": 10**21, "exact": True}, "1.0 × 10^21"),
        ({"value": None, "exact": False}, "not counted"),
        ({"value": 3.2e12, "exact": False, "se": 1.1e12}, "about 3 trillion (standard error 2 trillion)"),
    ],
)
def test_counts_in_words(c, text):
    assert count(c) == text


def test_a_change_of_nothing_has_no_sign():
    assert [signed(x, exact=True) for x in (0.04, -0.04, 0.06, -0.06)] == ["0.0", "0.0", "+0.1", "\u22120.1"]


def test_an_error_is_rounded_up():
    assert [error(x) for x in (0.0101, 0.0095, 0.0301)] == ["2 points", "1 point", "4 points"]
