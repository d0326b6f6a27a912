"""What each lever does: paired effects, in part and in pairs, at which cost, and who gains or is harmed.

A table, never a recommendation: the levers stand in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import Any

from detente.case.fault import Unanswerable
from detente.case.levers import Lever
from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress, silent
from detente.ensemble.shares import mean_row
from detente.scenarios.measure import Asked, Measured, measure
from detente.scenarios.paired import effect_on, effects
from detente.scenarios.pull import cost_of, pull
from detente.scenarios.side_by_side import side_by_side

PART_DRAWS = 100
"""Draws at most on which levers are pulled in part, or two together."""
MOST_TOGETHER = 12
"""Levers of which all pairs are judged; of more, none are: pairs grow with the square of levers."""
CURVE = ("zone", "zone_full", "signed", "lasting")
"""Answers that a trade-off curve shows, and the interactions."""
TOLD = 2.0
"""Standard errors beyond which a party is said to gain or to be harmed."""
NO_LEVERS = (
    "the case has no `levers`; name there what somebody could do: who owns it, what it changes, what it costs "
    "(docs/reference/case-file.md)"
)


def levers(
    case: Case, drawing: Drawing, *, only: Sequence[str] = (), progress: Progress | None = None
) -> dict[str, Any]:
    """Return what the levers of a case do: ``base``, ``levers`` (rows) and ``interactions`` (pairs).

    Of more than `MOST_TOGETHER` levers no pairs are judged; ``pairs_left_out`` counts them.

    Raises
    ------
    Unanswerable
        When the case has no lever, or none of that id.
    """
    chosen = _chosen(case, only)
    few = len(chosen) <= MOST_TOGETHER
    told = progress or silent
    base, *full = _pulled(case, chosen, drawing, told)
    some = replace(drawing, draws=min(PART_DRAWS, drawing.draws))
    held = _Part(case, some, base.first(some.draws), tuple(found.first(some.draws) for found in full))
    curves = (_curve(held, lever, alone) for lever, alone in zip(chosen, held.alone, strict=True))
    rows = zip(chosen, full, curves, strict=True)
    return {
        "draws": drawing.draws,
        "seed": drawing.seed,
        "base": means(base),
        "levers": [lever_row(lever, base, found) | {"curve": list(curve)} for lever, found, curve in rows],
        "sub_sample": some.draws,
        "interactions": list(_interactions(held, chosen, told)) if few else [],
        "pairs_left_out": 0 if few else comb(len(chosen), 2),
    }


def in_full(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return what each lever does in full, as a run tells it: ``base`` and ``rows``, in the order of the file.

    By step and in pairs see `levers`; of a case without levers there are no rows.
    """
    base, *full = _pulled(case, case.levers, drawing, progress or silent)
    rows = zip(case.levers, full, strict=True)
    return {"base": means(base), "rows": [lever_row(lever, base, found) for lever, found in rows]}


def _pulled(case: Case, levers: Sequence[Lever], drawing: Drawing, told: Progress) -> list[Measured]:
    """Measure a case as it is, and with each lever pulled in full."""
    variants = [case, *(pull(case, lever) for lever in levers)]
    told("levers", 0, len(variants))
    return side_by_side(
        lambda variant, own, heard: measure(variant, Asked(own, progress=heard)),
        variants,
        drawing,
        lambda done: told("levers", done, len(variants)),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The draws on which levers are pulled in part or in pairs: what the case comes to, and each lever in full."""

    case: Case
    drawing: Drawing
    start: Measured
    alone: tuple[Measured, ...]

    def measured(self, changed: Case) -> Measured:
        return measure(changed, Asked(self.drawing, whole=False))

    @property
    def shown(self) -> list[str]:
        return [name for name in CURVE if name in self.start.outputs]


def means(found: Measured) -> dict[str, dict[str, float]]:
    """Return every answer on average, with its sampling error."""
    return {name: mean_row(values) for name, values in found.outputs.items()}


def _chosen(case: Case, only: Sequence[str]) -> tuple[Lever, ...]:
    if not case.levers:
        raise Unanswerable(NO_LEVERS)
    ids = [lever.id for lever in case.levers]
    for name in only:
        if name not in ids:
            raise Unanswerable(f'no lever "{name}"; levers of {case.id} are {", ".join(ids)}')
    return tuple(lever for lever in case.levers if not only or lever.id in only)


def lever_row(lever: Lever, base: Measured, full: Measured) -> dict[str, Any]:
    """Return what one lever is, and what it does in full: paired effects, and who gains or is harmed."""
    found = effects(base, full)
    return {
        "id": lever.id,
        "name": lever.name,
        "owner": lever.owner,
        "cost": cost_of(lever, 1.0),
        "unit": lever.unit,
        "coded": lever.coded,
        "sources": list(lever.sources),
        "why": lever.why,
        "changes": [change_row(change) for change in lever.changes],
        "effects": found["outputs"],
        "parties": found["parties"],
        "gains": [party for party, row in found["parties"].items() if row["value"] > TOLD * row["se"]],
        "harmed": [party for party, row in found["parties"].items() if row["value"] < -TOLD * row["se"]],
    }


def change_row(change: Any) -> dict[str, Any]:
    """Return a change as a row; a range as its low, mid and high."""
    value = change.value
    held = value if value is None or isinstance(value, float | int) else [value.low, value.mid, value.high]
    return {"path": change.path, "kind": change.kind, "value": held}


def _curve(held: _Part, lever: Lever, alone: Measured) -> Iterator[dict[str, Any]]:
    """Yield the effect of a lever pulled by each of its steps, with the cost of that step."""
    for part in lever.steps:
        found = alone if part >= 1.0 else held.measured(pull(held.case, lever, part))
        yield {
            "part": part,
            "cost": cost_of(lever, part),
            "effects": {name: effect_on(name, held.start, found).to_dict() for name in held.shown},
        }


def _interactions(held: _Part, chosen: Sequence[Lever], told: Progress) -> Iterator[dict[str, Any]]:
    """Yield per pair of levers what both do beyond the sum of what each does, draw by draw.

    The second difference ``y(both) - y(first) - y(second) + y(neither)``, with its paired error.
    """
    pairs = list(combinations(zip(chosen, held.alone, strict=True), 2))
    for k, ((first, one), (second, other)) in enumerate(pairs):
        told("levers in pairs", k, len(pairs))
        both = held.measured(pull(pull(held.case, first), second))
        extra = {
            name: both.outputs[name] - one.outputs[name] - other.outputs[name] + held.start.outputs[name]
            for name in held.shown
        }
        yield {"first": first.id, "second": second.id, "extra": {name: mean_row(x) for name, x in extra.items()}}
