"""The main job on the flagship: 10,000 draws, first zone, solutions and shares alone, then the whole command."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.row import Row, once, timed
from detente.ensemble import propagate, shares
from detente.ensemble.draws import draw
from detente.formats.load import load
from detente.settlement.known import known
from detente.solutions.compromise import compromise

CASE, DRAWS, SEED = "miami", 10_000, 1


def run() -> list[Row]:
    """Time the flagship with loaded kernels, and in fresh processes with and without machine code."""
    answer()
    rows = [Row("zone, solutions and shares of `miami`, 10,000 draws, kernels loaded", timed(answer), 3.0)]
    with TemporaryDirectory() as folder:
        whole = timed(partial(_command, folder), times=3)
        cold = once(partial(_command, folder, cold=True))
    note = "with blocking, inputs at their ends, input shares, report; the bound is ours"
    rows.append(Row("`detente run miami --draws 10000`, machine code at hand", whole, 5.0, note=note))
    rows.append(Row("`detente run miami --draws 10000`, first run, which compiles", cold, 20.0))
    return rows


def answer() -> None:
    """Draw, solve, and count the scenario shares."""
    case = known(load(CASE))
    signing, rows = propagate.signing(case)
    inputs = draw(case, draws=DRAWS, seed=SEED).inputs
    solved = propagate.solve(signing, propagate.of_parties(case, inputs, rows), propagate.Work("compiled"))
    shares.shares(shares.rows_of(case, solved, compromise(case, inputs, solved.space)))


def _command(folder: str, *, cold: bool = False) -> None:
    home = {"DETENTE_HOME": str(Path(folder) / "home")} if cold else {}
    words = [sys.executable, "-m", "detente", "run", CASE, "--draws", str(DRAWS), "--out", str(Path(folder) / "out")]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | home)
