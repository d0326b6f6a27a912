"""The morphological box: every combination of values in which no two are incompatible (Zwicky; Ritchey 2011).

A yes or no to each pair, where a cross-impact matrix weighs what promotes what: the box says what can be at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.case.fault import TooLarge

MOST_LEFT = 1_000_000
"""Combinations that are listed."""

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
