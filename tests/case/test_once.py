"""What follows from a case alone is worked out once, for as many cases as are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from detente.case.nouns import Case
from detente.case.once import KEPT, once
from detente.formats.load import load


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with an array."""

    array: np.ndarray
    number: int


def test_a_case_is_asked_once_and_another_of_the_same_content_again() -> None:
    asked: list[Case] = []
    work = once(lambda case: asked.append(case) or case.id)
    case = load("template")
    assert [work(case), work(case)] == [case.id, case.id]
    assert len(asked) == 1
    work(replace(case))
    assert len(asked) == 2


def test_only_the_last_cases_are_kept() -> None:
    asked: list[Case] = []
    work = once(lambda case: asked.append(case) or case.id)
    cases = [replace(load("template")) for _ in range(KEPT + 1)]
    for case in cases:
        work(case)
    work(cases[-1])
    assert len(asked) == KEPT + 1
    work(cases[0])
    assert len(asked) == KEPT + 2


def test_what_is_kept_cannot_be_changed() -> None:
    for made in (np.zeros(2), (np.zeros(2), 1), {"a": np.zeros(2)}, Kept(np.zeros(2), 1)):
        answer = once(lambda case, made=made: made)(load("template"))
        held = {tuple: lambda x: x[0], dict: lambda x: x["a"], Kept: lambda x: x.array}.get(type(answer), lambda x: x)
        with pytest.raises(ValueError, match="read-only"):
            held(answer)[0] = 1.0
