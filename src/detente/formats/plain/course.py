"""How talks go on and whether a deal holds: ratification, guarantees, durability, timing, the outcome."""

from __future__ import annotations

from typing import Any

from detente.case.durable import Breach, Durability, Guarantee
from detente.case.nouns import Case
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
from detente.formats.plain.rows import Plain, record, value_of, when


def step(step: RatificationStep) -> Plain:
    """Return a step of ratification as its row."""
    row: Plain = {
        "id": step.id,
        "rule": _rule(step.rule),
        **record(step, ("id", "rule", "when", "polls", "red_lines_only")),
    }
    if step.when is not None:
        row["when"] = when(step.when)
    if step.red_lines_only:
        row["reversion"] = "none"
    return row | {"polls": [_poll(poll) for poll in step.polls]} if step.polls else row


def _poll(poll: Poll) -> Plain:
    row = record(poll, ("when",))
    return row if poll.when is None else row | {"when": when(poll.when)}


def _rule(rule: Rule) -> Any:
    """Return a rule as one word where that says all."""
    held = record(rule, ("kind", "blocs"))
    if rule.blocs:
        of_states = rule.kind in OF_MEMBERS
        held["members" if of_states else "blocs"] = [_bloc(bloc, rule.kind) for bloc in rule.blocs]
    return {rule.kind: held} if held else rule.kind


def _bloc(bloc: Bloc, kind: str) -> Plain:
    row = record(bloc, ("seats", "population"))
    if kind == QUALIFIED_MAJORITY:
        row["population"] = value_of(bloc.population)
    return row | {"states" if kind in OF_MEMBERS else "seats": bloc.seats}


def dependence(row: Dependence) -> Plain | str:
    """Return how votes hang together: a name, or a factor with its size."""
    return {ONE_FACTOR: row.rho} if row.kind == ONE_FACTOR else row.kind


def guarantee(row: Guarantee) -> Plain:
    """Return a guarantee as its row."""
    head = {"id": row.id, "name": row.name, "by": row.by, "for": list(row.protects)}
    rest = record(row, ("id", "name", "by", "protects", "when"))
    return head | rest | ({"when": when(row.when)} if row.when else {})


def durability(row: Durability | None) -> Plain:
    """Return the section of durability; empty where there is none."""
    if row is None:
        return {}
    parts: Plain = {
        "breach": {breach.party: _breach(breach) for breach in row.breach},
        "phases": [{"id": phase.id, **record(phase)} for phase in row.phases],
        "orders": [{"id": order.id, **record(order)} for order in row.orders],
    }
    return record(row, ("breach", "phases", "orders")) | {key: held for key, held in parts.items() if held}


def _breach(row: Breach) -> Plain:
    return record(row, ("party",))


def timing(row: Timing | None) -> Plain:
    """Return the section of timing; empty where there is none."""
    if row is None:
        return {}
    return record(row, ("record",)) | ({"record": record(row.record)} if row.record else {})


def outcome(case: Case) -> Plain:
    """Return what came of the talks; empty where it is not known."""
    held = case.outcome
    if held is None:
        return {}
    parts = {key: record(part) for key in ("talks", "held") if (part := getattr(held, key)) is not None}
    return record(held, ("talks", "held")) | parts
