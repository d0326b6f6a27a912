"""No-deal values per draw: the coded value, shifted with the offers it was coded against, bounded by statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.nouns import OPEN, Case, Offer, Statement
from detente.case.once import once
from detente.settlement.inputs import Inputs, central_inputs, option_columns
from detente.settlement.space import worths
from detente.settlement.units import worth_unit


@dataclass(frozen=True, slots=True)
class NoDealValues:
    """No-deal values and the bounds that statements put on them, per draw and party of the case.

    Parameters
    ----------
    value
        ``(D, P)`` points, NaN where the party has none.
    low, high
        ``(D, P)``: bounds from statements; -inf and inf where there is none.
    contradicted
        ``(D, P)`` bool: the statements leave no value (low above high); the coded value is then kept.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    contradicted: np.ndarray


def no_deal_values(
    case: Case, inputs: Inputs, *, red_lines: bool = True, worth: np.ndarray | None = None, central: bool = False
) -> NoDealValues:
    """Return the no-deal values of every draw; with `central` every row is the central case of a variant of the case.

    In each draw the coded value moves by the change of the mean utility of its reference offers against the central
    case, over the offers that the party can value. Statements bound it: at most the utility of an offer the party
    accepted or found talkable, at least that of an offer it refused, unless a red line of the refuser that binds in
    this draw is in the offer (with `red_lines` False that exception is dropped, as in the dossier's table). What a
    change has moved it by since comes on top: statements speak of what was before. A central case has not moved
    against itself, so that its coded value is not shifted.
    """
    parties = {party.id: p for p, party in enumerate(case.parties)}
    value = inputs.no_deal.copy()
    tabled = tuple(offer.id for offer in case.offers if offer.tabled)
    held = worths(case, inputs) if worth is None else worth
    utility = {o.id: settled_utility(case, inputs, o, worth=held) for o in case.offers}
    reference = utility if central else _reference(case)
    for entry in case.no_deal:
        p, offers = parties[entry.party], tabled if entry.relative_to is None else entry.relative_to
        if entry.value is not None and offers:
            value[:, p] += _mean_known(np.stack([utility[o][:, p] - reference[o][:, p] for o in offers]))
    low, high = _bounds(case, inputs, utility, parties, red_lines)
    contradicted = low > high
    # Cut to the grid inwards, so that rounding never makes a party refuse the very offer that bounds its value.
    steps = worth_unit(case)
    inner_low, inner_high = np.ceil(low * steps - 1e-6) / steps, np.floor(high * steps + 1e-6) / steps
    bounded = np.where(contradicted, value, np.clip(value, inner_low, inner_high))
    for entry in case.no_deal:
        bounded[:, parties[entry.party]] += entry.moved
    return NoDealValues(bounded, low, high, contradicted & ~np.isnan(value))


@once
def _reference(case: Case) -> Mapping[str, np.ndarray]:
    """Return the utility of every offer in the central case, ``(1, parties)``."""
    inputs = central_inputs(case)
    worth = worths(case, inputs)
    return {o.id: settled_utility(case, inputs, o, worth=worth) for o in case.offers}


def _mean_known(changes: np.ndarray) -> np.ndarray:
    """Mean over the rows, ``(offers, D)``, of what is not NaN; 0 where a party can value none of the offers."""
    known = ~np.isnan(changes)
    return np.where(known, changes, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)


def settled_utility(case: Case, inputs: Inputs, offer: Offer, *, worth: np.ndarray | None = None) -> np.ndarray:
    """Return the salience-weighted mean worth of what an offer settles, ``(D, parties)``; NaN where that is nothing.

    `worth` is the result of `settlement.space.worths`, where the caller has it already.
    """
    columns = option_columns(case)
    held = worths(case, inputs) if worth is None else worth
    settled = [(i, offer.settlement.get(issue.id, OPEN)) for i, issue in enumerate(case.issues)]
    settled = [(i, option) for i, option in settled if option != OPEN]
    issues = [i for i, _ in settled]
    salience = inputs.salience[:, :, issues]
    total = salience.sum(axis=2)
    chosen = held[:, :, [columns[case.issues[i].id, option] for i, option in settled]]
    weighted = np.einsum("dpi,dpi->dp", salience, chosen)
    for interaction in case.interactions:
        if not interaction.payment and all(offer.settlement.get(i, OPEN) == o for i, o in interaction.when.items()):
            p = next(k for k, party in enumerate(case.parties) if party.id == interaction.party)
            weighted[:, p] += interaction.worth * total[:, p]
    return np.divide(weighted, total, out=np.full(total.shape, np.nan), where=total > 0)


def _bounds(
    case: Case, inputs: Inputs, utility: dict[str, np.ndarray], parties: dict[str, int], red_lines: bool
) -> tuple[np.ndarray, np.ndarray]:
    low = np.full(inputs.no_deal.shape, -np.inf)
    high = np.full(inputs.no_deal.shape, np.inf)
    for statement in case.statements:
        p = parties[statement.party]
        level = utility[statement.offer][:, p]
        if statement.verdict == "refused":
            level = np.where(red_lines & _barred(case, inputs, statement, p), -np.inf, level)
            low[:, p] = np.fmax(low[:, p], level)
        else:
            high[:, p] = np.fmin(high[:, p], level)
    return low, high


def _barred(case: Case, inputs: Inputs, statement: Statement, party: int) -> np.ndarray:
    """Whether a red line of the party that binds is in the offer, per draw."""
    columns, offer = option_columns(case), case.offer(statement.offer)
    held = [columns[pair] for pair in offer.settlement.items() if pair in columns]
    return np.asarray(inputs.barred[:, party][:, held].any(axis=1))
