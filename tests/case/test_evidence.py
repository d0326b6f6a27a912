"""Hypotheses, claims and indicators in a case file: read whole, every fault with its place and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from detente.case.check import check
from detente.case.evidence import Bearing, Said
from detente.case.quantity import Quantity, exactly
from detente.formats.write import dump
from detente.formats.yaml import read
from detente.settlement.known import known
from tests.case.test_tracks import faults, small


def test_hypotheses_and_claims_are_read_whole() -> None:
    case = small()
    assert [(row.id, row.prior.mid) for row in case.hypotheses] == [("bluff", 0.4), ("need", 0.6)]
    note, drills, talk = case.claims
    assert note.bears == Bearing("bluff", Quantity(0.5, 0.8, 1.0, sources=("S1",)))
    assert note.inputs == (Said("no_deal.UP", Quantity(40.0, 50.0, 60.0)),)
    assert (note.grade, note.group, note.relevance, drills.noise) == ("B3", "ministry", "high", 0.4)
    assert drills.bears == Bearing("need", sens=exactly(0.8), fpr=Quantity(0.1, 0.3, 0.5))
    assert talk.bears == Bearing(likelihoods={"bluff": exactly(0.3), "need": exactly(0.6)})
    assert [(row.id, row.by) for row in case.indicators] == [("sluice", date(2026, 2, 1)), ("crews", date(2026, 1, 5))]


def test_what_was_written_is_read_again() -> None:
    case = small()
    assert check(read(dump(case)), case_id="small").case == case


def test_an_earlier_day_knows_fewer_claims() -> None:
    assert [claim.id for claim in known(small(), date(2025, 9, 1)).claims] == ["drills", "talk"]


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("grade: B3", "grade: E7", "claims[0].grade", '"E7" is not a grade'),
        ("grade: B3", "grade: B-9", "claims[0].grade", "a letter A-F and a digit 1-6"),
        ("mid: 0.4, high: 0.6, sources: [S1]}, why", "mid: 0.5, high: 0.6}, why", "hypotheses",
         "kept in proportion they would be bluff: 0.4545, need: 0.5455"),
        ("text: Drills were heard at the dam.", "text: " + "word " * 500, "claims[1].text", "more than the 2,000"),
        ("on: bluff", "on: bluf", "claims[0].on", 'did you mean "bluff"?'),
        ("low: 0.5, mid: 0.8, high: 1, sources", "low: 0, mid: 0.8, high: 1, sources", "claims[0].ratio.low",
         "0 is not between 0.0001 and 10000"),
        ("sens: 0.8", "sens: 1.8", "claims[1].sens", "1.8 is not between 0.0001 and 0.9999"),
        ("on: need, sens: 0.8, ", "on: need, ", "claims[1]", "it has fpr alone"),
        ("on: need, sens: 0.8, ", "sens: 0.8, ", "claims[1]", "without on"),
        ("likelihoods: {bluff: 0.3, need: 0.6}", "likelihoods: {bluff: 0.3}", "claims[2].likelihoods",
         "it does not speak of need"),
        ("source: S2, likelihoods", "on: bluff, likelihoods", "claims[2]", "more than one way"),
        ("    date: 2025-10-02\n    attribution", "    date: 2026-10-01\n    attribution", "claims[0].date",
         "2026-10-01 is after as_of, 2025-12-21"),
        ("inputs: [{path: no_deal.UP", "inputs: [{path: no_deal.UPP", "claims[0].inputs[0]",
         'did you mean "no_deal.UP"'),
        ("by: 2026-01-05", "by: 2025-01-05", "indicators[1].by", "write what was seen as a claim"),
        ("ratio: {low: 0.5, mid: 0.8, high: 1, sources: [S1]}", "ratio: 0.8\n    noise: 0.4", "claims[0].noise",
         "a bare ratio has no noise"),
        (", on: need, sens: 0.6, fpr: 0.2}", "}", "indicators[1]", "it says nothing about the hypotheses"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(old: str, new: str, where: str, message: str) -> None:
    found = faults(old, new)
    assert message in " ".join(found[where])
    assert len(found) == 1


def test_one_hypothesis_alone_is_no_question() -> None:
    found = faults("  need: {name: A real need, prior: 0.6}\n", "")
    assert "1 hypotheses; from 2 to 20" in found["hypotheses"][0]
