"""Variants side by side: in their order, the same on any number of threads, and no further than they are taken."""

from __future__ import annotations

import threading

import pytest

from detente.ensemble.setting import Drawing
from detente.scenarios.side_by_side import FEW_DRAWS, side_by_side


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_answers_come_in_the_order_of_the_variants(threads: int, count: int) -> None:
    found = side_by_side(lambda variant, _: variant * variant, range(count), Drawing(10, 1, threads))
    assert [*found] == [k * k for k in range(count)]


@pytest.mark.parametrize(("draws", "alone"), [(FEW_DRAWS, 1), (FEW_DRAWS + 1, 4)])
def test_a_variant_of_few_draws_has_one_thread_and_one_of_many_has_all(draws: int, alone: int) -> None:
    assert {*side_by_side(lambda _, own: own.threads, range(5), Drawing(draws, 1, 4))} == {alone}


def test_no_more_are_at_work_than_there_are_threads_while_nobody_takes_an_answer() -> None:
    begun: list[int] = []
    found = side_by_side(lambda variant, _: begun.append(variant), range(20), Drawing(10, 1, 3))
    next(found)
    assert len(begun) <= 4
    found.close()
    assert len(begun) <= 4


def test_a_fault_of_one_reaches_who_asks_and_begins_no_other() -> None:
    begun: list[int] = []

    def fails(variant: int, own: Drawing) -> None:
        del own
        begun.append(variant)
        if variant == 1:
            raise ValueError("the second")

    with pytest.raises(ValueError, match="the second"):
        list(side_by_side(fails, range(20), Drawing(10, 1, 2)))
    assert len(begun) <= 4


def test_several_are_at_work_at_once() -> None:
    met = threading.Barrier(2, timeout=30)
    assert len([*side_by_side(lambda *_: met.wait(), range(2), Drawing(10, 1, 2))]) == 2
