"""Security: defence spending on its way to a target and its debt, forces after a cap, treaties that lapse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.case.check.desk import Missing, Node
from detente.case.check.fields import build, day, listing, number, one_of, record, text
from detente.case.quantity import Quantity
from detente.consequences.sheet import CODED, POSITIVE, RANGE, WORD, listed, read_sheet, shipped
from detente.kernels.ranges import not_negative, positive

PER_CENT = number(-100.0, 1000.0)
YEAR = number(1900, 2200)


@dataclass(frozen=True, slots=True)
class Ground:
    """A quantity with its coding and source."""

    value: Quantity
    coded: str
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """Per cent of GDP for defence, and the year by which."""

    share: float
    by: float
    coded: str
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country: defence and debt in % of GDP, GDP in USD bn, interest and nominal growth in % a year."""

    id: str
    name: str
    share: Quantity
    gdp: float
    debt: float
    interest: float
    growth: float
    coded: str
    source: str


@dataclass(frozen=True, slots=True)
class Forces:
    """Thousands under arms of both sides, km of line, caps to compare, and the ratio that is said to be needed."""

    own: Ground
    other: Ground
    line: Ground
    caps: tuple[float, ...]
    needed: Ground


@dataclass(frozen=True, slots=True)
class Treaty:
    """An arms-control treaty and the day on which it lapses or was left."""

    id: str
    name: str
    lapses: date
    what: str
    coded: str
    source: str


@dataclass(frozen=True, slots=True)
class SecurityTable:
    """Everything that ships for the panel."""

    as_of: date
    target: Target
    countries: tuple[Country, ...]
    multiplier: Ground
    financed_by_debt: Ground
    forces: Forces
    treaties: tuple[Treaty, ...]


CODING = {"coded": one_of(CODED), "source": text}
GROUND = {"value": RANGE, **CODING}
COUNTRY = {
    "id": text, "name": text, "share": RANGE, "gdp": POSITIVE, "debt": PER_CENT, "interest": PER_CENT,
    "growth": PER_CENT, **CODING,
}  # fmt: skip
TREATY = {"id": WORD, "name": text, "lapses": day, "what": text, **CODING}


def _one(noun: Any, table: Mapping[str, Any]) -> Any:
    def read(node: Node) -> Any:
        row = record(node, table, tuple(table))
        return row if isinstance(row, Missing) else build(noun, row, tuple(table))

    return read


@cache
def security() -> SecurityTable:
    """Return the table that ships.

    Examples
    --------
    >>> security().target.share
    3.5
    """
    ground = _one(Ground, GROUND)
    forces = {"own": ground, "other": ground, "line": ground, "caps": listing(POSITIVE), "needed": ground}
    table = {
        "as_of": day,
        "target": _one(Target, {"share": PER_CENT, "by": YEAR, **CODING}),
        "countries": listed(Country, COUNTRY, tuple(COUNTRY)),
        "multiplier": ground,
        "financed_by_debt": ground,
        "forces": _one(Forces, forces),
        "treaties": listed(Treaty, TREATY, tuple(TREATY)),
    }
    return SecurityTable(**read_sheet(shipped("security.yaml"), table, file="security.yaml"))


def defence_path(start: ArrayLike, target: float, years: int, now: float, by: float) -> np.ndarray:
    """Return the share of GDP in years 0 to `years` from now, ``(D, years + 1)``: a straight line, then the target.

    A country above the target stays where it is.

    Examples
    --------
    >>> defence_path([2.0], 3.5, 3, 2032, 2035).tolist()
    [[2.0, 2.5, 3.0, 3.5]]
    """
    first = np.atleast_1d(not_negative("start", start))[:, None]
    way = np.minimum(np.arange(years + 1) / float(positive("years to the target", by - now)), 1.0)
    return first + np.maximum(target - first, 0.0) * way


def debt_path(debt: float, interest: float, growth: float, borrowed: np.ndarray) -> np.ndarray:
    """Return debt in % of GDP at the ends of years 0 to Y, ``(D, Y + 1)``.

    ``d' = d (1 + r) / (1 + g) + b``, with borrowing beyond balance ``b (D, Y)`` in % of GDP; r and g in % a year. What
    else the budget does is left out: it is the debt that defence adds, on a balanced rest.

    Examples
    --------
    >>> debt_path(60.0, 2.0, 2.0, np.array([[1.0, 1.0]])).tolist()
    [[60.0, 61.0, 62.0]]
    """
    found = [np.full(len(borrowed), float(debt))]
    rolled = (1.0 + interest / 100.0) / (1.0 + growth / 100.0)
    for year in range(borrowed.shape[1]):
        found.append(found[-1] * rolled + borrowed[:, year])
    return np.column_stack(found)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Forces under a cap, ``(D,)``: share of the other side's, people per km of line, and whether it suffices."""

    ratio: np.ndarray
    per_km: np.ndarray
    suffices: np.ndarray


def force_ratio(cap: float, other: np.ndarray, line: np.ndarray, needed: np.ndarray) -> Ratio:
    """Return what a cap of thousands leaves against thousands on the other side, and along a line of km."""
    ratio = positive("cap", cap) / positive("other", other)
    return Ratio(ratio, 1000.0 * cap / positive("line", line), ratio >= needed)


def standing(treaties: tuple[Treaty, ...], as_of: date) -> tuple[tuple[Treaty, int], ...]:
    """Return each treaty with the days from the as-of date to its lapse, below 0 where it is past."""
    return tuple((row, (row.lapses - as_of).days) for row in treaties)
