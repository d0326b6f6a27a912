"""A second process answers what the first would, and nothing is lost where it cannot."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.formats.write import dump
from detente.scenarios import aside as second
from detente.scenarios import run as main_job
from detente.scenarios.aside import MARK, aside, worked

HERE = {"done": "here"}
DRAWING = Drawing(20, 1)


def here(case: Case, drawing: Drawing) -> dict[str, Any]:
    """Stand for what the first process would answer."""
    assert drawing == DRAWING
    return HERE


@pytest.fixture(scope="module")
def case() -> Case:
    return load("miami")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were begun."""
    found: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def seen(*args: Any, **named: Any) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = popen(*args, **named)
        found.append(process)
        return process

    monkeypatch.setattr(subprocess, "Popen", seen)
    return found


def test_the_worlds_of_a_run_are_answered_by_another_process(case: Case) -> None:
    with aside(here, case, DRAWING) as answer:
        assert json.dumps(answer()) == json.dumps(main_job.in_worlds(case, DRAWING))


def test_what_a_case_says_too_little_for_is_told_here(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    def unanswerable(*_: object) -> dict[str, Any]:
        raise Unanswerable("add a horizon")

    monkeypatch.setattr(main_job, "in_worlds", unanswerable)
    told = worked(b"[20, 1]\n" + dump(case).encode())
    assert told == f'{MARK}{{"fault": "add a horizon"}}'
    monkeypatch.setattr(second, "_told", lambda _: json.loads(told.removeprefix(MARK)))
    with pytest.raises(Unanswerable, match="add a horizon"), aside(here, case, DRAWING) as answer:
        answer()


def test_what_a_process_loses_is_done_here(
    monkeypatch: pytest.MonkeyPatch, begun: list[subprocess.Popen[bytes]], case: Case
) -> None:  # fmt: skip
    with aside(here, case, DRAWING) as answer:
        begun[0].kill()
        assert answer() == HERE


def test_a_fault_of_the_program_is_seen_here(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    def broken(*_: object) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr(second, "_told", lambda _: {})
    with pytest.raises(ZeroDivisionError), aside(broken, case, DRAWING) as answer:
        answer()


@pytest.mark.parametrize("executable", ["/nowhere/python", "", None, shutil.which("echo")])
def test_without_a_second_interpreter_all_is_done_here(
    monkeypatch: pytest.MonkeyPatch, case: Case, executable: str | None
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "executable", executable)
    with aside(here, case, DRAWING) as answer:
        assert answer() == HERE


def test_a_frozen_program_does_not_begin_itself_again(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with aside(here, case, DRAWING) as answer:
        assert answer() == HERE


def test_no_code_is_taken_from_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, case: Case) -> None:
    (tmp_path / "subprocess.py").write_text("open('taken', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with aside(here, case, DRAWING) as answer:
        assert answer() != HERE
    assert not (tmp_path / "taken").exists()


def test_a_process_that_nobody_waits_for_is_ended(begun: list[subprocess.Popen[bytes]], case: Case) -> None:
    start = time.monotonic()
    with aside(here, case, Drawing(1_000_000, 1)):
        pass
    assert begun[0].poll() is not None
    assert time.monotonic() - start < 30


def test_a_run_is_the_same_with_its_worlds_in_a_second_process(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    alone = main_job.run(case, draws=20, seed=1, threads=1)
    told: list[Any] = []

    def heard(answer: Callable[[], Any], *_: object) -> Any:
        told.append(answer())
        return told[0]

    def not_here(*_: object) -> Any:
        raise AssertionError("the second process did not answer")

    monkeypatch.setattr(main_job, "ready", lambda: False)
    monkeypatch.setattr(main_job, "threads_available", lambda: 2)
    monkeypatch.setattr(main_job, "_heard", heard)
    monkeypatch.setattr(main_job, "in_worlds", not_here)
    monkeypatch.setattr(main_job.propagate, "backend_for", lambda *_: "batch")
    assert json.dumps(main_job.run(case, draws=20, seed=1)) == json.dumps(alone)
    assert told
