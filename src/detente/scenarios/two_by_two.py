"""Futures laid out on two descriptors: which cells the consistent futures fill, and which stay empty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from detente.case.cross_impact import CrossImpact
from detente.scenarios.cross_impact import Future, Futures


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a variant of each axis by id, and the consistent futures in it, an empty one included."""

    row: str
    column: str
    futures: tuple[Future, ...]


def two_by_two(model: CrossImpact, found: Futures, rows: str, columns: str) -> tuple[Cell, ...]:
    """Return every cell of two descriptors, by id, row by row; a table of two by two where both have two variants.

    An empty cell is a finding: by the judgements of the matrix those two do not go together.

    Raises
    ------
    ValueError
        When there is no such descriptor, or both are one.
    """
    place = {descriptor.id: d for d, descriptor in enumerate(model.descriptors)}
    unknown = [key for key in (rows, columns) if key not in place]
    if unknown or rows == columns:
        told = f"no descriptor {unknown[0]!r}" if unknown else f"{rows!r} is both axes"
        raise ValueError(f"{told}; descriptors are {', '.join(place)}")
    r, c = place[rows], place[columns]
    pairs = product(enumerate(model.descriptors[r].variants, 1), enumerate(model.descriptors[c].variants, 1))
    return tuple(
        Cell(one.id, other.id, tuple(row for row in found.consistent if (row.variants[r], row.variants[c]) == (v, w)))
        for (v, one), (w, other) in pairs
    )
