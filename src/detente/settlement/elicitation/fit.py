"""Which weights of the issues, or worths of options, a party can have after what was said: ranges, never a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.fault import InputFaults
from detente.case.nouns import Case, View
from detente.case.quantity import Quantity, utility_bounds
from detente.settlement.elicitation.conflict import Conflict, conflict
from detente.settlement.elicitation.polytope import Group, Polytope
from detente.settlement.elicitation.rows import direct_rows, order_rows, weight_rows
from detente.settlement.elicitation.sound import faults_of, views_of
from detente.settlement.elicitation.statements import Direct, Order, Statement

CENTROID, CENTRE = "rank_order_centroid", "lexicographic_centre"


@dataclass(frozen=True, slots=True)
class Fit:
    """What statements leave possible.

    Parameters
    ----------
    names
        Ids of the issues, or of the options, in file order.
    ranges
        Per name low, mid and high: weights that sum to 1, or worths in points. Empty where the statements contradict
        each other.
    mid_how
        How the middle was chosen: `CENTROID` where the statements come to one full order of weights, else `CENTRE`.
    conflict
        The smallest sets of statements that contradict each other; None where all can be met.
    held
        The points themselves.
    """

    names: tuple[str, ...]
    ranges: tuple[Quantity, ...]
    mid_how: str
    conflict: Conflict | None
    held: Polytope


def fit_weights(case: Case, party: str, said: Sequence[Statement]) -> Fit:
    """Return between which ends the weight of each issue lies for a party, given what was said.

    Weights are not negative and sum to 1 over the issues on which the party has a view. The ends are exact, by linear
    programs; the middle of a full order is its rank-order centroid ``w_i = (1/n) sum_{k>=i} 1/k``, the mean of all
    weights with that order (Barron and Barrett 1996, Management Science 42(11)), else the
    `polytope.Polytope.centre`.

    Parameters
    ----------
    case
        The case as known at its as-of date.
    said
        Orders of issues, swings, choices and ranges in percent.

    Raises
    ------
    InputFaults
        With every statement that names what is not there or cannot be weighed.
    """
    _must_be_sound(faults_of(case, party, said, issue=None))
    views = views_of(case, party)
    groups = tuple(weight_rows(case, views, one) for one in said)
    count = len(views)
    held = Polytope(np.zeros(count), np.ones(count), 1.0, groups)
    return _fit(tuple(views), held, lambda: _full_order(said, list(views), groups))


def fit_worths(case: Case, party: str, issue: str, said: Sequence[Statement]) -> Fit:
    """Return between which ends the worth of each option of an issue lies for a party, in points.

    `said` holds orders of options and ranges in points; nothing else speaks of worths. The ends are exact, the middle
    is the `polytope.Polytope.centre`.

    Raises
    ------
    InputFaults
        With every statement that names what is not there or does not speak of worths.
    """
    _must_be_sound(faults_of(case, party, said, issue=issue))
    names = case.issue(issue).option_ids
    low, high = utility_bounds(case.scale)
    rows = tuple(_worth_rows(one, names) for one in said)
    held = Polytope(np.full(len(names), low), np.full(len(names), high), None, rows)
    return _fit(names, held, lambda: None)


def centroid(count: int) -> np.ndarray:
    """Return the mean of all weights that fall from the first to the last, ``(count,)``.

    >>> centroid(3).round(4).tolist()
    [0.6111, 0.2778, 0.1111]
    """
    return np.cumsum((1.0 / np.arange(1, count + 1))[::-1])[::-1] / count


def _must_be_sound(faults: InputFaults | None) -> None:
    if faults is not None:
        raise faults


def _worth_rows(said: Statement, names: Sequence[str]) -> Group:
    if isinstance(said, Order):
        return order_rows(said, names)
    if isinstance(said, Direct):
        return direct_rows(said, names, 1.0)
    raise TypeError(f"{type(said).__name__} does not speak of worths")


def _fit(names: tuple[str, ...], held: Polytope, order: Callable[[], np.ndarray | None]) -> Fit:
    if not held.consistent:
        return Fit(names, (), "", conflict(held), held)
    low, high = held.ranges()
    known = order()
    mid = np.clip(held.centre() if known is None else known, low, high)
    ranges = tuple(Quantity(*row) for row in np.column_stack([low, mid, high]).tolist())
    return Fit(names, ranges, CENTRE if known is None else CENTROID, None, held)


def _full_order(said: Sequence[Statement], names: list[str], groups: Sequence[Group]) -> np.ndarray | None:
    """Return the rank-order centroid where one statement orders all issues and the others add nothing; else None.

    They add nothing where every extreme point of the order, ``1/k`` for the first k issues, obeys them.
    """
    for one in said:
        if isinstance(one, Order) and len(one.steps) == len(names) and all(len(step) == 1 for step in one.steps):
            place = [names.index(step[0]) for step in one.steps]
            corners = np.zeros((len(names), len(names)))
            for k in range(len(names)):
                corners[k, place[: k + 1]] = 1.0 / (k + 1)
            if all((corners @ group.rows.T >= group.floor - 1e-12).all() for group in groups):
                found = np.zeros(len(names))
                found[place] = centroid(len(names))
                return found
    return None


def view_of(case: Case, party: str, issue: str) -> View:
    """Return the view of a party on an issue; `KeyError` where it has none."""
    return views_of(case, party)[issue]
