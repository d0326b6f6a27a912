"""The rounds of the challenge model in sentences: who gives in to whom, and who meets whom part of the way."""

from __future__ import annotations

from collections.abc import Sequence

from detente.strategy.challenge.rounds import CAPITULATION, COMPROMISE, CONFRONTATION, Offer, Round

SENTENCES = {
    CONFRONTATION: "{actor} would lose a confrontation with {other} and moves to it, from {old:.4g} to {new:.4g}",
    COMPROMISE: "{actor} compromises with {other}: {share:.0f} % of the way, from {old:.4g} to {new:.4g}",
    CAPITULATION: "{actor} capitulates to {other}, from {old:.4g} to {new:.4g}",
}


def narrate(rounds: Sequence[Round], names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return a sentence for every move, round by round."""
    return tuple(tuple(_told(played, offer, names) for offer in played.offers) for played in rounds)


def _told(played: Round, offer: Offer, names: Sequence[str]) -> str:
    old, at = float(played.positions[offer.actor]), float(played.positions[offer.other])
    share = 100.0 * (offer.position - old) / (at - old)
    who = {"actor": names[offer.actor], "other": names[offer.other]}
    return SENTENCES[offer.kind].format(**who, old=old, new=offer.position, share=share)
