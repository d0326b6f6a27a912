"""The flagship's hypotheses: claims of its own sources, each graded, one origin once, and nothing taken for certain."""

from __future__ import annotations

import pytest

from detente.case.nouns import Case
from detente.ensemble.explain import explain
from detente.evidence.answer import evidence, in_brief
from detente.evidence.change import explained
from detente.evidence.grades import grade_of
from detente.evidence.origins import origins
from detente.evidence.update import update
from detente.formats.load import load
from detente.settlement.known import known
from tests import runs


@pytest.fixture(scope="module", params=["miami", "miami_2026"])
def case(request: pytest.FixtureRequest) -> Case:
    return load(request.param)


def test_three_hypotheses_are_judged_and_every_claim_has_a_graded_source(case: Case) -> None:
    assert [row.id for row in case.hypotheses] == ["sincere", "pause", "signalling"]
    assert {row.coded for row in (*case.hypotheses, *case.claims, *case.indicators)} == {"judged"}
    assert all(claim.source and grade_of(case, claim) == case.source(claim.source).grade for claim in case.claims)


def test_the_memorandum_in_two_outlets_is_one_origin(case: Case) -> None:
    copies = {origin.counted.id: [copy.id for copy in origin.copies] for origin in origins(case) if origin.copies}
    assert copies == {"memorandum": ["memorandum_tass"]}


def test_the_news_analysis_it_grew_from_hardly_moves_anything(case: Case) -> None:
    (item,) = (item for item in update(case).items if item.origin.counted.id == "secret_path")
    assert item.grade == "E4"
    assert max(abs(part) for part in item.probability.values()) < 0.03
    (row,) = evidence(case)["proposals"]
    assert row["weights"]["nato_vital"] < 0.2


def test_no_hypothesis_is_ruled_out_or_proven(case: Case) -> None:
    for row in update(case).posteriors:
        assert row.low < row.value < row.high
        assert 0.01 < row.high and row.low < 0.9


def test_what_half_a_year_changed_is_explained_by_the_claims_of_it() -> None:
    before, after = load("miami"), load("miami_2026")
    found = explained(before, after)
    assert {row.kind for row in found.reasons} == {"new"}
    assert {row.claim for row in found.reasons} == {row.id for row in after.claims} - {row.id for row in before.claims}
    for key in found.before:
        moved = sum(row.probability[key] for row in found.reasons)
        assert found.after[key] - found.before[key] == pytest.approx(moved, abs=1e-9)


def test_as_known_half_a_year_earlier_it_is_the_earlier_case() -> None:
    before, after = load("miami"), load("miami_2026")
    assert update(known(after, before.as_of)).values == pytest.approx(update(known(before)).values, abs=1e-12)


def test_a_number_of_the_evidence_leads_back_to_its_claims_and_sources() -> None:
    run = runs.flagship()
    found = explain(run, "evidence.hypotheses.signalling.value")
    paths = [row["path"] for row in found["inputs"]]
    assert "hypotheses.signalling.prior" in paths and "claims.memorandum.likelihoods.pause" in paths
    assert {"S61", "S66", "S116"} <= {source["id"] for source in found["sources"]}
    assert (found["draws"], found["seed"]) == (1, None)


def test_a_run_says_what_the_verb_says() -> None:
    held, told = runs.flagship()["evidence"], evidence(load("miami"))
    assert held["hypotheses"] == told["hypotheses"]
    assert [row["id"] for row in held["watch"]] == [row["id"] for row in told["watch"]]


def test_a_case_without_hypotheses_has_no_such_section() -> None:
    assert in_brief(load("korea_1951")) is None
