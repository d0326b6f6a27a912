"""Would an offer, once signed, be left: the graph model over no deal, each offer signed, and its breach.

States: no deal; each offer signed; its breach by each party of which the case says what a breach pays; and the deal
broken down. Whoever signed can leave openly, for no deal; a breaker can break the deal; those it is broken against can
end it. A party whose deal is broken would rather end it than keep it alone. Preferences come from every draw, so that
stability is a share of the draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.acceptance import offered
from detente.ensemble.hold.drawn import Drawn, central, drawn
from detente.ensemble.hold.signed import keeps
from detente.ensemble.setting import Setting
from detente.ensemble.shares import sampling_error
from detente.settlement.inputs import central_inputs
from detente.settlement.space import Space
from detente.strategy.stability.graph import Graph, state_graph
from detente.strategy.stability.judge import CONCEPTS, Stability, stable

NO_DEAL, BROKEN_DOWN = "no_deal", "broken_down"
BELOW = 1.0
"""Points, of which only the order counts, by which a state is worse than another that it must be worse than."""
NO_OFFER = (
    "no tabled offer settles or defers every issue, so there is nothing to leave: complete an offer, or give issues it"
    " leaves out `deferrable: true`"
)
NASH, SEQ = CONCEPTS.index("nash"), CONCEPTS.index("seq")


@dataclass(frozen=True, slots=True)
class Model:
    """The graph of a case's offers, their names by id, and what every state pays every party, ``(D, P, S)`` points."""

    graph: Graph
    offers: dict[str, str]
    breakers: tuple[str, ...]
    payoffs: np.ndarray

    def state(self, *words: str) -> int:
        """Return the number of a state, from 0, as ``state("signed", offer)``."""
        return self.graph.names.index(" ".join(words))


def model(case: Case, space: Space, given: Drawn) -> Model | None:
    """Return the graph model of the offers that settle or defer every issue; None without such an offer or a signer.

    `space` of the required parties over D draws, `given` the same draws of what the case says of breach and guarantees.
    """
    offers = {offer.id: _options(case, offer.id) for offer in case.offers if offer.tabled}
    known = {name: options for name, options in offers.items() if options is not None}
    parties = space.signers
    if not known or not parties:
        return None
    breakers = tuple(p for p in parties if p in given.breach and given.discount is not None)
    states = [NO_DEAL, BROKEN_DOWN, *(f"signed {name}" for name in known)]
    states += [f"breach {name} {breaker}" for name in known for breaker in breakers]
    graph = state_graph(states, {party: _moves(party, parties, [*known], breakers) for party in parties})
    payoffs = np.stack([_paid(case, space, given, known, (party, breakers)) for party in parties], axis=1)
    return Model(graph, {name: case.offer(name).name for name in known}, breakers, payoffs)


def _options(case: Case, offer: str) -> dict[str, str] | None:
    try:
        return offered(case, offer)
    except KeyError:
        return None


def _moves(
    party: str, parties: Sequence[str], offers: Sequence[str], breakers: Sequence[str]
) -> list[tuple[str, str]]:  # fmt: skip
    found: list[tuple[str, str]] = []
    for name in offers:
        found.append((f"signed {name}", NO_DEAL))
        if party in breakers:
            found.append((f"signed {name}", f"breach {name} {party}"))
        found += [(f"breach {name} {other}", BROKEN_DOWN) for other in breakers if other != party and party in parties]
    return found


def _paid(
    case: Case, space: Space, given: Drawn, offers: dict[str, dict[str, str]], who: tuple[str, tuple[str, ...]]
) -> np.ndarray:  # fmt: skip
    """Return what one party has in every state, ``(D, S)``."""
    party, breakers = who
    p = space.parties.index(party)
    no_deal = space.reserve[:, p] / space.scale[:, p]
    broken = given.broken.get(party, no_deal)
    signed: list[np.ndarray] = []
    breach: list[np.ndarray] = []
    for options in offers.values():
        columns = space.pick(options)
        worth = space.worth[:, p][:, columns].sum(axis=1) / space.scale[:, p]
        crossed = space.barred[:, p][:, columns].any(axis=1)
        signed.append(np.where(crossed, np.minimum(worth, no_deal - BELOW), worth))
        for breaker in breakers:
            own = worth - keeps(case, space, given, options, breaker) if breaker == party else broken - BELOW
            breach.append(own)
    return np.column_stack([no_deal, np.broadcast_to(broken, no_deal.shape), *signed, *breach])


def judge(held: Model) -> Stability:
    """Judge the model in every draw."""
    return stable(held.graph, held.payoffs)


def rows(held: Model, found: Stability) -> list[dict[str, Any]]:
    """Return per offer how often it is stable once it is signed, who would leave it, and who deters that."""
    return [_row(held, found, name) for name in held.offers]


def _row(held: Model, found: Stability, name: str) -> dict[str, Any]:
    signed = held.state("signed", name)
    equilibrium = found.equilibrium_shares[:, signed]
    return {
        "id": name,
        "name": held.offers[name],
        "stable": {concept: float(equilibrium[k]) for k, concept in enumerate(CONCEPTS)},
        "stable_se": {c: sampling_error(float(equilibrium[k]), len(held.payoffs)) for k, c in enumerate(CONCEPTS)},
        "parties": [_leaver(held, found, name, p) for p in range(len(held.graph.parties))],
    }


def _leaver(held: Model, found: Stability, name: str, p: int) -> dict[str, Any]:
    """Return where one party would go from an offer that was signed, and how often others deter it."""
    party = held.graph.parties[p]
    signed = held.state("signed", name)
    here = held.payoffs[:, p, signed]
    openly = held.payoffs[:, p, held.state(NO_DEAL)] > here
    breaks = np.zeros(len(here), dtype=bool)
    if party in held.breakers:
        breaks = held.payoffs[:, p, held.state("breach", name, party)] > here
    gains = ~found.stable[:, NASH, p, signed]
    deterred = gains & found.stable[:, SEQ, p, signed]
    return {
        "party": party,
        "to_no_deal": float(openly.mean()),
        "to_breach": float(breaks.mean()),
        "deterred": float(deterred.mean()),
        "by": [other for other in held.graph.parties if other != party] if deterred.any() else [],
        "leaves": float((~found.stable[:, SEQ, p, signed]).mean()),
    }


def case_stability(setting: Setting, count: int) -> dict[str, Any]:
    """Return the stability of a case's offers: of the central case, and in which share of the first `count` draws.

    The object of ``detente stability CASE --json``. Raises `Unanswerable` where no tabled offer settles or defers every
    issue.
    """
    case, signing = setting.case, setting.signing
    seen = setting.of_signing(setting.draws.inputs.take(slice(0, count)))
    middle = central_inputs(signing)
    held = model(case, propagate.space_of(signing, seen), drawn(case, draws=count, seed=setting.seed))
    mid = model(case, propagate.space_of(signing, middle), central(case))
    if held is None or mid is None:
        raise Unanswerable(NO_OFFER)
    found, verdict = judge(held), judge(mid)
    return {
        "parties": [*held.graph.parties],
        "states": [{"id": k + 1, "options": name} for k, name in enumerate(held.graph.names)],
        "stable": {
            concept: {party: _ids(verdict.stable[0, c, p]) for p, party in enumerate(held.graph.parties)}
            for c, concept in enumerate(CONCEPTS)
        },
        "equilibria": {concept: _ids(verdict.equilibria[0, c]) for c, concept in enumerate(CONCEPTS)},
        "draws": count,
        "shares": {
            concept: {party: found.shares[c, p].tolist() for p, party in enumerate(held.graph.parties)}
            for c, concept in enumerate(CONCEPTS)
        },
        "equilibrium_shares": {c: found.equilibrium_shares[k].tolist() for k, c in enumerate(CONCEPTS)},
        "offers": rows(held, found),
    }


def _ids(holds: np.ndarray) -> list[int]:
    """Return the numbers, from 1, of the states that hold."""
    return (np.flatnonzero(holds) + 1).tolist()
