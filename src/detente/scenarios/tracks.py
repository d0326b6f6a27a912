"""Channels of talks: what each does to the chance of a deal, and how often it may leak before it does harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.case.tracks import BACK_CHANNEL, Track
from detente.durability.course import Rates
from detente.ensemble.draws import Streams
from detente.ensemble.hold.months import lengths
from detente.scenarios.leak import (
    Channel,
    Signed,
    horizon_threshold,
    monthly,
    rate_of,
    share_threshold,
    signed,
)
from detente.scenarios.mean import Mean, mean_of
from detente.scenarios.outlook import Outlook, exposed, leaked_zone
from detente.scenarios.venues import HOSTS

SHARE, FACTOR, POINTS = (0.0, 1.0), (0.01, 100.0), (0.0, 1_000.0)
NO_TIMING = "the case has no `timing`, so nothing says how fast talks close; add it to compare tracks"


@dataclass(frozen=True, slots=True)
class TrackRow:
    """What talks through one channel come to by the horizon, beside talks without it.

    Parameters
    ----------
    absent
        Required parties that are not in it.
    flag
        Role of the host where that is `principal` or `mediator`.
    leak
        Mean probability of a leak in a month.
    signed, deal
        Chances that a deal is signed, and that what is signed would be ratified.
    gain, deal_gain
        The same less what they are on the open track, paired.
    threshold, deal_threshold
        Probability of a leak in a month above which the channel lowers the chance; 0: it never raises it, None: no leak
        undoes what it gains, or it is an official track.
    closes
        Share of the draws with a zone in which a leak closes it.
    closed_form
        The threshold of constant rates at their middle values without a horizon (`leak.share_threshold`), a month.
    """

    id: str
    name: str
    kind: str
    parties: tuple[str, ...]
    absent: tuple[str, ...]
    host: str | None
    flag: str | None
    leak: float
    signed: Mean
    deal: Mean
    gain: Mean
    deal_gain: Mean
    threshold: float | None
    deal_threshold: float | None
    closes: float
    closed_form: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values."""
        row = {name: getattr(self, name) for name in self.__slots__}
        return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mean):
        return value.to_dict()
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Drawn:
    """One track as drawn: the channel, and what a leak costs each party, ``(D,)`` points."""

    track: Track
    channel: Channel
    cost: Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Side:
    """Talks in secret or in the open: ``zone (D, T)``, and the ``chance (D,)`` that what is signed is ratified."""

    zone: np.ndarray
    chance: np.ndarray


def drawn_tracks(case: Case, *, draws: int, seed: int) -> tuple[Drawn, ...]:
    """Draw what the section `tracks` leaves uncertain."""
    streams = Streams(case, draws, seed)
    found: list[Drawn] = []
    for track in case.tracks:
        path = f"tracks.{track.id}"
        leak = rate_of(streams.values(track.leak, f"{path}.leak", SHARE))
        factor = streams.values(track.efficiency, f"{path}.efficiency", FACTOR)
        cost = {party: streams.values(q, f"{path}.cost.{party}", POINTS) for party, q in track.cost.items()}
        found.append(Drawn(track, Channel(leak, factor), cost))
    return tuple(found)


def compare_tracks(held: Outlook) -> tuple[TrackRow, ...]:
    """Judge every track of a case beside talks in the open.

    Raises
    ------
    Unanswerable
        When the case has no `timing`.
    """
    if held.given.rates is None:
        raise Unanswerable(NO_TIMING)
    return tuple(_row(held, held.given.rates, row) for row in of_tracks(held))


def of_tracks(held: Outlook) -> tuple[Drawn, ...]:
    """Return the tracks of an outlook, over its draws."""
    return drawn_tracks(held.setting.case, draws=held.draws, seed=held.setting.seed)


def payoffs(held: Outlook) -> dict[str, np.ndarray]:
    """Return the chance ``(D,)`` that a deal is signed through each track: the payoff of choosing it."""
    if held.given.rates is None:
        raise Unanswerable(NO_TIMING)
    secret = held.talks.zone.T.astype(float)
    return {
        row.track.id: signed(secret, _leaked_zone(held, row), held.given.rates, row.channel, last=_last(held)).value
        for row in of_tracks(held)
    }


def _last(held: Outlook) -> float:
    """Return the length of the last month before the horizon."""
    return float(lengths(held.setting.case)[-1])


def _leaked_zone(held: Outlook, row: Drawn) -> np.ndarray:
    after = leaked_zone(held, row.cost) if row.cost else held.talks.zone
    return after.T.astype(float)


def _leaked(held: Outlook, row: Drawn) -> Side:
    """Return the side of talks after a leak; where it costs nothing, that in the open."""
    if not row.cost:
        return Side(held.talks.zone.T.astype(float), held.approvals.chance)
    found, met = exposed(held, row.cost)
    return Side(found.zone.T.astype(float), met.chance)


def _row(held: Outlook, rates: Rates, row: Drawn) -> TrackRow:
    case, track = held.setting.case, row.track
    secret, leaked = Side(held.talks.zone.T.astype(float), held.approvals.chance), _leaked(held, row)
    open_track, last = Channel(np.zeros(held.draws), np.ones(held.draws)), _last(held)
    plain = signed(secret.zone, secret.zone, rates, open_track, last=last)
    roles = {party.id: party.role for party in case.parties}
    found = signed(secret.zone, leaked.zone, rates, row.channel, last=last)
    deal, plain_deal = (_deal(of, secret, leaked) for of in (found, plain))

    def gain(of_deal: bool, leak: float) -> float:
        channel = Channel(np.full(held.draws, rate_of(np.array(leak))), row.channel.efficiency)
        tried = signed(secret.zone, leaked.zone, rates, channel, last=last)
        return float((_deal(tried, secret, leaked) - plain_deal if of_deal else tried.value - plain.value).mean())

    hidden, closes = track.kind == BACK_CHANNEL, _closes(secret.zone[:, 0], leaked.zone[:, 0])
    return TrackRow(
        id=track.id,
        name=track.name,
        kind=track.kind,
        parties=track.parties,
        absent=tuple(party.id for party in case.parties if party.required and party.id not in track.parties),
        host=track.host,
        flag=role if (role := roles.get(track.host or "")) in HOSTS else None,
        leak=float(np.mean([monthly(rate) for rate in row.channel.leak.tolist()])),
        signed=mean_of(found.value),
        deal=mean_of(deal),
        gain=mean_of(found.value - plain.value),
        deal_gain=mean_of(deal - plain_deal),
        threshold=horizon_threshold(lambda leak: gain(False, leak)) if hidden else None,
        deal_threshold=horizon_threshold(lambda leak: gain(True, leak)) if hidden else None,
        closes=closes,
        closed_form=_closed_form(case, track, closes) if hidden else None,
    )


def _deal(found: Signed, secret: Side, leaked: Side) -> np.ndarray:
    return found.secret * secret.chance + found.leaked * leaked.chance


def _closes(secret: np.ndarray, leaked: np.ndarray) -> float:
    """Return the share of the draws with a zone in which a leak closes it; 0 without any."""
    return float(((secret > 0.0) & (leaked == 0.0)).sum() / max((secret > 0.0).sum(), 1))


def _closed_form(case: Case, track: Track, closes: float) -> float | None:
    if case.timing is None:
        return None
    ending = case.timing.collapse.mid + case.timing.escalation.mid
    rate = share_threshold(track.efficiency.mid, ending, closes)
    return None if rate is None else monthly(rate)
