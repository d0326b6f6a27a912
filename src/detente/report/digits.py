"""How many digits a number deserves: no printed digit is finer than the error."""

from __future__ import annotations

import math
from collections.abc import Sized
from typing import Any

WHOLE_PERCENT = 2
"""Decimals of a share that whole percent print; shares never carry more."""
MINUS = "\u2212"
DASH = "\u2013"
SCALES = ((1e15, "quadrillion"), (1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
LARGEST_IN_WORDS = 1e18
RULE_OF_THREE = 3.0
"""An event seen in none of n draws has a share below 3/n with 95 % confidence (Hanley & Lippman-Hand 1983)."""
LEAST_ERROR = 0.005
"""Percentage points; an error below this is none."""
JUDGED_ERROR = 0.01
"""Stands for the standard error of a judged share, which has none: whole percent are fine enough."""
UNRESOLVED = "too few draws"
FEW = 20
"""Below this many draws no share is printed."""


def places(se: float | None) -> int:
    """Return the decimals of a share that its standard error allows: floor(-log10 se), between 0 and 2.

    Examples
    --------
    >>> places(0.005), places(0.03), places(0.0), places(0.2)
    (2, 1, 2, 0)
    """
    if not se or se <= 0.0:
        return WHOLE_PERCENT
    return max(0, min(WHOLE_PERCENT, math.floor(-math.log10(se))))


def share(value: float | None, se: float | None = 0.0, draws: int = 0) -> str:
    """Return a share as percent, with no digit finer than its standard error.

    Parameters
    ----------
    value
        The share, 0-1; None prints a dash.
    se
        Its standard error; 0 or None for an exact share.
    draws
        Number of draws behind it: then a share of 0 or 1 prints as a bound instead of as a certainty.

    Examples
    --------
    >>> share(0.4142, 0.005), share(0.4142, 0.03), share(0.004, 0.002), share(0.0, 0.0, draws=200)
    ('41 %', '40 %', '<1 %', '<2 %')
    >>> share(1.0, 0.0, draws=200), share(1.0, 0.0), share(1.0, 0.0, draws=3)
    ('>98 %', '100 %', 'too few draws')
    """
    if value is None:
        return DASH
    if 0 < draws < FEW:
        return UNRESOLVED
    step = 100 // 10 ** places(se)
    if step == 100:
        return UNRESOLVED
    percent = 100.0 * value
    edge = max(step, math.ceil(100.0 * RULE_OF_THREE / draws)) if draws else step
    if (value > 0.0 or draws) and percent <= step / 2 + 1e-9:
        return f"<{edge} %"
    if (value < 1.0 or draws) and percent >= 100 - step / 2 - 1e-9:
        return f">{100 - edge} %"
    return f"{_nearest(percent, step)} %"


def share_range(
    low: float | None, high: float | None, low_se: float | None = 0.0, high_se: float | None = 0.0
) -> str:  # fmt: skip
    """Return a range of shares, each end rounded outwards to its own standard error: it never claims less spread.

    Examples
    --------
    >>> share_range(0.213, 0.608), share_range(0.213, 0.608, 0.0, 0.03), share_range(0.2, 0.2)
    ('21–61 %', '21–70 %', '20 %')
    """
    if low is None or high is None:
        return DASH
    down, up = _step(low_se), _step(high_se)
    bottom = down * math.floor(100.0 * low / down + 1e-9)
    top = min(100, up * math.ceil(100.0 * high / up - 1e-9))
    return f"{bottom} %" if bottom == top else f"{bottom}{DASH}{top} %"


def _step(se: float | None) -> int:
    """Return the percent that a printed end of a range moves by: 1 or 10."""
    return min(10, 100 // 10 ** places(se))


def ends(row: dict[str, Any]) -> str:
    """Return the range of a row with `low`, `high` and their standard errors."""
    return share_range(row["low"], row["high"], row["low_se"], row["high_se"])


def _nearest(x: float, step: int) -> int:
    return step * math.floor(x / step + 0.5)


def error(se: float | None) -> str:
    """Return a standard error in percentage points, rounded up to one digit.

    Examples
    --------
    >>> error(0.0112), error(0.0), error(0.0004)
    ('2 points', 'none', 'below 0.1 points')
    """
    if not se:
        return "none"
    percent = 100.0 * se
    if percent < 0.1:
        return "below 0.1 points"
    size = 1.0 if percent >= 1.0 else 0.1
    rounded = size * math.ceil(percent / size - 1e-9)
    return "1 point" if rounded == 1.0 else f"{rounded:.{0 if size == 1.0 else 1}f} points"


def points(x: float | None, *, exact: bool = False) -> str:
    """Return points of utility: one decimal for the central case, which is exact, whole points otherwise.

    Examples
    --------
    >>> points(53.61), points(53.61, exact=True), points(-3.0), points(None)
    ('54', '53.6', '−3', '–')
    """
    if x is None:
        return DASH
    text = f"{abs(x):.{1 if exact else 0}f}"
    return MINUS + text if x < 0 and float(text) else text


def signed(x: float | None, *, exact: bool = False) -> str:
    """Return a change in points with its sign.

    Examples
    --------
    >>> signed(3.2, exact=True), signed(-0.04, exact=True), signed(-7.0)
    ('+3.2', '0.0', '−7')
    """
    text = points(x, exact=exact)
    return f"+{text}" if x is not None and x > 0 and float(text) else text


MOST_DECIMALS = 1
"""Decimals of a level in a unit of the economy; more would be noise whatever the draws."""


def level(x: float, se: float) -> str:
    """Return a number in a unit, its last digit that of the first digit of its standard error; one decimal at most.

    Examples
    --------
    >>> level(4.66, 0.02), level(-7.13, 2.4), level(478.3, 12.0), level(-0.04, 0.01), level(1.26, 0.0)
    ('4.7', '−7', '480', '0.0', '1.3')
    """
    digits = MOST_DECIMALS if not se > 0.0 else min(MOST_DECIMALS, -math.floor(math.log10(se)))
    text = f"{abs(round(x, digits)):.{max(0, digits)}f}"
    return MINUS + text if x < 0.0 and float(text) else text


def signed_level(x: float, se: float) -> str:
    """Return a change in a unit with its sign, with the digits of `level`.

    Examples
    --------
    >>> signed_level(12.72, 1.31), signed_level(-0.36, 0.01), signed_level(0.02, 0.01)
    ('+13', '−0.4', '0.0')
    """
    text = level(x, se)
    return f"+{text}" if x > 0.0 and float(text) else text


def whole(n: int) -> str:
    """Return an integer with thousands separators."""
    return f"{n:,}"


def entries(count: int) -> str:
    """Return how many entries of a ledger there are.

    >>> entries(1), entries(1200)
    ('1 entry', '1,200 entries')
    """
    return f"{whole(count)} {'entry' if count == 1 else 'entries'}"


def counted(held: Sized, what: str) -> str:
    """Return how many there are of something whose plural ends in s.

    >>> counted("a", "state"), counted("ab", "state")
    ('1 state', '2 states')
    """
    return f"{whole(len(held))} {what}{'' if len(held) == 1 else 's'}"


def count(c: dict[str, Any]) -> str:
    """Return a count of settlements in words: exact below a million, else two significant digits and the scale.

    Examples
    --------
    >>> count({"value": 3840, "exact": True}), count({"value": 22118400000000, "exact": True})
    ('3,840', '22 trillion')
    >>> count({"value": 999_999_000_000, "exact": True})
    '1.0 trillion'
    >>> count({"value": 2.2e9, "exact": False, "se": 3e8})
    'about 2.2 billion (standard error 0.3 billion)'
    >>> count({"value": 1.0083e12, "exact": False, "se": 1.2e10})
    'about 1.01 trillion (standard error 0.02 trillion)'
    >>> count({"value": 412.0, "exact": False, "se": 32.4}), count({"value": 1.1e45, "exact": False, "se": 2e43})
    ('about 412 (standard error 33)', 'about 1.1 × 10^45 (standard error 2.0 × 10^43)')
    """
    value, se = c["value"], c.get("se") or 0.0
    if value is None:
        return "not counted"
    if c.get("exact", True):
        return _words(value)
    unit, name = _scale(value)
    if not unit or not se:
        return f"about {_words(value)}" + (f" (standard error {_words(math.ceil(se))})" if se else "")
    digits = max(0, min(2, math.floor(-math.log10(se / unit)) + 1)) if se < unit else 0
    shown = value / unit
    return f"about {shown:,.{digits}f} {name} (standard error {_bounded(se / unit, digits)} {name})"


def _bounded(x: float, digits: int) -> str:
    size = 10.0**-digits
    return f"{size * math.ceil(x / size - 1e-9):,.{digits}f}"


def _scale(value: float) -> tuple[float, str]:
    rounded = float(f"{value:.2g}") if value >= SCALES[-1][0] else value
    for unit, name in SCALES:
        if unit <= rounded < LARGEST_IN_WORDS:
            return unit, name
    return 0.0, ""


def _words(value: float) -> str:
    unit, name = _scale(value)
    if unit:
        shown = float(f"{value / unit:.2g}")
        return f"{shown:,.1f} {name}" if shown < 10 else f"{shown:,.0f} {name}"
    if value >= LARGEST_IN_WORDS:
        mantissa, exponent = f"{float(value):.1e}".split("e+")
        return f"{mantissa} × 10^{int(exponent)}"
    return f"{value:,.0f}"


def exact_count(c: dict[str, Any]) -> str:
    """Return the whole integer of an exact count that is printed in words, else an empty text.

    Examples
    --------
    >>> exact_count({"value": 22118400000000, "exact": True}), exact_count({"value": 12, "exact": True})
    ('22,118,400,000,000', '')
    """
    value = c["value"]
    return f"{value:,}" if c.get("exact", True) and isinstance(value, int) and value >= SCALES[-1][0] else ""


def decimal(x: float | None, digits: int = 1) -> str:
    """Return a plain number with a fixed count of decimals, without trailing zeros.

    Examples
    --------
    >>> decimal(63.0), decimal(0.25, 2), decimal(-1.5), decimal(None)
    ('63', '0.25', '−1.5', '–')
    """
    if x is None:
        return DASH
    text = f"{abs(x):.{digits}f}".rstrip("0").rstrip(".") if digits else f"{abs(x):.0f}"
    return MINUS + text if x < 0 and float(text) else text


def share_change(value: float, se: float) -> str:
    """Return the change of a share in percentage points, with its standard error and no digit finer than that allows.

    Examples
    --------
    >>> share_change(0.0312, 0.004), share_change(-0.12, 0.03), share_change(0.0, 0.0), share_change(0.0001, 0.004)
    ('+3.1 (0.4)', '\u221212 (3)', '0', '0.0 (0.4)')
    >>> share_change(0.0803, 1e-17)
    '+8.0'
    """
    se = se if 100.0 * se >= LEAST_ERROR else 0.0
    if se <= 0.0 and value == 0.0:
        return "0"
    digits = 1 if se <= 0.0 else max(0, min(2, -math.floor(math.log10(100.0 * se))))
    shown = f"{abs(100.0 * value):.{digits}f}"
    sign = "" if float(shown) == 0.0 else MINUS if value < 0.0 else "+"
    return f"{sign}{shown}" + (f" ({100.0 * se:.{digits}f})" if se > 0.0 else "")
