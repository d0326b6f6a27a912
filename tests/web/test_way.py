"""Work that takes long gives way to what follows a moving hand, wherever it reports its progress."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.ensemble.central import judge_central
from detente.ensemble.constraint import constraint
from detente.ensemble.hold import hold
from detente.ensemble.setting import Drawing, Progress, setting_of
from detente.formats.load import load
from detente.scenarios.glance import glance
from detente.web import jobs as jobs_module
from detente.web import way
from detente.web.jobs import Jobs, Pace
from detente.web.records.questions import Question
from detente.web.routes import answers
from detente.web.routes.answers import FEW, pace_of
from detente.web.way import Way

PATIENCE = 20.0
"""Seconds after which a test that waits for something gives up."""


def asked(jobs: Jobs, key: str, work: Any, pace: Pace) -> threading.Thread:
    """Ask a question on a thread of its own."""
    thread = threading.Thread(target=lambda: jobs.answer(key, work, pace))
    thread.start()
    return thread


def test_long_work_waits_at_its_next_report_until_what_is_urgent_is_done() -> None:
    jobs, order = Jobs(), list[str]()
    begun, urgent, go_on = threading.Event(), threading.Event(), threading.Event()

    def long(told: Progress) -> dict[str, Any]:
        begun.set()
        assert urgent.wait(PATIENCE)
        told("a stage", 0, 1)
        order.append("long")
        return {}

    def moving(told: Progress) -> dict[str, Any]:
        urgent.set()
        told("a stage", 0, 1)
        assert go_on.wait(PATIENCE)
        order.append("urgent")
        return {}

    first = asked(jobs, "long", long, Pace.LONG)
    assert begun.wait(PATIENCE)
    second = asked(jobs, "urgent", moving, Pace.URGENT)
    assert urgent.wait(PATIENCE)
    go_on.set()
    for thread in (first, second):
        thread.join(PATIENCE)
    assert order == ["urgent", "long"]


def test_the_way_is_clear_again_after_a_failure_of_what_was_urgent() -> None:
    held = Way()
    with pytest.raises(ZeroDivisionError), held.first():
        raise ZeroDivisionError
    done = threading.Thread(target=held.give)
    done.start()
    done.join(way.LONGEST / 2)
    assert not done.is_alive()


def test_hands_that_never_rest_do_not_hold_long_work_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(way, "LONGEST", 0.01)
    held = Way()
    with held.first():
        done = threading.Thread(target=held.give)
        done.start()
        done.join(PATIENCE)
        assert not done.is_alive()


def under_a_hand(jobs: Jobs, work: Any) -> dict[str, Any]:
    """Return the answer of long work during all of which something urgent is under way."""
    moving, rest = threading.Event(), threading.Event()

    def hand(told: Progress) -> dict[str, Any]:
        del told
        moving.set()
        assert rest.wait(PATIENCE)
        return {}

    thread = asked(jobs, "hand", hand, Pace.URGENT)
    assert moving.wait(PATIENCE)
    try:
        return jobs.answer("long", work, Pace.LONG)
    finally:
        rest.set()
        thread.join(PATIENCE)


def test_the_time_that_work_gives_way_for_is_not_counted_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(way, "LONGEST", 0.3)
    monkeypatch.setattr(jobs_module, "MOST_SECONDS", 0.2)

    def work(told: Progress) -> dict[str, Any]:
        told("a stage", 0, 1)
        return {"answered": True}

    assert under_a_hand(Jobs(), work) == {"answered": True}


def test_work_gives_way_no_longer_in_all_than_it_may_however_often_it_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(way, "LONGEST", 0.05)
    monkeypatch.setattr(jobs_module, "MOST_GIVEN", 0.1, raising=False)

    def work(told: Progress) -> dict[str, Any]:
        begun = time.monotonic()
        for done in range(100):
            told("a stage", done, 100)
        return {"seconds": time.monotonic() - begun}

    assert under_a_hand(Jobs(), work)["seconds"] < 2.5


def test_however_many_long_questions_wait_a_moving_hand_is_answered(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, answered = threading.Event(), list[int]()

    def slow(*_: object, **__: object) -> dict[str, Any]:
        assert done.wait(PATIENCE)
        return {}

    def ask(verb: str, seed: int) -> None:
        found = client.post(f"/api/v1/cases/small/{verb}", json={"seed": seed, "draws": 20})
        if verb == "count":
            answered.append(found.status_code)

    monkeypatch.setattr(answers, "judge_hold", slow)
    waiting = [threading.Thread(target=ask, args=("hold", seed)) for seed in range(50)]
    moving = threading.Thread(target=ask, args=("count", 1))
    try:
        for thread in waiting:
            thread.start()
        time.sleep(1.0)
        moving.start()
        moving.join(PATIENCE / 2)
        assert answered == [200]
    finally:
        done.set()
        for thread in (*waiting, moving):
            thread.join(PATIENCE)


def test_only_what_follows_a_hand_and_takes_little_is_urgent() -> None:
    few, many = Question(draws=FEW), Question(draws=FEW + 1)
    assert [pace_of(verb, few) for verb in ("count", "glance")] == [Pace.URGENT] * 2
    assert pace_of("count", many) is Pace.URGENT
    assert [pace_of("glance", many), pace_of("zone", few)] == [Pace.REFINING] * 2
    assert pace_of("hold", few) is Pace.LONG


@pytest.mark.parametrize("verb", ["zone", "glance", "hold", "vetoes"])
def test_the_answers_beside_a_slider_report_their_progress_often(verb: str) -> None:
    """Where work reports its progress, a newer question stops it; before each part, and not only at its end."""
    case, drawing, stages = load("miami"), Drawing(20, 1), list[str]()

    def told(stage: str, done: int, total: int) -> None:
        del done, total
        stages.append(stage)

    if verb == "zone":
        judge_central(case, progress=told)
    elif verb == "glance":
        glance(case, drawing, told)
    elif verb == "hold":
        hold(setting_of(case, drawing, told), drawing.draws)
    else:
        constraint(case, drawing, told)
    assert len(stages) >= {"zone": 5, "glance": 8, "hold": 8, "vetoes": 4}[verb]
