"""Whether a party would keep a deal that several guarantees protect, each with its own strength and lag.

A breach pays T while nobody answers it. Guarantee j answers with probability q_j, a lag L_j after the breach, each
independently; from the first answer on the breaker has P. A breach that nobody answers goes on. As a flow, in present
values at the rate rho, with guarantees in the order of their lags and ``e_j = exp(-rho L_j)``:

``V = T - (T - P) sum_j (prod_{i<j} (1 - q_i)) q_j e_j``.

Keeping beats breaking when V is at most R. With one guarantee that is sure to answer, this is the textbook threshold
``e >= (T - R) / (T - P)``; one that is not sure is worth less here than in `enforcement.factor_needed`, where a breach
lasts one period and its breaker then goes back. V is linear in each q_j, so what a guarantee would have to be, the
others given, has a closed form. No guarantee more can make a breach pay more, unless its answer pays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.durable import Guarantee
from detente.case.fault import Unanswerable
from detente.case.nouns import Case, Predicate
from detente.durability.enforcement import Payoffs, answered
from detente.kernels.ranges import not_negative, share
from detente.settlement.known import DAYS_PER_YEAR


@dataclass(frozen=True, slots=True)
class Terms:
    """What one party weighs before a breach; D draws, G guarantees against it.

    Parameters
    ----------
    strength, detection, lag
        ``(D, G)``: probabilities, and days.
    unanswered, answered
        ``(D,)``: what a breach is worth, on the utility scale.
    discount
        ``(D,)``: rate per year.
    """

    strength: np.ndarray
    detection: np.ndarray
    lag: np.ndarray
    unanswered: np.ndarray
    answered: np.ndarray
    discount: np.ndarray


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether one party keeps a settlement.

    Parameters
    ----------
    party
        Its id.
    guarantees
        Ids of those against its breach, in the order of the file; empty: nobody answers.
    answer
        ``(D,)``: probability that somebody answers.
    slack
        ``(D,)``: points by which keeping beats breaking; below 0 it breaks the deal.
    strength_needed
        ``(D, G)``: the least strength of each guarantee, the others given, at which it keeps the deal; above 1 (or
        infinite) no strength of this one is enough.
    """

    party: str
    guarantees: tuple[str, ...]
    answer: np.ndarray
    slack: np.ndarray
    strength_needed: np.ndarray


def in_force(case: Case, settlement: Mapping[str, str]) -> tuple[Guarantee, ...]:
    """Return the guarantees that are part of a settlement, full or partial."""
    return tuple(row for row in case.guarantees if row.when is None or _meets(row.when, settlement))


def against(guarantees: tuple[Guarantee, ...], party: str) -> tuple[Guarantee, ...]:
    """Return the guarantees that answer a breach by a party: given by another one, for another one."""
    return tuple(row for row in guarantees if row.by != party and set(row.protects) != {party})


def central_terms(case: Case, party: str, settlement: Mapping[str, str]) -> Terms:
    """Return the terms of the central case, every Quantity at mid, as one draw.

    Raises
    ------
    Unanswerable
        When the case does not say what a breach is worth to the party, or at what rate later things count less.
    """
    held = case.durability
    payoffs = next((row for row in held.breach if row.party == party), None) if held else None
    if held is None or payoffs is None or held.discount is None:
        message = f"whether {party} would keep a deal is not known: the case lacks durability.breach.{party}"
        raise Unanswerable(f"{message} or durability.discount; add them")
    rows = against(in_force(case, settlement), party)
    columns = [[getattr(row, name).mid for row in rows] for name in ("strength", "detection", "lag")]
    single = (payoffs.unanswered.mid, payoffs.answered.mid, held.discount.mid)
    return Terms(*(np.array([column], dtype=float) for column in columns), *(np.array([value]) for value in single))


def keeping(
    case: Case, party: str, settlement: Mapping[str, str], keep: np.ndarray, terms: Terms
) -> Keeping:  # fmt: skip
    """Return whether a party keeps a settlement that is worth `keep` ``(D,)`` points to it."""
    rows = against(in_force(case, settlement), party)
    game = Payoffs(terms.unanswered, keep, terms.answered)
    chance = share("strength", terms.strength) * share("detection", terms.detection)
    gone = breach_value(game, chance, terms.lag, terms.discount)
    needed = _needed(game, chance, terms)
    strength = np.divide(needed, terms.detection, out=np.full(needed.shape, np.inf), where=terms.detection > 0.0)
    return Keeping(
        party,
        tuple(row.id for row in rows),
        answered(terms.strength, terms.detection),
        np.asarray(keep, dtype=float) - gone,
        np.where(needed == 0.0, 0.0, strength),
    )


def breach_value(game: Payoffs, chance: np.ndarray, lag: np.ndarray, discount: np.ndarray) -> np.ndarray:
    """Return what a breach is worth as a flow, ``(D,)``: V of the module; T where there is no guarantee.

    `chance` ``(D, G)``: that each answers; `lag` ``(D, G)``: days; `discount` ``(D,)``: a year.
    """
    most, least = np.asarray(game.unanswered, dtype=float), np.asarray(game.answered, dtype=float)
    order = np.argsort(not_negative("lag", lag), axis=-1, kind="stable")
    q, days = np.take_along_axis(chance, order, -1), np.take_along_axis(lag, order, -1)
    later = np.exp(-np.asarray(discount)[..., None] * days / DAYS_PER_YEAR)
    silent = np.cumprod(1.0 - q, axis=-1)
    before = np.concatenate([np.ones_like(silent[..., :1]), silent[..., :-1]], axis=-1)
    return most - (most - least) * (before * q * later).sum(axis=-1)


def _needed(game: Payoffs, chance: np.ndarray, terms: Terms) -> np.ndarray:
    """Return the least chance of an answer of each guarantee, the others given ``(D, G)``; V is linear in it."""
    found = np.empty(chance.shape)
    for j in range(chance.shape[-1]):
        ends: list[np.ndarray] = []
        for value in (0.0, 1.0):
            tried = chance.copy()
            tried[..., j] = value
            ends.append(breach_value(game, tried, terms.lag, terms.discount))
        without, surely = ends
        excess, relief = without - np.asarray(game.keeping), without - surely
        some = np.divide(excess, relief, out=np.full(excess.shape, np.inf), where=relief > 0.0)
        found[..., j] = np.where(excess <= 0.0, 0.0, some)
    return found


def _meets(predicate: Predicate, settlement: Mapping[str, str]) -> bool:
    if predicate.kind == "is":
        return settlement.get(predicate.issue) in predicate.options
    parts = [_meets(part, settlement) for part in predicate.parts]
    if predicate.kind == "not":
        return not parts[0]
    return all(parts) if predicate.kind == "all" else any(parts)
