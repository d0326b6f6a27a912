"""The ratified zone beside the zone: of the central case as a count, over draws as a share."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.fault import TooLarge
from detente.case.nouns import Case
from detente.durability.consent import askers, with_reversions
from detente.durability.ratified_zone import count_ratified, ratified_zone
from detente.ensemble.hold.signed import Chamber
from detente.ensemble.setting import Setting
from detente.ensemble.shares import sampling_error
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space

COUNT_SEED = 1
"""Seed of the estimate of a count that cannot be made exactly; printed as an estimate with its error."""


def central_ratified(case: Case, *, red_lines: bool = True) -> dict[str, Any] | None:
    """Count the settlements of the central zone that every ratifier with a say in them accepts too.

    `case` as known. Keys ``value, exact, se``; ``asked``, the ratifiers, and ``unheard``, those without views, who are
    taken to accept. None where nobody has to ratify by utility or red lines; ``value`` None, with a ``note``, where the
    conditions of the ratifiers split the settlements too often.
    """
    if not askers(case):
        return None
    held = with_reversions(case)
    inputs = central_inputs(held, red_lines=red_lines)
    given = space(held, inputs, no_deal_values(held, inputs).value)
    who = {"asked": list(askers(held)), "unheard": [party for party in askers(held) if party not in given.parties]}
    try:
        return {**count_ratified(held, given, rng=np.random.default_rng(COUNT_SEED)).to_dict(), **who}
    except TooLarge as error:
        return {"value": None, "exact": False, "se": None, "note": str(error), **who}


def drawn_ratified(setting: Setting, held: Chamber) -> dict[str, Any] | None:
    """Return in which share of the draws of a chamber the zone, and the ratified zone, hold a settlement.

    None as of `central_ratified`, and where the conditions split the settlements too often.
    """
    if not askers(held.case):
        return None
    try:
        found = ratified_zone(held.case, held.space, backend=setting.backend, threads=setting.threads)
    except TooLarge:
        return None
    told = found.to_dict()
    errors = {f"{key}_se": sampling_error(float((held_ == 1).mean()), held_.size)
              for key, held_ in (("zone", found.zone), ("ratified", found.ratified))}  # fmt: skip
    return {**told, **errors}
