"""How long a user waits for the command line: a fresh process each time, byte code compiled, median of five."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from benchmarks.row import Row, timed

STARTS = (("--help", 0.15), ("check miami", 0.3), ("demo", 5.0))


def run() -> list[Row]:
    """Time `detente --help`, `detente check miami` and `detente demo`."""
    bare = timed(partial(_start, ["-c", ""]))
    note = f"a bare Python starts in {bare:.2g} s"
    return [_row(words, reach, note) for words, reach in STARTS]


def _row(words: str, reach: float, note: str) -> Row:
    seconds = timed(partial(_start, ["-m", "detente", *words.split()]))
    return Row(f"`detente {words}`", seconds, reach, note=note)


def _start(words: list[str]) -> None:
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
