"""What each party risks in each phase of a deal that is carried out step by step.

An issue is worth its settled option from the end of the phase that delivers it, and the party's no-deal value until
then, as an issue that stays open does. So a party's surplus, should nothing follow phase k, is
``sum over issues delivered by k of w_i (s_i - r)``; after the last phase it is the surplus of the whole settlement.
What no phase delivers counts from the signature. A party is *exposed* where this is below 0, and would *stop* where it
has more by not going on: a hold-out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.durable import Phase
from detente.case.fault import Unanswerable
from detente.case.nouns import OPEN, Case
from detente.settlement.frame import valued_parties
from detente.settlement.inputs import Inputs, option_columns
from detente.settlement.space import worths

SIGNATURE = "signature"
NEARLY = 1e-9
"""Points below which a difference is rounding."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """The surplus of each party should nothing follow a phase.

    Parameters
    ----------
    parties
        Ids of the parties with a no-deal value, in the order of the file.
    phases
        ``signature`` and the ids of the phases, each after those that it waits for.
    surplus
        ``(D, phases, parties)`` points above the no-deal value.
    """

    parties: tuple[str, ...]
    phases: tuple[str, ...]
    surplus: np.ndarray

    @property
    def exposed(self) -> np.ndarray:
        """``(D, phases, parties)`` bool: below the no-deal value should nothing follow."""
        return self.surplus < -NEARLY

    @property
    def stops(self) -> np.ndarray:
        """``(D, phases, parties)`` bool: better off by stopping here than by carrying out the rest."""
        return self.surplus > self.surplus[:, -1:] + NEARLY

    def rows(self) -> list[dict[str, Any]]:
        """Return a plain row for each phase and party; shares are of draws."""
        low, middle, high = np.quantile(self.surplus, [0.05, 0.5, 0.95], axis=0)
        exposed, stops = self.exposed.mean(axis=0), self.stops.mean(axis=0)
        return [
            {
                "phase": phase,
                "party": party,
                "surplus": float(middle[k, p]),
                "low": float(low[k, p]),
                "high": float(high[k, p]),
                "exposed": float(exposed[k, p]),
                "stops": float(stops[k, p]),
                "draws": len(self.surplus),
            }
            for k, phase in enumerate(self.phases)
            for p, party in enumerate(self.parties)
        ]


def phase_order(phases: Sequence[Phase]) -> tuple[Phase, ...]:
    """Return phases so that each comes after those that it waits for, else in the order of the file."""
    done: list[Phase] = []
    rest = list(phases)
    while rest:
        ids = {phase.id for phase in done}
        ready = next((phase for phase in rest if ids.issuperset(phase.after)), None)
        if ready is None:
            raise ValueError(f"the phases {', '.join(phase.id for phase in rest)} wait for one another")
        done.append(ready)
        rest.remove(ready)
    return tuple(done)


def exposure(
    case: Case,
    inputs: Inputs,
    no_deal: np.ndarray,
    settlement: Mapping[str, str],
    standing: Mapping[tuple[str, str], np.ndarray] | None = None,
) -> Exposure:
    """Return the exposure of each party in the phases of a full settlement.

    Parameters
    ----------
    case
        As known at its as-of date.
    inputs, no_deal
        As for `settlement.space`: ``(D, parties of the case)`` no-deal values, shifted and bounded.
    standing
        ``(phase, party) -> (D,)`` utilities that the case states; its mids where this is None.

    Raises
    ------
    Unanswerable
        When the case has no phases.
    """
    if case.durability is None or not case.durability.phases:
        raise Unanswerable("the case has no phases; add durability.phases to see who is exposed in which")
    phases = phase_order(case.durability.phases)
    rows = np.flatnonzero(valued_parties(case))
    gain = _gains(case, inputs, no_deal, settlement)[:, rows]
    reached = np.stack([gain[:, :, _due(case, phases, settlement) <= k].sum(axis=2) for k in range(len(phases) + 1)], 1)
    parties = tuple(case.parties[p].id for p in rows)
    for (phase, party), value in _stated(phases, standing).items():
        if party in parties:
            p = parties.index(party)
            reached[:, 1 + [row.id for row in phases].index(phase), p] = value - no_deal[:, rows[p]]
    return Exposure(parties, (SIGNATURE, *(phase.id for phase in phases)), reached)


def reached_by(
    case: Case, inputs: Inputs, no_deal: np.ndarray, settlement: Mapping[str, str]
) -> Callable[[Collection[str]], np.ndarray]:
    """Return what tells the surplus should nothing follow some phases, by their ids, in whatever order they were done.

    It gives ``(D, parties of the case)`` points; what the case states as `standing` belongs to its own order and is not
    used. Parameters as for `exposure`.
    """
    gain = _gains(case, inputs, no_deal, settlement)
    phases = () if case.durability is None else case.durability.phases
    of = {issue: phase.id for phase in phases for issues in phase.delivers.values() for issue in issues}
    settled = [frozenset({of[issue.id]} if issue.id in of else ()) for issue in case.issues]
    together = [frozenset(of[issue] for issue in row.when if issue in of) for row in case.interactions]

    def reached(done: Collection[str]) -> np.ndarray:
        counts = [need.issubset(done) for need in (*settled, *together)]
        return gain[:, :, counts].sum(axis=2)

    return reached


def _gains(case: Case, inputs: Inputs, no_deal: np.ndarray, settlement: Mapping[str, str]) -> np.ndarray:
    """Return ``(D, parties, issues + interactions)``: what each adds to the surplus once it counts, in points."""
    total = np.maximum(inputs.salience.sum(axis=2), NEARLY)
    worth, columns = worths(case, inputs), option_columns(case)
    found = np.zeros((*total.shape, len(case.issues) + len(case.interactions)))
    for i, issue in enumerate(case.issues):
        option = settlement[issue.id]
        if option != OPEN:
            better = worth[:, :, columns[issue.id, option]] - np.nan_to_num(no_deal)
            found[:, :, i] = inputs.salience[:, :, i] / total * better
    ids = [party.id for party in case.parties]
    for j, row in enumerate(case.interactions, start=len(case.issues)):
        if row.when.items() <= settlement.items():
            found[:, ids.index(row.party), j] = row.worth
    return found


def _due(case: Case, phases: Sequence[Phase], settlement: Mapping[str, str]) -> np.ndarray:
    """Return the number of phases after which each issue and each interaction counts."""
    when = dict.fromkeys(settlement, 0)
    for k, phase in enumerate(phases, start=1):
        when.update((issue, k) for issues in phase.delivers.values() for issue in issues)
    together = [max(when[issue] for issue in row.when) for row in case.interactions]
    return np.array([*(when[issue.id] for issue in case.issues), *together])


def _stated(
    phases: Sequence[Phase], standing: Mapping[tuple[str, str], np.ndarray] | None
) -> Mapping[tuple[str, str], Any]:
    if standing is not None:
        return standing
    return {(phase.id, party): value.mid for phase in phases for party, value in phase.standing.items()}
