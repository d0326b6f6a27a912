"""What is no fault but worth knowing before a run."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import Desk, Node, listed
from detente.case.check.whole import current
from detente.case.document import Place
from detente.case.nouns import Case


def add_notes(desk: Desk, case: Case) -> None:
    """Add the notes of a case without faults."""
    _later(desk, case)
    _uncited(desk, case)
    _thin_views(desk, case)
    _unsupported(desk, case)
    _ruled_out(desk, case)


def _later(desk: Desk, case: Case) -> None:
    """Note everything dated after the as-of date."""
    day = case.as_of.isoformat()
    for place, when in _dates(Node(desk.document.value, (), desk)):
        if when > day:
            desk.note(place, f"dated {when}, after as_of, {day}; it will not be read")


def _dates(node: Node) -> list[tuple[Place, str]]:
    """Return the place and date of everything in the file that carries a date."""
    value: Any = node.value
    if isinstance(value, list):
        return [found for item in node.items() for found in _dates(item)]
    if not isinstance(value, dict):
        return []
    below = [found for key in value for found in _dates(node.at(key))]
    dated = isinstance(value.get("date"), str) and value.get("approximate") is not True
    return [(node.place, value["date"]), *below] if dated else below


def _uncited(desk: Desk, case: Case) -> None:
    cited = _cited(desk.document.value)
    for source in case.sources:
        if source.id not in cited:
            desk.note(("sources", source.id), "nothing cites this source")


def _cited(value: Any) -> set[str]:
    """Return the ids in every list of sources."""
    if isinstance(value, list):
        return set[str]().union(*map(_cited, value))
    if not isinstance(value, dict):
        return set()
    own = value.get("sources")
    below = set[str]().union(*map(_cited, value.values()))
    return below.union(own) if isinstance(own, list) else below


def _thin_views(desk: Desk, case: Case) -> None:
    """Note required parties with a no-deal value whose views cover less than half of the issues."""
    valued = {row.party for row in current(case.no_deal, case.as_of) if row.value is not None}
    views = current(case.views, case.as_of)
    for party in case.parties:
        covered = sum(view.party == party.id for view in views)
        if party.required and party.id in valued and 2 * covered < len(case.issues):
            message = (
                f"its views cover {covered} of {len(case.issues)} issues; it gets a veto by red line only, no utility"
            )
            desk.note(("views", party.id), message, "add views, or write none as its no-deal value")


def _unsupported(desk: Desk, case: Case) -> None:
    for view in case.views:
        if view.coded.startswith("sourced") and not view.sources:
            desk.note(("views", view.party, view.issue), f'coded "{view.coded}", but no source is cited')


def _ruled_out(desk: Desk, case: Case) -> None:
    """Note options that are a red line of every party with a view on their issue."""
    views = current(case.views, case.as_of)
    for issue in case.issues:
        lines = [{line.option for line in view.red_lines} for view in views if view.issue == issue.id]
        refused = set[str].intersection(*lines) if lines else set[str]()
        if refused:
            named = listed([option for option in issue.option_ids if option in refused])
            desk.note(("issues", issue.id, "options"), f"every party with a view on it has a red line on {named}")
