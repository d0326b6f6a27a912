"""What each holding does in every window: by its own price series, a proxy, exposures to series, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from detente.case.holdings import CASH, Holding, Holdings
from detente.consequences.portfolio.changes import Sample

OWN, PROXY, EXPOSURES, STILL = ("own prices", "proxy", "exposures", "cash")


def basis(holding: Holding, series: Collection[str]) -> str:
    """Return what says how an asset moves; `series` are those of the user's prices.

    A price series of its own name comes first.
    """
    if holding.asset in series:
        return OWN
    if holding.exposures:
        return EXPOSURES
    named = holding.proxy or holding.asset
    return STILL if named.lower() == CASH else PROXY


def exposures(holding: Holding, series: Collection[str]) -> dict[str, float]:
    """Return the change of an asset in per cent for a change of each series by one per cent.

    Examples
    --------
    >>> exposures(Holding("Fuel", 1.0, proxy="brent"), ()), exposures(Holding("cash", 1.0), ())
    ({'brent': 1.0}, {})
    """
    found = basis(holding, series)
    if found == OWN:
        return {holding.asset: 1.0}
    if found == EXPOSURES:
        return dict(holding.exposures)
    return {} if found == STILL else {holding.proxy or holding.asset: 1.0}


def needed(held: Holdings, series: Collection[str]) -> tuple[str, ...]:
    """Return the series that say how the holdings move."""
    return tuple(dict.fromkeys(name for row in held.rows for name in exposures(row, series)))


def returns(rows: Sequence[Holding], past: Sample) -> np.ndarray:
    """Return the change of every holding in every window in per cent, ``(J, N)``: exposures times changes."""
    found = np.zeros((len(past.ends), len(rows)))
    for k, row in enumerate(rows):
        for name, exposure in exposures(row, past.own).items():
            found[:, k] += exposure * past.changes[name]
    return found
