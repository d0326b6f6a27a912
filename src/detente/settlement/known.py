"""What is known at the as-of date: a change that drops everything later and carries older codings forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from detente.case.consequences import Consequences
from detente.case.cross_impact import CrossImpact, Variant
from detente.case.dated import latest, seen
from detente.case.durable import Durability
from detente.case.futures import Futures
from detente.case.nouns import Case, NoDeal, Staleness, View
from detente.case.quantity import POINTS, Quantity, utility_bounds
from detente.case.ratification import RatificationStep
from detente.case.timing import Timing

DAYS_PER_YEAR = 365.25


def known(case: Case, as_of: date | None = None) -> Case:
    """Return the case as it stood at its as-of date (or at an earlier `as_of`).

    Sources, offers, statements, trajectory points and codings dated later are dropped; of several codings the latest
    remains; one older than the case's staleness limit is marked stale and its ranges widen. A coding that loses
    a later source is marked hindsight. Statements on dropped offers go with them. Undated items stay. The outcome is
    dropped: no judgement knows it.
    """
    day = case.as_of if as_of is None else min(as_of, case.as_of)
    sources = tuple(s for s in case.sources if seen(s.date, day) or s.approximate)
    ids, utility = {s.id for s in sources}, utility_bounds(case.scale)
    offers = tuple(_sourced(o, ids) for o in case.offers if seen(o.date, day))
    tabled = {o.id for o in offers}
    statements = (s for s in case.statements if seen(s.date, day) and s.offer in tabled)
    return replace(
        case,
        as_of=day,
        sources=sources,
        parties=tuple(_sourced(p, ids) for p in case.parties),
        issues=tuple(_sourced(i, ids) for i in case.issues),
        views=tuple(_aged(_sourced(v, ids), day, case.staleness, utility) for v in latest(case.views, day)),
        no_deal=tuple(
            _relative(_aged(_sourced(n, ids), day, case.staleness, utility), tabled) for n in latest(case.no_deal, day)
        ),
        offers=offers,
        statements=tuple(_sourced(s, ids) for s in statements),
        scenarios=tuple(_sourced(s, ids) for s in case.scenarios),
        trajectories=tuple(
            replace(t, points=tuple(_sourced(p, ids) for p in t.points if p.date <= day)) for t in case.trajectories
        ),
        tracks=tuple(_sourced(t, ids) for t in case.tracks),
        venues=tuple(_sourced(v, ids) for v in case.venues),
        ratification=tuple(_polled(_sourced(r, ids), ids, tabled, day) for r in case.ratification),
        guarantees=tuple(_sourced(g, ids) for g in case.guarantees if seen(g.date, day)),
        durability=None if case.durability is None else _holding(case.durability, ids),
        timing=None if case.timing is None else _timed(case.timing, ids),
        levers=tuple(_sourced(lever, ids) for lever in case.levers),
        wild_cards=tuple(_sourced(card, ids) for card in case.wild_cards),
        outcome=None,
        cross_impact=None if case.cross_impact is None else _impacts(case.cross_impact, ids),
        futures=None if case.futures is None else _wider(case.futures, ids),
        hypotheses=tuple(_sourced(row, ids) for row in case.hypotheses),
        claims=tuple(row for row in case.claims if seen(row.date, day) and (not row.source or row.source in ids)),
        indicators=tuple(_sourced(row, ids) for row in case.indicators),
        consequences=None if case.consequences is None else _following(case.consequences, ids),
        models=None if case.models is None else _sourced(case.models, ids),
        brief=None if case.brief is None else _sourced(case.brief, ids),
    )


def _sourced(row: Any, ids: set[str]) -> Any:
    left = tuple(s for s in row.sources if s in ids)
    if left == row.sources:
        return row
    if hasattr(row, "hindsight"):
        return replace(row, sources=left, hindsight=True)
    return replace(row, sources=left)


def _polled(step: RatificationStep, ids: set[str], tabled: set[str], day: date) -> RatificationStep:
    """Keep the polls of the day or before that still speak of a plan."""
    dated = (_sourced(poll, ids) for poll in step.polls if seen(poll.date, day))
    left = (replace(poll, offers=tuple(o for o in poll.offers if o in tabled)) for poll in dated)
    return replace(step, polls=tuple(poll for poll in left if poll.offers or poll.when is not None))


def _holding(row: Durability, ids: set[str]) -> Durability:
    parts = {name: tuple(_sourced(part, ids) for part in getattr(row, name)) for name in ("breach", "phases", "orders")}
    return replace(_sourced(row, ids), **parts)


def _impacts(model: CrossImpact, ids: set[str]) -> CrossImpact:
    def told(variant: Variant) -> Variant:
        return replace(variant, indicators=tuple(_sourced(row, ids) for row in variant.indicators))

    descriptors = (replace(row, variants=tuple(told(v) for v in row.variants)) for row in model.descriptors)
    return replace(
        model,
        descriptors=tuple(_sourced(row, ids) for row in descriptors),
        blocks=tuple(_sourced(row, ids) for row in model.blocks),
        impacts=tuple(_sourced(row, ids) for row in model.impacts),
    )


def _wider(model: Futures, ids: set[str]) -> Futures:
    def all_of(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(_sourced(row, ids) for row in rows)

    box, alliances = model.box, model.alliances
    return replace(
        model,
        axes=all_of(model.axes),
        strategies=all_of(model.strategies),
        box=box and replace(box, factors=all_of(box.factors), exclude=all_of(box.exclude)),
        alliances=alliances and replace(alliances, ties=all_of(alliances.ties)),
    )


def _following(row: Consequences, ids: set[str]) -> Consequences:
    return replace(_sourced(row, ids), drivers=tuple(_sourced(item, ids) for item in row.drivers))


def _timed(row: Timing, ids: set[str]) -> Timing:
    return replace(_sourced(row, ids), record=None if row.record is None else _sourced(row.record, ids))


def _relative(row: NoDeal, tabled: set[str]) -> NoDeal:
    if row.relative_to is None:
        return row
    return replace(row, relative_to=tuple(o for o in row.relative_to if o in tabled))


def _aged(row: View | NoDeal, day: date, staleness: Staleness, utility: tuple[float, float]) -> Any:
    age = (day - row.date).days if row.date is not None else 0
    if age <= staleness.after_days:
        return row
    factor = 1.0 + staleness.widen_per_year * age / DAYS_PER_YEAR
    if isinstance(row, NoDeal):
        value = None if row.value is None else widen(row.value, factor, utility)
        return replace(row, value=value, stale=True)
    return replace(
        row,
        salience=widen(row.salience, factor),
        position=None if row.position is None else widen(row.position, factor),
        worth={option: widen(quantity, factor, utility) for option, quantity in row.worth.items()},
        stale=True,
    )


def widen(quantity: Quantity, factor: float, bounds: tuple[float, float] = POINTS) -> Quantity:
    """Return the quantity with its half-widths multiplied, kept within the bounds of its field."""
    low = max(bounds[0], quantity.mid - factor * (quantity.mid - quantity.low))
    high = min(bounds[1], quantity.mid + factor * (quantity.high - quantity.mid))
    return replace(quantity, low=low, high=high)
