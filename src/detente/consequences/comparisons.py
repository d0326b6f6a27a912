"""Published figures beside which results are set: consistency, not validation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.case.check.fields import day, number, text, url, words
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


NUMBER = number(-FAR, FAR)
TABLE = {
    "id": WORD, "scenario": WORD, "indicator": WORD, "region": words, "month": number(1, 240), "low": NUMBER,
    "high": NUMBER, "unit": text, "source": text, "as_of": day, "url": url,
}  # fmt: skip
NEEDED = tuple(key for key in TABLE if key != "url")


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Return the figures that ship.

    Examples
    --------
    >>> {row.scenario for row in comparisons()}
    {'land_for_guarantees'}
    """
    table = {"as_of": day, "comparisons": listed(Comparison, TABLE, NEEDED)}
    return read_sheet(shipped("comparisons.yaml"), table, file="comparisons.yaml")["comparisons"]
