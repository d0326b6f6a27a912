"""The nouns of a cross-impact matrix: descriptors, their variants, and judgements of what promotes or hinders what.

Weimer-Jehle 2006, Technological Forecasting and Social Change 73:334-361. A judgement is a whole number: how much one
variant, where it holds, promotes (above 0) or hinders (below 0) another. What nobody judged is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import prod

from detente.case.marking import Marked

MOST_DESCRIPTORS, MOST_VARIANTS, MOST_OF_ONE = 200, 600, 50
"""Descriptors, variants of all of them, and variants of one."""
MOST_IMPACT = 1000


@dataclass(frozen=True, slots=True)
class Indicator:
    """What would show that a variant is coming about: something to observe, from which value on, by when."""

    what: str
    threshold: str
    by: date | None = None
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a descriptor may turn out."""

    id: str
    name: str
    indicators: tuple[Indicator, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A variable of the matrix."""

    id: str
    name: str
    variants: tuple[Variant, ...]
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What every variant of one descriptor does to every variant of another, or of itself.

    `impacts` has a row per variant of `source`, and in it a number per variant of `target`.
    """

    source: str
    target: str
    impacts: tuple[tuple[int, ...], ...]
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Impact:
    """What one variant does to another; `source` and `target` are written `descriptor.variant`."""

    source: str
    target: str
    impact: int
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class CrossImpact(Marked):
    """A cross-impact matrix, as blocks and as single judgements; none is given twice."""

    descriptors: tuple[Descriptor, ...]
    blocks: tuple[Block, ...] = ()
    impacts: tuple[Impact, ...] = ()
    note: str = ""

    @property
    def combinations(self) -> int:
        """Number of scenarios: one variant of each descriptor."""
        return prod(len(descriptor.variants) for descriptor in self.descriptors)


def starts(model: CrossImpact) -> list[int]:
    """Return where the variants of each descriptor begin among all of them, and their number.

    >>> starts(CrossImpact((Descriptor("A", "a", (Variant("x", "x"), Variant("y", "y"))),)))
    [0, 2]
    """
    return [0, *accumulate(len(descriptor.variants) for descriptor in model.descriptors)]


def matrix(model: CrossImpact) -> list[list[int]]:
    """Return the judgements as rows of numbers: a row per variant that acts, a column per variant that is acted on."""
    place = places(model)
    held = [[0] * len(place) for _ in place]
    for source, target, impact in judgements(model):
        held[place[source]][place[target]] = impact
    return held


def judgements(model: CrossImpact) -> Iterator[tuple[str, str, int]]:
    """Return every judgement: both variants as `descriptor.variant`, and the number."""
    named = {d.id: [f"{d.id}.{variant.id}" for variant in d.variants] for d in model.descriptors}
    for block in model.blocks:
        for source, row in zip(named[block.source], block.impacts, strict=True):
            yield from ((source, target, impact) for target, impact in zip(named[block.target], row, strict=True))
    yield from ((row.source, row.target, row.impact) for row in model.impacts)


def places(model: CrossImpact) -> dict[str, int]:
    """Return the row and column of every variant, written `descriptor.variant`."""
    named = (f"{d.id}.{variant.id}" for d in model.descriptors for variant in d.variants)
    return {name: at for at, name in enumerate(named)}
