"""The ledger and the line of time, by hand on the small case and the flagship."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from detente.case.evidence import Claim
from detente.case.nouns import Case
from detente.evidence.ledger import ledger
from detente.evidence.timeline import KINDS, timeline
from detente.formats.load import load
from detente.settlement.known import known
from tests.strategies import cases

SMALL = known(load(str(Path(__file__).parent.parent / "case" / "data" / "small.yaml")))


def test_a_claim_has_what_it_proposes_for_an_input_beside_it() -> None:
    (note,) = [row for row in ledger(SMALL)["claims"] if row["id"] == "note"]
    assert note["inputs"] == [{"path": "no_deal.UP", "value": {"low": 40, "mid": 50, "high": 60}}]


def test_a_fit_is_a_share_of_the_best_one() -> None:
    weighed = ledger(SMALL)["weighed"]
    assert weighed is not None
    for row in weighed["items"]:
        assert max(row["fits"].values()) == 1.0
    # "talk": 0.3 against 0.6 from a source of letter C; what it would say anyway draws the ratio towards one.
    (talk,) = [row for row in weighed["items"] if row["id"] == "talk"]
    assert 0.5 < talk["fits"]["bluff"] < 1.0


def test_without_hypotheses_the_claims_are_still_there() -> None:
    told = ledger(replace(SMALL, hypotheses=(), claims=(Claim("a", "It rains."),), indicators=()))
    assert told["weighed"] is None
    assert [row["id"] for row in told["claims"]] == ["a"]


def test_copies_are_told_with_the_reason() -> None:
    (one,) = ledger(known(load("miami")))["origins"]
    assert (one["id"], one["copies"], one["links"][0]["why"]) == ("memorandum", ["memorandum_tass"], "group")


def test_the_line_of_time_counted_by_hand() -> None:
    told = [(str(event.day), event.kind, event.id) for event in timeline(SMALL)]
    assert told == [
        ("2025-03-01", "position", "UP.fill"),
        ("2025-10-01", "round", "lake"),
        ("2025-10-02", "claim", "note"),
        ("2025-11-01", "poll", "vote"),
        ("2025-11-15", "claim", "talk"),
        ("2025-11-20", "round", "lake"),
        ("2025-11-20", "offer", "first"),
        ("2025-12-01", "position", "UP.fill"),
        ("2025-12-05", "statement", "first"),
        ("2025-12-21", "as_of", "small"),
        ("2026-01-05", "watch", "crews"),
        ("2026-02-01", "watch", "sluice"),
        ("2026-12-31", "horizon", "small"),
    ]
    assert [event.id for event in timeline(SMALL) if event.approximate] == ["lake"]
    assert [event.kind for event in timeline(SMALL) if event.ahead] == ["watch", "watch", "horizon"]


@pytest.mark.parametrize("told", ["2025-13-01", "soon", "2025-02-30"])
def test_what_names_no_day_is_left_out(told: str) -> None:
    venues = (replace(SMALL.venues[0], hosted=(told,)),)
    assert "round" not in [event.kind for event in timeline(replace(SMALL, venues=venues))]


@given(cases())
def test_the_line_of_time_is_in_order_and_ends_nothing_later_than_it_may(case: Case) -> None:
    found = timeline(known(case))
    assert [event.day for event in found] == sorted(event.day for event in found)
    assert {event.kind for event in found} <= set(KINDS)
    assert all(event.ahead == (event.day > case.as_of) for event in found)
    assert all(event.kind in ("watch", "horizon") for event in found if event.ahead)
    assert date.min < found[0].day
