"""Odds by date: month by month what has been signed, by kind of deal, and how talks stand that signed nothing.

The course of talks that `ensemble.hold` follows to the horizon, followed further: rates and drifts are carried on past
the date for which they were judged, and each month says whether it lies beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import ALWAYS, Case
from detente.durability.course import Course
from detente.ensemble.hold.drawn import drawn
from detente.ensemble.hold.horizon import RATES, Question, followed, refuse_too_long
from detente.ensemble.hold.months import later, lengths, month_ends
from detente.ensemble.hold.signed import Approvals
from detente.ensemble.hold.talks import talks
from detente.ensemble.setting import Drawing, Progress, setting_of
from detente.ensemble.shares import mean_and_error, scenario_ids

AHEAD = 24
"""Months that are followed when nothing else is said."""
MOST_AHEAD = 60
STANDING = {
    "war": "nothing signed, talks go on",
    "escalation": "nothing signed, war escalated",
    "collapse": "nothing signed, talks collapsed",
}
"""How talks stand that have signed nothing."""
NO_TIMING = "the case says nothing about how fast talks close; add `timing`, and its odds have dates"


@dataclass(frozen=True, slots=True)
class _Followed:
    """The course as drawn, its months' weights ``(T, D, S)``, and the courses with a rate at its low or its high."""

    asked: Question
    course: Course
    moved: Sequence[Course]


def by_date(
    case: Case, drawing: Drawing, *, months: int = AHEAD, progress: Progress | None = None
) -> dict[str, Any]:  # fmt: skip
    """Return for the end of each month after the as-of date the chance that a deal of each kind has been signed.

    Per month: ``signed`` with its sampling error and its range with each rate at its low and high; ``scenarios``, by
    kind of what was signed; ``standing``, how talks stand that signed nothing. Scenarios and standing sum to one.
    ``beyond``: later than the horizon of the case. Up to there the numbers are those of ``hold.timing`` of a run.

    Raises
    ------
    Unanswerable
        Without `timing`; or when so many draws over so many months would not fit into memory.
    """
    if case.timing is None:
        raise Unanswerable(NO_TIMING)
    refuse_too_long(months, drawing.draws)
    ahead = replace(case, horizon=later(case.as_of, months))
    found = _followed(ahead, drawing, progress)
    ids = scenario_ids(case)[:-1]
    names = {scenario.id: scenario.name for scenario in case.scenarios} | ALWAYS
    rows = [_month(found, ids, t) for t in range(months)]
    days = enumerate(month_ends(ahead), start=1)
    dates = [{"months": t, "date": str(day), "beyond": day > case.horizon} for t, day in days]
    return {
        "draws": drawing.draws, "seed": drawing.seed, "horizon": str(case.horizon),
        "scenarios": [{"id": name, "name": names[name]} for name in ids],
        "standing": [{"id": name, "name": words} for name, words in STANDING.items()],
        "by_month": [head | row for head, row in zip(dates, rows, strict=True)],
    }  # fmt: skip


def _followed(ahead: Case, drawing: Drawing, progress: Progress | None) -> _Followed:
    setting = setting_of(ahead, drawing, progress)
    given = drawn(setting.case, draws=drawing.draws, seed=drawing.seed)
    met = talks(setting, setting.draws.inputs, given, lengths(setting.case))
    # What a signature meets afterwards leaves the chance of a signature alone.
    asked = Question(setting.case, given, met, Approvals(*(np.zeros(drawing.draws) for _ in range(5))))
    timing = setting.case.timing
    ends = [(name, getattr(getattr(timing, name), end)) for name in RATES for end in ("low", "high")]
    return _Followed(asked, followed(asked), [followed(asked, **{name: value}) for name, value in ends])


def _month(found: _Followed, ids: Sequence[str], t: int) -> dict[str, Any]:
    until = slice(None, t + 1)
    value, se = (float(x) for x in mean_and_error(found.course.signed[:, until].sum(axis=1)))
    moved = [float(course.signed[:, until].sum(axis=1).mean()) for course in found.moved]
    weight = found.asked.talks.weight[until, :, :-1]
    kinds = np.einsum("dt,tds->s", found.course.signed[:, until], weight) / found.course.signed.shape[0]
    return {
        "zone": float(found.asked.talks.zone[t].mean()),
        "signed": {"value": value, "se": se, "low": min(value, *moved), "high": max(value, *moved)},
        "scenarios": dict(zip(ids, kinds.tolist(), strict=True)),
        "standing": {name: float(found.course.of(name)[:, t].mean()) for name in STANDING},
    }
