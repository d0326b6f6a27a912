"""All that the verbs `wildcards` and `scenarios` tell of a case, as plain values; what it does not say is null."""

from __future__ import annotations

from typing import Any

from detente.case.cross_impact import CrossImpact
from detente.case.cross_impact import matrix as judgements
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.acceptance import offered
from detente.ensemble.draws import Streams, generator
from detente.ensemble.setting import Drawing, Progress, setting_of
from detente.scenarios.boxes import boxes
from detente.scenarios.cross_impact import as_rows, futures
from detente.scenarios.futures import wider
from detente.scenarios.odds import as_data, odds
from detente.scenarios.outlook import Outlook
from detente.scenarios.sequencing import Deal, sequencing
from detente.scenarios.strategies import MOST_DRAWS
from detente.scenarios.track_choice import track_choice
from detente.scenarios.tracks import compare_tracks
from detente.scenarios.venues import compare_venues
from detente.scenarios.wild_cards import wild_cards, worlds
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values


def scenarios(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Judge the odds of a case, the boxes of inputs behind them, its wider futures and its cross-impact matrix."""
    setting = setting_of(case, drawing, progress)
    held, now = odds(setting), setting.case
    found: dict[str, Any] = {
        **as_data(held, drawing),
        "boxes": boxes(setting, held.solved),
        "futures": wider(now, drawing, progress),
        "cross_impact": None if now.cross_impact is None else matrix(now.cross_impact, drawing),
    }
    found["sub_samples"]["futures"] = min(drawing.draws, MOST_DRAWS)
    return found


def matrix(model: CrossImpact, drawing: Drawing) -> dict[str, Any]:
    """Return every consistent scenario of a cross-impact matrix, where succession leads, and the matrix itself.

    ``judgements``: a row for each variant of each descriptor, in their order, of what it does to each of the columns.
    """
    found = as_rows(model, futures(model, rng=generator(drawing.seed, "cross_impact")))
    return found | {"judgements": [list(row) for row in judgements(model)]}


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
