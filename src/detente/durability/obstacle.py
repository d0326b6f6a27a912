"""What stands between the parties and a deal that holds: the three rationalist obstacles, each with its numbers.

After Fearon 1995: sides may differ on what no deal is worth and have reason to hide it (information), may be unable to
bind themselves (commitment), or may face an issue that cannot be divided (indivisibility). With more than two parties
the zone can be empty without any of the three: then it is a conflict of interests, and named as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers a diagnosis rests on, per draw; NaN gaps are draws in which every settlement is barred.

    Parameters
    ----------
    gap
        ``(D,)``: points of the best least surplus; 0 or more: the zone is open.
    perceived_gap
        ``(D,)``: the same with no-deal values as the parties believe them to be.
    gap_without_red_lines
        ``(D,)``.
    issues, all_barred
        Ids, and ``(D, I)`` bool: every option of the issue meets a red line that binds.
    parties, slack
        Ids, and ``(D, P)``: points by which keeping a deal beats breaking it.
    """

    gap: np.ndarray
    perceived_gap: np.ndarray
    gap_without_red_lines: np.ndarray
    issues: Sequence[str]
    all_barred: np.ndarray
    parties: Sequence[str]
    slack: np.ndarray


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One obstacle: the share of draws in which it stands, and the number behind it.

    Parameters
    ----------
    kind
        ``information``, ``commitment``, ``indivisibility`` or ``interests``.
    share
        Of draws.
    at
        The issue or party at which it is worst; empty where there is none.
    points
        The median of the number that is compared with 0, in points; NaN where no draw has it.
    why
        In words.
    """

    kind: str
    share: float
    at: str
    points: float
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        points = None if np.isnan(self.points) else self.points
        return {"kind": self.kind, "share": self.share, "at": self.at, "points": points, "why": self.why}


def obstacles(found: Found) -> tuple[Obstacle, ...]:
    """Return the four diagnoses, the most frequent first; they do not exclude one another.

    *Information*: the zone is open, but not as the parties see it. *Commitment*: the zone is open, but some party would
    break a deal. *Indivisibility*: some issue has no option left. *Interests*: the zone is closed even without red
    lines.
    """
    rows = (_information(found), _commitment(found), _indivisibility(found), _interests(found))
    return tuple(sorted(rows, key=lambda row: -row.share))


def _information(found: Found) -> Obstacle:
    stands = _open(found.gap) & ~_open(found.perceived_gap)
    why = "the zone is open, but not with the no-deal values that the parties believe in"
    return Obstacle("information", _share(stands), "", _median(found.perceived_gap - found.gap), why)


def _commitment(found: Found) -> Obstacle:
    breaks = np.asarray(found.slack) < 0.0
    stands = _open(found.gap) & breaks.any(axis=1)
    at, worst = _worst(found.parties, breaks)
    points = _median(found.slack[:, worst]) if found.parties else np.nan
    return Obstacle("commitment", _share(stands), at, points, "the zone is open, but breaking a deal pays a party more")


def _indivisibility(found: Found) -> Obstacle:
    barred = np.asarray(found.all_barred, dtype=bool)
    at, _ = _worst(found.issues, barred)
    points = _median(found.gap_without_red_lines - found.gap)
    why = "an issue has no option that crosses no red line"
    return Obstacle("indivisibility", _share(np.asarray(barred.any(axis=1))), at, points, why)


def _interests(found: Found) -> Obstacle:
    stands = ~_open(found.gap_without_red_lines)
    why = "no settlement gives every party its no-deal value, even without red lines"
    return Obstacle("interests", _share(stands), "", _median(found.gap_without_red_lines), why)


def _open(gap: ArrayLike) -> np.ndarray:
    """Return whether the zone is open; not where every settlement is barred (NaN)."""
    return np.asarray(gap, dtype=float) >= 0.0


def _share(stands: np.ndarray) -> float:
    return float(stands.mean())


def _median(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else float("nan")


def _worst(names: Sequence[str], stands: np.ndarray) -> tuple[str, int]:
    """Return the column that stands most often, its name empty where none ever does."""
    if not names:
        return "", -1
    share = stands.mean(axis=0)
    at = int(share.argmax())
    return (names[at] if share[at] > 0.0 else ""), at
