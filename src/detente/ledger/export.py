"""A ledger as the sections of a file that `read_ledger` and the check take back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.ledger.records import Forecast, Ledger, Record, plain


def sections(ledger: Ledger) -> dict[str, Any]:
    """Return questions, forecasts and the resolutions that stand, as plain values.

    A forecast whose probabilities were repaired is told as it was stated. The day on which each was entered is the
    history's own and does not go along; nor do resolutions that were corrected, and runs.
    """
    return {
        "questions": {key: _without(_told(row), "id") for key, row in ledger.questions.items()},
        "forecasts": [_forecast(row) for row in ledger.forecasts],
        "resolutions": [_told(row) for row in ledger.resolutions.values()],
    }


def _forecast(row: Forecast) -> dict[str, Any]:
    held = _told(row)
    if row.stated:
        held["p"] = held.pop("stated")
    if row.quantiles:
        held["quantiles"] = {repr(level): value for level, value in row.quantiles}
    return held


def _told(record: Record) -> dict[str, Any]:
    """Return what a record says, without what is empty."""
    held = {key: [*value] if isinstance(value, tuple) else value for key, value in plain(record).items()}
    return {key: value for key, value in held.items() if value is not None and value not in ("", [])}


def _without(held: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in held.items() if key != name}
