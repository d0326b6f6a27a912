"""The paragraph on a case beside its outcome."""

from __future__ import annotations

from typing import Any

from detente.report.consistency import consistency_sentences
from detente.report.labels import Labels

LABELS = Labels({"N": "North (its army)"}, {"land": "Land: who has it", "sea": "Sea"}, {}, {}, {})


def found(**more: Any) -> dict[str, Any]:
    agreed = {
        "kind": "consistency, not prediction: coded with hindsight",
        "agreed": True,
        "date": "2026-03-01",
        "talks": {"began": None, "days": 21.0, "hours": None},
        "rule": {"agreement": True, "without": []},
        "zone": {"agreement": True, "gap": 3.2},
        "misses": [],
        "settlement": {"in_zone": True, "refused_by": []},
        "baseline": {"weighted_error": 12.34, "plain_error": 10.0},
        "held": {"years": 7.0253, "until": "2033-03-10", "to_date": None, "note": "never kept"},
    }
    return {**agreed, **more}


def said(**more: Any) -> str:
    return " ".join(consistency_sentences(found(**more), LABELS))


def test_an_agreement_that_fits():
    assert said() == (
        "Consistency with what happened, not a prediction: the case was coded knowing it. Outcome: agreement "
        "on 2026-03-01 after 21 days of talks, ended after 7.03 years, on 2033-03-10 (never kept). Rule, an "
        "option of every issue that all required parties state acceptable: there is one on each, so "
        "agreement, as it was. Zone, every stated red line binding: not empty, gap +3.2 points, so agreement,"
        " as it was; what was agreed lies in it. Baseline, the mean position of the required parties: off by "
        "12.3 of 100 on average, or 10.0 without salience."
    )


def test_a_zone_that_says_otherwise_is_a_miss_and_says_what_it_reads():
    text = said(
        agreed=False,
        held=None,
        settlement=None,
        misses=["zone"],
        rule={"agreement": False, "without": ["land", "sea"]},
        baseline={"weighted_error": None, "plain_error": None},
        talks={"began": None, "days": None, "hours": 17.0},
    )
    assert "Outcome: no agreement by 2026-03-01, after 17 hours." in text
    assert "none on Land and Sea, so no agreement, as it was." in text
    assert "so agreement, a miss; it reads red lines and no-deal values, not what parties state acceptable" in text
    assert "Baseline" not in text


def test_an_empty_zone_and_an_agreement_outside_it_are_told():
    assert "Zone, every stated red line binding: empty, so no agreement, a miss." in said(
        zone={"agreement": False, "gap": None}, misses=["zone"], rule={"agreement": False, "without": ["sea"]}
    )
    outside = said(settlement={"in_zone": False, "refused_by": ["N"]})
    assert "what was agreed lies outside, refused by North." in outside


def test_a_case_coded_before_is_not_called_coded_after():
    text = said(kind="consistency, not prediction", held=None, talks=None)
    assert text.startswith("Consistency with what happened, not a prediction. Outcome: agreement on 2026-03-01.")
