"""Six public GENIUS domains against an independent program: counts, frontiers, every solution with all ties.

The files and the answers are not ours to ship: they are read from DETENTE_REFERENCE_DATA.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from detente.case.nouns import Case
from detente.ensemble.central import Reading, judge_central
from detente.formats.domains import load

DATA = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere"))
GOLDEN = DATA / "goldens" / "genius" / "domains.json"
NAMES = (
    "anac__y2010__EnglandZimbabwe", "anac__y2010__ItexvsCypress", "anac__y2011__NiceOrDie",
    "anac__y2012__AirportSiteSelectionA", "anac__y2012__BarbecueB", "anac__y2015__group2-dinner",
)  # fmt: skip
CONCEPTS = {
    "nash": "nash_all", "kalai_smorodinsky": "ks_maximin_all", "egalitarian": "egalitarian_all",
    "utilitarian": "max_welfare_all",
}  # fmt: skip
NEAR = 1e-9

pytestmark = pytest.mark.skipif(
    not GOLDEN.exists(), reason="the domains are read from DETENTE_REFERENCE_DATA, which is not there"
)


def case_of(name: str) -> Case:
    folder = DATA / "peers" / "genius" / name
    profiles = [folder / file for file in golden(name)["files"]]
    domain = next(path for path in sorted(folder.glob("*.xml")) if path not in profiles)
    return load([str(domain), *map(str, profiles)])


def golden(name: str) -> dict[str, Any]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))["domains"][name]


def utilities(found: dict[str, Any], settlements: list[dict[str, Any]]) -> list[list[float]]:
    return sorted([s["utility"][party] / 100 for party in found["valued"]] for s in settlements)


def same(ours: list[list[float]], theirs: list[list[float]]) -> bool:
    rows = zip(ours, sorted(theirs), strict=True)
    return len(ours) == len(theirs) and all(a == pytest.approx(b, abs=NEAR) for a, b in rows)


@pytest.mark.parametrize("name", NAMES)
def test_counts_frontier_and_solutions_are_those_of_the_other_program(name: str) -> None:
    gold, found = golden(name), judge_central(case_of(name), Reading(frontier=()))
    counts = found["settlements"]
    assert (counts["total"]["value"], counts["zone"]["value"]) == (gold["n_outcomes"], gold["n_rational"])
    front = found["frontier"]["zone"]
    assert front["size"] == gold["pareto_outcomes"]
    assert same(utilities(found, front["settlements"]), gold["pareto"])
    for concept, key in CONCEPTS.items():
        assert same(utilities(found, found["solutions"][concept]["settlements"]), gold[key]), concept


@pytest.mark.parametrize("name", NAMES)
def test_the_nash_settlement_is_the_named_one(name: str) -> None:
    case, gold = case_of(name), golden(name)
    named = {issue.id: {o.id: o.name for o in issue.options} for issue in case.issues}
    found = [
        {case.issue(i).name: named[i][o] for i, o in settlement["options"].items()}
        for settlement in judge_central(case)["solutions"]["nash"]["settlements"]
    ]
    assert sorted(map(str, map(dict.items, found))) == sorted(map(str, map(dict.items, gold["nash_outcomes"])))


@pytest.mark.parametrize("name", NAMES)
def test_the_readings_of_another_program_give_its_answers(name: str) -> None:
    case, gold = case_of(name), golden(name)
    nash = judge_central(case, Reading(disagreement="max"))
    assert same(utilities(nash, nash["solutions"]["nash"]["settlements"]), gold["nash_if_disagreement_is_max_rv_min"])
    for disagreement in ("reservation", "max"):
        spread = judge_central(case, Reading(disagreement=disagreement, ks="spread"))
        chosen = utilities(spread, spread["solutions"]["kalai_smorodinsky"]["settlements"])
        assert same(chosen, gold["ks_spread_rule_all"])
