"""What follows for the economy: the words and cells that the page, the answer of a run and the report share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from detente.consequences.regions import REGIONS
from detente.report.digits import DASH, MINUS, error, level, share, signed_level
from detente.report.labels import listed

Result = dict[str, Any]
MONTH = 12
MIXED, GIVEN = "mixed by the odds", "mixed, given a settlement"
NO_DEAL = "no_deal"
LITTLE = 0.05
"""Chance of a settlement below which it is said that the mixture is nearly all no deal."""
MOST_SHOWN = 6
"""Scenarios that get a column or a panel, the likeliest first; all of them are in the JSON."""
IN_BRIEF = {"gas": "EU gas", "cpi_EA": "euro-area prices", "gdp_EA": "its GDP"}
"""Indicators that the answer on one page names."""
PARTS = {"deal": "while it holds", NO_DEAL: "once it has broken"}


def shown(told: Result) -> list[str]:
    """Return the scenarios that are shown: the likeliest, no deal last, in the order of the case."""
    rows = [row for row in told["odds"]["scenarios"] if row["id"] != NO_DEAL]
    kept = sorted(rows, key=lambda row: -row["value"])[: MOST_SHOWN - 1]
    return [*(row["id"] for row in rows if row in kept), NO_DEAL]


def names(told: Result) -> dict[str, str]:
    """Return the name of every scenario."""
    return {row["id"]: row["name"] for row in told["odds"]["scenarios"]}


def at_month(rows: Iterable[Result], month: int = MONTH) -> Result:
    """Return the row of a month, or the last where fewer are followed."""
    held = list(rows)
    return next((row for row in held if row["month"] == month), held[-1])


def after(told: Result) -> str:
    """Return how long after the start of a scenario is told: a year, or all that is followed where that is less."""
    months = told["months"]
    return "a year" if MONTH in months else f"{months[-1]} months"


def title_of(row: Result) -> str:
    """Return an indicator with its region and unit."""
    where = f", {region_name(row)}" if row["region"] else ""
    return f"{row['name'][:1].upper()}{row['name'][1:]}{where}, {row['unit']}"


def region_name(row: Result) -> str:
    """Return the region of a row in words."""
    return REGIONS.get(str(row["region"]), str(row["region"]))


def range_cell(row: Result) -> str:
    """Return a median with its 5-95 % range, no digit finer than their error."""
    middle, low, high = (signed_level(row[key], row["quantile_se"]) for key in ("q50", "q05", "q95"))
    return f"{middle} ({low} to {high})"


def mean_cell(row: Result) -> str:
    """Return a mean with its 5-95 % range."""
    low, high = (level(row[key], row["quantile_se"]) for key in ("q05", "q95"))
    return f"{level(row['mean'], row['quantile_se'])} ({low} to {high})"


def published_cell(row: Result) -> str:
    """Return a published figure, or the range of several."""
    low, high = row["published_low"], row["published_high"]
    told = f"{low:+g}" if low == high else f"{low:+g} to {high:+g}"
    return told.replace("-", "\u2212")


def checked_word(row: Result) -> str:
    """Return whether a formula's agreement with what was published says anything."""
    return "exact" if row["checked"] == "exact" else "NOT VERIFIED"


def odds_rows(told: Result) -> list[tuple[str, str, str]]:
    """Return the odds of every scenario, unconditional and given a settlement."""
    draws = told["odds"]["draws"]
    return [
        (row["name"], share(row["value"], row["se"], draws), _given(row))
        for row in told["odds"]["scenarios"]
    ]  # fmt: skip


def _given(row: Result) -> str:
    return DASH if row["given_settlement"] is None else share(row["given_settlement"], row["given_settlement_se"])


def mixture_words(odds: Mapping[str, Any]) -> str:
    """Return what the mixture is made of, where that is nearly one thing."""
    held = odds["settled"]
    if held is None:
        return "In no draw is there a settlement: the mixture is no deal."
    if held["value"] >= LITTLE:
        return ""
    some = f"{100.0 * held['value']:.1g} % (standard error {error(held['se'])})"
    return f"A settlement has a chance of {some}: the mixture is nearly all no deal. Given a settlement it is another."


def economy_line(run: Result) -> str:
    """Return what follows in one sentence: without a deal, and given a settlement; empty where a run does not say."""
    told = run.get("economy")
    if not told:
        return ""
    held = {row["id"]: row for row in told["indicators"]}
    kept = {key: words for key, words in IN_BRIEF.items() if key in held}
    without = [f"{words} {_in_brief(_months_of(held[key], NO_DEAL))}" for key, words in kept.items()]
    given = [_in_brief(held[key]["given_settlement"]) for key in kept if held[key]["given_settlement"] is not None]
    more = f"; given a settlement {', '.join(given)}" if given else ""
    return f"after {after(told)}, %: without a deal {', '.join(without)}{more}; {told['caution']}."


def _months_of(row: Result, scenario: str) -> list[Result]:
    return next(own["months"] for own in row["scenarios"] if own["id"] == scenario)


def _in_brief(months: list[Result]) -> str:
    return range_cell(at_month(months))


def way_words(line: Result, scenario: str, drivers: Mapping[str, str]) -> str:
    """Return a product in words: its driver, by way of what, and in which part of a scenario that may break.

    Examples
    --------
    >>> way_words({"driver": "oil", "via": ["food prices"], "part": "deal"}, "truce", {"oil": "oil price"})
    'oil price by way of food prices, while it holds'
    """
    via = f" by way of {listed(line['via'])}" if line["via"] else ""
    part = "" if scenario == NO_DEAL else f", {PARTS.get(line['part'], line['part'])}"
    return f"{drivers[line['driver']]}{via}{part}"


def product_words(value: float) -> str:
    """Return a product with two decimals; one that rounds to none has no sign.

    Examples
    --------
    >>> product_words(0.068), product_words(-0.2), product_words(-0.001)
    ('+0.07', '−0.20', '0.00')
    """
    text = f"{abs(value):.2f}"
    return text if float(text) == 0.0 else f"{'+' if value > 0.0 else MINUS}{text}"
