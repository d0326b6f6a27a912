"""Judgements of single settlements in a space: utility, surplus, who accepts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.nouns import OPEN
from detente.settlement.space import Space


@dataclass(frozen=True, slots=True)
class Judged:
    """One settlement and what it is worth in one draw, in points.

    `utility` holds the parties with a no-deal value and, where nothing is left open, all others with views on half of
    the issues: an open issue is worth the no-deal value, which they lack.
    """

    options: dict[str, str]
    utility: dict[str, float]
    in_zone: bool

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"options": self.options, "utility": self.utility, "in_zone": self.in_zone}


def utilities(space: Space, columns: np.ndarray) -> np.ndarray:
    """Return the utility of one settlement (one column per issue) in every draw, ``(D, P)`` points."""
    return space.worth[:, :, columns].sum(axis=2) / space.scale


def accepted(space: Space, columns: np.ndarray) -> np.ndarray:
    """Return who accepts one settlement in every draw, ``(D, P)``.

    A party accepts if no red line of its own that binds is in the settlement and, when it has a no-deal value, the
    settlement is worth at least that.
    """
    surplus = space.worth[:, :, columns].sum(axis=2) - space.reserve
    return ~space.barred[:, :, columns].any(axis=2) & ((surplus >= 0) | ~space.valued)


def stands(space: Space, columns: np.ndarray) -> bool:
    """Return whether a settlement holds no exclusion."""
    held = set(columns.tolist())
    return not any(set(forbidden) <= held for forbidden in space.forbidden)


def judge(space: Space, columns: np.ndarray, *, draw: int = 0) -> Judged:
    """Judge one settlement in one draw."""
    one = space.take(slice(draw, draw + 1))
    complete = all(option != OPEN for column in columns for _, option in one.columns[column])
    known = one.valued | (one.covered & complete)
    points = zip(one.parties, utilities(one, columns)[0].tolist(), known.tolist(), strict=True)
    utility = {party: value for party, value, kept in points if kept}
    in_zone = bool(accepted(one, columns)[0][one.required].all()) and stands(one, columns)
    return Judged(one.settlement(columns), utility, in_zone)
