"""The uncertain inputs of a case as arrays: one row per draw; a single case is an ensemble of one draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.nouns import Case, View
from detente.case.once import once
from detente.case.places import firmness as stated_firmness
from detente.settlement.units import on_grid, units


@dataclass(frozen=True, slots=True)
class Inputs:
    """Every number of a case that may vary, in file order. All in points 0-100 unless said otherwise.

    Parameters
    ----------
    salience
        ``(draws, parties, issues)``; 0 where the party has no view on the issue.
    position
        ``(draws, parties, issues)``, on the score axis; NaN where the view has none.
    worth
        ``(draws, rated)``: worths given per option, in the order of `rated`; the others follow from positions.
    barred
        ``(draws, parties, columns)`` bool: red lines that bind in this draw. Columns are the named options of all
        issues in file order; the `open` option of deferrable issues is not among them.
    no_deal
        ``(draws, parties)``: coded no-deal value, before the shift and the bounds of statements; NaN for none.
    leverage
        ``(draws, parties)``.
    """

    salience: np.ndarray
    position: np.ndarray
    worth: np.ndarray
    barred: np.ndarray
    no_deal: np.ndarray
    leverage: np.ndarray

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.salience.shape[0]

    def take(self, rows: slice | np.ndarray) -> Inputs:
        """Return the inputs of some draws only."""
        return Inputs(*(getattr(self, name)[rows] for name in self.__slots__))


def stack(parts: Sequence[Inputs]) -> Inputs:
    """Return the rows of several inputs of one case, one after the other."""
    return Inputs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Inputs.__slots__))


def firmness(view: View, option_id: str) -> float:
    """Return the probability that a stated red line binds: its own firmness, or 1 - flexibility/100, or 1."""
    found = stated_firmness(view, option_id)
    return 0.0 if found is None else found


@once
def option_columns(case: Case) -> Mapping[tuple[str, str], int]:
    """Return the column of every named option, ``(issue id, option id) -> column``, in file order."""
    pairs = [(issue.id, option.id) for issue in case.issues for option in issue.options]
    return {pair: column for column, pair in enumerate(pairs)}


@once
def rated(case: Case) -> Mapping[tuple[int, int], int]:
    """Return where every worth given per option stands in `Inputs.worth`: (party, column of the option) -> place."""
    columns = option_columns(case)
    parties = {party.id: p for p, party in enumerate(case.parties)}
    pairs = [(parties[view.party], columns[view.issue, option]) for view in case.views for option in view.worth]
    return {pair: place for place, pair in enumerate(pairs)}


def central_inputs(case: Case, *, red_lines: bool = True) -> Inputs:
    """Return the central case: every Quantity at mid, every stated red line binding (or none), as one draw."""
    parties = {party.id: index for index, party in enumerate(case.parties)}
    issues = {issue.id: index for index, issue in enumerate(case.issues)}
    columns = option_columns(case)
    shape = (1, len(parties), len(issues))
    salience, position = np.zeros(shape), np.full(shape, np.nan)
    worth = np.array([[quantity.mid for view in case.views for quantity in view.worth.values()]])
    barred = np.zeros((1, len(parties), len(columns)), dtype=bool)
    for view in case.views:
        p, i = parties[view.party], issues[view.issue]
        salience[0, p, i] = view.salience.mid
        if view.position is not None:
            position[0, p, i] = view.position.mid
        for line in view.red_lines:
            barred[0, p, columns[view.issue, line.option]] = red_lines
    no_deal = np.full((1, len(parties)), np.nan)
    for entry in case.no_deal:
        if entry.value is not None:
            no_deal[0, parties[entry.party]] = entry.value.mid
    leverage = np.array([[party.leverage.mid for party in case.parties]])
    unit = units(case)
    salience = on_grid(salience, unit.salience[None, :, None])
    return Inputs(salience, on_grid(position, unit.worth), on_grid(worth, unit.worth), barred, no_deal, leverage)
