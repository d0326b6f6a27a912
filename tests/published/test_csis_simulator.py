"""The public CSIS peace-deal simulator as a case. Its table is not ours to ship: it is read where it is, or skipped."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from detente.case.nouns import Case
from detente.settlement import zone
from detente.settlement.judge import accepted
from detente.settlement.space import space
from tests.published.tables import central_space, table_case

FOLDER = os.environ.get("DETENTE_REFERENCE_DATA")
TABLE = Path(FOLDER) / "needs" / "csis_simulator_2025-03.csv" if FOLDER else None
pytestmark = pytest.mark.skipif(
    TABLE is None or not TABLE.exists(), reason="the CSIS table is read from DETENTE_REFERENCE_DATA, which is not there"
)
THRESHOLDS = {"Ukraine": 5.0, "Russia": 6.5, "USA": 3.0, "EU": 4.0}
PAIRS = [(2, 3), (5, 6), (12, 13), (14, 15)]
PRESETS = {
    "Balanced": ([1, 2, 5, 7, 11, 12, 15, 17, 19], 0.851),
    "Pro-Russia": ([1, 2, 5, 8, 14, 16, 17, 19, 20], 0.528),
    "Pro-Ukraine": ([3, 5, 7, 9, 10, 11, 12, 15, 16, 20], 0.317),
}


def satisfaction() -> np.ndarray:
    """Scores 0-10, articles x actors."""
    assert TABLE is not None
    with TABLE.open(encoding="utf-8", newline="") as file:
        return np.array([[float(row[f"{actor}_sat"]) for actor in THRESHOLDS] for row in csv.DictReader(file)])


def csis(forbid: list[tuple[int, int]] | None = None) -> Case:
    """An article is in, or left out and worth the threshold; mean >= threshold is then utility >= no-deal."""
    worth = {f"a{k + 1}": {"in": tuple(10 * row)} for k, row in enumerate(satisfaction())}
    pairs = [{f"a{a}": "in", f"a{b}": "in"} for a, b in forbid or []]
    no_deal = {actor: 10 * t for actor, t in THRESHOLDS.items()}
    return table_case(worth, no_deal, deferrable=True, forbid=pairs)


def counted(case: Case) -> tuple[int, int]:
    """Admissible and passing drafts without the empty one, which is a settlement of nothing."""
    given = central_space(case)
    inside = zone.in_zone(given, rng=np.random.default_rng(0))
    assert inside.exact
    return int(zone.admissible(given).value) - 1, int(inside.value) - 1


def test_drafts_that_pass() -> None:
    assert counted(csis()) == (1_048_575, 558_501)


def test_drafts_that_pass_without_contradiction() -> None:
    assert counted(csis(PAIRS)) == (331_775, 162_010)


def test_contradiction_that_passes_is_not_admissible() -> None:
    given = central_space(csis(PAIRS))
    draft = {f"a{k}": "in" if k in {2, 3, 5, 6, 12, 13, 14, 15} else "open" for k in range(1, 21)}
    columns = given.pick(draft)
    assert accepted(given, columns).all()
    held = set(columns.tolist())
    named = [{given.columns[c][0][0] for c in pair} for pair in given.forbidden if set(pair) <= held]
    assert named == [{"a2", "a3"}, {"a5", "a6"}, {"a12", "a13"}, {"a14", "a15"}]


def test_probability_of_passing_when_every_score_may_be_one_off() -> None:
    case, rng, draws = csis(), np.random.default_rng(1), 100_000
    base = satisfaction()
    for articles, expected in PRESETS.values():
        rows = np.array(articles) - 1
        scores = np.clip(base[rows] + rng.integers(-1, 2, size=(draws, len(rows), 4)), 0, 10)
        assert (scores.mean(axis=1) >= list(THRESHOLDS.values())).all(axis=1).mean() == pytest.approx(
            expected, abs=0.005
        )
        assert passing(case, articles, scores[:5000]) == pytest.approx(expected, abs=0.03)


def passing(case: Case, articles: list[int], scores: np.ndarray) -> float:
    """The same share through the product's own space."""
    from detente.settlement.inputs import Inputs, central_inputs, rated
    from detente.settlement.no_deal import no_deal_values

    central, draws = central_inputs(case), len(scores)
    arrays = {name: np.repeat(getattr(central, name), draws, axis=0) for name in Inputs.__slots__}
    for (party, column), place in rated(case).items():
        if column + 1 in articles:
            arrays["worth"][:, place] = 10 * scores[:, articles.index(column + 1), party]
    inputs = Inputs(**arrays)
    given = space(case, inputs, no_deal_values(case, inputs).value)
    draft = {f"a{k}": "in" if k in articles else "open" for k in range(1, 21)}
    return float(accepted(given, given.pick(draft)).all(axis=1).mean())
