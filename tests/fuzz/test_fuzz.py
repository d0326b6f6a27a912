"""The search finds what is planted, makes it small, and finds nothing in the readers themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.case.fault import Fault, InputFaults
from tests.fuzz.harness import MEMORY, MESSAGE, SLOW, TRACEBACK, Scale, begin, judge, minimised, step
from tests.fuzz.targets import TARGETS, Target

ROOT = Path(__file__).parents[2]
CASES = 6_000
"""What takes a CI run some twenty seconds."""


def target(read) -> Target:
    return Target("planted", read, lambda: [b"one two three", b"four: 5"])


def refuses(data: bytes) -> list[str]:
    if b":" in data:
        raise InputFaults("f", (Fault("", 1, "a colon"),))
    return []


def trips(data: bytes) -> list[str]:
    if b"-1" in data:
        raise ZeroDivisionError
    return refuses(data)


def hangs(data: bytes) -> list[str]:
    while b"[" in data:
        pass
    return []


def grows(data: bytes) -> list[str]:
    return [str(len(b"x" * 60_000_000) if data.count(b"o") > 3 else "")]


def hides(data: bytes) -> list[str]:
    return [data.decode("utf-8", "replace")] if b"\x1b" in data else []


def test_a_refusal_is_no_finding() -> None:
    assert judge(target(refuses), b"a: b", Scale()).fault is None
    assert judge(target(refuses), b"a", Scale()).read


@pytest.mark.parametrize(
    ("read", "kind", "least"),
    [(trips, TRACEBACK, b"-1"), (hangs, SLOW, b"["), (grows, MEMORY, b"oooo"), (hides, MESSAGE, b"\x1b")],
)
def test_what_is_planted_is_found_and_made_small(read, kind: str, least: bytes) -> None:
    tally, scale = begin(target(read)), Scale(30_000_000)
    found = next(found for _ in range(20_000) if (found := step(tally, 1, scale, 0.2)) is not None)
    assert found.kind == kind
    shorter = minimised(found, tally.target, scale)
    assert shorter == least or (kind in (SLOW, MEMORY) and len(shorter) <= len(found.data))  # which have fewer tries


def test_the_same_seed_asks_the_same() -> None:
    seen: list[list[bytes]] = [[], []]
    for held in seen:

        def read(data: bytes, held: list[bytes] = held) -> list[str]:
            held.append(data)
            return []

        tally = begin(target(read))
        for _ in range(50):
            step(tally, 7, Scale())
    assert seen[0] == seen[1]
    assert len(set(seen[0])) > 30


@pytest.mark.parametrize("name", TARGETS)
def test_every_reader_begins_with_something_that_it_reads(name: str) -> None:
    scale = Scale()
    outcomes = [judge(TARGETS[name], seed, scale) for seed in TARGETS[name].seeds()]
    assert all(outcome.fault is None for outcome in outcomes)
    assert any(outcome.read for outcome in outcomes)


def test_no_reader_falls_over_a_damaged_file(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.fuzz", "--cases", str(CASES), "--out", str(tmp_path)]
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert f"{CASES:,} cases" in done.stderr
    assert "0 findings" in done.stderr
