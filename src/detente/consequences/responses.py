"""Responses: published coefficients from a driver to an indicator, with range, lag and source; and chains of them.

A response may end at what drives another one: fertiliser moves food, food moves consumer prices. Such chains are
written out as terms, whose coefficient is the product of the responses on the way and whose lag is their convolution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from detente.case.check.desk import Missing, Node
from detente.case.check.fields import build, day, one_of, record, text, url, words
from detente.case.quantity import Quantity
from detente.consequences.lags import lag_weights
from detente.consequences.sheet import CODED, NOT_NEGATIVE, POSITIVE, RANGE, REGION, WORD, listed, read_sheet, shipped


@dataclass(frozen=True, slots=True)
class Lag:
    """Shape and mean, in months, of a gamma distribution."""

    shape: float
    mean: float


@dataclass(frozen=True, slots=True)
class Response:
    """One coefficient: % or pp of an indicator in a region per unit of a driver.

    Parameters
    ----------
    id, indicator, region, driver
        What moves what, and where.
    value
        Low, mid and high in `unit`.
    lag
        When it arrives.
    coded
        Whether the number is sourced, judged or assumed.
    source, url, as_of, note
        Where and when it was read, and what a reader must know.
    """

    id: str
    indicator: str
    region: str
    driver: str
    value: Quantity
    unit: str
    lag: Lag
    coded: str
    source: str
    as_of: date
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One way from a driver to an indicator.

    Parameters
    ----------
    indicator, region, driver
        Ends of the way; the indicator of a driver itself is its own id.
    chain
        Indices of the responses on the way, from the driver on; empty where the indicator is the driver.
    weights
        ``(T,)``: part of the effect that arrives 0, 1, ... T - 1 months after.
    """

    indicator: str
    region: str
    driver: str
    chain: tuple[int, ...]
    weights: np.ndarray

    @property
    def output(self) -> tuple[str, str]:
        """What it adds to."""
        return self.indicator, self.region


def _lag(node: Node) -> Any:
    row = record(node, {"shape": POSITIVE, "mean": NOT_NEGATIVE}, ("shape", "mean"))
    return row if isinstance(row, Missing) else build(Lag, row, ("shape", "mean"))


RESPONSE = {
    "id": WORD,
    "indicator": WORD,
    "region": REGION,
    "driver": WORD,
    "value": RANGE,
    "unit": text,
    "lag": _lag,
    "coded": one_of(CODED),
    "source": text,
    "as_of": day,
    "note": words,
    "url": url,
}
NEEDED = tuple(key for key in RESPONSE if key not in ("note", "url"))


def read_responses(data: bytes, *, file: str) -> tuple[Response, ...]:
    """Read a table of responses.

    Raises
    ------
    InputFaults
        With every fault of the table, with its line.
    """
    return read_sheet(data, {"as_of": day, "responses": listed(Response, RESPONSE, NEEDED)}, file=file)["responses"]


@cache
def responses() -> tuple[Response, ...]:
    """Return the responses that ship.

    Examples
    --------
    >>> next(row.value.mid for row in responses() if row.id == "gdp_world_oil")
    -0.015
    """
    return read_responses(shipped("responses.yaml"), file="responses.yaml")


def terms(table: Sequence[Response], drivers: Iterable[str], months: int) -> tuple[Term, ...]:
    """Return every way from the drivers to an indicator over ``T = months`` months, sorted by what it adds to.

    A driver is also an indicator: its own path, and what chains add to it.

    Raises
    ------
    ValueError
        When a chain comes back to where it began.
    """
    own = tuple(dict.fromkeys(drivers))
    found = [Term(driver, "", driver, (), _at_once(months)) for driver in own]
    for end, row in enumerate(table):
        region = "" if row.indicator in own or any(other.driver == row.indicator for other in table) else row.region
        found += [Term(row.indicator, region, *way) for way in _ways(table, own, months, (end,))]
    return tuple(sorted(found, key=lambda term: term.output))


def _ways(
    table: Sequence[Response], drivers: tuple[str, ...], months: int, chain: tuple[int, ...]
) -> Iterator[tuple[str, tuple[int, ...], np.ndarray]]:  # fmt: skip
    """Yield the ways that end with a chain of responses: its driver, and whatever moves that one."""
    first = table[chain[0]]
    if first.driver in {table[k].indicator for k in chain}:
        raise ValueError(f"responses: {' -> '.join(table[k].id for k in chain)} comes back to {first.driver}")
    if first.driver in drivers:
        weights = _at_once(months)
        for k in chain:
            weights = np.convolve(weights, lag_weights(months, table[k].lag.shape, table[k].lag.mean))[:months]
        yield first.driver, chain, weights
    for k, row in enumerate(table):
        if row.indicator == first.driver:
            yield from _ways(table, drivers, months, (k, *chain))


def _at_once(months: int) -> np.ndarray:
    return np.eye(1, months)[0]
