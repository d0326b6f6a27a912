"""Will they sign it, and will it hold: timing, ratification, durability and diagnosis of a case over its draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.case.outcome import Outcome
from detente.ensemble.hold import stability
from detente.ensemble.hold.diagnosis import diagnosis
from detente.ensemble.hold.drawn import Drawn, drawn
from detente.ensemble.hold.horizon import RATES, Question, followed, horizon, refuse_too_long, signed_by_end
from detente.ensemble.hold.lasting import lasting
from detente.ensemble.hold.months import talk_months
from detente.ensemble.hold.offers import offers
from detente.ensemble.hold.ratified import drawn_ratified
from detente.ensemble.hold.score import score
from detente.ensemble.hold.signed import Chamber, approvals, chamber
from detente.ensemble.hold.talks import Talks, talks
from detente.ensemble.setting import Setting
from detente.kernels import solve as search
from detente.settlement.inputs import Inputs
from detente.settlement.space import table

MOST_DRAWS = 200
"""Draws of a run that this part rests on at most: those of the app, so that both say the same."""


def draws_of(draws: int) -> int:
    """Return how many draws of a run this part rests on."""
    return min(draws, MOST_DRAWS)


@dataclass(frozen=True, slots=True)
class Ground:
    """What `hold` rests on, over the first draws of a run; `asked` is None without `timing`."""

    setting: Setting
    inputs: Inputs
    drawn: Drawn
    chamber: Chamber
    talks: Talks
    asked: Question | None

    @property
    def draws(self) -> int:
        """How many draws these are."""
        return self.inputs.draws


def ground_of(setting: Setting, count: int) -> Ground:
    """Follow the talks of a case and what signatures meet, over the first `count` draws.

    Raises
    ------
    Unanswerable
        When a course of so many draws over so many months would not fit into memory.
    """
    case = setting.case
    months = talk_months(case)
    refuse_too_long(len(months), count)
    inputs = setting.draws.inputs.take(slice(0, count))
    given, held = drawn(case, draws=count, seed=setting.seed), chamber(setting, count)
    course = talks(setting, inputs, given, months)
    if given.rates is None:
        return Ground(setting, inputs, given, held, course, None)
    setting.begin("ratification")
    met = approvals(held, course.given, course.picks)
    return Ground(setting, inputs, given, held, course, Question(case, given, course, met))


def hold(setting: Setting, count: int, *, outcome: Outcome | None = None) -> dict[str, Any]:
    """Judge whether a deal would be signed by the horizon, ratified, and hold, over the first `count` draws."""
    return judged(ground_of(setting, count), outcome=outcome)


def judged(ground: Ground, *, outcome: Outcome | None = None) -> dict[str, Any]:
    """Judge the same from its ground.

    `outcome` is only compared with the forecast. What the case does not say is null or empty: ``timing`` without
    `timing`, ``survival`` without `durability`.
    """
    setting, given, course = ground.setting, ground.drawn, ground.talks
    setting.begin("horizon")
    timing = None if ground.asked is None else horizon(ground.asked)
    setting.begin("ratified zone")
    ratified = drawn_ratified(setting, ground.chamber)
    setting.begin("survival")
    survival = lasting(setting.case, given)
    setting.begin("offers")
    tabled = offers(setting, ground.inputs, ground.chamber, given)
    setting.begin("stability")
    return {
        "draws": ground.draws,
        "timing": timing,
        "fragility": _fragility(setting, course),
        "ratified_zone": ratified,
        "survival": survival,
        "offers": tabled,
        "stability": _stability(setting.case, course, given),
        **diagnosis(setting, given, course),
        "score": score(setting.case, outcome, None if timing is None else timing["in_force"]["value"]),
    }


def signing_chances(setting: Setting, count: int) -> dict[str, np.ndarray] | None:
    """Return the chance ``(D,)`` that talks sign by the horizon in each of the first draws, with the rates behind it.

    Keys are ``signed`` and the paths of the rates; None without `timing`.
    """
    if setting.case.timing is None:
        return None
    ground = ground_of(setting, count)
    given, asked = ground.drawn, ground.asked
    if given.rates is None or asked is None:
        return None
    chance = signed_by_end(asked)
    rates = {f"timing.{name}": getattr(given.rates, name) for name in RATES}
    return {"signed": chance, **rates, **{f"timing.drift.{p}": drift for p, drift in given.drift.items()}}


def entered_by_scenario(ground: Ground) -> np.ndarray:
    """Return the chance that a deal of each scenario comes into force by the horizon, in each draw.

    ``(D, S)`` in the order of the shares, `no_deal` last; rows sum to one. Without `timing`: the share of each scenario
    in what would be signed, if talks conclude.
    """
    weight = ground.talks.weight
    if ground.asked is None:
        return weight[0]
    entered = np.einsum("dsu,sdk->dk", followed(ground.asked).entered, weight[:, :, :-1])
    return np.column_stack([entered, 1.0 - entered.sum(axis=1)])


def _fragility(setting: Setting, course: Talks) -> dict[str, Any]:
    """Return what expected breakdown does at the as-of date: the bar per party, P(zone) with it and without."""
    raised = {party: course.bar[:, k] for k, party in enumerate(course.given.parties)}
    bare = search.zones(table(course.given), backend=setting.backend, threads=setting.threads)
    return {
        "bar": {party: float(bar.mean()) for party, bar in raised.items() if bar.any()},
        "zone": float(course.zone[0].mean()),
        "zone_without": float((bare == 1).mean()),
    }


def _stability(case: Case, course: Talks, given: Drawn) -> list[dict[str, Any]]:
    """Return per offer whether it would be left once it is signed; empty without an offer that settles every issue."""
    held = stability.model(case, course.given, given)
    return [] if held is None else stability.rows(held, stability.judge(held))
