"""Would an offer hold, if it were signed: ratification, who would keep it, who is exposed in which phase."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.durability.exposure import SIGNATURE, exposure
from detente.ensemble.acceptance import offered
from detente.ensemble.hold.drawn import Drawn
from detente.ensemble.hold.signed import Chamber, breakers, keeper
from detente.ensemble.setting import Setting
from detente.ensemble.shares import sampling_error
from detente.settlement.inputs import Inputs
from detente.settlement.judge import accepted
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space

ENDS = (0.05, 0.95)
AT_ONCE = "the signature"


def offers(setting: Setting, inputs: Inputs, held: Chamber, given: Drawn) -> list[dict[str, Any]]:
    """Return a row for every offer that settles or defers each issue: why it would hold, or not."""
    case = setting.case
    values = no_deal_values(case, inputs).value
    rows: list[dict[str, Any]] = []
    for offer in case.offers:
        try:
            options = offered(case, offer.id)
        except KeyError:
            continue
        ratified = held.judge(options).to_dict() if case.ratification else None
        keepers = [_keeper(case, held.space, given, options, party) for party in breakers(given, held.space)]
        rows.append(
            {
                "id": offer.id,
                "name": offer.name,
                "tabled": offer.tabled,
                "signed": _signed(held.space, options),
                "ratified": ratified and {key: ratified[key] for key in ("probability", "low", "high", "bounds", "days",
                                                                          "earliest", "chain", "dependence", "steps")},
                "keeping": keepers,
                "exposed": _exposed(case, inputs, values, options),
            }
        )  # fmt: skip
    return rows


def _signed(space: Space, options: dict[str, str]) -> dict[str, float]:
    """Return the share of draws in which every required party accepts, with its sampling error."""
    share = float(accepted(space, space.pick(options))[:, space.required].all(axis=1).mean())
    return {"value": share, "se": sampling_error(share, space.draws)}


def _keeper(case: Case, space: Space, given: Drawn, options: dict[str, str], party: str) -> dict[str, Any]:
    """Return whether one party keeps an offer, and what a guarantee would have to be for it to do so."""
    found, terms = keeper(case, space, given, options, party)
    names = {row.id: row.name for row in case.guarantees}
    share = float((found.slack >= 0.0).mean())
    low, high = np.quantile(found.slack, ENDS).tolist()
    return {
        "party": party,
        "keeps": share,
        "se": sampling_error(share, found.slack.size),
        "slack": {"mean": float(found.slack.mean()), "low": low, "high": high},
        "answer": float(found.answer.mean()),
        "guarantees": [
            {"id": name, "name": names[name], "strength_needed": _strength(found.strength_needed[:, k]),
             "strength": float(terms.strength[:, k].mean())}
            for k, name in enumerate(found.guarantees)
        ],
    }  # fmt: skip


def _strength(needed: np.ndarray) -> float | None:
    """Return the median strength that a guarantee needs, the others given; None where no strength is enough."""
    middle = float(np.median(needed))
    return middle if middle <= 1.0 else None


def _exposed(case: Case, inputs: Inputs, values: np.ndarray, options: dict[str, str]) -> list[dict[str, Any]]:
    """Return the phases in which a party is below its no-deal value in some draw, should nothing follow."""
    if case.durability is None or not case.durability.phases:
        return []
    rows = exposure(case, inputs, values, options).rows()
    names = {SIGNATURE: AT_ONCE, **{phase.id: phase.name for phase in case.durability.phases}}
    kept = ("phase", "party", "surplus", "low", "high", "exposed", "stops")
    return [
        {"id": f"{row['phase']}_{row['party']}", "name": names[row["phase"]], **{key: row[key] for key in kept}}
        for row in rows
        if row["exposed"] > 0.0
    ]
