"""What a signature meets: ratification, and who would keep the deal, for what each model signs in each draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.case.nouns import Case
from detente.durability.consent import with_reversions
from detente.durability.dependence import INDEPENDENT, Dependence, joint
from detente.durability.distinct import groups
from detente.durability.guarantees import Keeping, Terms, against, in_force, keeping
from detente.durability.many import verdicts
from detente.durability.ratification import Ratified, ratification
from detente.ensemble import propagate, shares
from detente.ensemble.draws import no_deal_draws
from detente.ensemble.hold.drawn import Drawn
from detente.ensemble.setting import Setting
from detente.settlement.classify import holds
from detente.settlement.space import Space

DAYS_PER_MONTH = 365.25 / 12.0


@dataclass(frozen=True, slots=True)
class Chamber:
    """Where ratification is judged: the case with every ratifier's reversion, and its space with all parties."""

    case: Case
    space: Space
    dependence: Dependence = INDEPENDENT

    def judge(self, options: dict[str, str]) -> Ratified:
        """Judge a full settlement in all draws."""
        return ratification(self.case, self.space, self.space.pick(options), dependence=self.dependence)

    def chances(self, draws: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return what `Approvals` holds of settlements ``(N, I)``, each in the draw of its own, ``(N, 5)``."""
        found = verdicts(self.case, self.space.take(draws), columns)
        lost = np.isnan(found.probability)
        middle = np.where(lost, (found.low + found.high) / 2.0, found.probability)
        joined = [joint(steps, self.dependence) for steps in (middle, found.low, found.high)]
        return np.column_stack([*joined, found.days / DAYS_PER_MONTH, lost.any(axis=1)])

    def columns_of(self, given: Space, picks: np.ndarray) -> np.ndarray:
        """Return settlements ``(N, I)`` of another space of the case, as columns of this one."""
        if (given.columns, given.issues, given.switches) == (
            self.space.columns,
            self.space.issues,
            self.space.switches,
        ):
            return picks
        distinct, place = np.unique(picks, axis=0, return_inverse=True)
        return np.array([self.space.pick(given.settlement(pick)) for pick in distinct])[place.reshape(-1)]


@dataclass(frozen=True, slots=True)
class Approvals:
    """Chances ``(D,)`` that what is signed is ratified, at their ends too, and the ``months (D,)`` that this takes.

    Means over the models, by their weights. `unknown (D,)` is the weight of the models whose settlement meets a step of
    which nothing is known; its chance is then taken at the middle of its range.
    """

    chance: np.ndarray
    low: np.ndarray
    high: np.ndarray
    months: np.ndarray
    unknown: np.ndarray


def chamber(setting: Setting, count: int) -> Chamber:
    """Return the chamber of a case as known, over the first `count` draws of its run."""
    held, inputs = with_reversions(setting.case), setting.draws.inputs.take(slice(0, count))
    if held is not setting.case:
        inputs = replace(inputs, no_deal=no_deal_draws(held, draws=count, seed=setting.seed))
    return Chamber(held, propagate.space_of(held, inputs), held.dependence)


def approvals(held: Chamber, given: Space, picks: np.ndarray) -> Approvals:
    """Judge what every model signs in every draw, ``picks (M, D, I)`` of the space `given`; -1 where nothing is."""
    found = np.full((*picks.shape[:2], 5), np.nan)
    models, draws = np.nonzero((picks >= 0).all(axis=2))
    if draws.size:
        found[models, draws] = held.chances(draws, held.columns_of(given, picks[models, draws]))
    weight = shares.weights(held.case)[:, None, None] * ~np.isnan(found)
    mixed = np.einsum("mdk,mdk->dk", weight, np.nan_to_num(found))
    total = weight.sum(axis=0)
    return Approvals(*np.divide(mixed, total, out=np.zeros_like(mixed), where=total > 0.0).T)


def slack(case: Case, held: Space, given: Drawn, picks: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return who might break a deal, and by how many points keeping beats breaking in every draw, ``(D, P)``.

    `picks` ``(D, I)``: what is signed; NaN where nothing is. Only parties of which the case says what a breach pays.
    """
    parties = breakers(given, held)
    found = np.full((len(picks), len(parties)), np.nan)
    known = np.flatnonzero((picks >= 0).all(axis=1))
    columns = np.maximum(picks, 0)
    for rows in (known[own] for own in _guarded_alike(case, held, picks[known])):
        options = held.settlement(picks[rows[0]])
        for p, party in enumerate(parties):
            found[rows, p] = _keeper(case, held, given, (options, columns), party)[0].slack[rows]
    return parties, found


def _guarded_alike(case: Case, held: Space, picks: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the rows of settlements ``(N, I)`` in groups that the same guarantees protect."""
    asked = [row.when for row in case.guarantees if row.when is not None]
    yield from groups(np.column_stack([np.ones(len(picks)), *(holds(when, held, picks) for when in asked)]))


def breakers(given: Drawn, held: Space) -> tuple[str, ...]:
    """Return the parties of a space of which the case says what a breach pays; none without a discount."""
    return () if given.discount is None else tuple(party for party in given.breach if party in held.parties)


def keeper(case: Case, held: Space, given: Drawn, options: dict[str, str], party: str) -> tuple[Keeping, Terms]:
    """Return whether a party that might breach one settlement keeps it, with the terms that it weighs."""
    return _keeper(case, held, given, (options, held.pick(options)), party)


def _keeper(
    case: Case, held: Space, given: Drawn, deal: tuple[dict[str, str], np.ndarray], party: str
) -> tuple[Keeping, Terms]:  # fmt: skip
    """Return the same of a settlement and its columns ``(I,)``, or of several, ``(D, I)``, guarded as that one is."""
    options, columns = deal
    terms = given.terms(party, against(in_force(case, options), party))
    if terms is None:
        raise ValueError(f"the case does not say what a breach pays {party}")
    p = held.parties.index(party)
    taken = np.broadcast_to(columns, (held.draws, columns.shape[-1]))
    worth = np.take_along_axis(held.worth[:, p], taken, axis=1).sum(axis=1) / held.scale[:, p]
    return keeping(case, party, options, worth, terms), terms


def keeps(case: Case, held: Space, given: Drawn, options: dict[str, str], party: str) -> np.ndarray:
    """Return by how many points keeping one settlement beats breaking it for a party, ``(D,)``."""
    return keeper(case, held, given, options, party)[0].slack
