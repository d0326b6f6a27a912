"""The small game that the tabled offers of a case make, by its central case."""

from __future__ import annotations

from detente.case.ballot import Ballot
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.settlement.offers import judged_offers


def ballot(case: Case) -> tuple[Ballot, tuple[str, ...]]:
    """Return the game over the tabled offers, and what of the case it does not hold.

    Players are the required parties with a utility. An offer that meets a red line of any required party cannot be
    signed and is left out. What an offer leaves open is worth each party's no-deal value.

    Raises
    ------
    Unanswerable
        Where no two required parties have a utility, or no offer is left.
    """
    now, rows, no_deal = judged_offers(case)
    required = [party for party in now.parties if party.required]
    players = [party for party in required if party.id in no_deal]
    if len(players) < 2:
        raise Unanswerable("fewer than two required parties have a no-deal value and views, so there is no game")
    tabled = sorted((row for row in rows if row["tabled"]), key=lambda row: row["date"] or "9999")
    barred = {row["id"]: [party.id for party in required if party.id in row["red_lines"]] for row in tabled}
    kept = [row for row in tabled if not barred[row["id"]]]
    if not kept:
        raise Unanswerable("no tabled offer is free of the red lines of all required parties, so there is no game")
    lost = [f"the offer {key}, which meets red lines of {', '.join(who)}" for key, who in barred.items() if who]
    lost += [f"{party.id}, which consents by its red lines alone" for party in required if party not in players]
    payoffs = tuple(tuple(row["utility"][party.id] for party in players) for row in kept)
    worth = tuple(no_deal[party.id] for party in players)
    names = tuple(row["id"] for row in kept)
    game = Ballot(now.title, tuple(party.name for party in players), names, payoffs, worth)
    return game, (*lost, "ranges, exclusions, settlements that nobody tabled")
