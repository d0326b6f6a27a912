"""Where in the draws of a case a result comes from: inputs of every draw, and the box in which it mostly happens."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble.hold import signing_chances
from detente.ensemble.propagate import Solved
from detente.ensemble.setting import Setting
from detente.ensemble.shares import sampling_error
from detente.scenarios.discovery import Box, discover
from detente.settlement.inputs import Inputs, option_columns, rated

EVENTS = {
    "no_zone": "the zone is empty",
    "zone": "the zone holds a settlement",
    "no_comprehensive": "every settlement of the zone leaves something open, or there is none",
    "comprehensive": "the zone holds a settlement that leaves nothing open",
    "signed": "a signature by the horizon is likelier than on average",
}
SIGNED_DRAWS = 500


def boxes(setting: Setting, solved: Solved) -> list[dict[str, Any]]:
    """Return the box of each result that varies: zone, zone with nothing left open, and signature by the horizon.

    Of a result and its opposite the rarer is described: a box of what nearly always happens says little.
    """
    names, columns = inputs_of(setting.signing, setting.of_signing(setting.draws.inputs))
    known = solved.full >= 0
    found = [
        _rarer("no_zone", "zone", names, columns, ~solved.zone),
        _rarer("no_comprehensive", "comprehensive", names, columns[known], solved.full[known] == 0),
    ]
    chances = signing_chances(setting, min(SIGNED_DRAWS, setting.draws.inputs.draws))
    if chances is not None:
        signed = chances.pop("signed")
        both = np.column_stack([columns[: len(signed)], *chances.values()])
        found.append(_row("signed", [*names, *chances], both, signed > signed.mean()))
    return found


def inputs_of(case: Case, inputs: Inputs) -> tuple[list[str], np.ndarray]:
    """Return the path of every input and its values ``(D, K)``; the red lines of a view are 1 where one binds."""
    columns, parties = option_columns(case), {party.id: p for p, party in enumerate(case.parties)}
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    held: dict[str, np.ndarray] = {f"no_deal.{party}": inputs.no_deal[:, p] for party, p in parties.items()}
    for view in case.views:
        p, i, path = parties[view.party], issues[view.issue], f"views.{view.party}.{view.issue}"
        held[f"{path}.salience"] = inputs.salience[:, p, i]
        held[f"{path}.position"] = inputs.position[:, p, i]
        lines = [columns[view.issue, line.option] for line in view.red_lines]
        if lines:
            held[f"{path}.red_lines"] = inputs.barred[:, p][:, lines].any(axis=1).astype(float)
    paths = {column: f"{issue}.worth.{option}" for (issue, option), column in columns.items()}
    for (p, column), place in rated(case).items():
        held[f"views.{case.parties[p].id}.{paths[column]}"] = inputs.worth[:, place]
    varied = {path: value for path, value in held.items() if not np.isnan(value).any() and np.ptp(value) > 0.0}
    table = np.column_stack([*varied.values()]) if varied else np.zeros((inputs.draws, 0))
    return list(varied), table


def _rarer(event: str, opposite: str, names: list[str], x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    often = y.size > 0 and float(y.mean()) > 0.5
    return _row(opposite, names, x, ~y) if often else _row(event, names, x, y)


def _row(event: str, names: list[str], x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    """Return an event, its share and its box; the box is null where the event hardly varies."""
    box = discover(names, x, y) if x.shape[1] else None
    share = float(y.mean()) if y.size else 0.0
    head = {"event": event, "name": EVENTS[event], "draws": int(y.size), "share": share}
    head["share_se"] = sampling_error(share, max(1, int(y.size)))
    return {**head, "box": None if box is None else _plain(box, int(y.size), int(y.sum()))}


def _plain(box: Box, draws: int, of_interest: int) -> dict[str, Any]:
    """Return a box; its coverage and density carry the sampling error of the draws that they are shares of."""
    restrictions = [{"input": r.input, "low": r.low, "high": r.high, "p": r.p} for r in box.restrictions]
    return {
        "restrictions": restrictions,
        "coverage": box.coverage,
        "coverage_se": sampling_error(box.coverage, max(1, of_interest)),
        "density": box.density,
        "density_se": sampling_error(box.density, max(1, round(box.mass * draws))),
        "mass": box.mass,
    }
