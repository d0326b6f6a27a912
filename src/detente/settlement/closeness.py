"""How near the wishes of two parties lie: interests they share, as one number for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from detente.case.dated import latest
from detente.case.nouns import Case, View
from detente.case.quantity import POINTS


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near two parties are.

    Parameters
    ----------
    value
        0-100 points: 100 where they want the same on all that matters to both, 0 where they are at opposite ends of it.
    issues
        Ids of the issues on which both have a position that matters to both.
    """

    one: str
    other: str
    value: float
    issues: tuple[str, ...]


def closeness(case: Case) -> tuple[Closeness, ...]:
    r"""Return how near the central positions of each two parties lie, in file order; judged, as the positions are.

    .. math:: c_{ab} = 100 - \frac{\sum_i \min(s_{ai}, s_{bi}) |p_{ai} - p_{bi}|}{\sum_i \min(s_{ai}, s_{bi})}

    with salience s and position p on the score axis. An issue counts by the lesser salience: what does not matter to
    one of them is no shared interest. The index is our own. Views by worth per option have no position and stay out; a
    pair without a common issue is left out.
    """
    views = {(view.party, view.issue): view for view in latest(case.views, case.as_of) if view.position is not None}
    order = [issue.id for issue in case.issues]
    pairs = combinations([party.id for party in case.parties], 2)
    found = (_pair(one, other, views, order) for one, other in pairs)
    return tuple(row for row in found if row is not None)


def _pair(one: str, other: str, views: dict[tuple[str, str], View], issues: list[str]) -> Closeness | None:
    weight, apart, shared = 0.0, 0.0, list[str]()
    for issue in issues:
        a, b = views.get((one, issue)), views.get((other, issue))
        if a is None or b is None or a.position is None or b.position is None:
            continue
        common = min(a.salience.mid, b.salience.mid)
        if common > 0.0:
            weight, apart = weight + common, apart + common * abs(a.position.mid - b.position.mid)
            shared.append(issue)
    return Closeness(one, other, POINTS[1] - apart / weight, tuple(shared)) if shared else None
