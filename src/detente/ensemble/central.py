"""The central case, judged exactly: every Quantity at mid, every stated red line binding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble.hold.ratified import central_ratified
from detente.ensemble.setting import Progress, silent
from detente.kernels import solve as search
from detente.kernels.merge import TOO_LARGE
from detente.kernels.table import BlockTooLarge
from detente.settlement import zone
from detente.settlement.coalitions import coalitions
from detente.settlement.inputs import Inputs, central_inputs
from detente.settlement.judge import judge_all
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.parity import disagreement_at_least_minimum
from detente.settlement.space import Space, space, table
from detente.solutions.compromise import compromise
from detente.solutions.concepts import solutions
from detente.solutions.parity import smallest_spread

COUNT_SEED = 1
"""Seed of the estimate of a count that cannot be made exactly; printed as an estimate with its error."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How `detente zone` reads a case: whether red lines bind, for whom the frontier is drawn, what others do.

    `disagreement` is ``reservation``, or ``max`` for at least the least utility; `ks` is ``leximin`` or ``spread``.
    """

    red_lines: bool = True
    frontier: tuple[str, ...] = ()
    disagreement: str = "reservation"
    ks: str = "leximin"


DEFAULT = Reading()


def judge_central(case: Case, reading: Reading = DEFAULT, progress: Progress = silent) -> dict[str, Any]:
    """Judge the central case of a case as known at its as-of date.

    `progress` is told before every part. Returns the object of ``detente zone --json``: counts, no-deal values,
    frontiers, solutions with all ties, the gap with the nearest miss, and what blocks.
    """
    now = known(case)
    inputs, given = _central(now, reading)
    judged = judge_space(now, inputs, given, reading, progress=progress)
    progress("ratified zone", 0, 1)
    return {
        "schema": "detente.zone/1",
        "case": {"id": now.id, "title": now.title, "as_of": str(now.as_of), "horizon": str(now.horizon)},
        "red_lines": reading.red_lines,
        "disagreement": reading.disagreement,
        "ks": reading.ks,
        **judged,
        "ratified": central_ratified(now, red_lines=reading.red_lines),
    }


def count_central(case: Case) -> dict[str, Any]:
    """Return the `settlements` of `judge_central` alone: the counts, which take a part of its time."""
    return {"settlements": _counts(_central(known(case), DEFAULT)[1])}


def _central(now: Case, reading: Reading) -> tuple[Inputs, Space]:
    """Return the central inputs of a case as known, and its space of one draw."""
    inputs = central_inputs(now, red_lines=reading.red_lines)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    return inputs, disagreement_at_least_minimum(given) if reading.disagreement == "max" else given


def _counts(given: Space) -> dict[str, Any]:
    """Count all settlements, those without an exclusion, and the zone."""
    rng = np.random.default_rng(COUNT_SEED)
    return {
        "total": zone.Count(zone.total(given)).to_dict(),
        "admissible": zone.admissible(given).to_dict(),
        "zone": zone.in_zone(given, rng=rng).to_dict(),
    }


def judge_space(
    case: Case, inputs: Inputs, given: Space, reading: Reading = DEFAULT, *, progress: Progress = silent
) -> dict[str, Any]:
    """Judge a space of one draw; `progress` is told before every part of it."""
    progress("settlements", 0, 1)
    counted = _counts(given)
    progress("solutions", 0, 1)
    solved = search.solve(table(given), kept=zone.LISTED)
    here = zone.gap(given, solved)
    chosen = solutions(given, solved)
    if reading.ks == "spread":
        chosen["kalai_smorodinsky"] = smallest_spread(given)
    together = coalitions(given)
    progress("frontiers", 0, 1)
    frontiers = _frontiers(given, reading.frontier or zone.frontier_parties(given))
    progress("what blocks", 0, 1)
    blocking = [b.to_dict() for b in zone.blocking(given, tuple(issue.id for issue in case.issues))]
    return {
        "parties": [party.id for party in case.parties if party.required],
        "valued": list(given.signers),
        "settlements": counted,
        "no_deal": _no_deal(given),
        "frontier": frontiers,
        "solutions": {name: solution.to_dict() for name, solution in chosen.items()},
        "compromise": _compromise(case, inputs, given),
        "gap": here.value,
        "gap_slack": here.slack,
        "gap_without_red_lines": zone.gap_value(given, red_lines=False),
        "nearest_miss": _nearest(here),
        "coalitions": None if together is None else together.to_dict(),
        "blocking": blocking,
    }


def _no_deal(given: Space) -> dict[str, float]:
    values = given.reserve[0] / given.scale[0]
    return {party: float(values[p]) for p, party in enumerate(given.parties) if given.valued[p]}


def _frontiers(given: Space, parties: tuple[str, ...]) -> dict[str, Any]:
    return {
        "parties": list(parties),
        "zone": _frontier(given, parties, zone_only=True),
        "admissible": _frontier(given, parties, zone_only=False),
    }


def _frontier(given: Space, parties: tuple[str, ...], *, zone_only: bool) -> dict[str, Any]:
    try:
        return zone.frontier(given, zone=zone_only, parties=parties).to_dict()
    except TOO_LARGE as error:
        dense = given.switches and isinstance(error, BlockTooLarge)
        note = "interactions link the issues in more ways than are followed exactly" if dense else str(error)
        return {"size": None, "exact": False, "settlements": [], "note": note}


def _compromise(case: Case, inputs: Inputs, given: Space) -> dict[str, Any]:
    found = compromise(case, inputs, given)
    kept = found.pick[0, : min(int(found.ties[0]), found.pick.shape[1])]
    positions = {issue.id: float(m) for issue, m in zip(case.issues, found.means[0], strict=True) if not np.isnan(m)}
    return {"positions": positions, "settlements": [held.to_dict() for held in judge_all(given, kept)]}


def _nearest(gap: zone.Gap) -> dict[str, Any] | None:
    if gap.value is None or gap.value >= 0:
        return None
    return {"settlements": [s.to_dict() for s in gap.settlements], "short": gap.short}
