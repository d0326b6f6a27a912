"""Groups of inputs: which numbers move together when a party's salience, position, red lines or no-deal value moves."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from detente.case.nouns import Case
from detente.ensemble.draws import Draws, binding
from detente.settlement.inputs import Inputs, central_inputs, option_columns, rated

SOURCES = ("central", "no_deal", "preferences", "red_lines", "all")
PREFERENCES = ("salience", "position", "worth", "leverage")


class Move(NamedTuple):
    """One group of inputs of a party fixed at an end: field of `Inputs`, where in it, and the value there."""

    name: str
    field: str
    at: int | list[int]
    value: np.ndarray


def by_source(case: Case, inputs: Inputs, source: str) -> Inputs:
    """Return the inputs in which only one source of uncertainty is drawn, the rest central (red lines all binding)."""
    if source == "all":
        return inputs
    central = central_inputs(case)
    drawn = {"central": (), "no_deal": ("no_deal",), "preferences": PREFERENCES, "red_lines": ("barred",)}[source]
    count = 1 if source == "central" else inputs.draws
    rows = {
        name: getattr(inputs, name) if name in drawn else np.repeat(getattr(central, name), count, axis=0)
        for name in Inputs.__slots__
    }
    return Inputs(**rows)


def with_firmness(case: Case, draws: Draws, rows: slice, firm: float) -> Inputs:
    """Return the inputs of some draws with one common firmness for every stated red line."""
    return replace(draws.inputs.take(rows), barred=binding(case, draws.toughness[rows], common_firmness=firm))


def fixed_at_ends(case: Case, inputs: Inputs) -> tuple[tuple[str, ...], Inputs]:
    """Return the inputs with each group (required party x kind) at its low and at its high, one after the other.

    Names such as ``RU salience low``, and as many blocks of `inputs.draws` rows. Red lines: low none of the party's
    binds, high all of them.
    """
    moves = [move for p, party in enumerate(case.parties) if party.required for move in _moves(case, p)]
    held = inputs.take(np.tile(np.arange(inputs.draws), len(moves)))
    for k, move in enumerate(moves):
        getattr(held, move.field)[k * inputs.draws : (k + 1) * inputs.draws, move.at] = move.value
    return tuple(move.name for move in moves), held


def _moves(case: Case, p: int) -> list[Move]:
    """Low and high of every uncertain kind of a party."""
    party, issues = case.parties[p].id, {issue.id: i for i, issue in enumerate(case.issues)}
    columns, places = option_columns(case), rated(case)
    salience = np.zeros((2, len(issues)))
    position = np.full((2, len(issues)), np.nan)
    barred = np.zeros((2, len(columns)), dtype=bool)
    worth: dict[int, tuple[float, float]] = {}
    for view in case.views:
        if view.party != party:
            continue
        i = issues[view.issue]
        salience[:, i] = view.salience.low, view.salience.high
        if view.position is not None:
            position[:, i] = view.position.low, view.position.high
        for option, quantity in view.worth.items():
            worth[places[p, columns[view.issue, option]]] = quantity.low, quantity.high
        for line in view.red_lines:
            barred[1, columns[view.issue, line.option]] = True
    no_deal = [(e.value.low, e.value.high) for e in case.no_deal if e.party == party and e.value is not None]
    kinds: list[tuple[str, str, int | list[int], np.ndarray]] = [
        ("salience", "salience", p, salience),
        ("position", "position", p, position),
        ("worth", "worth", list(worth), np.array(list(worth.values())).reshape(-1, 2).T),
        ("red lines", "barred", p, barred),
        *(("no-deal", "no_deal", p, np.array(ends)) for ends in no_deal),
    ]
    return [
        Move(f"{party} {kind} {end}", field, at, values[k])
        for kind, field, at, values in kinds
        if not np.array_equal(values[0], values[1], equal_nan=values.dtype == float)
        for k, end in enumerate(("low", "high"))
    ]
