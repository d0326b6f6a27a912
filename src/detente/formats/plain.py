"""A case as the plain values of its file: what a reader would have read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from detente.case.consequences import Consequences
from detente.case.cross_impact import Block, CrossImpact, Descriptor, Impact, Variant
from detente.case.durable import Breach, Durability, Guarantee
from detente.case.evidence import Claim, Indicator
from detente.case.futures import Factor, Futures, Pole, Strategy
from detente.case.levers import Change, Lever
from detente.case.nouns import Case, Correlation, Interaction, Issue, NoDeal, Option, Party, Predicate, RedLine, View
from detente.case.quantity import Quantity, exactly
from detente.case.ratification import (
    OF_MEMBERS,
    ONE_FACTOR,
    QUALIFIED_MAJORITY,
    Bloc,
    Dependence,
    Poll,
    RatificationStep,
    Rule,
)
from detente.case.timing import Timing
from detente.case.wild_cards import WildCard

K = TypeVar("K")
T = TypeVar("T")
Plain = dict[str, Any]
FIRM = 100.0


def plain(case: Case) -> Plain:
    """Return a case as nested mappings, lists, texts and numbers in the order of its file; defaults are left out."""
    head = {"detente": 1, **_record(case, leave=("id", "interactions", *SECTIONS))}
    sections = {key: write(case) for key, write in SECTIONS.items()}
    return head | {key: held for key, held in sections.items() if held}


def _record(noun: Any, leave: tuple[str, ...] = ("id",)) -> Plain:
    """Return the fields of a record that differ from their defaults, as plain values."""
    pairs = ((slot, getattr(noun, slot.name)) for slot in fields(noun) if slot.name not in leave)
    return {slot.name: _value(value) for slot, value in pairs if not _is_default(slot, value)}


def _is_default(slot: Any, value: Any) -> bool:
    made = slot.default_factory() if callable(slot.default_factory) else slot.default
    return value == made and type(value) is type(made)


def _value(value: Any) -> Any:
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, float):
        return _number(value)
    return {key: _value(item) for key, item in value.items()} if isinstance(value, dict) else value


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _quantity(value: Quantity) -> Any:
    return _number(value.mid) if value == exactly(value.mid) else _record(value)


def _together(rows: Iterable[T], key: Callable[[T], K]) -> Iterable[tuple[K, list[T]]]:
    """Return the rows of each key, also of one whose rows do not stand together, in order of the first."""
    held: dict[K, list[T]] = {}
    for row in rows:
        held.setdefault(key(row), []).append(row)
    return held.items()


def _by_id(nouns: Iterable[Any], write: Callable[[Any], Any] = _record) -> Plain:
    return {noun.id: write(noun) for noun in nouns}


def _party(party: Party) -> Plain:
    usual = party.role == "principal"
    row = _record(party, leave=("id", "required"))
    return row if party.required == usual else row | {"required": party.required}


def _option(option: Option) -> Any:
    return _record(option) if option.score is not None else option.name


def _issue(issue: Issue) -> Plain:
    row = _record(issue, leave=("id", "options"))
    return {"name": row.pop("name"), "options": _by_id(issue.options, _option), **row}


def _views(case: Case) -> Plain:
    held: Plain = {party: {} for party in _wishing(case)}
    for (party, issue), rows in _together(case.views, lambda view: (view.party, view.issue)):
        written = [_view(row) for row in rows]
        held[party][issue] = written if len(written) > 1 else written[0]
    for party, rows in _together(case.interactions, lambda row: row.party):
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
    row = _record(view, leave=("party", "issue", "red_lines", "stale"))
    return row | {"red_lines": _red_lines(view)} if view.red_lines else row


def _red_lines(view: View) -> Any:
    if all(line.firmness is None for line in view.red_lines):
        return [line.option for line in view.red_lines]
    return {line.option: _number(_firmness(view, line)) for line in view.red_lines}


def _firmness(view: View, line: RedLine) -> float:
    """Return the firmness that a red line has or, where others of its row have their own, follows from flexibility."""
    if line.firmness is not None:
        return line.firmness
    return 1.0 if view.flexibility is None else 1.0 - view.flexibility / FIRM


def _interaction(row: Interaction) -> Plain:
    return _record(row, leave=("party",))


def _no_deal(case: Case) -> Plain:
    held: Plain = {}
    for party, rows in _together(case.no_deal, lambda row: row.party):
        written = [_no_deal_row(row) for row in rows]
        held[party] = written if len(written) > 1 else written[0]
    return held


def _no_deal_row(row: NoDeal) -> Any:
    if row.value is None:
        return "none"
    rest = _record(row, leave=("party", "value", "stale"))
    if not rest:
        return _quantity(row.value)
    return _record(row.value, leave=("sources",)) | rest


def _correlation(group: Correlation) -> Plain:
    paths = [path if sign > 0 else f"-{path}" for path, sign in zip(group.inputs, group.signs, strict=True)]
    return {"inputs": paths, **_record(group, leave=("inputs", "signs"))}


def _when(predicate: Predicate) -> Plain:
    if predicate.kind == "is":
        options = list(predicate.options)
        return {predicate.issue: options[0] if len(options) == 1 else options}
    parts = [_when(part) for part in predicate.parts]
    return {predicate.kind: parts[0] if predicate.kind == "not" else parts}


def _scenarios(case: Case) -> list[Plain]:
    return [
        {
            "id": scenario.id,
            "name": scenario.name,
            "when": _when(scenario.when),
            **_record(scenario, ("id", "name", "when")),
        }
        for scenario in case.scenarios
    ]


def _trajectories(case: Case) -> list[Plain]:
    return [_record(row, ("points",)) | {"points": [_record(p) for p in row.points]} for row in case.trajectories]


def _step(step: RatificationStep) -> Plain:
    row: Plain = {
        "id": step.id,
        "rule": _rule(step.rule),
        **_record(step, ("id", "rule", "when", "polls", "red_lines_only")),
    }
    if step.when is not None:
        row["when"] = _when(step.when)
    if step.red_lines_only:
        row["reversion"] = "none"
    return row | {"polls": [_poll(poll) for poll in step.polls]} if step.polls else row


def _poll(poll: Poll) -> Plain:
    row = _record(poll, ("when",))
    return row if poll.when is None else row | {"when": _when(poll.when)}


def _rule(rule: Rule) -> Any:
    """Return a rule as one word where that says all."""
    held = _record(rule, ("kind", "blocs"))
    if rule.blocs:
        of_states = rule.kind in OF_MEMBERS
        held["members" if of_states else "blocs"] = [_bloc(bloc, rule.kind) for bloc in rule.blocs]
    return {rule.kind: held} if held else rule.kind


def _bloc(bloc: Bloc, kind: str) -> Plain:
    row = _record(bloc, ("seats", "population"))
    if kind == QUALIFIED_MAJORITY:
        row["population"] = _number(bloc.population)
    return row | {"states" if kind in OF_MEMBERS else "seats": bloc.seats}


def _guarantee(row: Guarantee) -> Plain:
    head = {"id": row.id, "name": row.name, "by": row.by, "for": list(row.protects)}
    rest = _record(row, ("id", "name", "by", "protects", "when"))
    return head | rest | ({"when": _when(row.when)} if row.when else {})


def _durability(row: Durability | None) -> Plain:
    if row is None:
        return {}
    parts: Plain = {
        "breach": {breach.party: _breach(breach) for breach in row.breach},
        "phases": [{"id": phase.id, **_record(phase)} for phase in row.phases],
        "orders": [{"id": order.id, **_record(order)} for order in row.orders],
    }
    return _record(row, ("breach", "phases", "orders")) | {key: held for key, held in parts.items() if held}


def _breach(row: Breach) -> Plain:
    return _record(row, ("party",))


def _timing(row: Timing | None) -> Plain:
    if row is None:
        return {}
    return _record(row, ("record",)) | ({"record": _record(row.record)} if row.record else {})


def _lever(row: Lever) -> Plain:
    rest = _record(row, ("id", "name", "owner", "changes"))
    changes = [_change(change) for change in row.changes]
    return {"id": row.id, "name": row.name, "owner": row.owner, "changes": changes, **rest}


def _change(row: Change) -> Plain:
    return {"path": row.path, row.kind: True if row.value is None else _value(row.value)}


def _wild_card(row: WildCard) -> Plain:
    head = {"id": row.id, "name": row.name, "kind": row.kind}
    return head | _record(row, ("id", "name", "kind", "changes")) | {"changes": [_change(c) for c in row.changes]}


def _claim(row: Claim) -> Plain:
    inputs = [{"path": said.path, "value": _value(said.value)} for said in row.inputs]
    rest = _record(row, ("id", "text", "bears", "inputs")) | _record(row.bears)
    return {"id": row.id, "text": row.text, **rest, **({"inputs": inputs} if inputs else {})}


def _indicator(row: Indicator) -> Plain:
    return {"id": row.id, "name": row.name, **_record(row, ("id", "name", "bears")), **_record(row.bears)}


def _outcome(case: Case) -> Plain:
    held = case.outcome
    if held is None:
        return {}
    parts = {key: _record(part) for key in ("talks", "held") if (part := getattr(held, key)) is not None}
    return _record(held, ("talks", "held")) | parts


def cross_impact(model: CrossImpact | None) -> Plain:
    """Return a cross-impact matrix as the section of a case file."""
    if model is None:
        return {}
    parts: Plain = {
        "descriptors": _by_id(model.descriptors, _descriptor),
        "blocks": [_judgement(block) for block in model.blocks],
        "impacts": [_judgement(row) for row in model.impacts],
    }
    return {key: held for key, held in parts.items() if held} | _record(model, ("descriptors", "blocks", "impacts"))


def _futures(model: Futures | None) -> Plain:
    if model is None:
        return {}
    parts: Plain = {
        "axes": [
            {"id": row.id, **_record(row, ("id", "poles")), "poles": [_policy(pole) for pole in row.poles]}
            for row in model.axes
        ],
        "strategies": [_policy(row) for row in model.strategies],
    }
    if model.box is not None:
        exclude = {"exclude": [_record(row) for row in model.box.exclude]} if model.box.exclude else {}
        parts["box"] = {"factors": {row.id: _factor(row) for row in model.box.factors}, **exclude}
    if model.alliances is not None:
        parts["alliances"] = {
            "blocs": dict(model.alliances.blocs),
            "ties": [_record(row) for row in model.alliances.ties],
        }
    return _record(model, ("axes", "strategies", "box", "alliances")) | {
        key: held for key, held in parts.items() if held
    }


def _policy(row: Pole | Strategy) -> Plain:
    changes = {"changes": [_change(change) for change in row.changes]} if row.changes else {}
    return {"id": row.id, **_record(row, ("id", "changes")), **changes}


def _factor(row: Factor) -> Plain:
    return {"name": row.name, "states": dict(row.states), **_record(row, ("id", "name", "states"))}


def _consequences(row: Consequences | None) -> Plain:
    return (
        {}
        if row is None
        # a section in which all is as usual is still there
        else {"months": row.months}
        | _record(row, ("months", "drivers", "inherits"))
        | {key: [_whole(item) for item in held] for key in ("drivers", "inherits") if (held := getattr(row, key))}
    )


def _whole(row: Any) -> Plain:
    """Return the record of a row, its leading fields first even where they are default."""
    return _record(row, ())


def _descriptor(row: Descriptor) -> Plain:
    return {"name": row.name, "variants": _by_id(row.variants, _variant), **_record(row, ("id", "name", "variants"))}


def _variant(row: Variant) -> Any:
    if not row.indicators:
        return _record(row) if row.note else row.name
    return {
        "name": row.name,
        "indicators": [_record(item) for item in row.indicators],
        **_record(row, ("id", "name", "indicators")),
    }


def _judgement(row: Block | Impact) -> Plain:
    number = "impact" if isinstance(row, Impact) else "impacts"
    return {
        "from": row.source,
        "to": row.target,
        number: _value(getattr(row, number)),
        **_record(row, ("source", "target", number)),
    }


def _dependence(row: Dependence) -> Plain | str:
    return {ONE_FACTOR: row.rho} if row.kind == ONE_FACTOR else row.kind


SECTIONS: dict[str, Callable[[Case], Any]] = {
    "staleness": lambda case: _record(case.staleness),
    "sources": lambda case: _by_id(case.sources),
    "parties": lambda case: _by_id(case.parties, _party),
    "issues": lambda case: _by_id(case.issues, _issue),
    "forbid": lambda case: [_record(row) for row in case.forbid],
    "views": _views,
    "no_deal": _no_deal,
    "statements": lambda case: [_record(row) for row in case.statements],
    "correlation": lambda case: [_correlation(group) for group in case.correlation],
    "offers": lambda case: _by_id(case.offers),
    "scenarios": _scenarios,
    "trajectories": _trajectories,
    "tracks": lambda case: _by_id(case.tracks),
    "venue_criteria": lambda case: _by_id(case.venue_criteria),
    "venues": lambda case: _by_id(case.venues),
    "ratification": lambda case: [_step(step) for step in case.ratification],
    "dependence": lambda case: _dependence(case.dependence),
    "guarantees": lambda case: [_guarantee(row) for row in case.guarantees],
    "durability": lambda case: _durability(case.durability),
    "timing": lambda case: _timing(case.timing),
    "levers": lambda case: [_lever(row) for row in case.levers],
    "wild_cards": lambda case: [_wild_card(row) for row in case.wild_cards],
    "outcome": _outcome,
    "cross_impact": lambda case: cross_impact(case.cross_impact),
    "futures": lambda case: _futures(case.futures),
    "hypotheses": lambda case: _by_id(case.hypotheses),
    "claims": lambda case: [_claim(row) for row in case.claims],
    "indicators": lambda case: [_indicator(row) for row in case.indicators],
    "consequences": lambda case: _consequences(case.consequences),
    "models": lambda case: _record(case.models) if case.models else {},
}
"""Section of the file -> how it is written; interactions stand under `views`."""
