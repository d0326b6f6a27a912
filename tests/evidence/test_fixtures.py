"""False, doubled and disputed news about the flagship (tests/evidence/data), weighed as anybody would weigh them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.case.nouns import Source
from detente.evidence.origins import origins
from detente.evidence.update import update
from tests.evidence.fixtures import EVEN, case, claim

HELD: Any = yaml.safe_load((Path(__file__).parent / "data/evidence_fixtures.yaml").read_text(encoding="utf-8"))
FIXTURES = {row["id"]: row for row in HELD["fixtures"]}
SOURCES = [
    Source(row["id"], row["title"], date=date.fromisoformat(row["date"]), grade=row["grade"]) for row in HELD["sources"]
]
SUPPORT = 6.0
"""How many times as likely a report of it is if it is so, and a report against it if it is not: one figure for all."""
FOR = {"FX1": "A 30-day ceasefire on 120 km of front was signed in Geneva, mediators said late on Friday."}


def weighed(name: str, **groups: str) -> Any:
    """Return a fixture as a case of two hypotheses with even priors; groups name the origin of sources."""
    row, told = FIXTURES[name], []
    for side, ratio in (("supporting", SUPPORT), ("contradicting", 1.0 / SUPPORT)):
        for source in row[side]:
            text = FOR.get(name, "") if side == "supporting" else ""
            text = text or f"{source} of {name} {side}: {source} says so in {source}"
            group = groups.get(f"{source}_{side}", "")
            told.append(claim(f"{source}_{side}", ratio, source=source, text=text, group=group))
    return case(EVEN, told, SOURCES)


def test_two_pages_with_one_story_are_one_origin() -> None:
    found = origins(weighed("FX1"))
    assert [[origin.counted.id, *(c.id for c in origin.copies)] for origin in found if origin.copies] == [
        ["W04_supporting", "W05_supporting"]
    ]


def test_the_false_ceasefire_of_geneva_ends_below_a_tenth() -> None:
    found = update(weighed("FX1")).posteriors[0]
    assert found.value < 0.1
    assert found.high < 0.1


@pytest.mark.parametrize("name", ["FX1", "FX3", "FX4", "FX6"])
def test_a_false_claim_of_weaker_sources_ends_below_a_half(name: str) -> None:
    assert FIXTURES[name]["truth"] is False
    assert update(weighed(name)).posteriors[0].value < 0.5


@pytest.mark.parametrize("name", ["FX7", "FX9"])
def test_what_grades_alone_cannot_settle_stays_open(name: str) -> None:
    # Sources of one grade on both sides; three poor ones against one good one: it takes a reader to see the slip.
    assert 0.4 < update(weighed(name)).posteriors[0].value < 0.6


def test_the_dispute_over_the_guarantees_stays_open() -> None:
    # The paper of January carries Kyiv's word and the White House's denial: two origins in one source.
    found = update(weighed("FX10")).posteriors[0]
    assert 0.2 < found.value < 0.8


def test_the_sign_of_may_depends_on_the_mapper_and_is_not_settled() -> None:
    found = update(weighed("FX5")).posteriors[0]
    assert found.low < 0.5
    assert found.least > 0.05
