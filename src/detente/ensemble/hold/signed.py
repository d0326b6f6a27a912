"""What a signature meets: ratification, and who would keep the deal, for what each model signs in each draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.case.nouns import Case
from detente.durability.consent import with_reversions
from detente.durability.dependence import INDEPENDENT, Dependence, joint
from detente.durability.guarantees import Keeping, Terms, against, in_force, keeping
from detente.durability.ratification import Ratified, ratification
from detente.ensemble import propagate
from detente.ensemble.draws import draw
from detente.ensemble.hold.drawn import Drawn
from detente.settlement.space import Space

DAYS_PER_MONTH = 365.25 / 12.0


@dataclass(frozen=True, slots=True)
class Chamber:
    """Where ratification is judged: the case with every ratifier's reversion, and its space with all parties."""

    case: Case
    space: Space
    dependence: Dependence = INDEPENDENT

    def judge(self, options: dict[str, str], rows: np.ndarray | None = None) -> Ratified:
        """Judge a full settlement, in some draws or in all."""
        space = self.space if rows is None else self.space.take(rows)
        return ratification(self.case, space, space.pick(options), dependence=self.dependence)


@dataclass(frozen=True, slots=True)
class Approvals:
    """Chances ``(D,)`` that what is signed is ratified, at their ends too, and the ``months (D,)`` that this takes.

    Means over the models. `unknown (D,)`` is the share of models whose settlement meets a step of which nothing is
    known; its chance is then taken at the middle of its range.
    """

    chance: np.ndarray
    low: np.ndarray
    high: np.ndarray
    months: np.ndarray
    unknown: np.ndarray


def chamber(case: Case, *, draws: int, seed: int) -> Chamber:
    """Return the chamber of a case as known, over the first draws of its run."""
    held = with_reversions(case)
    return Chamber(held, propagate.space_of(held, draw(held, draws=draws, seed=seed).inputs))


def groups(given: Space, picks: np.ndarray) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """Yield each settlement of ``picks (D, I)`` once, with the draws that hold it; draws without one are left out."""
    known = np.flatnonzero((picks >= 0).all(axis=1))
    if not known.size:
        return
    distinct, place = np.unique(picks[known], axis=0, return_inverse=True)
    for k, pick in enumerate(distinct):
        yield given.settlement(pick), known[place.reshape(-1) == k]


def approvals(held: Chamber, given: Space, picks: np.ndarray) -> Approvals:
    """Judge what every model signs in every draw, ``picks (M, D, I)`` of the space `given`."""
    models, draws = picks.shape[:2]
    found = np.full((models, draws, 5), np.nan)
    judged: dict[tuple[str, ...], Ratified] = {}
    for m in range(models):
        for options, rows in groups(given, picks[m]):
            key = tuple(options.values())
            if key not in judged:
                judged[key] = held.judge(options)
            found[m, rows] = _told(judged[key], held.dependence)[rows]
    empty = np.isnan(found).all(axis=(0, 2))
    found[:, empty] = 0.0
    return Approvals(*np.nanmean(found, axis=0).T)


def _told(found: Ratified, dependence: Dependence) -> np.ndarray:
    """Return chance, low, high, months, and whether a step is unknown, ``(D, 5)``."""
    if not found.steps:
        return np.tile([1.0, 1.0, 1.0, 0.0, 0.0], (found.joint.size, 1))
    parts = {name: np.column_stack([getattr(step, name) for step in found.steps]) for name in ("probability", "low",
                                                                                                "high")}  # fmt: skip
    middle = (parts["low"] + parts["high"]) / 2.0
    lost = np.isnan(parts["probability"])
    chance = joint(np.where(lost, middle, parts["probability"]), dependence)
    ends = [joint(parts[name], dependence) for name in ("low", "high")]
    months = np.full(chance.shape, found.days.expected / DAYS_PER_MONTH)
    return np.column_stack([chance, *ends, months, lost.any(axis=1)])


def slack(case: Case, held: Space, given: Drawn, picks: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return who might break a deal, and by how many points keeping beats breaking in every draw, ``(D, P)``.

    `picks` ``(D, I)``: what is signed; NaN where nothing is. Only parties of which the case says what a breach pays.
    """
    parties = breakers(given, held)
    found = np.full((len(picks), len(parties)), np.nan)
    for options, rows in groups(held, picks):
        for p, party in enumerate(parties):
            found[rows, p] = keeps(case, held, given, options, party)[rows]
    return parties, found


def breakers(given: Drawn, held: Space) -> tuple[str, ...]:
    """Return the parties of a space of which the case says what a breach pays; none without a discount."""
    return () if given.discount is None else tuple(party for party in given.breach if party in held.parties)


def keeper(case: Case, held: Space, given: Drawn, options: dict[str, str], party: str) -> tuple[Keeping, Terms]:
    """Return whether a party that might breach one settlement keeps it, with the terms that it weighs."""
    terms = given.terms(party, against(in_force(case, options), party))
    if terms is None:
        raise ValueError(f"the case does not say what a breach pays {party}")
    p = held.parties.index(party)
    worth = held.worth[:, p][:, held.pick(options)].sum(axis=1) / held.scale[:, p]
    return keeping(case, party, options, worth, terms), terms


def keeps(case: Case, held: Space, given: Drawn, options: dict[str, str], party: str) -> np.ndarray:
    """Return by how many points keeping one settlement beats breaking it for a party, ``(D,)``."""
    return keeper(case, held, given, options, party)[0].slack
