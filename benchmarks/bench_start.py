"""How long a user waits for the command line: a fresh process each time, byte code compiled, median of five."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.row import Row, once, timed

STARTS = (("--help", 0.15), ("check miami", 0.3), ("demo", 5.0))


def run() -> list[Row]:
    """Time `detente --help`, `detente check miami` and `detente demo`, this one also before anything is compiled."""
    bare = timed(partial(_start, ["-c", ""]))
    note = f"a bare Python starts in {bare:.2g} s"
    first = median(once(_first_demo) for _ in range(3))
    told = "an empty home each time: nothing is compiled, before or after"
    fresh = Row("`detente demo` without machine code", first, 5.0, note=told)
    return [*(_row(words, reach, note) for words, reach in STARTS), fresh]


def _first_demo() -> None:
    """Answer the flagship where no kernel was ever compiled."""
    with TemporaryDirectory() as folder:
        _run([sys.executable, "-m", "detente", "demo"], os.environ | {"DETENTE_HOME": folder})


def _row(words: str, reach: float, note: str) -> Row:
    seconds = timed(partial(_start, ["-m", "detente", *words.split()]))
    return Row(f"`detente {words}`", seconds, reach, note=note)


def _start(words: list[str]) -> None:
    _run([sys.executable, *words], dict(os.environ))


def _run(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
