"""All that the verb `wildcards` tells of a case, as plain values; what the case does not say is null."""

from __future__ import annotations

from typing import Any

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.acceptance import offered
from detente.ensemble.draws import Streams
from detente.ensemble.setting import Drawing, Progress
from detente.scenarios.outlook import Outlook
from detente.scenarios.sequencing import Deal, sequencing
from detente.scenarios.track_choice import track_choice
from detente.scenarios.tracks import compare_tracks
from detente.scenarios.venues import compare_venues
from detente.scenarios.wild_cards import wild_cards, worlds
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values


def wildcards(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Judge wild cards, tracks, venues and orders of phases of a case over its draws."""
    now = known(case)
    # `setting_of` reads a case as known by itself; twice would widen what is stale twice.
    held = worlds(case, drawing, progress)
    base, timed = held.base, now.timing is not None
    choice = track_choice(held)
    rng = Streams(now, drawing.draws, drawing.seed).generator("venues.weights")
    return {
        "draws": drawing.draws,
        "seed": drawing.seed,
        "outlook": {"by_horizon": timed, "results": list(base.values)},
        "wild_cards": wild_cards(held).to_dict() if now.wild_cards else None,
        "tracks": [row.to_dict() for row in compare_tracks(base)] if now.tracks and timed else None,
        "information": None if choice is None else choice.to_dict(),
        "venues": compare_venues(now, rng=rng).to_dict() if now.venues and now.venue_criteria else None,
        "sequencing": _sequencing(base),
    }


def _sequencing(base: Outlook) -> list[dict[str, Any]] | None:
    """Return the orders of phases of every tabled offer that settles or defers all issues; None without phases."""
    case, inputs = base.setting.case, base.setting.draws.inputs
    if case.durability is None or not case.durability.phases:
        return None
    values = no_deal_values(case, inputs).value
    rows: list[dict[str, Any]] = []
    for offer in case.offers:
        if not offer.tabled:
            continue
        try:
            deal = Deal(case, inputs, values, offered(case, offer.id))
        except (KeyError, Unanswerable):
            continue
        rows.append({"id": offer.id, "name": offer.name, **sequencing(deal).to_dict()})
    return rows
