"""Past shocks through the responses, in the long run, beside what was published of them.

``sum b d`` over the ways from the drivers named to an indicator, without lags; low and high add the ends of every
coefficient, which is wider than any draw of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import or_
from typing import Any

from detente.consequences.comparisons import Shock, past_comparisons
from detente.consequences.responses import responses, terms

LONG_RUN = 1
"""Months of lag weights that are asked for: none is read."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A past shock, published and as the model has it.

    Parameters
    ----------
    shock
        What happened, and what was published of it.
    low, mid, high
        What the model says, in the unit of the publication.
    parts
        Driver -> its part of `mid`.
    """

    shock: Shock
    low: float
    mid: float
    high: float
    parts: Mapping[str, float]

    @property
    def hit(self) -> bool:
        """Whether the two ranges have a point in common."""
        return self.shock.low <= self.high and self.low <= self.shock.high

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        held = self.shock
        return {
            "id": held.id,
            "what": held.what,
            "published_low": held.low,
            "published_high": held.high,
            "unit": held.unit,
            "low": self.low,
            "mid": self.mid,
            "high": self.high,
            "parts": dict(self.parts),
            "hit": self.hit,
            "by_construction": held.by_construction,
            "note": held.note,
            "source": held.source,
            "as_of": str(held.as_of),
        }


def past_shocks() -> tuple[Beside, ...]:
    """Return every past shock that ships, in the order of its table.

    Examples
    --------
    >>> [(row.shock.id, row.hit) for row in past_shocks()][:2]
    [('war_2022_oil_alone', False), ('war_2022_oil_and_confidence', True)]
    """
    return tuple(map(_shock, past_comparisons()))


def _shock(row: Shock) -> Beside:
    parts = {driver: [*_ways(row, driver, size)] for driver, size in row.sizes.items()}
    every = reduce(or_, ({(driver, k): ends for k, ends in enumerate(ways)} for driver, ways in parts.items()))
    low, mid, high = (sum(ends[at] for ends in every.values()) for at in range(3))
    return Beside(row, low, mid, high, {driver: sum(mid for _, mid, _ in ways) for driver, ways in parts.items()})


def _ways(row: Shock, driver: str, size: float) -> Iterator[tuple[float, float, float]]:
    """Yield low, mid and high of every way from a driver to the indicator."""
    table = responses()
    for term in terms(table, [driver], LONG_RUN):
        if term.output != (row.indicator, row.region):
            continue
        held = [table[k].value for k in term.chain]
        low, mid, high = (size * prod(getattr(q, end) for q in held) for end in ("low", "mid", "high"))
        yield min(low, high), mid, max(low, high)
