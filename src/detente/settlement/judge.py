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
    return judge_all(space, columns[None], draw=draw)[0]


def judge_all(space: Space, picks: np.ndarray, *, draw: int = 0) -> tuple[Judged, ...]:
    """Judge several settlements in one draw, ``picks (n, I)``: one column per issue."""
    worth = space.worth[draw][:, picks].sum(axis=2)
    willing = (worth >= space.reserve[draw][:, None]) | ~space.valued[:, None]
    accepting = willing & ~space.barred[draw][:, picks].any(axis=2)
    inside = np.asarray(accepting[space.required].all(axis=0))
    for forbidden in space.forbidden:
        inside &= ~np.all([(picks == column).any(axis=1) for column in forbidden], axis=0)
    known = (space.valued[:, None] | (space.covered[:, None] & _complete(space, picks))).T
    points = (worth / space.scale[draw][:, None]).T
    return tuple(
        Judged(options, {party: value for party, value, kept in zip(space.parties, *row, strict=True) if kept}, held)
        for options, row, held in zip(
            space.settlements(picks), zip(points.tolist(), known.tolist(), strict=True), inside.tolist(), strict=True
        )
    )


def _complete(space: Space, picks: np.ndarray) -> np.ndarray:
    """Return which settlements leave nothing open, ``(n,)``."""
    whole = np.array([all(option != OPEN for _, option in pairs) for pairs in space.columns])
    return np.asarray(whole[picks].all(axis=1))
