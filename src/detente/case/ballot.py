"""A small game over tabled offers: which one is signed, if the parties that must consent all take it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ballot:
    """Players, offers and what each is worth to each.

    Parameters
    ----------
    title
        Of the case.
    players
        Names of the required parties that have a utility.
    offers
        Names of the tabled offers, earliest first, that meet no red line of a required party.
    payoffs
        Points of each offer, in the order of the players.
    no_deal
        Points that each player has where no offer is signed.
    """

    title: str
    players: tuple[str, ...]
    offers: tuple[str, ...]
    payoffs: tuple[tuple[float, ...], ...]
    no_deal: tuple[float, ...]
