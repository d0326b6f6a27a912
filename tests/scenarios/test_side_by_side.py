"""Variants side by side: in their order, the same on any number of threads, and stopped where nobody waits for them."""

from __future__ import annotations

import threading
import time

import pytest

from detente.ensemble.draws import FEW
from detente.ensemble.setting import Drawing, Progress
from detente.scenarios.side_by_side import side_by_side

PATIENCE = 30.0


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_answers_come_in_the_order_of_the_variants_and_each_is_told(threads: int, count: int) -> None:
    told: list[int] = []
    found = side_by_side(lambda variant, *_: variant * variant, range(count), Drawing(10, 1, threads), told.append)
    assert found == [k * k for k in range(count)]
    assert told == [*range(1, count + 1)]


@pytest.mark.parametrize(("draws", "alone"), [(FEW, 1), (FEW + 1, 4)])
def test_a_variant_of_few_draws_has_one_thread_and_one_of_many_has_all(draws: int, alone: int) -> None:
    assert {*side_by_side(lambda _, own, __: own.threads, range(5), Drawing(draws, 1, 4))} == {alone}


def test_no_other_begins_while_who_is_told_holds_on() -> None:
    begun: list[int] = []
    seen: list[int] = []

    def told(done: int) -> None:
        if done == 1:
            before = len(begun)
            time.sleep(0.05)
            seen.extend([before, len(begun)])

    side_by_side(lambda variant, *_: begun.append(variant), range(20), Drawing(10, 1, 3), told)
    assert seen[0] == seen[1] <= 3


def test_several_are_at_work_at_once() -> None:
    met = threading.Barrier(2, timeout=PATIENCE)
    assert len(side_by_side(lambda *_: met.wait(), range(2), Drawing(10, 1, 2))) == 2


def _works_until_stopped(variant: int, own: Drawing, heard: Progress) -> None:
    """End at once for the first variant; the others go on until they are stopped."""
    del own
    end = time.monotonic() + PATIENCE
    while variant and time.monotonic() < end:
        heard("work", 0, 1)
        time.sleep(0.001)


def test_where_who_is_told_refuses_those_at_work_are_stopped() -> None:
    def told(done: int) -> None:
        raise ValueError(f"{done} is enough")

    began, threads = time.monotonic(), threading.active_count()
    with pytest.raises(ValueError, match="1 is enough"):
        side_by_side(_works_until_stopped, range(9), Drawing(10, 1, 2), told)
    assert time.monotonic() - began < PATIENCE
    assert threading.active_count() == threads


def test_a_fault_of_one_reaches_who_asks_and_stops_the_others() -> None:
    def fails(variant: int, own: Drawing, heard: Progress) -> None:
        if variant == 0:
            raise ValueError("the first")
        _works_until_stopped(variant, own, heard)

    began, threads = time.monotonic(), threading.active_count()
    with pytest.raises(ValueError, match="the first"):
        side_by_side(fails, range(9), Drawing(10, 1, 2))
    assert time.monotonic() - began < PATIENCE
    assert threading.active_count() == threads
