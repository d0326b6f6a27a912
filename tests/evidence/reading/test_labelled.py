"""Short labelled texts: those the rules were written with, and those that measure them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.case.nouns import Case
from detente.evidence.reading.confidence import MEASURED, bases, confidence
from detente.evidence.reading.read import read
from detente.evidence.reading.records import CONFIDENCES, KINDS
from detente.formats.load import load

HERE = Path(__file__).parent


@cache
def case(name: str) -> Case:
    return load(name)


def rows(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def raised(row: dict[str, Any]) -> set[str]:
    found = read(row["text"].encode(), case(row["case"]))
    return {flag.kind for flag in found.flags}


@pytest.mark.parametrize("row", rows("labelled.yaml"), ids=lambda row: row["text"][:50])
def test_a_text_that_the_rules_were_written_with_is_flagged_as_labelled(row: dict[str, Any]) -> None:
    assert raised(row) == set(row["flags"])


def test_the_stated_confidence_is_what_other_labelled_texts_give() -> None:
    held = [(raised(row), set(row["flags"])) for row in rows("held_out.yaml")]
    counted = {
        kind: (
            sum(kind in got for got, _ in held),
            sum(kind in got & due for got, due in held),
            sum(kind in due for _, due in held),
        )
        for kind in KINDS
        if kind != "undated"
    }
    assert counted == MEASURED


@pytest.mark.parametrize("kind", KINDS)
def test_a_confidence_says_what_it_rests_on_and_is_never_high(kind: str) -> None:
    assert confidence(kind) in CONFIDENCES[:2]
    basis = next(row for row in bases() if row.kind == kind)
    assert basis.basis.startswith(("measured on ", "judged"))
