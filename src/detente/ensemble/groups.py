"""Groups of inputs: which numbers move together when a party's salience, position, red lines or no-deal value moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.case.nouns import Case
from detente.ensemble.draws import Draws, binding
from detente.settlement.inputs import Inputs, central_inputs, option_columns

SOURCES = ("central", "no_deal", "preferences", "red_lines", "all")
PREFERENCES = ("salience", "position", "worth", "leverage")


@dataclass(frozen=True, slots=True)
class Moved:
    """Inputs with one group fixed at its low or high; `name` says which, as ``RU salience low``."""

    name: str
    inputs: Inputs


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


def with_firmness(case: Case, draws: Draws, firm: float) -> Inputs:
    """Return the inputs with one common firmness for every stated red line."""
    return replace(draws.inputs, barred=binding(case, draws.toughness, common_firmness=firm))


def fixed_at_ends(case: Case, inputs: Inputs) -> list[Moved]:
    """Return the inputs with each group (required party x kind) at its low and at its high.

    Red lines: low none of the party's binds, high all of them.
    """
    found: list[Moved] = []
    for p, party in enumerate(case.parties):
        if party.required:
            for kind, ends in _ends(case, p).items():
                found.extend(_moved(inputs, p, party.id, kind, ends))
    return found


def _moved(inputs: Inputs, p: int, party: str, kind: str, ends: tuple[np.ndarray, np.ndarray]) -> list[Moved]:
    name = "barred" if kind == "red lines" else kind.replace("-", "_")
    moved: list[Moved] = []
    for label, end in zip(("low", "high"), ends, strict=True):
        array = getattr(inputs, name).copy()
        array[:, p] = end
        moved.append(Moved(f"{party} {kind} {label}", replace(inputs, **{name: array})))
    return moved


def _ends(case: Case, p: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Low and high of every uncertain kind of a party, shaped like one draw of the inputs."""
    party, issues = case.parties[p].id, {issue.id: i for i, issue in enumerate(case.issues)}
    columns = option_columns(case)
    salience = np.zeros((2, len(issues)))
    position = np.full((2, len(issues)), np.nan)
    barred = np.zeros((2, len(columns)), dtype=bool)
    for view in case.views:
        if view.party != party:
            continue
        i = issues[view.issue]
        salience[:, i] = view.salience.low, view.salience.high
        if view.position is not None:
            position[:, i] = view.position.low, view.position.high
        for line in view.red_lines:
            barred[1, columns[view.issue, line.option]] = True
    ends = {"salience": (salience[0], salience[1]), "position": (position[0], position[1])}
    if barred.any():
        ends["red lines"] = (barred[0], barred[1])
    for entry in case.no_deal:
        if entry.party == party and entry.value is not None:
            ends["no-deal"] = (np.array(entry.value.low), np.array(entry.value.high))
    return {kind: pair for kind, pair in ends.items() if not np.array_equal(*pair, equal_nan=kind == "position")}
