"""The table of a case as data: what every party wants, refuses and has without a deal, and who is tied to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from detente.case.nouns import Case, NoDeal, Party, View
from detente.case.quantity import Quantity
from detente.case.ratification import RatificationStep
from detente.settlement.closeness import closeness
from detente.settlement.inputs import firmness
from detente.settlement.offers import judged_offers
from detente.settlement.offers import offers as judge_offers
from detente.settlement.ties import ties

Plain = dict[str, Any]


def actors(case: Case) -> Plain:
    """Return the parties, ties, closeness, channels and venues of a case as known at its as-of date, as plain values.

    Every party has its interests with the most salient first (by central values, ties in file order), its no-deal value
    as coded, the one in use after its reference offers and statements (central case), and the offers that bound it. A
    party without a no-deal value has None there; `states` says whether the file says so of it.
    """
    now, _, in_use = judged_offers(case)
    bounds = judge_offers(case)["bounds"]
    coded = {row.party: row for row in now.no_deal}
    return {
        "parties": [
            _party(now, party)
            | {"no_deal": _no_deal(coded.get(party.id), in_use, bounds.get(party.id)), "states": party.id in coded}
            for party in now.parties
        ],
        "ties": [asdict(tie) | {"by": list(tie.by)} for tie in ties(now)],
        "closeness": [asdict(row) | {"issues": list(row.issues)} for row in closeness(now)],
        "tracks": [_picked(row, ("id", "name", "kind", "host")) | {"parties": list(row.parties)} for row in now.tracks],
        "venues": [_picked(row, ("id", "name", "country", "host", "host_role")) for row in now.venues],
        "levers": [_picked(row, ("id", "name", "owner")) for row in now.levers],
        "guarantees": [_picked(row, ("id", "name", "by")) for row in now.guarantees],
        "offers": [_picked(row, ("id", "name")) for row in now.offers],
        "ratification": [_step(now, row) for row in now.ratification],
    }


def _party(case: Case, party: Party) -> Plain:
    views = sorted((view for view in case.views if view.party == party.id), key=lambda view: -view.salience.mid)
    return {
        **_picked(party, ("id", "name", "role", "of", "required", "at_table", "track", "coded", "note")),
        "also": list(party.also),
        "sources": list(party.sources),
        "leverage": _range(party.leverage),
        "interests": [_interest(view) for view in views],
        "channels": [t.id for t in case.tracks if party.id in (*t.parties, t.host)],
        "hosts": [venue.id for venue in case.venues if venue.host == party.id],
        "levers": [lever.id for lever in case.levers if lever.owner == party.id],
        "approvals": _ids(step for step in case.ratification if party.id in (step.by, step.of)),
    }


def _interest(view: View) -> Plain:
    return {
        **_picked(view, ("issue", "shape", "evidence", "coded", "stale", "hindsight")),
        "date": None if view.date is None else str(view.date),
        "salience": _range(view.salience),
        "position": None if view.position is None else _range(view.position),
        "accepts": list(view.accepts),
        "red_lines": [{"option": row.option, "firmness": firmness(view, row.option)} for row in view.red_lines],
        "sources": list(view.sources),
    }


def _no_deal(row: NoDeal | None, in_use: dict[str, float], bound: Plain | None) -> Plain | None:
    """Return what a party has without a deal; None where the file says nothing, or that it has no such value."""
    if row is None or row.value is None:
        return None
    told = {"coded": row.coded, "stale": row.stale, "why": row.why, "sources": list(row.sources)}
    return {**_range(row.value), "in_use": in_use.get(row.party), "bounds": bound, **told}


def _step(case: Case, row: RatificationStep) -> Plain:
    """Return a step of ratification; `name` is the body that decides, else the party."""
    rule = _picked(row.rule, ("kind", "threshold", "seats", "needed"))
    return {
        **_picked(row, ("id", "by", "of", "note", "coded")),
        "name": row.body or (case.party(row.by).name if row.by is not None else row.id),
        "rule": rule | {"blocs": [bloc.name for bloc in row.rule.blocs]},
        "always": row.when is None,
        "takes": _range(row.takes),
        "polls": len(row.polls),
        "sources": list(row.sources),
    }


def _picked(row: Any, names: tuple[str, ...]) -> Plain:
    return {name: getattr(row, name) for name in names}


def _range(value: Quantity) -> Plain:
    return {"low": value.low, "mid": value.mid, "high": value.high}


def _ids(rows: Iterable[Any]) -> list[str]:
    return [row.id for row in rows]
