"""The choice of a track as a choice under uncertainty: what knowing a wild card or an input would be worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.ensemble.draws import Streams
from detente.scenarios.information import Worth, choice, evpi, evppi
from detente.scenarios.outlook import Outlook
from detente.scenarios.tracks import of_tracks, payoffs
from detente.scenarios.wild_cards import Worlds

PAYOFF = "chance that a deal is signed by the horizon"
RATES = ("closing", "collapse", "escalation")


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """What knowing more would be worth before choosing a track.

    `means`: track -> mean payoff over draws and wild cards. `everything` is the EVPI, `cards` and `inputs` the EVPPI of
    each wild card and of each input, the worthiest first.
    """

    means: dict[str, float]
    everything: Worth
    cards: tuple[Worth, ...]
    inputs: tuple[Worth, ...]
    payoff: str = PAYOFF

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        rows = {name: [row.to_dict() for row in getattr(self, name)] for name in ("cards", "inputs")}
        return {"payoff": self.payoff, "means": self.means, "everything": self.everything.to_dict(), **rows}


def track_choice(held: Worlds) -> TrackChoice | None:
    """Value what could be known before a track is chosen; None where there are fewer than two.

    A row is a draw under one combination of wild cards, with its probability.
    """
    if len(held.case.tracks) < 2 or held.base.given.rates is None:
        return None
    combinations = list(held.weight)
    draws = held.base.draws
    parts = [payoffs(held.outlooks[key]) for key in combinations]
    table = {track.id: np.concatenate([part[track.id] for part in parts]) for track in held.case.tracks}
    weight = np.concatenate([np.broadcast_to(held.weight[key], (draws,)) for key in combinations]) / draws
    asked = choice(table, weight)
    rng = Streams(held.case, draws, held.base.setting.seed).generator("information.shuffles")
    cards = [
        evppi(asked, card.id, np.repeat([float(card.id in key) for key in combinations], draws), rng=rng)
        for card in held.case.wild_cards
    ]
    inputs = [
        evppi(asked, path, np.tile(values, len(combinations)), rng=rng)
        for path, values in _inputs(held.base)
        if np.ptp(values) > 0.0
    ]
    means = dict(zip(asked.policies, asked.means.tolist(), strict=True))
    return TrackChoice(means, evpi(asked), _ranked(cards), _ranked(inputs))


def _ranked(rows: list[Worth]) -> tuple[Worth, ...]:
    return tuple(sorted(rows, key=lambda row: -row.value))


def _inputs(base: Outlook) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the inputs that a choice of track may hang on, ``(D,)`` each: rates, no-deal values as coded, channels."""
    rates = base.given.rates
    if rates is not None:
        yield from ((f"timing.{name}", getattr(rates, name)) for name in RATES)
    for p, party in enumerate(base.setting.case.parties):
        values = base.setting.draws.inputs.no_deal[:, p]
        if not np.isnan(values).any():
            yield f"no_deal.{party.id}", values
    for row in of_tracks(base):
        yield f"tracks.{row.track.id}.leak", row.channel.leak
        yield f"tracks.{row.track.id}.efficiency", row.channel.efficiency
        yield from ((f"tracks.{row.track.id}.cost.{party}", cost) for party, cost in row.cost.items())
