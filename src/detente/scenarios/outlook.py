"""What a case comes to by its horizon, draw by draw: the zone, signed, ratified, in force, and its scenarios.

Two variants of a case that share a seed share their draws, input by input, so that their difference is paired.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.case.nouns import NO_DEAL, Case
from detente.durability.course import Course
from detente.ensemble.hold.drawn import Drawn, drawn
from detente.ensemble.hold.horizon import Question, followed
from detente.ensemble.hold.months import talk_months
from detente.ensemble.hold.signed import Approvals, Chamber, approvals, chamber
from detente.ensemble.hold.talks import Talks, talks, zone_by_month
from detente.ensemble.setting import Drawing, Progress, Setting, setting_of
from detente.ensemble.shares import scenario_ids

ZONE, SIGNED, RATIFIED, IN_FORCE = "zone", "signed", "ratified", "in_force"
SCENARIO = "scenarios."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a case comes to.

    Parameters
    ----------
    setting, given, talks, approvals
        What it rests on: draws, rates and the rest as drawn, the months of talks, what signatures meet.
    course
        The months in expectation; None without `timing`.
    values
        Result -> ``(D,)``, 0-1: `zone` at the as-of date, `signed`, `ratified` and `in_force` by the horizon, and
        ``scenarios.ID`` for each scenario: signed by the horizon, with ``scenarios.no_deal`` for the rest. Without
        `timing` there is no horizon: the three are left out, and scenarios are shares if talks conclude.
    """

    setting: Setting
    given: Drawn
    chamber: Chamber
    talks: Talks
    approvals: Approvals
    course: Course | None
    values: Mapping[str, np.ndarray]

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.setting.draws.inputs.draws


def outlook(case: Case, drawing: Drawing, progress: Progress | None = None) -> Outlook:
    """Follow the talks of a case to its horizon."""
    setting = setting_of(case, drawing, progress)
    given = drawn(setting.case, draws=drawing.draws, seed=drawing.seed)
    held = chamber(setting, drawing.draws)
    found = talks(setting, setting.draws.inputs, given, talk_months(setting.case))
    met = approvals(held, found.given, found.picks)
    course = None if given.rates is None else followed(Question(setting.case, given, found, met))
    return Outlook(setting, given, held, found, met, course, _values(setting.case, found, course))


def leaked_zone(held: Outlook, cost: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return which draws have a zone in each month where each signer's bar is ``cost (D,)`` points higher, ``(T, D)``.

    To the bit the `zone` of the talks of `exposed`.
    """
    months = talk_months(held.setting.case)
    return zone_by_month(held.setting, held.setting.draws.inputs, held.given, months, cost)


def exposed(held: Outlook, cost: Mapping[str, np.ndarray]) -> tuple[Talks, Approvals]:
    """Return the talks and what signatures meet where each party's bar is ``cost (D,)`` points higher.

    Signers ask for more in the zone, and ratifiers that decide by their utility after the signature; polls and stated
    chances of a vote are what they were.
    """
    months = talk_months(held.setting.case)
    found = talks(held.setting, held.setting.draws.inputs, held.given, months, raised=cost)
    space = held.chamber.space
    points = np.column_stack([cost.get(party, np.zeros(held.draws)) for party in space.parties])
    reserve = space.reserve + np.rint(points * space.scale).astype(np.int64)
    chambered = replace(held.chamber, space=replace(space, reserve=reserve))
    return found, approvals(chambered, found.given, found.picks)


def _values(case: Case, found: Talks, course: Course | None) -> dict[str, np.ndarray]:
    ids = scenario_ids(case)
    values = {ZONE: found.zone[0].astype(float)}
    if course is None:
        return values | {f"{SCENARIO}{name}": found.weight[0, :, k] for k, name in enumerate(ids)}
    signed = course.signed.sum(axis=1)
    by_kind = np.einsum("dt,tds->ds", course.signed, found.weight[:, :, :-1])
    values |= {SIGNED: signed, RATIFIED: course.entered.sum(axis=(1, 2)), IN_FORCE: course.of("in_force")[:, -1]}
    values |= {f"{SCENARIO}{name}": by_kind[:, k] for k, name in enumerate(ids[:-1])}
    return values | {f"{SCENARIO}{NO_DEAL}": 1.0 - signed}
