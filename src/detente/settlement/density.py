"""Where the settlements of a large case lie between two parties: counts in squares of utility.

Up to 200,000 settlements all are counted, one by one. Beyond, a uniform sample of the admissible ones is, drawn with
the exact number of ways that exclusions leave, and the density says so: of every count its sampling error is known, and
a settlement that was not drawn is not thereby absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.kernels import count
from detente.settlement.cloud import Cloud, cloud, every_settlement, told
from detente.settlement.interactions import without_switches
from detente.settlement.listed import MOST
from detente.settlement.space import Space, table
from detente.settlement.zone import total

SQUARES = 50
"""Squares of a density across, and up."""
DRAWN = 40_000
"""Settlements that are drawn where there are too many to count."""


@dataclass(frozen=True, slots=True)
class Density:
    """How settlements spread: ``counts (pairs, up, across)`` for every two of `parties`, in order of combinations.

    `exact`: every admissible settlement was counted; otherwise `drawn` were, all equally likely. The squares divide
    ``low``-``high`` points evenly; a settlement on an edge counts in the square above it.
    """

    parties: tuple[int, ...]
    low: float
    high: float
    counts: np.ndarray
    drawn: int
    exact: bool


def density(space: Space, parties: list[int], ends: tuple[float, float], *, rng: np.random.Generator) -> Density:
    """Return how the admissible settlements of a space of one draw spread between every two of some parties."""
    exact = total(space) <= MOST
    held = cloud(space, every_settlement(space) if exact else _drawn(space, rng))
    utility = held.sums / space.scale[0]
    low, high = ends
    place = np.floor((utility - low) / (high - low) * SQUARES).astype(np.int64).clip(0, SQUARES - 1)
    counts = [_counted(space, held, place, [a, b]) for a, b in combinations(parties, 2)]
    drawn = int(held.admissible.sum())
    return Density(tuple(parties), low, high, np.array(counts).reshape(-1, SQUARES, SQUARES), drawn, exact)


def _drawn(space: Space, rng: np.random.Generator) -> np.ndarray:
    plain = without_switches(space)
    return count.sampled(table(plain, red_lines=False), size=DRAWN, rng=rng)[0]


def _counted(space: Space, held: Cloud, place: np.ndarray, two: list[int]) -> np.ndarray:
    kept = held.admissible & told(space, held, two)
    across, up = place[kept][:, two].T
    return np.bincount(up * SQUARES + across, minlength=SQUARES * SQUARES)
