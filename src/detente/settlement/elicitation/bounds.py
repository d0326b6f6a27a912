"""How far apart two options of one issue can lie for a party, given the ranges of its view."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import NamedTuple

from detente.case.nouns import Case, Issue, View

TOP = 100.0


class Bounds(NamedTuple):
    """A number of points that lies between two ends."""

    low: float
    high: float


def points(view: View, score: float, position: float) -> float:
    """Return the worth of an option with a score to a party with a position, in points; as `settlement.space.worths`.

    Examples
    --------
    >>> from detente.case.quantity import exactly
    >>> points(View("N", "land", exactly(50), exactly(90), shape="at_least"), 95.0, 90.0)
    100.0
    """
    miss = score - position
    if view.shape == "at_least":
        miss = min(miss, 0.0)
    if view.shape == "at_most":
        miss = max(miss, 0.0)
    return TOP - abs(miss)


def difference(case: Case, view: View, first: str, second: str) -> Bounds:
    """Return between which ends ``worth(first) - worth(second)`` lies over the ranges of a view.

    A worth that follows from a position moves with it: the difference of two is monotone in the position, so that the
    ends of its range give those of the difference. Worths that are given vary each alone.
    """
    if first == second:
        return Bounds(0.0, 0.0)
    if view.position is None:
        one, other = view.worth[first], view.worth[second]
        return Bounds(one.low - other.high, one.high - other.low)
    issue = case.issue(view.issue)
    found = [
        points(view, _score(issue, first), at) - points(view, _score(issue, second), at)
        for at in (view.position.low, view.position.high)
    ]
    return Bounds(min(found), max(found))


def span(case: Case, view: View) -> Bounds:
    """Return between which ends the step from the worst to the best option of an issue lies.

    For worths that follow from a position it is linear between the scores, and the middles of two scores, which are
    all looked at.
    """
    if view.position is None:
        held = list(view.worth.values())
        if len(held) == 1:
            return Bounds(0.0, 0.0)
        least = max(q.low for q in held) - min(q.high for q in held)
        return Bounds(max(0.0, least), max(one.high - other.low for one, other in permutations(held, 2)))
    scores = [_score(case.issue(view.issue), option) for option in case.issue(view.issue).option_ids]
    low, high = view.position.low, view.position.high
    kinks = [*scores, *((one + other) / 2.0 for one, other in combinations(scores, 2))]
    at = [low, high, *(kink for kink in kinks if low < kink < high)]
    found = [max(worth) - min(worth) for worth in ([points(view, s, p) for s in scores] for p in at)]
    return Bounds(min(found), max(found))


def ends(case: Case, view: View) -> tuple[str, str]:
    """Return the best and the worst option of an issue at the middle of the ranges; the first of several."""
    held = {option: _middle(case, view, option) for option in case.issue(view.issue).option_ids}
    return max(held, key=lambda option: held[option]), min(held, key=lambda option: held[option])


def _middle(case: Case, view: View, option: str) -> float:
    if view.position is None:
        return view.worth[option].mid
    return points(view, _score(case.issue(view.issue), option), view.position.mid)


def _score(issue: Issue, option: str) -> float:
    score = issue.option(option).score
    if score is None:
        raise ValueError(f"option {option} of {issue.id} has no score, and a position needs one")
    return score
