"""The track record: every published table and historical case that ships, played now, beside what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from detente.consequences.comparisons import NOT_VALIDATION
from detente.consequences.past import past_shocks
from detente.ensemble.consequences import beside_published
from detente.ensemble.draws import generator
from detente.ensemble.setting import Drawing, setting_of
from detente.ensemble.shares import MODELS
from detente.formats.load import load
from detente.ledger.track_record import tables
from detente.ledger.track_record.cases import historical, past
from detente.ledger.track_record.errors import errors
from detente.ledger.track_record.told import CONSTANT, ZONE, Told, with_constant
from detente.strategy.forecasts import NAMES as AXIS
from detente.strategy.track_record import track_record

Result = dict[str, Any]
Progress = Callable[[str, int, int], None]
DRAWS, SEED, RESAMPLES = 200, 1, 10_000
FLAGSHIP = "miami"
"""The case whose economy is set beside published figures."""
CONCEPTS = {model.id: model.name for model in MODELS if model.row is not None}
NAMES = {CONSTANT: "constant", **AXIS, ZONE: "any settlement of the zone", **CONCEPTS}
"""Every model by id, baselines first."""
CAUTION = (
    "consistency with what happened, not foresight: every historical case was coded by people who knew its end, so "
    "that a small error does not say that a model would have forecast it"
)
PUBLISHED = "published, not computed here"
STAGE = "past cases"


def record(
    given: Sequence[tables.Outcomes] = (), *, seed: int = SEED, progress: Progress | None = None
) -> Result:  # fmt: skip
    """Return the object of ``detente track-record --json``: models, cases, tables, published errors, economy.

    Parameters
    ----------
    given
        Tables of the user with their outcomes, beside those that ship.
    seed
        Of the bootstrap and of the runs.
    progress
        Called with stage, done and total.
    """
    told, cases = _cases(seed, progress)
    played = [tables.play(table) for table in (*tables.published(), *given)]
    rows = with_constant([*told, *(row for own in played for row in own.told)])
    found = errors(rows, [*NAMES], RESAMPLES, rng=generator(seed, "track_record.bootstrap"))
    return {
        "caution": CAUTION,
        "unit": "points of a scale of 0-100",
        "seed": seed,
        "draws": DRAWS,
        "resamples": RESAMPLES,
        "models": [{"name": NAMES[row.model], **row.to_dict()} for row in found],
        "cases": cases,
        "scenarios": _scenarios(cases),
        "tables": [own.answer for own in played],
        "published": [{**row, "status": PUBLISHED} for row in track_record()],
        "economy": economy(seed),
    }


def _cases(seed: int, progress: Progress | None) -> tuple[list[Told], list[Result]]:
    every = [*historical()]
    told: list[Told] = []
    answers: list[Result] = []
    for k, case in enumerate(every):
        if progress:
            progress(STAGE, k, len(every))
        found = past(case, draws=DRAWS, seed=seed)
        told += found.told
        answers.append(found.answer)
    return told, answers


def _scenarios(cases: Sequence[Result]) -> Result:
    """Return how the odds of scenarios did over the cases: lead scenarios that came true, and Brier scores."""
    judged = [case for case in cases if case["brier"] is not None]
    zones = [case for case in cases if case["outcome_in_zone"] is not None]
    return {
        "cases": len(judged),
        "lead_hits": sum(case["hit"] for case in judged),
        "brier": sum(case["brier"] for case in judged) / len(judged),
        "brier_equal": sum(case["brier_equal"] for case in judged) / len(judged),
        "zone_misses": [case["id"] for case in cases if case["zone"]["miss"]],
        "outcomes_in_zone": sum(case["outcome_in_zone"] for case in zones),
        "outcomes_judged": len(zones),
    }


def economy(seed: int) -> Result:
    """Return published figures beside the model's: of the war of 2022, and of a settlement; hits and misses.

    The formulas of rationing stand beside them as `economy` tells them, and count neither way.
    """
    setting = setting_of(load(FLAGSHIP), Drawing(DRAWS, seed))
    beside = beside_published(setting, DRAWS)
    return {
        "caution": NOT_VALIDATION,
        "case": FLAGSHIP,
        "past": [row.to_dict() for row in past_shocks()],
        "settlement": [{**row, "hit": _meets(row)} for row in beside["rows"]],
        "formulas": beside["formulas"],
    }


def _meets(row: Result) -> bool:
    """Return whether the published figure or range and the 5-95 % range of the model have a point in common."""
    return row["published_low"] <= row["q95"] and row["q05"] <= row["published_high"]
