"""Which scenario a settlement belongs to: the first whose predicate holds."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from detente.case.nouns import Case, Predicate
from detente.settlement.space import Space


def classify(case: Case, space: Space, picks: np.ndarray) -> np.ndarray:
    """Return per settlement ``(N, I)`` the index of its first matching scenario; ``len(case.scenarios)`` for none."""
    label = np.full(len(picks), len(case.scenarios), dtype=np.int64)
    for index in range(len(case.scenarios) - 1, -1, -1):
        label[holds(case.scenarios[index].when, space, picks)] = index
    return label


def holds(predicate: Predicate, space: Space, picks: np.ndarray) -> np.ndarray:
    """Return per settlement ``(N, I)`` whether the predicate holds."""
    if predicate.kind == "is":
        return np.asarray(_settling(space.columns, predicate)[picks].any(axis=1))
    parts = [holds(part, space, picks) for part in predicate.parts]
    if predicate.kind == "not":
        return ~parts[0]
    combine = np.logical_and if predicate.kind == "all" else np.logical_or
    return combine.reduce(parts) if parts else np.full(len(picks), predicate.kind == "all")


@lru_cache(maxsize=4096)
def _settling(columns: tuple[tuple[tuple[str, str], ...], ...], atom: Predicate) -> np.ndarray:
    """Return which columns settle an issue as an ``is`` says, ``(C,)`` bool, read-only: variants of a case share it."""
    wanted = {(atom.issue, option) for option in atom.options}
    found = np.array([not wanted.isdisjoint(pairs) for pairs in columns])
    found.setflags(write=False)
    return found
