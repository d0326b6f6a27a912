"""Which scenario a settlement belongs to: the first whose predicate holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from detente.case.nouns import Case, Predicate
from detente.settlement.space import Space

Places = tuple[int, Mapping[tuple[str, str], Sequence[int]]]


def classify(case: Case, space: Space, picks: np.ndarray) -> np.ndarray:
    """Return per settlement ``(N, I)`` the index of its first matching scenario; ``len(case.scenarios)`` for none."""
    label = np.full(len(picks), len(case.scenarios), dtype=np.int64)
    places = _places(space.columns)
    for index in range(len(case.scenarios) - 1, -1, -1):
        label[_holds(case.scenarios[index].when, places, picks)] = index
    return label


def holds(predicate: Predicate, space: Space, picks: np.ndarray) -> np.ndarray:
    """Return per settlement ``(N, I)`` whether the predicate holds."""
    return _holds(predicate, _places(space.columns), picks)


def _holds(predicate: Predicate, places: Places, picks: np.ndarray) -> np.ndarray:
    if predicate.kind == "is":
        return np.asarray(_settling(places, predicate)[picks].any(axis=1))
    parts = [_holds(part, places, picks) for part in predicate.parts]
    if predicate.kind == "not":
        return ~parts[0]
    combine = np.logical_and if predicate.kind == "all" else np.logical_or
    return combine.reduce(parts) if parts else np.full(len(picks), predicate.kind == "all")


@lru_cache(maxsize=64)
def _places(columns: tuple[tuple[tuple[str, str], ...], ...]) -> Places:
    """Return how many columns there are, and in which each option of an issue is taken; variants of a case share it."""
    found: dict[tuple[str, str], list[int]] = {}
    for column, pairs in enumerate(columns):
        for pair in pairs:
            found.setdefault(pair, []).append(column)
    return len(columns), found


def _settling(places: Places, atom: Predicate) -> np.ndarray:
    """Return which columns settle an issue as an ``is`` says, ``(C,)`` bool."""
    count, taken = places
    found = np.zeros(count, dtype=bool)
    found[[column for option in atom.options for column in taken.get((atom.issue, option), ())]] = True
    return found
