"""What stands for what is withheld of a party: the widest that can be, the same whatever it is in place of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.case.nouns import Case, Issue
from detente.case.quantity import POINTS
from detente.formats.plain.rows import Plain

SHAPE = "uniform"
SAID = "withheld or not told: the widest range stands for it"


def widest() -> Plain:
    """Return the range over all points, no part of it likelier than another."""
    low, high = POINTS
    return {"low": low, "mid": (low + high) / 2.0, "high": high, "shape": SHAPE}


def view(issue: Issue) -> Plain:
    """Return the view of somebody of whose view of an issue nothing is told: any salience, any wish, no red line."""
    scored = all(option.score is not None for option in issue.options)
    wish: Plain = {"position": widest()} if scored else {"worth": {key: widest() for key in issue.option_ids}}
    return {"salience": widest(), **wish, "evidence": SAID, "coded": "assumed"}


def no_deal() -> Plain:
    """Return the no-deal value of somebody of whom nothing is told."""
    return {**widest(), "why": SAID, "coded": "assumed"}


def filled(value: Plain, case: Case, views: Iterable[tuple[str, str]], no_deals: Iterable[str]) -> Plain:
    """Return a case as plain values in which these parties have a view of these issues, and a no-deal value.

    A row that is there stays and is not filled. Both sections are then in the order of the parties and issues, so that
    the place of a row tells nothing.
    """
    held: dict[str, Plain] = {party: dict(rows) for party, rows in value.get("views", {}).items()}
    for party, issue in views:
        held.setdefault(party, {}).setdefault(issue, view(case.issue(issue)))
    given: Plain = dict(value.get("no_deal", {}))
    for party in no_deals:
        given.setdefault(party, no_deal())
    parties, issues = [row.id for row in case.parties], [row.id for row in case.issues]
    ordered = {party: _ordered(rows, [*issues, "with"]) for party, rows in _ordered(held, parties).items()}
    return value | {"views": ordered} | ({"no_deal": _ordered(given, parties)} if given else {})


def _ordered(held: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    return {key: held[key] for key in keys if key in held}
