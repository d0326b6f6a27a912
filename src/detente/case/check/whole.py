"""What only the whole case can show: who must consent and cannot, weights that cannot be, cycles, dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.case.check.desk import Desk, listed, together
from detente.case.check.durable import check_broken
from detente.case.check.reach import check_reach
from detente.case.check.timing import check_timing
from detente.case.check.tracks import check_venues
from detente.case.nouns import NoDeal, Offer, Party, View
from detente.case.quantity import LEAST_SALIENCE

Rows = dict[str, Any]


def check_whole(desk: Desk, rows: Rows) -> None:
    """Add the faults that lie between sections; a section with faults of its own is not judged again."""
    _horizon(desk, rows)
    _outcome_is_later(desk, rows)
    _cycles(desk)
    _contradictions(desk, rows)
    check_timing(desk, rows)
    check_broken(desk, rows)
    check_venues(desk, rows)
    check_reach(desk, rows)
    if "parties" in rows and desk.sound("parties"):
        _somebody_must_consent(desk, rows)
    for party in rows.get("parties", ()):
        _no_deal_entry(desk, rows, party)
        _weights(desk, rows, party)


def current(rows: Any, as_of: date | None) -> list[Any]:
    """Return the rows that are read at the as-of date: of each party and issue the latest at or before it."""
    held: dict[tuple[str, str], Any] = {}
    for row in rows:
        key = (row.party, getattr(row, "issue", ""))
        seen = as_of is None or row.date is None or row.date <= as_of
        if seen and (key not in held or (held[key].date or date.min) <= (row.date or date.min)):
            held[key] = row
    return list(held.values())


def _horizon(desk: Desk, rows: Rows) -> None:
    as_of, horizon = rows.get("as_of"), rows.get("horizon")
    if as_of and horizon and horizon <= as_of:
        desk.fault(("horizon",), f"{horizon} is not after as_of, {as_of}", "the horizon is when the questions resolve")


def _outcome_is_later(desk: Desk, rows: Rows) -> None:
    as_of, outcome = rows.get("as_of"), rows.get("outcome")
    if as_of and outcome and outcome.date <= as_of:
        message = f"{outcome.date} is not after as_of, {as_of}; a case that knows its outcome says nothing about it"
        desk.fault(("outcome", "date"), message, "set as_of to a day before the outcome")


def _cycles(desk: Desk) -> None:
    """Fault every chain of `of` that leads back to its beginning, once."""
    parties = desk.document.value.get("parties")
    raw = parties.items() if isinstance(parties, dict) else ()
    of = {key: party["of"] for key, party in raw if isinstance(party, dict) and isinstance(party.get("of"), str)}
    done: set[str] = set()
    for start in of:
        chain: dict[str, None] = {}
        step: str | None = start
        while step is not None and step not in done and step not in chain:
            chain[step] = None
            step = of.get(step)
        if step in chain:
            ring = list(chain)[list(chain).index(str(step)) :]
            message = f"the chain {' -> '.join([*ring[:12], ring[0]])} leads back to its beginning"
            desk.fault(("parties", ring[0], "of"), message, "name the party whose deal it approves")
        done.update(chain)


def _contradictions(desk: Desk, rows: Rows) -> None:
    """Fault every offer, and the outcome, that holds a whole exclusion.

    Only offers with its rarest choice are looked at.
    """
    holders: dict[tuple[str, str], list[Offer]] = {}
    for offer in rows.get("offers", ()):
        for choice in offer.settlement.items():
            holders.setdefault(choice, []).append(offer)
    outcome = rows.get("outcome")
    for exclusion in rows.get("forbid", ()):
        excluded = exclusion.settlement.items()
        if outcome and excluded <= outcome.settlement.items():
            message = f"what was agreed holds what forbid excludes, {together(exclusion.settlement)}"
            desk.fault(("outcome", "settlement"), message, "drop the exclusion, or mend the outcome")
        for offer in min((holders.get(choice, []) for choice in excluded), key=len):
            if excluded <= offer.settlement.items():
                message = f"the offer holds what forbid excludes, {together(exclusion.settlement)}"
                desk.fault(("offers", offer.id, "settlement"), message, "change the offer, or drop the exclusion")


def _somebody_must_consent(desk: Desk, rows: Rows) -> None:
    parties: tuple[Party, ...] = rows["parties"]
    if not any(party.required for party in parties):
        desk.fault(("parties",), "no party is required, so any settlement would do", "set required: true for one")
    if not desk.sound("no_deal"):
        return
    principals = {party.id for party in parties if party.role == "principal"}
    valued = {row.party for row in current(rows.get("no_deal", ()), rows.get("as_of")) if row.value is not None}
    if not principals & valued:
        message = f"no principal has a no-deal value, so nothing can be solved; principals are {listed(principals)}"
        place = ("no_deal",) if "no_deal" in desk.document.value else ()
        desk.fault(place, message, "give a principal a value, as RU: {low: 30, mid: 40, high: 50}")


def _no_deal_entry(desk: Desk, rows: Rows, party: Party) -> None:
    """Fault a required party of which nothing says what it has without a deal."""
    section = desk.document.value.get("no_deal", {})
    if not party.required or not isinstance(section, dict):
        return
    hint = f"add {party.id}: none if it consents by its red lines alone"
    if party.id not in section:
        desk.fault(("parties", party.id), "the party is required but has no entry in no_deal", hint)
    elif desk.sound("no_deal", party.id) and not _no_deal_now(rows, party):
        message = f"every row is dated after as_of, {rows['as_of']}, and {party.id} is required"
        desk.fault(("no_deal", party.id), message, "add a row of that date or before")


def _no_deal_now(rows: Rows, party: Party) -> list[NoDeal]:
    own = [row for row in rows.get("no_deal", ()) if row.party == party.id]
    return current(own, rows.get("as_of"))


def _weights(desk: Desk, rows: Rows, party: Party) -> None:
    """Fault a party with a no-deal value whose saliences are all next to zero: nothing can be compared with it."""
    if not all(desk.sound(key, party.id) for key in ("views", "no_deal")) or not desk.sound("as_of"):
        return
    if not any(row.value is not None for row in _no_deal_now(rows, party)):
        return
    views: tuple[View, ...] = tuple(view for view in rows.get("views", ()) if view.party == party.id)
    if not any(view.salience.mid >= LEAST_SALIENCE for view in current(views, rows.get("as_of"))):
        place = ("views", party.id) if views else ("no_deal", party.id)
        message = "it has a no-deal value, but no issue with a salience above 0 (at least 0.000001) to compare it with"
        desk.fault(place, message, "give an issue a salience, or write none as the no-deal value")
