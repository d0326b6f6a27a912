"""What stands in the way of a deal that holds, over the draws: ripeness per party, and the obstacle after Fearon."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from detente.durability.obstacle import Found, obstacles
from detente.durability.ripeness import ripeness
from detente.ensemble.hold.drawn import Drawn
from detente.ensemble.hold.signed import slack
from detente.ensemble.hold.talks import Talks
from detente.ensemble.setting import Setting
from detente.kernels import solve as search
from detente.settlement.space import Space, table
from detente.settlement.zone import all_barred


def diagnosis(setting: Setting, given: Drawn, talks: Talks) -> dict[str, Any]:
    """Return ripeness and obstacles.

    As each party sees it, its own no-deal value is the high end of what was coded: the perceived zone.
    """
    gap = _gaps(setting, talks.given)
    perceived = _gaps(setting, _as_seen(setting, talks))
    issues = tuple(issue.id for issue in setting.case.issues)
    parties, keeps = slack(setting.case, talks.given, given, talks.picks[0])
    found = Found(
        gap=gap,
        perceived_gap=perceived,
        gap_without_red_lines=_gaps(setting, talks.given, red_lines=False),
        issues=issues,
        all_barred=np.column_stack([all_barred(talks.given, issue) for issue in issues]),
        parties=parties,
        slack=keeps,
    )
    return {
        "obstacles": [{"id": row.kind, **row.to_dict()} for row in obstacles(found)],
        "ripeness": _ripeness(given, talks, perceived >= 0.0),
    }


def _ripeness(given: Drawn, talks: Talks, way_out: np.ndarray) -> dict[str, Any] | None:
    """Return the ripeness of all who sign by a no-deal value; one of which no drift is stated loses nothing."""
    parties = talks.given.signers
    if not any(party in given.drift for party in parties):
        return None
    still = np.zeros(len(way_out))
    found = ripeness(parties, np.column_stack([given.drift.get(party, still) for party in parties]), way_out)
    return {
        "ripe": float(found.ripe.mean()),
        "way_out": float(found.way_out.mean()),
        "parties": found.rows(),
    }


def _gaps(setting: Setting, space: Space, *, red_lines: bool = True) -> np.ndarray:
    """Return the gap of every draw, NaN where every settlement is barred."""
    found = search.gaps(table(space, red_lines=red_lines), backend=setting.backend, threads=setting.threads)
    return np.where(np.isfinite(found), found, np.nan)


def _as_seen(setting: Setting, talks: Talks) -> Space:
    """Return the space in which every party has at least the high end of its coded no-deal value."""
    highs = {row.party: row.value.high for row in setting.case.no_deal if row.value is not None}
    space = talks.given
    high = np.array([highs.get(party, 0.0) for party in space.parties])
    raised = np.maximum(space.reserve, np.rint(high * space.scale).astype(np.int64))
    return replace(space, reserve=np.where(space.valued, raised, space.reserve))
