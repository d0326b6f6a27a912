"""A second process answers what the first would, and nothing is lost where it cannot."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from math import prod
from pathlib import Path

import pytest

from detente.case.fault import Unanswerable
from detente.formats.load import load
from detente.scenarios import run as main_job
from detente.scenarios.aside import aside


def test_a_task_is_answered_by_another_process() -> None:
    with aside(prod, [2, 3, 4]) as answer, aside(os.getpid) as told:
        assert answer() == 24
        assert told() != os.getpid()


def test_what_a_case_says_too_little_for_is_told_here() -> None:
    with (
        pytest.raises(Unanswerable, match="add a horizon"),
        aside(exec, "from detente.case.fault import Unanswerable\nraise Unanswerable('add a horizon')") as answer,
    ):
        answer()


@pytest.mark.parametrize("end", ["system._exit(1)", "1 / 0"])
def test_a_task_that_a_process_loses_is_done_here(end: str) -> None:
    task = f"[7 if system.getpid() == {os.getpid()} else {end} for system in [__import__('os')]]"
    with aside(eval, task) as answer:
        assert answer() == [7]


def test_a_fault_of_the_task_is_seen_here() -> None:
    with pytest.raises(ZeroDivisionError), aside(divmod, 1, 0) as answer:
        answer()


def test_what_a_task_prints_is_no_part_of_its_answer() -> None:
    with aside(print, "noise") as answer:
        assert answer() is None


@pytest.mark.parametrize("executable", ["/nowhere/python", "", None])
def test_without_a_second_process_the_task_is_done_here(
    monkeypatch: pytest.MonkeyPatch, executable: str | None
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "executable", executable)
    with aside(os.getpid) as answer:
        assert answer() == os.getpid()


def test_what_another_program_says_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    echo = shutil.which("echo")
    if echo is None:
        pytest.skip("there is no program echo")
    monkeypatch.setattr(sys, "executable", echo)
    with aside(os.getpid) as answer:
        assert answer() == os.getpid()


def test_a_frozen_program_does_not_begin_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with aside(os.getpid) as answer:
        assert answer() == os.getpid()


def test_no_code_is_taken_from_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "subprocess.py").write_text("open('taken', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with aside(os.getpid) as answer:
        assert answer() != os.getpid()
    assert not (tmp_path / "taken").exists()


def test_a_process_that_nobody_waits_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def seen(*args: object, **named: object) -> subprocess.Popen[bytes]:
        begun.append(popen(*args, **named))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", seen)
    start = time.monotonic()
    with aside(time.sleep, 60):
        pass
    assert begun[0].poll() is not None
    assert time.monotonic() - start < 30


def test_a_run_is_the_same_with_its_worlds_in_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    case, begun = load("miami"), list[object]()
    alone = main_job.run(case, draws=20, seed=1, threads=1)

    def seen(*args: object) -> object:
        begun.append(args)
        return aside(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(main_job, "ready", lambda: False)
    monkeypatch.setattr(main_job, "threads_available", lambda: 2)
    monkeypatch.setattr(main_job, "aside", seen)
    monkeypatch.setattr(main_job, "worlds", None)  # they are not asked here
    monkeypatch.setattr(main_job.propagate, "backend_for", lambda *_: "batch")
    assert json.dumps(main_job.run(case, draws=20, seed=1)) == json.dumps(alone)
    assert begun
