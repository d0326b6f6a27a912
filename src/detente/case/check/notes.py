"""What is no fault but worth knowing before a run."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import Desk, listed
from detente.case.check.fields import ISO_DAY
from detente.case.check.whole import current
from detente.case.coverage import LEAST, issues_viewed
from detente.case.document import Place, cut
from detente.case.nouns import Case

OUTCOME: Place = ("outcome",)
Rows = list[tuple[Place, dict[str, Any]]]


def add_notes(desk: Desk, case: Case) -> None:
    """Add the notes of a case without faults."""
    rows = _mappings(desk.document.value)
    _later(desk, case, rows)
    _same_names(desk, case)
    _uncited(desk, case, rows)
    _thin_views(desk, case)
    _unsupported(desk, case)
    _ruled_out(desk, case)


def _later(desk: Desk, case: Case, rows: Rows) -> None:
    """Note everything dated after the as-of date but the outcome and its sources, which have to be."""
    day = case.as_of.isoformat()
    of_outcome = {OUTCOME, *(("sources", source) for source in (case.outcome.sources if case.outcome else ()))}
    for place, held in rows:
        when = None if place in of_outcome else held.get("date")
        if isinstance(when, str) and ISO_DAY.fullmatch(when) and when > day and held.get("approximate") is not True:
            desk.note(place, f"dated {when}, after as_of, {day}; it will not be read")


def _same_names(desk: Desk, case: Case) -> None:
    """Note parties that no reader of an answer could tell apart."""
    first: dict[str, str] = {}
    for party in case.parties:
        other = first.setdefault(" ".join(party.name.casefold().split()), party.id)
        if other != party.id:
            message = f'it has the name of {other}, "{cut(party.name)}"; answers could not be told apart'
            desk.note(("parties", party.id, "name"), message, "give one of the two another name")


def _uncited(desk: Desk, case: Case, rows: Rows) -> None:
    held = [row for _, row in rows]
    lists = (row.get("sources") for row in held)
    cited = {source for ids in lists if isinstance(ids, list) for source in ids if isinstance(source, str)}
    cited.update(row["source"] for row in held if isinstance(row.get("source"), str))
    for source in case.sources:
        if source.id not in cited:
            desk.note(("sources", source.id), "nothing cites this source")


def _mappings(top: Any) -> Rows:
    """Return every mapping of a document with its place; a key may be an id, as of an issue that is named `sources`."""
    nested: list[tuple[Place, Any]] = [((), top)]
    for place, value in nested:  # which grows on the way
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        nested += [((*place, step), held) for step, held in steps if isinstance(held, (dict, list))]
    return [(place, value) for place, value in nested if isinstance(value, dict)]


def _thin_views(desk: Desk, case: Case) -> None:
    """Note required parties with a no-deal value whose views cover less than half of the issues."""
    valued = {row.party for row in current(case.no_deal, case.as_of) if row.value is not None}
    views = current(case.views, case.as_of)
    for party in case.parties:
        covered = issues_viewed(views, party.id)
        if party.required and party.id in valued and covered < LEAST * len(case.issues):
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
