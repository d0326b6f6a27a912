"""Published figures beside which results are set: consistency, not validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.case.check.desk import Node
from detente.case.check.fields import day, flag, number, record, text, url, words
from detente.consequences.drivers import drivers
from detente.consequences.sheet import FAR, WORD, listed, read_sheet, shipped

NOT_VALIDATION = "consistency, not validation: ranges were set with these figures in view"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure, or a range of several, for an indicator of a region some months after."""

    id: str
    scenario: str
    indicator: str
    region: str
    month: float
    low: float
    high: float
    unit: str
    source: str
    as_of: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shock:
    """What some drivers did in the past, and what was published of their effect on an indicator.

    `sizes`: driver -> its size in its own unit. `by_construction`: the coefficient was set with this very figure.
    """

    id: str
    what: str
    indicator: str
    region: str
    sizes: Mapping[str, float]
    low: float
    high: float
    unit: str
    source: str
    as_of: date
    by_construction: bool = False
    note: str = ""


NUMBER = number(-FAR, FAR)
TABLE = {
    "id": WORD, "scenario": WORD, "indicator": WORD, "region": words, "month": number(1, 240), "low": NUMBER,
    "high": NUMBER, "unit": text, "source": text, "as_of": day, "url": url,
}  # fmt: skip
OPTIONAL = ("by_construction", "note", "url")


def _sizes(node: Node) -> Any:
    return record(node, {driver.id: NUMBER for driver in drivers().drivers})


SHOCK = {
    "id": WORD, "what": text, "indicator": WORD, "region": words, "sizes": _sizes, "low": NUMBER, "high": NUMBER,
    "unit": text, "source": text, "as_of": day, "by_construction": flag, "note": words,
}  # fmt: skip


def _needed(table: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in table if key not in OPTIONAL)


@cache
def _sheet() -> dict[str, Any]:
    table = {
        "as_of": day,
        "comparisons": listed(Comparison, TABLE, _needed(TABLE)),
        "shocks": listed(Shock, SHOCK, _needed(SHOCK)),
    }
    return read_sheet(shipped("comparisons.yaml"), table, file="comparisons.yaml")


def comparisons() -> tuple[Comparison, ...]:
    """Return the figures that ship.

    Examples
    --------
    >>> {row.scenario for row in comparisons()}
    {'land_for_guarantees'}
    """
    return _sheet()["comparisons"]


def past_comparisons() -> tuple[Shock, ...]:
    """Return the past shocks that ship.

    Examples
    --------
    >>> past_comparisons()[0].sizes
    {'oil': 35.0}
    """
    return _sheet()["shocks"]
