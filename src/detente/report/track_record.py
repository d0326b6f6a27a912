"""The track record in words and numbers, for the page and for the report; and the record that ships.

The report shows the file beside this module, which is refreshed by
``detente track-record --json --out src/detente/report/track_record.json``; a test computes it anew and compares.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from detente.report.digits import DASH, decimal, points, share, signed

Result = dict[str, Any]
AGAINST = {
    "constant": "the constant, the median outcome of all other cases",
    "compromise": "the weighted mean",
    "zone": "any settlement of the zone",
}
ZONE = (
    "Red lines drawn by people who knew the end leave zones of few settlements around it. So solution concepts, which "
    "choose inside the zone, are to be read against any settlement of the zone, not against models that do not know it."
)
LEAST_P = 0.01


@cache
def shipped_record() -> Result:
    """Return the record as computed when this version was made: the object of ``detente track-record --json``.

    Examples
    --------
    >>> shipped_record()["schema"]
    'detente.track-record/1'
    """
    return json.loads((files("detente.report") / "track_record.json").read_text(encoding="utf-8"))


def agreed_option(model: Result) -> str:
    """Return how often a model names the option that was agreed; a dash where no issue has options."""
    return share(model["hit"]["value"]) if model["hit"] else DASH


def interval(mean: Result) -> str:
    """Return a mean with its interval.

    Examples
    --------
    >>> interval({"value": 15.48, "low": 12.1, "high": 18.9}), interval({"value": 2.0, "low": None, "high": None})
    ('15.5 (12.1 to 18.9)', '2.0')
    """
    value, low, high = (points(mean[key], exact=True) for key in ("value", "low", "high"))
    return value if mean["low"] is None else f"{value} ({low} to {high})"


def difference(held: Result) -> str:
    """Return a paired difference with its interval.

    Examples
    --------
    >>> difference({"difference": -5.02, "low": -10.5, "high": 0.48})
    '−5.0 (−10.5 to +0.5)'
    """
    value, low, high = (signed(held[key], exact=True) for key in ("difference", "low", "high"))
    return value if held["low"] is None else f"{value} ({low} to {high})"


def chance(held: Result) -> str:
    """Return the p-value of a paired difference, exact where all signs were turned.

    Examples
    --------
    >>> chance({"p_exact": 0.002, "p_value": 0.1}), chance({"p_exact": None, "p_value": 0.1})
    ('<0.01', '0.10')
    """
    p = held["p_exact"] if held["p_exact"] is not None else held["p_value"]
    if p is None:
        return DASH
    return f"<{LEAST_P}" if p < LEAST_P else f"{p:.2f}"


def past_range(row: Result) -> str:
    """Return what the responses say of a past shock, low to high."""
    low, high = row["low"], row["high"]
    return plus(low) if low == high else f"{plus(low)} to {plus(high)}"


def plus(value: float) -> str:
    """Return a change with its sign and at most two decimals.

    Examples
    --------
    >>> plus(1.5), plus(-0.4817), plus(0.0)
    ('+1.5', '−0.48', '0')
    """
    text = decimal(value, 2)
    return f"+{text}" if value > 0 and text != "0" else text


def verdict(row: Result) -> str:
    """Return whether the two meet, and whether that says anything."""
    if not row["hit"]:
        return "miss"
    return "set with it" if row.get("by_construction") else "meet"
