"""Who talks of what, and how each sees it: parties, issues, views, no-deal values, scenarios."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.case.nouns import Case, Correlation, Interaction, Issue, NoDeal, Option, Party, RedLine, View
from detente.formats.plain.rows import Plain, by_id, record, together, value_of, when

FIRM = 100.0


def party(party: Party) -> Plain:
    """Return a party as its row; `required` only where its role does not say so."""
    usual = party.role == "principal"
    row = record(party, leave=("id", "required"))
    return row if party.required == usual else row | {"required": party.required}


def _option(option: Option) -> Any:
    return record(option) if option.score is not None else option.name


def issue(issue: Issue) -> Plain:
    """Return an issue as its row."""
    row = record(issue, leave=("id", "options"))
    return {"name": row.pop("name"), "options": by_id(issue.options, _option), **row}


def views(case: Case) -> Plain:
    """Return the views of each party, its interactions under `with`."""
    held: Plain = {party: {} for party in _wishing(case)}
    for (party, issue), rows in together(case.views, lambda view: (view.party, view.issue)):
        written = [_view(row) for row in rows]
        held[party][issue] = written if len(written) > 1 else written[0]
    for party, rows in together(case.interactions, lambda row: row.party):
        held[party]["with"] = [_interaction(row) for row in rows]
    return held


def _wishing(case: Case) -> list[str]:
    return in_both_orders((view.party for view in case.views), (row.party for row in case.interactions))


def in_both_orders(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """Return the parties that have views or interactions, once each, in an order that keeps the order of both."""
    found = list(dict.fromkeys(first))
    at = 0
    for party in dict.fromkeys(second):
        if party not in found:
            found.insert(at, party)
        at = found.index(party) + 1
    return found


def _view(view: View) -> Plain:
    row = record(view, leave=("party", "issue", "red_lines", "stale"))
    return row | {"red_lines": _red_lines(view)} if view.red_lines else row


def _red_lines(view: View) -> Any:
    if all(line.firmness is None for line in view.red_lines):
        return [line.option for line in view.red_lines]
    return {line.option: value_of(_firmness(view, line)) for line in view.red_lines}


def _firmness(view: View, line: RedLine) -> float:
    """Return the firmness that a red line has or, where others of its row have their own, follows from flexibility."""
    if line.firmness is not None:
        return line.firmness
    return 1.0 if view.flexibility is None else 1.0 - view.flexibility / FIRM


def _interaction(row: Interaction) -> Plain:
    return record(row, leave=("party",))


def no_deal(case: Case) -> Plain:
    """Return the no-deal values by party."""
    held: Plain = {}
    for party, rows in together(case.no_deal, lambda row: row.party):
        written = [_no_deal_row(row) for row in rows]
        held[party] = written if len(written) > 1 else written[0]
    return held


def _no_deal_row(row: NoDeal) -> Any:
    if row.value is None:
        return "none"
    rest = record(row, leave=("party", "value", "stale"))
    if not rest:
        return value_of(row.value)
    return record(row.value, leave=("sources",)) | rest


def correlation(group: Correlation) -> Plain:
    """Return a group of inputs that move together as its row."""
    paths = [path if sign > 0 else f"-{path}" for path, sign in zip(group.inputs, group.signs, strict=True)]
    return {"inputs": paths, **record(group, leave=("inputs", "signs"))}


def scenarios(case: Case) -> list[Plain]:
    """Return the scenarios as rows."""
    return [
        {
            "id": scenario.id,
            "name": scenario.name,
            "when": when(scenario.when),
            **record(scenario, ("id", "name", "when")),
        }
        for scenario in case.scenarios
    ]


def trajectories(case: Case) -> list[Plain]:
    """Return the trajectories as rows."""
    return [record(row, ("points",)) | {"points": [record(p) for p in row.points]} for row in case.trajectories]
