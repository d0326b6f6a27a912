"""What follows for prices, growth and money: one line for each standing question, from the economy of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.report.digits import share, signed_level
from detente.report.economy_sentences import MONTH, NO_DEAL, at_month, names
from detente.report.labels import Labels

Result = dict[str, Any]
Answer = Callable[[Result, Labels], str]


def _line(*ids: str) -> Answer:
    """Return the answer that tells indicators under no deal and under the likeliest settlement, after a year."""

    def told(run: Result, labels: Labels) -> str:
        held = run.get("economy")
        if not held:
            return ""
        rows = [row for row in held["indicators"] if row["id"] in ids]
        return "; ".join(_indicator(held, row) for row in rows)

    return told


def _indicator(held: Result, row: Result) -> str:
    by = {one["id"]: at_month(one["months"]) for one in row["scenarios"]}
    parts = [f"{names(held)[key]} {_range(by[key])}" for key in (_leading(held), NO_DEAL) if key in by]
    where = f" {row['region']}" if row["region"] else ""
    return f"{row['name']}{where}, {row['unit']} after {MONTH} months: {', '.join(parts)}"


def _range(row: Result) -> str:
    low, high = (signed_level(row[end], row["quantile_se"]) for end in ("q05", "q95"))
    return f"{signed_level(row['mean'], row['se'])} ({low} to {high})"


def _leading(held: Result) -> str:
    rows = [row for row in held["odds"]["scenarios"] if row["id"] != NO_DEAL]
    return max(rows, key=lambda row: row["value"])["id"] if rows else NO_DEAL


def _recession(run: Result, labels: Labels) -> str:
    held = run.get("economy")
    rows = held["recession"] if held else []
    told = [
        f"{row['region']} {share(one['value'], one['se'])} without a deal, defined as: {row['definition']}"
        for row in rows[:1]
        for one in row["scenarios"]
        if one["id"] == NO_DEAL
    ]
    return "".join(told)


ECONOMY: Mapping[str, Answer] = {
    "commodities": _line("oil", "food"),
    "inflation": _line("cpi_EA"),
    "energy": _line("gas"),
    "recession": _recession,
}
"""Id of a question -> its answer."""
