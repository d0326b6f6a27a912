"""Statements as rows ``a @ w >= b`` over the weights of issues, or over the worths of options.

Where a worth has a range, a row holds what is possible for some value within it: weights are not negative, so that a
sum of differences reaches its largest value with each at its upper end. No range becomes a point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.case.nouns import Case, View
from detente.settlement.elicitation.bounds import TOP, Bounds, difference, span
from detente.settlement.elicitation.polytope import Group
from detente.settlement.elicitation.statements import Choice, Direct, Order, Statement, Swing


def order_rows(said: Order, names: Sequence[str]) -> Group:
    """Return an order: each of a step above each of the next, those of one step the same."""
    place = {name: k for k, name in enumerate(names)}
    rows: list[np.ndarray] = []
    strict: list[bool] = []
    for before, after in zip(said.steps, said.steps[1:], strict=False):
        for one in before:
            for other in after:
                rows.append(_less(place[one], place[other], len(names)))
                strict.append(True)
    for step in said.steps:
        for one, other in zip(step, step[1:], strict=False):
            rows += [_less(place[one], place[other], len(names)), _less(place[other], place[one], len(names))]
            strict += [False, False]
    if not rows:
        return Group(np.zeros((0, len(names))), np.zeros(0), np.zeros(0, dtype=bool))
    return Group(np.array(rows), np.zeros(len(rows)), np.array(strict))


def direct_rows(said: Direct, names: Sequence[str], unit: float) -> Group:
    """Return a range of one number, given in `unit` of the coordinates."""
    one = np.zeros(len(names))
    one[list(names).index(said.name)] = 1.0
    return _weak([one, -one], [said.low / unit, -said.high / unit])


def weight_rows(case: Case, views: Mapping[str, View], said: Statement) -> Group:
    """Return a statement on the weights of the issues that a party has views on, by issue id."""
    names = list(views)
    match said:
        case Order():
            return order_rows(said, names)
        case Direct():
            return direct_rows(said, names, TOP)
        case Swing():
            return _swing(said, names, [span(case, views[name]) for name in (said.issue, said.against)])
        case Choice():
            apart = {
                issue: difference(case, views[issue], said.first[issue], said.second[issue]) for issue in said.first
            }
            beside = added(case, next(iter(views.values())).party, said)
            return _choice(apart, names, beside, alike=said.alike)


def added(case: Case, party: str, said: Choice) -> float:
    """Return the points that interactions add to the first settlement of a choice beyond those of the second."""

    def total(settlement: Mapping[str, str]) -> float:
        held = (row for row in case.interactions if row.party == party)
        return sum(row.worth for row in held if row.when.items() <= settlement.items())

    return total(said.first) - total(said.second)


def _swing(said: Swing, names: Sequence[str], spans: list[Bounds]) -> Group:
    """Return ``low <= 100 (weight x span) / (weight x span of against) <= high`` as two rows."""
    of, against = (list(names).index(name) for name in (said.issue, said.against))
    mine, other = spans
    least, most = np.zeros(len(names)), np.zeros(len(names))
    least[of], least[against] = mine.high, -said.low / TOP * other.low
    most[of], most[against] = -mine.low, said.high / TOP * other.high
    return _weak([least, most], [0.0, 0.0])


def _choice(apart: Mapping[str, Bounds], names: Sequence[str], beside: float, *, alike: bool) -> Group:
    above, below = np.zeros(len(names)), np.zeros(len(names))
    for issue, ends in apart.items():
        above[list(names).index(issue)], below[list(names).index(issue)] = ends.high, -ends.low
    if alike:
        return _weak([above, below], [-beside, beside])
    return Group(above[None], np.array([-beside]), np.array([True]))


def _less(more: int, less: int, count: int) -> np.ndarray:
    row = np.zeros(count)
    row[more], row[less] = 1.0, -1.0
    return row


def _weak(rows: list[np.ndarray], floor: list[float]) -> Group:
    return Group(np.array(rows), np.array(floor), np.zeros(len(rows), dtype=bool))
