"""Steps in time: which must follow which, when each is done at the earliest, and the chain that decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.case.quantity import Quantity


def in_order(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the steps so that each comes after those it waits for; ties keep the given order.

    Raises
    ------
    ValueError
        When steps wait for each other in a ring, which is named, or for one that is not there.
    """
    found: dict[str, None] = {}

    def place(step: str, chain: tuple[str, ...]) -> None:
        if step in chain:
            ring = [*chain[chain.index(step) :], step]
            raise ValueError(f"steps wait for each other: {' -> '.join(ring)}")
        if step not in after:
            raise ValueError(f'no step "{step}"; steps are {", ".join(after)}')
        if step not in found:
            for earlier in after[step]:
                place(earlier, (*chain, step))
            found[step] = None

    for step in after:
        place(step, ())
    return tuple(found)


def done(takes: Mapping[str, np.ndarray], after: Mapping[str, Sequence[str]]) -> dict[str, np.ndarray]:
    """Return when every step is done at the earliest, in the unit of `takes`, arrays of one shape (critical path).

    A step begins when all it waits for are done; the start is at 0. Steps that are not needed take 0 and still hand on
    what came before them.
    """
    found: dict[str, np.ndarray] = {}
    for step in in_order(after):
        begins = [found[earlier] for earlier in after[step]]
        own = np.asarray(takes[step], dtype=float)
        found[step] = own + np.max(begins, axis=0) if begins else own
    return found


def critical(takes: Mapping[str, float], after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the chain of steps that takes longest, first step first; those that take no time are left out."""
    found = done({step: np.asarray(days) for step, days in takes.items()}, after)
    chain: list[str] = []
    waiting: Sequence[str] = tuple(after)
    while waiting:
        last = max(waiting, key=lambda step: float(found[step]))
        chain.append(last)
        waiting = after[last]
    return tuple(step for step in reversed(chain) if takes[step] > 0)


def mean(quantity: Quantity) -> float:
    """Return the mean of a quantity: of its triangular, PERT or uniform shape, or the middle of a normal one."""
    low, mid, high = quantity.low, quantity.mid, quantity.high
    weight = {"triangular": 1.0, "pert": 4.0, "uniform": 0.0}.get(quantity.shape)
    return mid if weight is None else (low + weight * mid + high) / (weight + 2.0)
