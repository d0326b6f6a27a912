"""Take an input-output table from an object of pymrio: its `Z`, `Y` and, where it is known, `x`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from detente.case.fault import Fault, InputFaults
from detente.case.input_output import InputOutput
from detente.formats.input_output import TOLERANCE

FILE = "pymrio"


def from_pymrio(system: Any, *, tolerance: float = TOLERANCE) -> InputOutput:
    """Return the table of a ``pymrio.IOSystem``; final demand is summed over the categories of each region.

    pymrio itself is not imported: any object with frames `Z` (rows and columns by region and sector), `Y` (rows as of
    `Z`, columns by region and category) and `x` (or None) will do.

    Raises
    ------
    InputFaults
        When `Z` or `Y` is missing or does not fit the other, holds what is no number, or a row does not balance.
    """
    lacking = [
        Fault(name, None, "the object has none", "load its data first") for name in "ZY" if not _frame(system, name)
    ]
    if lacking:
        raise InputFaults(FILE, tuple(lacking))
    faults = [*_labels(system)] or [*_values(system, tolerance)]
    if faults:
        raise InputFaults(FILE, tuple(faults))
    rows = tuple((str(region), str(sector)) for region, sector in system.Z.index)
    users = tuple(dict.fromkeys(str(column[0]) for column in system.Y.columns))
    of = np.array([[str(column[0]) == user for user in users] for column in system.Y.columns], dtype=float)
    flows, demand = _numbers(system.Z), _numbers(system.Y) @ of
    return InputOutput(rows, users, flows.tolist(), demand.tolist(), _off(system))


def _frame(system: Any, name: str) -> bool:
    return hasattr(getattr(system, name, None), "to_numpy")


def _numbers(frame: Any) -> np.ndarray:
    return np.asarray(frame.to_numpy(dtype=float), dtype=float)


def _labels(system: Any) -> Iterator[Fault]:
    """Yield what does not fit: rows that are no pairs, columns of Z or rows of Y that are not the rows of Z."""
    rows = [*system.Z.index]
    pairs = all(isinstance(row, tuple) and len(row) == 2 for row in [*rows, *system.Y.columns])  # pyright: ignore
    if not pairs:
        yield Fault("Z", None, "labels are not pairs of region and sector", "aggregate to two levels")
    elif len(set(rows)) < len(rows):
        yield Fault("Z", None, "a pair of region and sector stands there twice", "merge the two rows")
    for part, labels in (("Z, columns", system.Z.columns), ("Y", system.Y.index)):
        if [*labels] != rows:
            yield Fault(part, None, "labels are not the rows of Z in their order", "sort both the same way")


def _values(system: Any, tolerance: float) -> Iterator[Fault]:
    flows, demand = _numbers(system.Z), _numbers(system.Y)
    for part, values in (("Z", flows), ("Y", demand)):
        if not np.isfinite(values).all():
            yield Fault(part, None, "a cell is no number", "write 0 for none")
    if (flows < 0.0).any():
        yield Fault("Z", None, f"a flow between sectors is {flows.min():g}", "it is 0 or more")
    off = _off(system)
    if off > tolerance:
        yield Fault(
            "x", None, f"outputs differ from the sums of uses by {off:.2g} of the largest", "the table does not balance"
        )


def _off(system: Any) -> float:
    """Return how far stated outputs are from the sums of uses, over the largest; 0 where none are stated."""
    if not _frame(system, "x"):
        return 0.0
    stated = _numbers(system.x).ravel()
    sums = _numbers(system.Z).sum(axis=1) + _numbers(system.Y).sum(axis=1)
    return float(np.abs(sums - stated).max() / max(np.abs(stated).max(), 1e-300))
