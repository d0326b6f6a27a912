"""The morphological box: every combination of values in which no two are incompatible (Zwicky; Ritchey 2011).

A yes or no to each pair, where a cross-impact matrix weighs what promotes what: the box says what can be at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from detente.case.fault import TooLarge
from detente.case.futures import MorphologicalFactors

MOST_LEFT = 1_000_000
"""Combinations that are looked through."""
MOST_SHOWN = 1_000
"""Combinations that the JSON lists."""

Value = tuple[int, int]
"""A field and one of its values, both by index from 0."""


@dataclass(frozen=True, slots=True)
class MorphologicalBox:
    """What is left of a box.

    Parameters
    ----------
    total
        Combinations without any incompatibility.
    left
        Value of each field from 0, ``(N, F)``, in ascending order.
    dead
        Values that no combination that is left holds.
    """

    total: int
    left: np.ndarray
    dead: tuple[Value, ...]


def morphological_box(
    sizes: Sequence[int], incompatible: Collection[tuple[Value, Value]], *, most: int = MOST_LEFT
) -> MorphologicalBox:  # fmt: skip
    """Return the combinations of one value per field in which no pair is incompatible; fields grow one by one.

    Raises
    ------
    ValueError
        When a pair names a field or value that there is not, or two values of one field.
    TooLarge
        When more than `most` combinations are left on the way.

    Examples
    --------
    >>> box = morphological_box([2, 2, 2], [((0, 0), (1, 1))])
    >>> box.total, len(box.left), box.dead
    (8, 6, ())
    """
    ordered = [_pair(pair, sizes) for pair in incompatible]
    left = np.zeros((1, 0), dtype=np.int64)
    for field, size in enumerate(sizes):
        left = np.column_stack([np.repeat(left, size, axis=0), np.tile(np.arange(size), len(left))])
        for (f, v), (g, w) in ordered:
            if g == field:
                left = left[(left[:, f] != v) | (left[:, g] != w)]
        if len(left) > most:
            raise TooLarge(f"more than {most:,} combinations are left; name more pairs that cannot be, or fewer fields")
    dead = ((f, v) for f, size in enumerate(sizes) for v in range(size) if not (left[:, f] == v).any())
    return MorphologicalBox(prod(sizes), left, tuple(dead))


def _pair(pair: tuple[Value, Value], sizes: Sequence[int]) -> tuple[Value, Value]:
    (f, v), (g, w) = sorted(pair)
    for field, value in (f, v), (g, w):
        if not (0 <= field < len(sizes) and 0 <= value < sizes[field]):
            raise ValueError(f"no value {value} of field {field}; fields have {', '.join(map(str, sizes))} values")
    if f == g:
        raise ValueError(f"{pair} are two values of one field, which exclude each other anyway")
    return (f, v), (g, w)


def as_rows(model: MorphologicalFactors) -> dict[str, Any]:
    """Return the box of a case as plain data: the count of what is left, exactly, and at most 1,000 configurations."""
    box = morphological_box([len(factor.states) for factor in model.factors], model.pairs)
    ids = [list(factor.states) for factor in model.factors]
    return {
        "factors": [{"id": row.id, "name": row.name, "states": dict(row.states)} for row in model.factors],
        "exclude": [
            {"states": dict(row.states), "why": row.why, "sources": list(row.sources), "coded": row.coded}
            for row in model.exclude
        ],
        "configurations": box.total,
        "consistent": len(box.left),
        "listed": [[states[v] for states, v in zip(ids, row, strict=True)] for row in box.left[:MOST_SHOWN].tolist()],
        "dead": [{"factor": model.factors[f].id, "state": ids[f][v]} for f, v in box.dead],
        "held": {
            factor.id: {state: int((box.left[:, f] == v).sum()) for v, state in enumerate(factor.states)}
            for f, factor in enumerate(model.factors)
        },
    }
