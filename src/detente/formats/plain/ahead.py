"""What may change: levers, wild cards, claims, cross-impact, futures, consequences."""

from __future__ import annotations

from typing import Any

from detente.case.consequences import Consequences
from detente.case.cross_impact import Block, CrossImpact, Descriptor, Impact, Variant
from detente.case.evidence import Claim, Indicator
from detente.case.futures import Factor, Futures, Pole, Strategy
from detente.case.levers import Change, Lever
from detente.case.wild_cards import WildCard
from detente.formats.plain.rows import Plain, by_id, record, value_of


def lever(row: Lever) -> Plain:
    """Return a lever as its row."""
    rest = record(row, ("id", "name", "owner", "changes"))
    changes = [_change(change) for change in row.changes]
    return {"id": row.id, "name": row.name, "owner": row.owner, "changes": changes, **rest}


def _change(row: Change) -> Plain:
    return {"path": row.path, row.kind: True if row.value is None else value_of(row.value)}


def wild_card(row: WildCard) -> Plain:
    """Return a wild card as its row."""
    head = {"id": row.id, "name": row.name, "kind": row.kind}
    return head | record(row, ("id", "name", "kind", "changes")) | {"changes": [_change(c) for c in row.changes]}


def claim(row: Claim) -> Plain:
    """Return a claim as its row, what it bears on spread out."""
    inputs = [{"path": said.path, "value": value_of(said.value)} for said in row.inputs]
    rest = record(row, ("id", "text", "bears", "inputs")) | record(row.bears)
    return {"id": row.id, "text": row.text, **rest, **({"inputs": inputs} if inputs else {})}


def indicator(row: Indicator) -> Plain:
    """Return an indicator as its row."""
    return {"id": row.id, "name": row.name, **record(row, ("id", "name", "bears")), **record(row.bears)}


def futures(model: Futures | None) -> Plain:
    """Return the section of futures; empty where there is none."""
    if model is None:
        return {}
    parts: Plain = {
        "axes": [
            {"id": row.id, **record(row, ("id", "poles")), "poles": [_policy(pole) for pole in row.poles]}
            for row in model.axes
        ],
        "strategies": [_policy(row) for row in model.strategies],
    }
    if model.box is not None:
        exclude = {"exclude": [record(row) for row in model.box.exclude]} if model.box.exclude else {}
        parts["box"] = {"factors": {row.id: _factor(row) for row in model.box.factors}, **exclude}
    if model.alliances is not None:
        parts["alliances"] = {
            "blocs": dict(model.alliances.blocs),
            "ties": [record(row) for row in model.alliances.ties],
        }
    return record(model, ("axes", "strategies", "box", "alliances")) | {
        key: held for key, held in parts.items() if held
    }


def _policy(row: Pole | Strategy) -> Plain:
    changes = {"changes": [_change(change) for change in row.changes]} if row.changes else {}
    return {"id": row.id, **record(row, ("id", "changes")), **changes}


def _factor(row: Factor) -> Plain:
    return {"name": row.name, "states": dict(row.states), **record(row, ("id", "name", "states"))}


def consequences(row: Consequences | None) -> Plain:
    """Return the section of consequences; one in which all is as usual is still there."""
    return (
        {}
        if row is None
        # a section in which all is as usual is still there
        else {"months": row.months}
        | record(row, ("months", "drivers", "inherits"))
        | {key: [_whole(item) for item in held] for key in ("drivers", "inherits") if (held := getattr(row, key))}
    )


def _whole(row: Any) -> Plain:
    """Return the record of a row, its leading fields first even where they are default."""
    return record(row, ())


def cross_impact(model: CrossImpact | None) -> Plain:
    """Return a cross-impact matrix as the section of a case file."""
    if model is None:
        return {}
    parts: Plain = {
        "descriptors": by_id(model.descriptors, _descriptor),
        "blocks": [_judgement(block) for block in model.blocks],
        "impacts": [_judgement(row) for row in model.impacts],
    }
    return {key: held for key, held in parts.items() if held} | record(model, ("descriptors", "blocks", "impacts"))


def _descriptor(row: Descriptor) -> Plain:
    return {"name": row.name, "variants": by_id(row.variants, _variant), **record(row, ("id", "name", "variants"))}


def _variant(row: Variant) -> Any:
    if not row.indicators:
        return record(row) if row.note else row.name
    return {
        "name": row.name,
        "indicators": [record(item) for item in row.indicators],
        **record(row, ("id", "name", "indicators")),
    }


def _judgement(row: Block | Impact) -> Plain:
    number = "impact" if isinstance(row, Impact) else "impacts"
    return {
        "from": row.source,
        "to": row.target,
        number: value_of(getattr(row, number)),
        **record(row, ("source", "target", number)),
    }
