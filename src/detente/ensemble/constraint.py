"""Who stands most in the way: of a zone that is not empty by its lifted veto, of an empty one as the binding party."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.central import COUNT_SEED
from detente.ensemble.obstacles import OBSTACLE_DRAWS, binding_parties
from detente.ensemble.setting import Drawing, Progress, setting_of
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space
from detente.settlement.vetoes import vetoes


def constraint(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return how many settlements the central zone has, and would have without each required party's veto.

    `constraining` are the parties whose lifted veto adds the most. Where the central zone is empty, `binding` says of
    every required party in which share of the draws with an empty zone dropping it opens the zone, as a run with these
    draws does.
    """
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    held = vetoes(given, progress=progress, rng=np.random.default_rng(COUNT_SEED))
    over_draws = None if held.zone.value else _binding(case, drawing, progress)
    return {**held.to_dict(), "binding": over_draws}


def _binding(case: Case, drawing: Drawing, progress: Progress | None) -> dict[str, Any]:
    setting = setting_of(case, drawing, progress)
    seen = setting.of_signing(setting.draws.inputs)
    zones, _ = propagate.zones(setting.signing, seen, setting.work(setting.counter("zones", drawing.draws)))
    empty = np.flatnonzero(zones != 1)
    judged = empty[: setting.some(OBSTACLE_DRAWS)]
    count = setting.counter("binding parties", len(judged) * len(setting.signing.parties))
    rows = binding_parties(setting.signing, seen, judged, setting.work(count))
    return {"draws": drawing.draws, "empty": int(empty.size), "parties": rows}
