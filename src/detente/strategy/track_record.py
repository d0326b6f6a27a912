"""What forecasting models got right in print: published errors with their data and source.

The figures are data of `track_record.csv`. They are about cooperative, repeated bargaining: of coercive cases they
prove nothing.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any


@cache
def track_record() -> tuple[dict[str, Any], ...]:
    """Return the rows: model, its reading, measure, value, number of issues, data and source.

    >>> [(row["model"], row["value"]) for row in track_record()][0]
    ('compromise', 22.99)
    """
    text = Path(__file__).with_suffix(".csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple({**row, "value": float(row["value"]), "issues": int(row["issues"])} for row in rows)


def record_of(model: str) -> tuple[dict[str, Any], ...]:
    """Return the published errors of one model; empty where nothing is published of it.

    >>> [row["value"] for row in record_of("challenge")], record_of("nash")
    ([26.83], ())
    """
    return tuple(row for row in track_record() if row["model"] == model)
