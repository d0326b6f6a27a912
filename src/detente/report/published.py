"""Published forecasts of a question near a case's own: read, brought to a sum of one, never scored here."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from typing import Any

FILE = "published_probabilities.csv"
CASES = ("miami", "miami_2026")
"""Shipped cases with published forecasts: the file's rows are all on a Russia-Ukraine ceasefire, deal or endgame."""
SUM_TOLERANCE = 1e-9
UNIT = 1.0
HORIZON = re.compile(r"\b(?:by|before|in) (\d{4}(?:-\d\d-\d\d)?)|\((\d+ months)\)")


def published(case_id: str) -> list[dict[str, Any]]:
    """Return the published forecasts that belong to a shipped case, oldest first in the file; none for other cases.

    Each row has `source`, `published`, `question`, `horizon` (empty when none was stated), `bins` with `p` in parallel
    (divided by their sum where a question with several bins does not sum to one; `sum` is the published sum),
    `low`, `high`, `outcome`, `provenance`, `conditional`, `note`, `url`.
    """
    if case_id not in CASES:
        return []
    text = (files("detente.report") / FILE).read_text(encoding="utf-8")
    return [_row(raw) for raw in csv.DictReader(text.splitlines())]


def _row(raw: dict[str, str]) -> dict[str, Any]:
    bins = raw["bins"].split("|")
    p = [float(x) for x in raw["p"].split("|")] if raw["p"] else []
    total = sum(p)
    several = len(bins) > 1 and abs(total - UNIT) > SUM_TOLERANCE
    return {
        "source": raw["source"],
        "published": raw["published"],
        "question": raw["question"],
        "horizon": _horizon(raw["question"], bins),
        "bins": bins,
        "p": [x / total for x in p] if several else p,
        "sum": total,
        "normalised": several,
        "low": float(raw["p_low"]) if raw["p_low"] else None,
        "high": float(raw["p_high"]) if raw["p_high"] else None,
        "outcome": _outcome(raw["outcome"], bins),
        "conditional": "conditional" in raw["note"],
        "provenance": raw["provenance"],
        "note": raw["note"],
        "url": raw["url"],
    }


def _horizon(question: str, bins: list[str]) -> str:
    """Return the horizon that the question or its last bin states.

    Examples
    --------
    >>> _horizon("ceasefire by 2023-01-01", ["yes"]), _horizon("peace deal (no horizon stated)", ["yes"])
    ('2023-01-01', '')
    """
    found = HORIZON.search(question)
    if found:
        return found.group(1) or found.group(2)
    return bins[-1].removeprefix("not before ") if bins[-1].startswith("not before ") else ""


def _outcome(outcome: str, bins: list[str]) -> str:
    """Return the outcome, a bin by its name.

    Examples
    --------
    >>> _outcome("bin 2", ["a", "b"]), _outcome("void", ["a", "b"])
    ('b', 'void')
    """
    number = outcome.removeprefix("bin ")
    return bins[int(number) - 1] if outcome.startswith("bin ") and number.isdigit() else outcome
