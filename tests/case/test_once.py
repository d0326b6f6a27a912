"""What follows from a case alone is worked out once, for as many cases as are kept."""

from __future__ import annotations

from dataclasses import replace

from detente.case.nouns import Case
from detente.case.once import KEPT, once
from detente.formats.load import load


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
